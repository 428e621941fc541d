"""How gunicorn serves the site; the README has the table of environment variables."""

import ctypes
import gc
import os
from contextlib import suppress
from itertools import count
from pathlib import Path

import environ
from gunicorn.glogging import Logger

from cooperation.desk.logs import WithoutKeys
from cooperation.environment import text
from cooperation.log_lines import JsonLines

environ.Env.read_env(Path(__file__).with_name(".env"))


def number(name, default, most=None):
    """Return a variable that is a whole number from 1, or stop with one line."""
    file = os.environ.get(f"{name}_FILE")
    value = os.environ.get(name) or (Path(file).read_text(errors="replace").strip() if file else str(default))
    if not (value.isascii() and value.isdecimal()) or int(value) < 1 or (most and int(value) > most):
        raise SystemExit(f"{name} must be a whole number from 1{f' to {most}' if most else ''}, not {value!r}.")
    return int(value)


wsgi_app = "cooperation.wsgi"
# Loaded once, before the workers: a mistake in the settings ends the start with its one line.
preload_app = True

bind = f"{os.environ.get('BIND_ADDRESS') or '127.0.0.1'}:{number('PORT', 8000, 65535)}"
workers = number("WEB_WORKERS", 2)
worker_class = "cooperation.serving.PatientWorker"
threads = number("WEB_THREADS", 4)
keepalive = 5
timeout = 30
graceful_timeout = 20
# glibc gives each thread a heap of its own, which pages leave half empty: with one for all a worker takes a tenth less.
with suppress(AttributeError, OSError):  # other libraries of C have none
    ctypes.CDLL(None).mallopt(-8, 1)  # M_ARENA_MAX of malloc.h
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 -- gunicorn makes a file of its own there

control_socket_disable = True
secure_scheme_headers = {}  # TRUSTED_PROXY in the settings decides, and nothing else
accesslog = None  # no visitor's address is kept
loglevel = (os.environ.get("LOG_LEVEL") or "info").lower()


class Log(Logger):
    """gunicorn's own log, written as ours is, without the keys of links for readers."""

    def setup(self, cfg):
        super().setup(cfg)
        self.error_log.addFilter(WithoutKeys())
        if text("LOG_FORMAT") == "json":
            for handler in self.error_log.handlers:
                handler.setFormatter(JsonLines())


logger_class = Log


def on_starting(server):
    """Open the address at which the numbers of the site are told, if there is one."""
    from django.conf import settings

    server.metrics = None
    if settings.METRICS_ADDRESS:
        from cooperation.metrics.listening import Listener

        server.metrics = Listener(settings.METRICS_ADDRESS)


def pre_fork(server, worker):
    """Give a worker its place, and keep the collector of garbage away from what was loaded before."""
    taken = {each.place for each in server.WORKERS.values()}
    worker.place = next(place for place in count() if place not in taken)
    worker.metrics = server.metrics
    gc.freeze()
    # A page makes thousands of objects and hardly a cycle: looking for cycles as often as Python does is a tenth of it.
    gc.set_threshold(10_000)


def post_worker_init(worker):
    """Let each worker send the letters that wait, and tell how it does."""
    from cooperation.letters import postman

    postman.start()
    if worker.metrics:
        worker.metrics.serve(worker.wsgi, worker.place)


def worker_exit(server, worker):
    """Finish the letter that is under way, and what is being counted."""
    from cooperation.letters import postman

    if worker.metrics:
        worker.metrics.stop()
    postman.stop()


def when_ready(server):
    """Say where the site is, once it answers."""
    print(f"Serving on {', '.join(str(each) for each in server.LISTENERS)}", flush=True)
