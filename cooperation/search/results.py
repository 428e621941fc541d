"""The markup of what search found. It stands here for the reason that content/rendering/markup.py gives."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from content.languages import once_per_language
from content.models import Edition
from content.reading import Reference
from content.rendering.markup import element
from content.rendering.text import Reader, isolated
from content.search.indexing import OTHER
from content.search.ranking import Ranking
from content.search.snippets import excerpt

from ..lists.rows import described
from ..roles.sentences import Name
from .narrowing import capital


def result(edition: Edition, places: list, pages: Iterable[Reference], ranking: Ranking, reader: Reader) -> dict:
    """A page as a row, with its words marked and links to the places on it that answer."""
    values = described(edition, reader)
    title, lead, url = values["title"], values["lead"], escape(values["url"])
    html = f'<h2 class="row__title"><a href="{url}"{title.attrs}>{excerpt(ranking, title, None)}</a>'
    if values["abbreviation"]:
        html += f' <span class="row__abbreviation">({escape(isolated(values["abbreviation"]))})</span>'
    html += f'</h2><p class="row__mark">{" ".join(marks(values))}</p>'
    if lead:
        html += f'<p class="row__lead"{lead.attrs}>{excerpt(ranking, lead, None)}</p>'
    if places:
        names = {page.summary["content_id"]: isolated(Name.of(page.summary, reader).text) for page in pages}
        items = (
            place(f"{url}#{escape(anchor)}", heading, excerpt(ranking, text.replace(OTHER, names.get(other, ""))))
            for anchor, heading, text, other in places
        )
        html += f'<ul class="places">{"".join(items)}</ul>'
    return values | {"item": SafeString(f'<li class="row row--found">{html}</li>')}


def marks(values: dict) -> list[str]:
    """What kind of page it is, at which level, and of a source by whom and when."""
    found = [f"<span>{escape(capital(str(values['kind_label'] or values['type_label'])))}</span>"]
    if values["level"]:
        found.append(f'<span class="level level--{values["level"]}">{escape(str(values["level_label"]))}</span>')
    return found + [element("span", values[name]) for name in ("publisher", "date_label") if values.get(name)]


def place(url: str, heading: str, text: str) -> str:
    """A link to a place, under its heading or else its first words."""
    if heading:
        return f'<li class="place"><a href="{url}">{escape(heading)}</a> <span class="place__text">{text}</span></li>'
    return f'<li class="place"><a href="{url}">{text}</a></li>'


def facet(group: dict, language: str) -> SafeString:
    """A facet: the value that was chosen and a link without it, or else all values with how many pages have them."""
    heading, more, remove = escape(group["heading"]), *facet_labels(language)
    if chosen := group.get("chosen"):
        label = escape(chosen["label"])
        html = (
            f'<p>{label} · <a href="{escape(chosen["url"])}">{remove}'
            f'<span class="hidden"> ({heading}: {label})</span></a></p>'
        )
    else:
        html = values(group["values"])
        if group["rest"]:
            summary = f'{more}<span class="hidden"> ({heading})</span>'
            html += f"<details><summary>{summary}</summary>{values(group['rest'])}</details>"
    return SafeString(f'<section class="facet" aria-label="{heading}"><h3>{heading}</h3>{html}</section>')


@once_per_language
def facet_labels() -> tuple[str, str]:
    """What opens the rest of the values, and what takes a chosen one away."""
    return escape(_("More")), escape(pgettext("a filter", "remove"))


def values(shown: list[dict]) -> str:
    items = (
        f'<li><a href="{escape(value["url"])}">{escape(value["label"])}</a> '
        f'<span class="facet__count">{value["count"]}</span></li>'
        for value in shown
    )
    return f'<ul class="facet__values">{"".join(items)}</ul>'
