"""How gunicorn serves the site: a thread gets a request whose head is there, and waits for no client before or after.

A thread of gunicorn's own worker reads what a client has sent so far and waits for the rest, so that a few clients who
send half a request take all threads; and its loop, which accepts connections, waits for clients to close theirs. Here
that loop reads heads and takes leave, of all clients at once, and threads serve each visitor in turn (`turns.py`).
A proxy (docs/nginx.conf) waits for bodies as well, and until an answer is read.
"""

import re
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from selectors import EVENT_READ
from socket import SHUT_WR, socket

from django.conf import settings
from gunicorn import http, util
from gunicorn.workers.gthread import TConn, ThreadWorker

from .turns import FairPool

FORWARDED = re.compile(rb"^X-Forwarded-For:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
MOST = 32 * 1024  # bytes of a head


class PatientWorker(ThreadWorker):
    """gunicorn's worker with threads, where who is slow takes a connection and no thread.

    A client has as long to send a head (RFC 9112, section 2.1), or to close its end, as an open connection may wait for
    its next request: gunicorn's `keepalive`. A head that is too large is answered with 431 (RFC 6585, section 5).
    """

    def get_thread_pool(self) -> FairPool:
        return FairPool(self.cfg.threads, asked_by)

    def enqueue_req(self, conn: TConn) -> None:
        """Wait for the head of a request, of which some or all may be there."""
        if conn.parser is None:
            conn.parser = http.get_parser(self.cfg, conn.sock, conn.client)
        self._watch(conn, self._read_head)
        self._read_head(conn, conn.sock)

    def finish_request(self, conn: TConn, fs: Future) -> None:
        """Keep a connection for its next request, or take leave."""
        if fs.exception() or fs.result():
            super().finish_request(conn, fs)
        else:
            self._take_leave(conn)

    def handle_error(self, req: http.Request | None, client: socket, addr: object, exc: Exception) -> None:
        """Answer a request that is none, and say so in the log without the address of who sent it."""
        super().handle_error(req, client, ("-", 0), exc)

    def _read_head(self, conn: TConn, client: socket) -> None:
        """Read on, and give the connection to a thread once the head is whole."""
        read = received(client)
        unreader = conn.parser.unreader
        head = unreader.take_buffered() + (read or b"")
        unreader.unread(head)
        if b"\r\n\r\n" in head:
            self._unwatch(conn)
            conn.data_ready, conn.asked_by = True, visitor(conn, head)
            super().enqueue_req(conn)
        elif read == b"":
            self._unwatch(conn)
            self._drop(conn)
        elif len(head) > MOST:
            self._unwatch(conn)
            self._take_leave(conn, refusal=(431, "Request Header Fields Too Large", ""))

    def _take_leave(self, conn: TConn, refusal: tuple[int, str, str] | None = None) -> None:
        """Say no more, and let the client read what was said before it closes (RFC 9112, section 9.6)."""
        try:
            if refusal:
                util.write_error(conn.sock, *refusal)
            conn.sock.shutdown(SHUT_WR)
        except OSError:
            self._drop(conn)
        else:
            self._watch(conn, self._drain)

    def _drain(self, conn: TConn, client: socket) -> None:
        """Pay no attention to what a client still says, until it closes."""
        if received(client) == b"":
            self._unwatch(conn)
            self._drop(conn)

    def _watch(self, conn: TConn, when_readable: Callable[[TConn, socket], None]) -> None:
        """Wait for a client, among those that gunicorn closes when their time is over."""
        conn.sock.setblocking(False)
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(when_readable, conn))

    def _unwatch(self, conn: TConn) -> None:
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)

    def _drop(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()


def asked_by(conn: TConn) -> str:
    return conn.asked_by


def visitor(conn: TConn, head: bytes) -> str:
    """Who asks, as far as that can be told: behind a proxy of ours it says so in the head of the request."""
    if settings.TRUSTED_PROXY:
        told = FORWARDED.findall(head)
        return told[-1].rpartition(b",")[2].strip().decode("latin-1") if told else ""
    return conn.client[0] if isinstance(conn.client, tuple) else ""


def received(client: socket) -> bytes | None:
    """Return what a client has sent, None while there is nothing, and no bytes when it has gone."""
    try:
        return client.recv(MOST)
    except BlockingIOError:
        return None
    except OSError:
        return b""
