"""The site on a host whose clock is wrong by so many seconds: CLOCK_AHEAD."""

import os
from datetime import timedelta

import time_machine

time_machine.travel(timedelta(seconds=int(os.environ["CLOCK_AHEAD"]))).start()

from cooperation.wsgi import application  # noqa: E402, F401
