"""The content that comes with the code: whole, valid, in both languages."""

import json
import random

import jsonschema
import pytest
from django.conf import settings
from django.core.management import call_command

from content.models import Edition, Page, page_types

# The same on every database, and long to load: see `looks` in pyproject.toml.
pytestmark = [pytest.mark.django_db, pytest.mark.looks, pytest.mark.xdist_group("content")]
ROOT = settings.BASE_DIR
FILES = sorted((ROOT / "fixtures").rglob("*.yaml"))


@pytest.fixture(scope="module")
def documents(django_db_setup, django_db_blocker):
    """The documents of the whole site, loaded once, from files in another order than that of their names."""
    with django_db_blocker.unblock():
        shuffled = random.Random(7).sample(FILES, len(FILES))
        call_command("loaddata", *map(str, shuffled), verbosity=0)
        call_command("publish")
        call_command("seed")  # does nothing more
        yield list(Edition.objects.values_list("document", flat=True))
        call_command("flush", interactive=False, verbosity=0)


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
    assert Page.objects.count() == Edition.objects.count() == len(FILES)


def test_every_passage_is_used_and_every_page_has_a_source(documents, capsys):
    call_command("coverage")
    assert "0 idle passages, 0 pages without a source." in capsys.readouterr().out


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
