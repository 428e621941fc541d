"""Clients that hold a connection and hardly say anything."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

HALVES = [b"GET /nl/ HT", b"GET /nl/ HTTP/1.1\r\nHost: localhost\r\nAccept: text/", b"\r\n"]


@contextmanager
def slow_clients(address: str, silent: int, half_open: int) -> Iterator[list[socket.socket]]:
    """Connections on which nothing is sent, and connections with half a request, until the block ends."""
    target = urlsplit(address)
    with ExitStack() as opened:
        clients = [
            opened.enter_context(socket.create_connection((target.hostname, target.port), timeout=30))
            for _number in range(silent + half_open)
        ]
        for number, client in enumerate(clients[silent:]):
            client.sendall(HALVES[number % len(HALVES)])
        yield clients
