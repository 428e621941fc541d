"""Everything that the site says in one state, as one ZIP of files: made once, and the same bytes each time."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from hashlib import sha256
from io import BytesIO
from threading import Lock
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils.translation import override

from content.canonical import canonical
from content.chain import head, parts, redactions_after
from content.kept import kept
from content.languages import DEFAULT, in_each_language
from content.models import Edition
from content.record import State

from ..licence import LICENCE, LICENCE_NAME
from ..moment import written
from .claims import RELATIONS
from .columns import TYPES, Where
from .dictionary import (
    DICTIONARY,
    FILES,
    GRAPH,
    HEAD,
    HEADING,
    LICENCE_FILE,
    PAGES,
    READ_ME,
    RECORD,
    REMOVED,
    STEM,
    SUMS,
    WORKBOOK,
    dictionary,
)
from .dictionary import as_csv as dictionary_file
from .files import as_csv, as_graphml
from .pages import BODIES
from .reading import ALL, Everything, read
from .workbook import Sheet, as_workbook

EARLIEST = (1980, 1, 1, 0, 0, 0)  # that an entry of a ZIP can be of
MOST = 2000  # pages of a site of which a visitor is given the archive while waiting: some ten seconds, once
making = Lock()


class TooLarge(Exception):
    """The site has too many pages: `manage.py archive` makes a file of them."""


def archive_of(state: State, origin: str) -> bytes:
    """The archive of a state, with whole addresses of the site at an origin. Raises TooLarge."""

    def make() -> bytes:
        if Edition.objects.at(state.moment).count() > MOST:
            raise TooLarge
        return archive(state, origin)

    with making:  # who asks for it meanwhile gets the one that is being made
        return kept(state, ("archive", origin), make)


def archive(state: State, origin: str) -> bytes:
    """The same of a site of any size, made anew."""
    return as_archive(files_of(read(state, origin)), state)


def as_archive(files: dict[str, bytes], state: State) -> bytes:
    """Files as a ZIP, each of the moment when the state began (in UTC), with a list of their hashes at its end."""
    moment = max(state.moment.astimezone(UTC).timetuple()[:6], EARLIEST)
    sums = "".join(f"{sha256(text).hexdigest()}  {name}\n" for name, text in sorted(files.items()))
    output = BytesIO()
    with ZipFile(output, "w") as packed:
        for name, text in [*files.items(), (SUMS, sums.encode())]:
            entry = ZipInfo(name, moment)
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o644 << 16, 3
            packed.writestr(entry, text)
    return output.getvalue()


def files_of(found: Everything) -> dict[str, bytes]:
    """All files of the archive by name, but for the list of their hashes."""
    where, rows, told = found.where, found.rows, read_me(found.where)
    graph = as_graphml([row for name in BODIES for row in rows[name]], rows[RELATIONS.name], where)
    with override(DEFAULT):
        licence = render_to_string("licence.txt", {"origin": where.origin, "url": LICENCE, "name": LICENCE_NAME})
    return {
        **{READ_ME[language]: text.encode() for language, text in told.items()},
        LICENCE_FILE: licence.encode(),
        WORKBOOK: as_workbook(sheets(found, told), STEM, where.state),
        **{f"{table.name}.csv": as_csv(table.columns, rows[table.name], where).encode() for table in ALL},
        DICTIONARY: dictionary_file(dictionary()).encode(),
        GRAPH: graph.encode(),
        PAGES: lines(found.documents),
        RECORD: b"".join(part.text for part in parts(where.state)),
        HEAD: canonical(head(where.state).entry()),
        REMOVED: lines(redactions_after(where.state)),
    }


def lines(values: Iterable[dict]) -> bytes:
    """Values as JSON Lines (jsonlines.org), each in its canonical form."""
    return b"".join(canonical(each) + b"\n" for each in values)


def read_me(where: Where) -> dict[str, str]:
    """What is in the archive and how to use it, in each language."""
    context = {
        "origin": where.origin,
        "serial": where.state.serial,
        "moment": written(where.state.moment),
        "head": head(where.state).sha256,
        "licence": f"{LICENCE_NAME}, {LICENCE}",
        "files": FILES,
        "types": TYPES,
    }
    return in_each_language(lambda _language: render_to_string("read_me.txt", context))


def sheets(found: Everything, told: dict[str, str]) -> Iterator[Sheet]:
    """The sheets of the workbook: what it is, the tables, and what their columns mean."""
    about: list[list[str | int]] = [[line] for text in told.values() for line in [*text.splitlines(), ""]]
    yield Sheet("About", ["Over deze gegevens / About these data"], about)
    for table in ALL:
        names = [column.name for column in table.columns]
        yield Sheet(table.name, names, table.rows(found.rows[table.name], found.where))
    yield Sheet("Dictionary", HEADING, dictionary())
