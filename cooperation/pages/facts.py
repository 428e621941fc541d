"""The key facts of a page: a few lines that its document and its relations already tell."""

from collections.abc import Iterable
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.cleaning import web_address
from content.languages import once_per_language
from content.reading import Reference, Surroundings
from content.rendering.markup import element
from content.rendering.periods import date_label, period_label
from content.rendering.text import Html, Reader, Text, isolated

TAKING_PART = {"member", "takes_part", "active_in"}
MOST_NAMED = 12


def facts(document: dict, around: Surroundings, reader: Reader) -> Html:
    """Return label and value of each fact that there is something to say of, as markup."""
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
    return items(zip(labels(reader.language), values, strict=True))


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


def items(facts: Iterable[tuple[str, str]]) -> Html:
    """The markup of facts; one without a value is left out."""
    return Html("".join([f"<div><dt>{escape(label)}</dt><dd>{value}</dd></div>" for label, value in facts if value]))


def about(page: dict) -> Html:
    """What there is to know of a page itself, as far as its values tell: how to cite it, of when it is."""
    link, version, changed = escape(page.get("permalink", "")), str(page.get("number", "")), ""
    if "history_url" in page:
        history = escape(_("all versions"))
        version += f' · <a href="{escape(page["history_url"])}">{history}</a>'
    if "published_on" in page:
        note = page["change_note"]
        changed = time(page["published_on"], page["language"]) + (f": {element('span', note)}" if note else "")
    return items(
        [
            (_("Cite this page"), escape(page.get("citation_text", ""))),
            (_("Permanent link"), link and f'<a class="address" href="{link}">{link}</a>'),
            (_("Version"), version),
            (_("Last changed"), changed),
            (_("To be checked again by"), page["review_by"] and time(page["review_by"], page["language"])),
        ]
    )


def time(day: str, language: str) -> str:
    return f'<time datetime="{day}">{date_label(language, day)}</time>'


def names(document, roles, around, reader) -> Html:
    """The pages in these roles, as links."""
    relations = [relation for relation in document["relations"] if relation["role"] in roles]
    return links([around.pages[each["target"]] for each in relations if each["target"] in around.pages], reader)


def members(around, reader) -> Html:
    """The members that have a page, by name, unless there are too many; there may be others."""
    found = {link.edition.page_id: link.edition for link in around.links_in if link.role in TAKING_PART}
    if len(found) > MOST_NAMED:
        return to_part("relations", _("%(count)d on this page") % {"count": len(found)})
    return links(sorted(found.values(), key=lambda page: short_name(page, reader).casefold()), reader)


def links(pages: Iterable[Reference], reader: Reader) -> Html:
    parts = [(page.path(reader.language), short_name(page, reader)) for page in pages]
    return Html(", ".join([f'<a href="{escape(path)}"{name.attrs}>{escape(name)}</a>' for path, name in parts]))


def short_name(page: Reference, reader: Reader) -> Text:
    abbreviation = page.summary.get("abbreviation")
    return Text(isolated(abbreviation)) if abbreviation else reader.text(page.summary["title"])


def relations(document, around) -> Html:
    """How many relations the page tells, and where."""
    count = len(shown(document, around)) + sum("target" in link.data for link in around.links_in)
    return to_part("relations", _("%(count)d on this page") % {"count": count}) if count else Html("")


def to_part(part: str, text: str) -> Html:
    """A link to a part of the page: on a long one the facts are its table of contents."""
    return Html(f'<a href="#{part}">{escape(text)}</a>')


def period(details, language) -> Html:
    names = {"since": details.get("start"), "until": details.get("end")}
    label, _undated = period_label({name: value for name, value in names.items() if value}, [], language)
    return Html(label)


def shown(document, around) -> list[dict]:
    """The relations of its own that the page tells: those to pages that are public."""
    return [relation for relation in document["relations"] if relation["target"] in around.pages]


def documents(document, around, language) -> Html:
    """How many documents name it, and of when they are."""
    cited = {number for claim in document["statements"] + shown(document, around) for number in claim["citations"]}
    dates = {entry["source"]: entry["date"] for entry in document["citations"] if entry["number"] in cited}
    labels = [date_label(language, date) for date in sorted(set(dates.values()))]
    if not dates:
        return Html("")
    count = ngettext("%(count)d document", "%(count)d documents", len(dates)) % {"count": len(dates)}
    return Html(f"{to_part('notes', count)} ({', '.join(labels)})")


def link(url) -> Html:
    url = web_address(url or "")
    return Html(f'<a href="{escape(url)}">{escape(url)}</a>' if url else "")
