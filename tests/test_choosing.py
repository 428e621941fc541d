"""A document of some of the changes: a property of any two documents, whatever they say."""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.documents import CLAIMS, cited_claims
from content.documents.choosing import choose, differing, numbered

pytestmark = pytest.mark.looks
PASSAGES = [f"p{number}" for number in range(5)]
WORDS = st.sampled_from(["een", "twee", "drie"])
CITED = st.lists(st.sampled_from(PASSAGES), max_size=3, unique=True)


def claims(name):
    claim = st.fixed_dictionaries({"text": WORDS, "citations": CITED})
    made = st.dictionaries(st.sampled_from([f"{name}{number}" for number in range(5)]), claim, max_size=4)
    return made.flatmap(lambda rows: st.permutations([{"id": key, **row} for key, row in rows.items()]))


@st.composite
def documents(draw):
    """Any document, whose claims cite any passages in words of any time."""
    lead = draw(st.one_of(st.just({}), st.fixed_dictionaries({"nl": WORDS})))
    written = {key: {"passage_id": key, "summary": draw(WORDS)} for key in PASSAGES}
    document = {
        "schema_version": 3,
        "title": {"nl": draw(WORDS)},
        "lead": lead,
        "lead_claim": {"id": "lead", "citations": draw(CITED) if lead else []},
        "lead_mentions": [],
        **{name: draw(claims(name)) for name in CLAIMS},
    }
    return numbered(document, written)


@settings(max_examples=300, deadline=None)
@given(documents(), documents())
def test_nothing_chosen_is_what_is_live_and_all_of_it_is_the_working_copy(live, working):
    before = deepcopy((live, working))
    assert choose(live, working, []) == live
    assert choose(live, working, [part.key for part in differing(live, working)]) == working
    assert (live, working) == before


@settings(max_examples=300, deadline=None)
@given(documents(), documents(), st.data())
def test_what_is_chosen_is_as_it_was_written_and_all_else_as_it_is_live(live, working, data):
    parts = differing(live, working)
    chosen = [part.key for part in parts if data.draw(st.booleans())]
    made = choose(live, working, chosen)
    for part in parts:
        if part.kind in CLAIMS:
            assert said(made, part) == said(working if part.key in chosen else live, part)
    assert [entry["number"] for entry in made["citations"]] == list(range(1, len(made["citations"]) + 1))
    met = [number for claim in cited_claims(made) for number in claim["citations"]]
    assert list(dict.fromkeys(met)) == [entry["number"] for entry in made["citations"]]
    assert {part.key for part in differing(made, working)} <= {part.key for part in parts}
    assert choose(made, working, [part.key for part in differing(made, working)]) == working


def said(document, part):
    """A claim with the passages that it cites, or nothing where it is not there."""
    cited = {entry["number"]: entry["passage_id"] for entry in document["citations"]}
    return [
        claim | {"citations": [cited[number] for number in claim["citations"]]}
        for claim in document[part.kind]
        if claim["id"] == part.key
    ]
