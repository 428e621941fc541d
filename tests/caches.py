"""A cache server of one's own, which can be killed, stopped, filled and tampered with."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry


class CacheServer:
    """Redis on a free port, as a user without rights."""

    def __init__(self, folder: str):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.folder = folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.client = redis.Redis(port=self.port, socket_timeout=10, retry=Retry(NoBackoff(), 0))
        self.start()

    def start(self) -> None:
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        assert program, "Redis is not installed: apt-get install redis-server"
        command = [program, "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--dir", self.folder]
        owner: dict = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam("nobody")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            owner = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, **owner)
        for _attempt in range(1000):
            try:
                self.client.ping()
            except redis.ConnectionError:
                assert self.process.poll() is None, "The cache server ended."
                time.sleep(0.02)
            else:
                return
        raise AssertionError("The cache server does not start.")

    def signal(self, number: int) -> None:
        self.process.send_signal(number)
        if number == signal.SIGKILL:
            self.process.wait()

    def hits(self) -> int:
        return self.client.info("stats")["keyspace_hits"]

    def kept(self) -> dict[bytes, bytes]:
        return {key: self.client.get(key) for key in self.client.scan_iter()}


@contextmanager
def cache_server() -> Iterator[CacheServer]:
    with tempfile.TemporaryDirectory(prefix="redis-") as folder:
        server = CacheServer(folder)
        try:
            yield server
        finally:
            server.client.close()
            server.signal(signal.SIGKILL)
