"""The small network on a page of its own: the page in the middle, and around it whom it has a relation with.

Drawn from what the page has read anyway. The neighbours stand in the order in which the page tells of them.
"""

from html import escape

from django.urls import reverse
from django.utils.translation import ngettext

from content.languages import once_per_language
from content.reading import Reference, Surroundings
from content.text import Html, Reader

from ..roles import ROLES, Role
from ..roles.role import ACTORS
from .graph import tail
from .lettering import wrap
from .marks import ARROW, LEADING, box, labelled, mark, name, target, whole_name

SHOWN = 16
WIDTH, LEFT, RIGHT, MIDDLE, BOX = 1040, 292, 748, 520, 190
ROOM, SIZE, GAP = 266, 15, 9


def own_network(document: dict, around: Surroundings, reader: Reader) -> dict | None:
    """Return the picture of a page's neighbours and how many did not fit; None if there are no neighbours."""
    found = neighbours(document, around, reader.language)
    if not found:
        return None
    shown = list(found.values())[:SHOWN]
    half = (len(shown) + 1) // 2
    columns = {"left": stack(shown[:half], reader), "right": stack(shown[half:], reader)}
    title = reader.text(document["title"])
    details = document["details"]
    lines = wrap(labelled(details.get("abbreviation", ""), title), SIZE, BOX - 24)
    height = max(*(height for _, height in columns.values()), len(lines) * LEADING + 24)
    middle, ties, names = height / 2, [], []
    for side, (rows, own) in columns.items():
        x, port = (LEFT, MIDDLE - BOX / 2) if side == "left" else (RIGHT, MIDDLE + BOX / 2)
        for (edition, relations), y, label in rows:
            y += (height - own) / 2
            ties.append(tie(port, middle, x + (8 if side == "left" else -8), y, relations))
            names.append(neighbour(edition, x, y, label, side, reader))
    centre = box(MIDDLE, middle, BOX, len(lines) * LEADING + 18, document["page_type"])
    path, (network, connections) = document["path"][reader.language], addresses(reader.language)
    return {
        "size": Html(f'viewBox="0 0 {WIDTH} {round(height)}" width="{WIDTH}" height="{round(height)}"'),
        "drawing": Html(
            f'{ARROW}<g class="ties" aria-hidden="true">{"".join(ties)}</g>{"".join(names)}'
            f'<g class="node self">{centre}'
            f"{name(MIDDLE, middle, lines, details.get('abbreviation', ''), 'middle')}</g>"
        ),
        "more": more_label(reader.language, len(found) - len(shown)),
        "whole": f"{network}?kind=all&focus={tail(path)}",
        # Between which two chains are shown; a programme is no body.
        "from": f"{connections}?from={path.split('/')[-2]}" if document["page_type"] in ACTORS else "",
    }


@once_per_language
def addresses() -> tuple[str, str]:
    return reverse("network"), reverse("connections")


@once_per_language
def more_label(count: int) -> str:
    """How many neighbours did not fit."""
    if not count:
        return ""
    return ngettext("And %(more)s more in the network:", "And %(more)s more in the network:", count) % {"more": count}


def neighbours(document: dict, around: Surroundings, language: str) -> dict[int, tuple[Reference, list]]:
    """The live pages at the other ends, each with its relations as (role, whether it points here)."""
    order = list(ROLES)
    told = [
        (order.index(relation["role"]), False, "", around.pages[relation["target"]])
        for relation in document["relations"]
        if relation["target"] in around.pages
    ]
    for link in around.links_in:
        if link.role in ROLES:
            told.append((order.index(link.role), True, getattr(link.edition, f"sort_key_{language}"), link.edition))
    found = {}
    for role, inverse, _key, edition in sorted(told, key=lambda one: one[:3]):
        found.setdefault(edition.page_id, (edition, []))[1].append((ROLES[order[role]], inverse))
    return found


def stack(entries: list, reader: Reader) -> tuple[list, float]:
    """Set neighbours below each other; return each with its middle and its lines, and their height."""
    rows, y = [], GAP
    for edition, relations in entries:
        summary = edition.summary
        lines = wrap(labelled(summary.get("abbreviation", ""), reader.text(summary["title"])), SIZE, ROOM)
        rows.append(((edition, relations), y + len(lines) * LEADING / 2, lines))
        y += len(lines) * LEADING + GAP
    return rows, y


def tie(x1: float, y1: float, x2: float, y2: float, relations: list[tuple[Role, bool]]) -> str:
    """The line from the page to a neighbour, for all relations between them."""
    kinds = {role.line for role, _inverse in relations}
    arrows = {inverse for role, inverse in relations if role.line == "arrow"}
    heads = ' marker-end="url(#arrow)"' * (False in arrows) + ' marker-start="url(#arrow)"' * (True in arrows)
    style = " tie--dashed" if kinds == {"dashed"} else ""
    half = (x1 + x2) / 2
    return f'<path class="tie{style}" d="M{x1:g} {y1:g}C{half:g} {y1:g} {half:g} {y2:g} {x2:g} {y2:g}"{heads}/>'


def neighbour(edition: Reference, x: float, y: float, lines: tuple[str, ...], side: str, reader: Reader) -> str:
    summary, title = edition.summary, reader.text(edition.summary["title"])
    abbreviation = summary.get("abbreviation", "")
    return (
        f'<a class="node" href="{escape(edition.path(reader.language))}"{title.lang_attr}'
        f"{whole_name(abbreviation, title, lines)}>"
        f"{target(x, y, ROOM + 26, len(lines) * LEADING, side)}{mark(x, y, summary['level'])}"
        f"{name(x + (-14 if side == 'left' else 14), y, lines, abbreviation, side)}</a>"
    )
