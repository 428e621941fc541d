"""A page that does not exist, put together as any other: from a document and from what stands around it."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import yaml
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.documents.upgrading import upgrade
from content.reading import LinkIn, Surroundings
from content.references import Reference
from content.rendering.mention_markup import Linked
from content.rendering.mentions import Names, Target
from content.rendering.periods import date_label
from content.rendering.text import Reader

from ..lists.rows import Row, row_of
from ..look.choices import choices
from ..models import Level
from ..models.body import plural_languages
from ..pages.about import About, Day
from ..pages.mentions import QUIET
from ..pages.values import ShownPage, page_values
from ..roles.sentences import patterns

MOMENT = datetime(2026, 11, 1, tzinfo=UTC)  # at which it is shown


@cache
def written() -> dict:
    """The document and the pages around it, as they are written down."""
    found = yaml.safe_load(Path(__file__).with_name("specimen.yaml").read_text())
    return found | {"document": upgrade(found["document"])}


def around() -> Surroundings:
    """The pages around the specimen. They live where it does, so that no link leads nowhere."""
    document, pages, links = written()["document"], {}, []
    for number, entry in enumerate(written()["pages"]):
        summary, paths = entry["summary"], document["path"].values()
        page = Reference(number, number, entry["page_type"], summary, *paths, *summary["title"].values())
        pages[page.content_id] = page
        if "role" in entry:
            told = patterns(entry["role"], plural_languages(summary))
            own = {"id": f"{number:08}", "role": entry["role"], "anchor": entry["role"], "detail": {}, "told": told}
            data = {**document["relations"][0], **own, "citations": document["citations"], "former_anchors": []}
            links.append(LinkIn(entry["role"], entry["role"], None, data, page))
    return Surroundings(MOMENT, pages, links)


def page(language: str) -> ShownPage:
    """What a page says."""
    values = page_values(written()["document"], around(), language)
    network = values.network and values.network._replace(whole=reverse("network"), connect="")
    return values._replace(network=network)


def linked(language: str) -> Linked:
    """Its texts, with links that lead to where it lives."""
    links, (path_nl, path_en) = written()["links"], written()["document"]["path"].values()
    named = [(each[language], Target(each["nl"], each["page_type"], path_nl, path_en)) for each in links]
    return Linked(language, lambda _language: Names(named), (), QUIET)


def about() -> About:
    """What is known of a page itself."""
    day = written()["document"]["review_by"]
    checked = Day(day, date_label(get_language(), day))
    return About("", checked, 3, citation=_("“Title”, site, version 3, date, address"))


def rows(language: str) -> list[Row]:
    """The pages around it, as a list shows them, each with fewer relations than the one before."""
    pages = list(around().pages.values())
    return [row_of(page, Reader(language))._replace(relations=left) for left, page in enumerate(reversed(pages))][::-1]


def filters(path: str) -> list[dict]:
    """Two filters: one that is not set, and one that is."""
    levels = {"": _("every level"), **{str(level): str(level.label) for level in Level}}
    orders = {"name": _("by name"), "date": _("newest first")}
    return [
        choices(_("Level"), levels, "", lambda value: path),
        choices(_("Order"), orders, "date", lambda value: path),
    ]
