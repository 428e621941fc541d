"""Where the numbers are told: METRICS_ADDRESS, which is no address of the site, and off where it is not set.

The listener is opened once, before the workers: it stays while they come and go, and each of them answers on it in a
thread of its own. That no other start can have it says whose folder the counts stand in.
"""

import logging
import os
import shutil
import socket
import tempfile
from collections.abc import Iterable
from pathlib import Path
from threading import Event, Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from prometheus_client import CollectorRegistry, make_wsgi_app

from .observing import Observed, count_queries
from .tally import Tally
from .telling import Counts, Standing

log = logging.getLogger(__name__)
SAVED_EVERY = 1  # seconds
SLOW = 5  # seconds in which who asks has to say so
_stopped = Event()


class Listener:
    """The open address, and the folder with what was counted."""

    tally: Tally | None = None  # of this worker

    def __init__(self, address: str):
        """Open it. SystemExit where somebody else has it."""
        host, _colon, port = address.rpartition(":")
        try:
            family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
            self.socket = socket.create_server((host.strip("[]"), int(port)), family=family)
        except OSError as error:
            raise SystemExit(f"METRICS_ADDRESS {address} cannot be listened at ({error.strerror}).") from None
        self.socket.setblocking(False)  # of those that wait here, one gets who comes
        self.folder = own_folder(f"metrics-{os.getuid()}-{self.socket.getsockname()[1]}")

    def serve(self, observed: Observed, place: int) -> None:
        """Count what a worker answers in its place among the workers, and tell of it until the worker ends."""
        tally = observed.tally = Tally(self.folder / f"{place}.json")
        count_queries()
        Thread(target=keep, args=[tally], name="metrics keeper", daemon=True).start()
        registry = CollectorRegistry()
        registry.register(Counts(self.folder))
        registry.register(Standing())
        told = make_wsgi_app(registry)

        def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            tally.save()
            return told(environ, start_response)

        Thread(target=Server(self.socket, application).serve_forever, name="metrics", daemon=True).start()
        self.tally = tally

    def stop(self) -> None:
        """Save what this worker counted last."""
        _stopped.set()
        if self.tally:
            self.tally.save()


class Server(WSGIServer):
    """Answers on a listener that is open already."""

    def __init__(self, listener: socket.socket, application: WSGIApplication):
        super().__init__(listener.getsockname()[:2], Asked, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.server_name, self.server_port = listener.getsockname()[:2]
        self.setup_environ()
        self.set_app(application)

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asks went away, or never said for what."""


class Asked(WSGIRequestHandler):
    """Keeps no log of who asks, and waits for none for long."""

    timeout = SLOW

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def own_folder(name: str) -> Path:
    """An empty folder of ours, also where an earlier start was killed and left it."""
    folder = Path(tempfile.gettempdir()) / name
    if folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid == os.getuid():
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    return folder


def keep(tally: Tally) -> None:
    """Save what was counted again and again, also while nobody asks."""
    is_told = False
    while not _stopped.wait(SAVED_EVERY):
        try:
            tally.save()
            is_told = False
        except OSError as error:  # a full disk keeps nobody from reading
            if not is_told:
                log.warning("What is counted cannot be kept: %s", error.strerror)
            is_told = True
