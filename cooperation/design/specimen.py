"""A page that does not exist, put together as any other: from a document and from what stands around it."""

from functools import cache
from pathlib import Path

import yaml
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from content.documents.upgrading import upgrade
from content.models import Edition
from content.reading import LinkIn, Surroundings
from content.rendering.text import Reader

from ..lists.rows import items
from ..look.choices import facet
from ..models import Level
from ..pages.facts import about
from ..pages.values import page_values


@cache
def written() -> dict:
    """The document and the pages around it, as they are written down."""
    found = yaml.safe_load(Path(__file__).with_name("specimen.yaml").read_text())
    return found | {"document": upgrade(found["document"])}


def around() -> Surroundings:
    """The pages around the specimen. They live where it does, so that no link leads nowhere."""
    document, editions, links = written()["document"], {}, []
    for number, page in enumerate(written()["pages"]):
        paths = {f"path_{language}": path for language, path in document["path"].items()}
        title = page["summary"]["title"]
        keys = {f"sort_key_{language}": title[language] for language in title}
        edition = Edition(page_id=number, page_type=page["page_type"], summary=page["summary"], **paths, **keys)
        editions[page["summary"]["content_id"]] = edition
        if "role" in page:
            own = {"id": f"{number:08}", "role": page["role"], "anchor": page["role"], "detail": {}, "told": {}}
            data = {**document["relations"][0], **own, "citations": document["citations"], "former_anchors": []}
            links.append(LinkIn(page["role"], page["role"], None, data, edition))
    return Surroundings(editions, links, [])


def page(language: str) -> dict:
    """What the template of a page would show of it."""
    values = page_values(written()["document"], around(), language)
    values["network"] |= {"whole": reverse("network"), "from": ""}
    values |= {"number": 3, "citation_text": _("“Title”, site, version 3, date, address")}
    return values | {"about": about(values)}


def rows(language: str) -> SafeString:
    """The pages around it, as a list shows them."""
    return items(around().pages.values(), Reader(language))


def filters(path: str) -> list[dict]:
    """Two filters: one that is not set, and one that is."""
    levels = {"": _("every level"), **{str(level): level.label for level in Level}}
    orders = {"name": _("by name"), "date": _("newest first")}
    return [
        facet(_("Level"), levels, "", lambda value: path),
        facet(_("Order"), orders, "date", lambda value: path),
    ]
