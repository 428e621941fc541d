"""How gunicorn serves the site; the README has the table of environment variables."""

import gc
import os
from pathlib import Path

import environ

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
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 -- gunicorn makes a file of its own there

control_socket_disable = True
secure_scheme_headers = {}  # TRUSTED_PROXY in the settings decides, and nothing else
accesslog = None  # no visitor's address is kept
loglevel = (os.environ.get("LOG_LEVEL") or "info").lower()


def on_starting(server):
    """Keep out of gunicorn's own log what is kept out of ours: the keys of links for readers."""
    from cooperation.desk.logs import WithoutKeys

    server.log.error_log.addFilter(WithoutKeys())


def pre_fork(server, worker):
    """Keep the collector of garbage away from what was loaded before: it never becomes any."""
    gc.freeze()
    # A page makes thousands of objects and hardly a cycle: looking for cycles as often as Python does is a tenth of it.
    gc.set_threshold(10_000)


def post_worker_init(worker):
    """Let each worker send the letters that wait."""
    from cooperation.letters import postman

    postman.start()


def worker_exit(server, worker):
    """Finish the letter that is under way."""
    from cooperation.letters import postman

    postman.stop()


def when_ready(server):
    """Say where the site is, once it answers."""
    print(f"Serving on {', '.join(str(each) for each in server.LISTENERS)}", flush=True)
