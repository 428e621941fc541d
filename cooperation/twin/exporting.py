"""Writes the whole public site, in one state, into a folder: all that can be reached from where readers come in."""

import re
from collections import deque
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string

from content.languages import LANGUAGES
from content.models import Address, Redaction
from content.record import State

from ..moment import standing_still
from ..release import release
from .asking import asking
from .folder import Folder
from .links import TEXTS, led_to_live, name_of, paths_in

# Where readers and programs come in, and what a server of files says of an address that is none.
NOT_FOUND = ["/404.html", *(f"/{language}/404.html" for language in LANGUAGES)]
FIXED = ["/", "/favicon.ico", "/robots.txt", "/sitemap.xml", *NOT_FOUND]
AWAY = "503.html"  # what it says of what it cannot do
STEP = 200  # addresses after which it is told how far it is
ENDED = re.compile(r"\.[a-z]{2,7}$")


class Unanswered(Exception):
    """The site did not answer as it should."""


class Done(NamedTuple):
    """How far an export is, or how it ended."""

    files: int
    written: int  # that were not there yet, or said something else
    left: int  # addresses that are known and not asked for yet
    gone: int
    dead: tuple[tuple[str, str], ...]  # links that lead nowhere, and a page that has each


def key_of(origin: str, state: State) -> str:
    """What all bytes of an export depend on: what the site said, less what went by law since, and what shows it."""
    own = (origin, settings.SITE_EDITOR, settings.SITE_EMAIL, state, Redaction.objects.carried_out().count())
    return f"{state.serial}-{sha256(f'{own} {release()}'.encode()).hexdigest()}"


def export(path: Path, origin: str, state: State, tell: Callable[[Done], None]) -> Done:
    """Fill a folder with the site in a state. Raises NotOurs and Unanswered; what was written until then counts.

    Time stands still at it, so that a file that names its day is the same on any other.
    """
    folder = Folder(path, key_of(origin, state))
    try:
        with standing_still(state):
            dead = Export(folder, origin, state).run(tell)
            gone = folder.finish(about(origin, state))
    finally:
        folder.close()
    return Done(len(folder.sums), folder.written, 0, gone, tuple(dead.items()))


def about(origin: str, state: State) -> dict[str, str]:
    """What the bag says of itself (RFC 8493, 2.2.2)."""
    told = {"Source-Organization": settings.SITE_EDITOR, "Contact-Email": settings.SITE_EMAIL}
    when = state.moment.isoformat(timespec="microseconds")
    told["External-Description"] = f"All public pages of {origin} after publication {state.serial}, of {when}"
    return {label: value for label, value in told.items() if value} | {"External-Identifier": f"{origin} {when}"}


class Export:
    """Goes from address to address, as a reader would, and puts what is answered in a folder."""

    def __init__(self, folder: Folder, origin: str, state: State):
        self.folder, self.origin = folder, origin
        self.ask = asking(origin, state)
        self.from_where = dict.fromkeys([*FIXED, *addresses(state)], "")
        self.left = deque(self.from_where)

    def run(self, tell: Callable[[Done], None]) -> dict[str, str]:
        """Write every file. Returns the addresses that lead nowhere, with a page that leads there."""
        dead = {}
        if self.folder.kept(AWAY) is None:
            self.folder.write(AWAY, render_to_string("twin_away.html").encode())
        while self.left:
            path = self.left.popleft()
            if not self.write(path):
                dead[path] = self.from_where[path]
            if (len(self.from_where) - len(self.left)) % STEP == 0:
                tell(Done(len(self.folder.sums), self.folder.written, len(self.left), 0, ()))
        return dead

    def write(self, path: str) -> str:
        """Write the file of an address, unless it is there; go on with what it leads to. Returns its name, if any."""
        name, content = self.file_before(path) or self.file_now(path)
        if content is None:
            return name
        end = name.rpartition(".")[2]
        for found in paths_in(content.decode(), end, path, self.origin) if end in TEXTS else ():
            self.go_to(found, path)
        return name

    def go_to(self, path: str, origin: str) -> None:
        if path not in self.from_where:
            self.from_where[path] = origin
            self.left.append(path)

    def file_before(self, path: str) -> tuple[str, bytes] | None:
        """The file of an address that an export by this key wrote."""
        for is_page in (False, True):
            name = name_of(path, is_page=is_page)
            content = self.folder.kept(name)
            if content is not None:
                return name, content
        return None

    def file_now(self, path: str) -> tuple[str, bytes] | tuple[str, None]:
        """The file of an address as it is answered now. Raises Unanswered."""
        answer = self.ask(path)
        if answer.location:
            return self.file_of_moved(path, answer.location)
        if answer.status == 404 and path not in NOT_FOUND:
            return "", None
        if answer.status not in (200, 404, 410):
            raise Unanswered(f"{path} answers {answer.status}.")
        name, content = name_of(path, is_page=answer.type == "text/html"), answer.body
        if answer.type == "text/html":
            content = led_to_live(content.decode(), path, self.origin).encode()
        self.folder.write(name, content)
        return name, content

    def file_of_moved(self, path: str, location: str) -> tuple[str, bytes] | tuple[str, None]:
        """Of an address that leads on: for readers a page with the way, for programs what they are led to."""
        if ENDED.search(path):
            answer = self.ask(location)
            if answer.status != 200:
                raise Unanswered(f"{location}, to which {path} leads, answers {answer.status}.")
            name, content = name_of(path, is_page=False), answer.body
        else:
            name = name_of(path, is_page=True)
            if name == name_of(location, is_page=True):  # the same with a slash
                self.go_to(location, path)
                return name, None
            ways = {language: urljoin(path, self.ask(path, language).location) for language in LANGUAGES}
            content = render_to_string("twin_moved.html", {"ways": ways, "origin": self.origin}).encode()
        self.folder.write(name, content)
        return name, content


def addresses(state: State) -> list[str]:
    """Every address that a page has or had, and the permanent one of each page."""
    known = Address.objects.filter(publication__serial__lte=state.serial).order_by("pk")
    found = list(known.values_list("path", "page__content_id"))
    return [path for path, _page in found] + list(dict.fromkeys(f"/id/{page}" for _path, page in found))
