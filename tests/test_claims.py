"""The table of claims: every sentence of the documents, where the site tells it, and what a reader found of that."""

import csv
from collections import Counter

import pytest
import yaml
from django.conf import settings

from content.fixtures import SafeLoader

pytestmark = pytest.mark.looks

TABLE = settings.BASE_DIR / "docs/claims.csv"
COLUMNS = ["source", "place", "claim", "passage", "page", "anchor", "nl", "en", "note"]
VERDICTS = {"right", ""}
LETTERS = {"statement": "s", "relation": "r", "step": "q"}


@pytest.fixture(scope="module")
def rows():
    with TABLE.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def content():
    """The passages that come with the code, and for each claim, by page and anchor, those that it cites."""
    passages, cited = set(), {}
    for path in sorted((settings.BASE_DIR / "fixtures").rglob("*.yaml")):
        for entry in yaml.load(path.read_text(), Loader=SafeLoader):
            kind, fields = entry["model"].partition(".")[2], entry["fields"]
            if kind == "passage":
                passages.add((fields["source"][1], fields["key"]))
            elif kind in LETTERS:
                place = "/".join(fields["page"]), f"{LETTERS[kind]}-{fields['anchor']}"
                cited[place] = {tuple(each) for each in fields.get("passages", ())}
            elif "slug_nl" in fields:
                cited[f"{kind}/{fields['slug_nl']}", "lead"] = {tuple(each) for each in fields.get("lead_passages", ())}
    return passages, cited


def test_the_table_has_its_columns_and_no_row_is_there_twice(rows):
    assert list(rows[0]) == COLUMNS
    found = Counter((row["source"], row["place"], row["claim"], row["page"], row["anchor"]) for row in rows)
    assert [row for row, times in found.items() if times > 1] == []


def test_every_passage_is_in_the_table(rows, content):
    passages, _cited = content
    assert passages - {(row["source"], row["passage"]) for row in rows} == set()


def test_every_claim_of_the_table_is_there_and_cites_its_passage(rows, content):
    passages, cited = content
    told = [row for row in rows if row["page"]]
    assert [row for row in told if (row["source"], row["passage"]) not in passages] == []
    missing = [
        (row["page"], row["anchor"], row["passage"])
        for row in told
        if (row["source"], row["passage"]) not in cited.get((row["page"], row["anchor"]), ())
    ]
    assert missing == []


def test_every_claim_of_the_site_is_in_the_table_with_each_passage_that_it_cites(rows, content):
    _passages, cited = content
    judged = {(row["page"], row["anchor"], row["source"], row["passage"]) for row in rows}
    assert {(*place, *passage) for place, passages in cited.items() for passage in passages} - judged == set()


def test_every_row_was_judged_in_both_languages_and_what_is_told_nowhere_says_why(rows):
    assert {row[language] for row in rows for language in ("nl", "en")} <= VERDICTS
    assert [row for row in rows if row["page"] and not (row["nl"] == row["en"] == "right")] == []
    assert [row for row in rows if not row["page"] and not row["note"]] == []
