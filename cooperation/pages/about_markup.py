"""What is known of a page itself, as it stands at its end."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from markupsafe import Markup

from content.languages import once_per_language
from content.rendering.markup import element, joined, name

from ..citing.formats_markup import formats_markup
from .about import About
from .values import ShownPage

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


class Labels(NamedTuple):
    """What the parts are called."""

    title: str
    themes: str
    cite: str
    permalink: str
    changed: str
    check: str
    data: str
    json: str


@once_per_language
def labels() -> Labels:
    return Labels(
        _("About this page"),
        _("Themes"),
        _("Cite this page"),
        _("Permanent link"),
        _("Last changed"),
        _("To be checked again by"),
        _("Open data"),
        _("Data of this page (JSON)"),
    )


@once_per_language
def version_label(number: int) -> str:
    return _("version %(number)s") % {"number": number}


def about_markup(page: ShownPage, told: About, data: str, language: str) -> Markup:
    """All that is told of a page itself; `data` is the address of the same as data, where there is one."""
    own = labels(language)
    facts = [
        (own.themes, joined([name(theme) for theme in page.themes], ", ")),
        (own.cite, joined([told.citation, formats_markup(told.formats)])),
        (own.permalink, element("a", told.permalink, class_="address", href=told.permalink) if told.permalink else ""),
        (own.changed, changed(told, language)),
        (own.check, element("time", told.review_by.label, datetime=told.review_by.date) if told.review_by else ""),
        (own.data, joined([element("a", own.json, href=data), ", ", licence()]) if data else ""),
    ]
    shown = [element("div", element("dt", label), element("dd", fact)) for label, fact in facts if fact]
    return element(
        "section",
        element("h2", own.title, class_="part__title", id="cite"),
        element("div", element("dl", *shown, class_="facts facts--first across"), class_="ledger"),
        class_="part",
        aria_labelledby="cite",
    )


def changed(told: About, language: str) -> Markup:
    """When a page was changed last, how, and by which version."""
    if not told.published or not told.number:
        return Markup()
    version = version_label(language, told.number)
    note = [": ", element("span", told.change_note)] if told.change_note else []
    link = element("a", version, href=told.history_url) if told.history_url else version
    return joined([element("time", told.published.label, datetime=told.published.date), *note, " (", link, ")"])


def licence() -> Markup:
    return element("a", "CC BY 4.0", href=LICENCE, rel="license")
