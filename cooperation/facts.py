"""The key facts of a page: a few lines that its document and its relations already tell."""

from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.reading import Surroundings
from content.rendering import date_label, period_label
from content.text import Html, Reader

TAKING_PART = {"member", "takes_part", "active_in"}


def facts(document: dict, around: Surroundings, reader: Reader) -> list[dict]:
    """Return label and value of each fact that there is something to say of."""
    details = document["details"]
    found = [
        (_("Part of"), names(document, {"part_of"}, around, reader)),
        (_("Takes part in"), names(document, TAKING_PART, around, reader)),
        (_("Members"), members(around)),
        (_("Period"), period(details, reader.language)),
        (_("Named in"), documents(document, reader.language)),
        (_("Website"), link(details.get("website"))),
    ]
    return [{"label": label, "value": value} for label, value in found if value]


def names(document, roles, around, reader) -> Html:
    """The pages in these roles, as links."""
    relations = [relation for relation in document["relations"] if relation["role"] in roles]
    targets = [around.pages[relation["target"]] for relation in relations if relation["target"] in around.pages]
    parts = [
        (target.path(reader.language), target.summary.get("abbreviation") or reader.text(target.summary["title"]))
        for target in targets
    ]
    return Html(format_html_join(", ", '<a href="{}">{}</a>', parts))


def members(around) -> Html:
    count = sum(link.role in TAKING_PART for link in around.links_in)
    return Html(_("%(count)d on this site") % {"count": count} if count else "")


def period(details, language) -> Html:
    names = {"since": details.get("start"), "until": details.get("end")}
    label, _undated = period_label({name: value for name, value in names.items() if value}, [], language)
    return Html(label)


def documents(document, language) -> Html:
    """How many documents name it, and of when they are."""
    dates = {citation["source"]: citation["date"] for citation in document["citations"]}
    labels = [date_label(language, date) for date in sorted(set(dates.values()))]
    if not dates:
        return Html("")
    count = ngettext("%(count)d document", "%(count)d documents", len(dates)) % {"count": len(dates)}
    return Html(f"{count} ({', '.join(labels)})")


def link(url) -> Html:
    return Html(format_html_join("", '<a href="{0}">{0}</a>', [(url,)] if url else []))
