"""The key facts of a page: a few lines that its document and its relations already tell, in the words of their roles.

A line never says more than its relations: each role has a line of its own, a page stands in it once, and with it of
when that is. What has an end, begins after the moment that is shown, or is read in a source by us alone, is told in its
own sentence only.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from content.cleaning import web_address
from content.languages import once_per_language
from content.reading import Surroundings
from content.references import Reference
from content.rendering.claims import cited_by
from content.rendering.periods import period_of
from content.rendering.plain import Named, Sentence
from content.rendering.sentences import Name
from content.rendering.text import Reader, Text, isolated

from ..models import abbreviation_in, is_group
from .relations import group_anchor, is_relation, label

# The roles that make a fact of a body, and whether they point at it: where it belongs, and who has a role in it.
BELONGS = [
    ("part_of", False),
    ("part_of", True),
    ("member", False),
    ("takes_part", False),
    ("active_in", False),
    ("gives_input", False),
    ("invests_in_cooperation", False),
    ("co_chair", False),
    ("hosts", True),
    ("based_in", False),
]
HAS = [
    ("drew_up", True),
    ("publishes", True),
    ("works_under", False),
    ("leads", False),
    ("coordinates", False),
    ("supervises", False),
    ("hosts", False),
    ("leads", True),
    ("coordinates", True),
    ("supervises", True),
    ("co_chair", True),
    ("member", True),
    ("takes_part", True),
    ("active_in", True),
    ("gives_input", True),
    ("invests_in_cooperation", True),
]
MOST_NAMED = 8

Side = tuple[str, bool]  # a role, and whether it points here


class Fact(NamedTuple):
    """One fact: what it is called, and its value in parts, which are words and names; or an address written out."""

    label: str
    parts: Sentence
    is_address: bool = False


class Standing(NamedTuple):
    """A page that stands in a role, and of when that is."""

    page: Reference
    when: str


def facts(document: dict, around: Surroundings, reader: Reader) -> list[Fact]:
    """Return each fact that there is something to say of."""
    details, language, found = document["details"], reader.language, standing(document, around, reader)
    period_label, website_label = labels(language)
    values = [
        *((label(language, *side), told(side, found.get(side, []), reader)) for side in BELONGS),
        (period_label, period(details, language)),
        *((label(language, *side), told(side, found.get(side, []), reader)) for side in HAS),
        (website_label, link(details.get("website"))),
    ]
    return [Fact(name, parts) for name, parts in values if parts]


@once_per_language
def labels() -> tuple[str, str]:
    """What the facts are called that no role tells."""
    return _("Period"), _("Website")


def standing(document: dict, around: Surroundings, reader: Reader) -> dict[Side, list[Standing]]:
    """The public pages at the other ends, each once a role, and of when that is: its own as it has them, those of
    others in the alphabet.
    """
    ends = [
        ((relation["role"], False), relation, cited_by(relation, document), around.pages[relation["target"]])
        for relation in document["relations"]
        if relation["target"] in around.pages
    ]
    links = filter(is_relation, around.links_in)
    ends += [
        ((link.role, True), link.data, link.data["citations"], link.page)
        for link in sorted(links, key=lambda link: short_name(link.page, reader).casefold())
    ]
    found: dict[Side, dict[int, tuple[Reference, list[str]]]] = {}
    day = timezone.localdate(around.moment).isoformat()
    for side, relation, cited, page in ends:
        if stands(relation["period"], day) and not relation.get("is_our_reading"):
            when = period_of(relation["period"], cited, reader.language).label
            found.setdefault(side, {}).setdefault(page.page_id, (page, []))[1].append(when)
    return {
        side: [Standing(page, "; ".join(sorted({*when} - {""}))) for page, when in pages.values()]
        for side, pages in found.items()
    }


def stands(period: dict[str, str], day: str) -> bool:
    """Whether what has a period stands on a day: it has begun, as far as is known, and no end is written."""
    since = period.get("since", "")
    return since <= day[: len(since)] and not period.get("until")


def told(side: Side, pages: list[Standing], reader: Reader) -> Sentence:
    """A few pages by name, those of one time together; more by their number, with the way to where they are named.

    Where one of them is a group, such as municipalities, there is no number: nobody counted who is in it.
    """
    if len(pages) <= MOST_NAMED:
        by_time: dict[str, list[Reference]] = {}
        for page, when in pages:
            by_time.setdefault(when, []).append(page)
        parts: Sentence = ()
        for when, those in by_time.items():
            parts += ("; ",) * bool(parts) + listed(those, reader) + (f" ({when})",) * bool(when)
        return parts
    counted = not any(is_group(page.summary.get("kind", ""), Name.of(page, reader).is_plural) for page, _when in pages)
    text = _("%(count)d by name") % {"count": len(pages)} if counted else _("named below")
    times = {when for _page, when in pages}
    when = f" ({times.pop()})" if len(times) == 1 and times != {""} else ""
    return (Named(Text(text), f"#{group_anchor(*side)}"), *([when] if when else []))


def listed(pages: Iterable[Reference], reader: Reader) -> Sentence:
    parts: list[str | Named] = []
    for page in pages:
        parts += [", ", Named(short_name(page, reader), page.path(reader.language))]
    return tuple(parts[1:])


def short_name(page: Reference, reader: Reader) -> Text:
    abbreviation = abbreviation_in(page.summary, reader.language)
    return Text(isolated(abbreviation)) if abbreviation else reader.text(page.summary["title"])


def period(details: dict, language: str) -> Sentence:
    names = {"since": details.get("start"), "until": details.get("end")}
    label = period_of({name: value for name, value in names.items() if value}, [], language).label
    return (label,) if label else ()


def link(url: str | None) -> Sentence:
    url = web_address(url or "")
    return (Named(Text(url), url),) if url else ()
