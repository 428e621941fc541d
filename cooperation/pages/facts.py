"""The key facts of a page: a few lines that its document and its relations already tell."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.cleaning import web_address
from content.languages import once_per_language
from content.reading import Surroundings
from content.references import Reference
from content.rendering.periods import date_label, period_of
from content.rendering.plain import Named, Sentence
from content.rendering.text import Reader, Text, isolated

TAKING_PART = {"member", "takes_part", "active_in"}
MOST_NAMED = 12


class Fact(NamedTuple):
    """One fact: what it is called, and its value in parts, which are words and names; or an address written out."""

    label: str
    parts: Sentence
    is_address: bool = False


def facts(document: dict, around: Surroundings, reader: Reader) -> list[Fact]:
    """Return each fact that there is something to say of."""
    details = document["details"]
    values = [
        names(document, {"part_of"}, around, reader),
        names(document, TAKING_PART, around, reader),
        members(around, reader),
        relations(document, around),
        period(details, reader.language),
        documents(document, around, reader.language),
        link(details.get("website")),
    ]
    return [Fact(label, parts) for label, parts in zip(labels(reader.language), values, strict=True) if parts]


@once_per_language
def labels() -> list[str]:
    """What the facts are called."""
    return [
        _("Part of"),
        _("Takes part in"),
        _("Members on this site"),
        _("Relations"),
        _("Period"),
        _("Named in"),
        _("Website"),
    ]


def names(document: dict, roles: set[str], around: Surroundings, reader: Reader) -> Sentence:
    """The pages in these roles, as links."""
    relations = [relation for relation in document["relations"] if relation["role"] in roles]
    return listed([around.pages[each["target"]] for each in relations if each["target"] in around.pages], reader)


def members(around: Surroundings, reader: Reader) -> Sentence:
    """The members that have a page, by name, unless there are too many; there may be others."""
    found = {link.page.page_id: link.page for link in around.links_in if link.role in TAKING_PART}
    if len(found) > MOST_NAMED:
        return (to_part("relations", _("%(count)d on this page") % {"count": len(found)}),)
    return listed(sorted(found.values(), key=lambda page: short_name(page, reader).casefold()), reader)


def listed(pages: Iterable[Reference], reader: Reader) -> Sentence:
    parts: list[str | Named] = []
    for page in pages:
        parts += [", ", Named(short_name(page, reader), page.path(reader.language))]
    return tuple(parts[1:])


def short_name(page: Reference, reader: Reader) -> Text:
    abbreviation = page.summary.get("abbreviation")
    return Text(isolated(abbreviation)) if abbreviation else reader.text(page.summary["title"])


def relations(document: dict, around: Surroundings) -> Sentence:
    """How many relations the page tells, and where."""
    count = len(shown(document, around)) + sum("target" in link.data for link in around.links_in)
    return (to_part("relations", _("%(count)d on this page") % {"count": count}),) if count else ()


def to_part(part: str, text: str) -> Named:
    """A link to a part of the page: on a long one the facts are its table of contents."""
    return Named(Text(text), f"#{part}")


def period(details: dict, language: str) -> Sentence:
    names = {"since": details.get("start"), "until": details.get("end")}
    label = period_of({name: value for name, value in names.items() if value}, [], language).label
    return (label,) if label else ()


def shown(document: dict, around: Surroundings) -> list[dict]:
    """The relations of its own that the page tells: those to pages that are public."""
    return [relation for relation in document["relations"] if relation["target"] in around.pages]


def documents(document: dict, around: Surroundings, language: str) -> Sentence:
    """How many documents name it, and of when they are."""
    cited = {number for claim in document["statements"] + shown(document, around) for number in claim["citations"]}
    dates = {entry["source"]: entry["date"] for entry in document["citations"] if entry["number"] in cited}
    labels = [date_label(language, date) for date in sorted(set(dates.values()))]
    if not dates:
        return ()
    count = ngettext("%(count)d document", "%(count)d documents", len(dates)) % {"count": len(dates)}
    return to_part("notes", count), f" ({', '.join(labels)})"


def link(url: str | None) -> Sentence:
    url = web_address(url or "")
    return (Named(Text(url), url),) if url else ()
