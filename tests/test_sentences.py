"""The sentences of relations are right from both sides: every role, one and several at each end, in both languages."""

import re
from itertools import product

import pytest

from content.languages import LANGUAGES
from content.rendering.plain import as_text
from content.rendering.sentences import Name, sentence
from content.rendering.text import Reader, Text
from cooperation.roles import ROLES
from cooperation.roles.sentences import patterns
from tests.servers import manage

pytestmark = pytest.mark.looks

NAMES = {
    "nl": {1: Text("de Dienst"), 2: Text("de Raden")},
    "en": {1: Text("the Service"), 2: Text("the Boards")},
}
# Verbs by number, of which a sentence has the one that goes with its subject.
VERBS = {
    "nl": {
        1: "is was werd wordt heeft had doet deed kan krijgt staat voert houdt werkt neemt brengt biedt informeert "
        "ontvangt overlegt coördineert stelde publiceert beschrijft gebruikt draagt adviseert traint ondersteunt "
        "financiert investeert hoort",
        2: "zijn waren werden worden hebben hadden doen deden kunnen krijgen staan voeren houden werken nemen brengen "
        "bieden informeren ontvangen overleggen coördineren stelden publiceren beschrijven gebruiken dragen adviseren "
        "trainen ondersteunen financieren investeren horen",
    },
    "en": {
        1: "is was has does informs receives works holds keeps coordinates directs supervises publishes describes uses "
        "contributes advises trains supports funds invests takes brings hosts",
        2: "are were have do inform receive work hold keep coordinate direct supervise publish describe use "
        "contribute advise train support fund invest take bring host",
    },
}


@pytest.fixture(scope="module")
def seeded(copy_of_site):
    return copy_of_site("sentences")


# In these there is no such subject: both ends are named after a preposition.
WITHOUT_SUBJECT = {"dialogue", "cooperates_under"}
WRONG = re.compile(r"  | [,.;:]|\.\.|[{}]|\b(de de|het het|the the|van van|of of|in in|met met|with with)\b")


def relation(role, plural_in=frozenset(), **fields):
    return {"role": role, "detail": {}, "detail_inverse": {}, "told": patterns(role, plural_in), **fields}


def name(language, number):
    return Name(NAMES[language][number], number == 2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_told_rightly_from_both_sides(role, language):
    for has, other, inverse in product((1, 2), (1, 2), (False, True)):
        data = relation(role, frozenset({language} if has == 2 else ()))
        this, there = (other, has) if inverse else (has, other)
        told = as_text(sentence(data, name(language, this), name(language, there), Reader(language), inverse=inverse))
        assert not WRONG.search(told), told
        assert told[0].isupper(), told
        assert told.endswith("."), told
        for each in (this, there):
            assert NAMES[language][each].partition(" ")[2] in told
        if role not in WITHOUT_SUBJECT:
            assert_agrees(told, language, {this, there})


def assert_agrees(told, language, numbers):
    """The verb of a sentence goes with its subject, which it follows at once, and which is named first."""
    names = {number: NAMES[language][number].partition(" ")[2] for number in numbers}
    first = min(numbers, key=lambda number: told.index(names[number]))
    verb = told.partition(names[first])[2].split()[0]
    wrong = set(VERBS[language][3 - first].split()) - set(VERBS[language][first].split())
    assert verb not in wrong, told


def test_a_detail_that_begins_with_a_comma_follows_without_a_space():
    data = relation("informs", detail={"nl": ", zodat zij iets kunnen doen", "en": "when asked"})
    this, other = name("nl", 1), name("nl", 2)
    assert as_text(sentence(data, this, other, Reader("nl"))) == (
        "De Dienst informeert de Raden, zodat zij iets kunnen doen."
    )
    assert as_text(sentence(data, this, other, Reader("en"))).endswith(" when asked.")


def test_a_detail_can_have_a_form_for_the_other_side():
    data = relation("informs", detail={"nl": "als afnemers"}, detail_inverse={"nl": "als afnemer"})
    this, other = name("nl", 1), name("nl", 2)
    assert as_text(sentence(data, this, other, Reader("nl"))) == "De Dienst informeert de Raden als afnemers."
    told = as_text(sentence(data, this, other, Reader("nl"), inverse=True))
    assert told == "De Dienst krijgt informatie van de Raden als afnemer."


def test_a_name_may_be_several_in_one_language_only():
    told = patterns("works_with", frozenset({"nl"}))
    assert (told["nl"][0], told["en"][0]) == ("{this} werken samen met {other}", "{this} works with {other}")


def test_every_relation_of_the_site_is_told_rightly_from_both_sides(seeded):
    lines = [line.split("\t") for line in manage("sentences", **seeded).splitlines()]
    assert len(lines) > 100 * 4
    assert [text for *_where, text in lines if WRONG.search(text) or not text[0].isupper()] == []
