"""The content that comes with the code: whole, valid, in both languages."""

import json
import re
from html import unescape
from urllib.request import urlopen

import jsonschema
import pytest
from django.conf import settings

from content.models import page_types
from tests.servers import manage

pytestmark = pytest.mark.looks
ROOT = settings.BASE_DIR
FILES = sorted((ROOT / "fixtures").rglob("*.yaml"))


@pytest.fixture(scope="module")
def seeded(copy_of_site):
    """The variables of a site that no other test writes to."""
    return copy_of_site("content")


@pytest.fixture(scope="module")
def documents(seeded):
    """The documents of the whole site as it was seeded, and seeded again, which does nothing more."""
    manage("seed", **seeded)
    editions = json.loads(manage("dumpdata", "content.edition", "--format=json", **seeded))
    return [edition["fields"]["document"] for edition in editions]


def schema(path):
    return json.loads((ROOT / path).read_text())


def test_every_document_is_valid(documents):
    whole = jsonschema.Draft202012Validator(
        schema("content/schemas/document.json"), format_checker=jsonschema.FormatChecker()
    )
    details = schema("cooperation/schemas/details.json")
    for document in documents:
        whole.validate(document)
        jsonschema.validate(document["details"], details | {"$ref": f"#/$defs/{document['page_type']}"})
    assert len(documents) > 100


def test_every_type_of_page_has_a_schema():
    assert set(page_types()) <= set(schema("cooperation/schemas/details.json")["$defs"])


def test_everything_is_published_once(documents):
    assert len({document["content_id"] for document in documents}) == len(documents) == len(FILES)


def test_every_passage_is_used_and_every_page_has_a_source(seeded):
    assert "0 idle passages, 0 pages without a source." in manage("coverage", **seeded)


def untranslated(value, where=""):
    """The places in a document where a text has only one language."""
    if isinstance(value, list):
        return [found for number, item in enumerate(value) for found in untranslated(item, f"{where}/{number}")]
    if not isinstance(value, dict):
        return []
    if set(value) in ({"nl"}, {"en"}):
        return [where]
    return [found for name, item in value.items() for found in untranslated(item, f"{where}/{name}")]


def test_every_text_is_there_in_both_languages(documents):
    assert [found for document in documents for found in untranslated(document, document["path"]["nl"])] == []


def places(html):
    """The anchors of a page in their order, and the numbers of its notes."""
    return re.findall(r'\bid="((?:lead|[srqp]-|n-)[^"]*)"', html)


@pytest.fixture(scope="module")
def pages(site, documents):
    """What readers get of each document, in Dutch and in English."""
    return [
        (document, [urlopen(site + document["path"][language]).read().decode() for language in ("nl", "en")])
        for document in documents
    ]


def test_both_languages_have_the_same_claims_notes_and_anchors(pages):
    differing = []
    for document, (nl, en) in pages:
        if sorted(places(nl)) != sorted(places(en)) or nl.count('class="says"') != en.count('class="says"'):
            differing.append(document["path"]["nl"])
    assert differing == []


def test_the_links_in_the_text_are_those_that_somebody_has_read(pages):
    """Each name that is a link, as the texts have it, and where it leads. Read what is new here, then add it."""
    found = [
        f"{language}: {unescape(name).lower()} > {url.split('/')[-2]}"
        for _document, texts in pages
        for language, html in zip(("nl", "en"), texts, strict=True)
        for url, name in re.findall(r'<a class="named[^"]*" href="([^"]*)">([^<]*)</a>', html)
    ]
    read = (ROOT / "tests/linked_names.txt").read_text().splitlines()
    assert sorted(set(found)) == read
    assert len(found) > 1800
