"""A folder with a copy of the site: a bag (BagIt, RFC 8493), which is whole when its manifest is there."""

import fcntl
import os
from hashlib import sha256
from pathlib import Path
from typing import TextIO

PAYLOAD = "data"  # what a server of files gives
DECLARATION, INFO, MANIFEST, BEGUN = "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "begun.txt"
KEY = "Internal-Sender-Identifier"


class NotOurs(Exception):
    """A folder with something else in it, or one that another export is at work in."""


class Folder:
    """A folder that is filled with what belongs to a key: the same key, the same bytes.

    A file gets its name when it is written whole, and a line in the list of what was done. An export that was broken
    off goes on from that list; in the end the manifest takes its place.
    """

    def __init__(self, path: Path, key: str):
        """Take a new folder, an empty one, or one of an earlier export. Raises NotOurs."""
        self.path, self.key = path, key
        is_filled = any(each.is_file() for each in path.rglob("*"))  # one that broke off at once left empty folders
        if is_filled and not (read(path / BEGUN) or f"{KEY}: " in read(path / INFO)):
            raise NotOurs(f"{path} holds something else: name a new folder, or an empty one.")
        (path / PAYLOAD).mkdir(parents=True, exist_ok=True)
        self._lock = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            raise NotOurs(f"Another export is at work in {path}.") from None
        self.sums: dict[str, str] = {}  # of each file of this export
        self.written = 0  # files that were not there yet, or said something else
        self._known = self._done_before()
        self._list: TextIO | None = None

    def close(self) -> None:
        if self._list:
            self._list.close()
        os.close(self._lock)

    def _done_before(self) -> dict[str, str]:
        """The sum of each file that an export by this key wrote: one that was finished, or that was broken off."""
        begun = read(self.path / BEGUN).splitlines()
        if begun:
            return sums(begun[1:]) if begun[0] == self.key else {}
        is_same = f"{KEY}: {self.key}" in read(self.path / INFO).splitlines()
        return sums(read(self.path / MANIFEST).splitlines()) if is_same else {}

    def kept(self, name: str) -> bytes | None:
        """What an export by this key wrote to a file, where that is still so."""
        known, content = self._known.get(name), self._content(name)
        if known is None or content is None or sha256(content).hexdigest() != known:
            return None
        self.sums[name] = known
        return content

    def write(self, name: str, content: bytes) -> None:
        self.sums[name] = sha256(content).hexdigest()
        if not self._list:
            self._list = self._begin()
        if self._content(name) != content:
            put(self.path / PAYLOAD / name, content)
            self.written += 1
        self._list.write(line(name, self.sums[name]))

    def finish(self, told: dict[str, str]) -> int:
        """Remove what is no more, and write the manifest; `told` describes the bag. Returns how many files went."""
        gone = self._remove_others()
        size = sum((self.path / PAYLOAD / name).stat().st_size for name in self.sums)
        info = {**told, "Payload-Oxum": f"{size}.{len(self.sums)}", KEY: self.key}
        for name, text in {
            DECLARATION: "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            INFO: "".join(f"{label}: {value}\n" for label, value in info.items()),
            MANIFEST: "".join(line(*each) for each in sorted(self.sums.items())),
        }.items():
            if read(self.path / name) != text:
                put(self.path / name, text.encode())
        (self.path / BEGUN).unlink(missing_ok=True)
        return gone

    def _begin(self) -> TextIO:
        """The list of what is done; while it is there, and no manifest, the folder is not whole."""
        begun = (self.path / BEGUN).open("w", buffering=1)  # a line reaches the file when it is written
        begun.write(f"{self.key}\n" + "".join(line(*each) for each in self._known.items()))
        (self.path / MANIFEST).unlink(missing_ok=True)
        return begun

    def _content(self, name: str) -> bytes | None:
        file = self.path / PAYLOAD / name
        return file.read_bytes() if file.is_file() else None

    def _remove_others(self) -> int:
        root, gone = self.path / PAYLOAD, 0
        for folder, _folders, names in os.walk(root, topdown=False):
            here = Path(folder)
            for name in names:
                if str((here / name).relative_to(root)) not in self.sums:
                    (here / name).unlink()
                    gone += 1
            if here != root and not any(here.iterdir()):
                here.rmdir()
        return gone


def put(file: Path, content: bytes) -> None:
    """Write a file whole, or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(content)
    part.replace(file)


def read(file: Path) -> str:
    return file.read_text() if file.is_file() else ""


def line(name: str, digest: str) -> str:
    """A line of a manifest, as `sha256sum --check` reads it too."""
    return f"{digest}  {PAYLOAD}/{name}\n"


def sums(lines: list[str]) -> dict[str, str]:
    """The sum of each file, by lines of a manifest; one that was cut off counts for none."""
    split = (each.partition(f"  {PAYLOAD}/") for each in lines)
    return {name: digest for digest, _mark, name in split if name and len(digest) == 64}
