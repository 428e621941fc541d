"""How easy the Dutch is to read: syllables, sentences, names set aside, and the norm."""

import pytest

from cooperation.proofreading.dutch import Names, Readability, sentences, syllables

pytestmark = pytest.mark.looks

COUNTED_BY_HAND = {
    1: "eeuw hooi jeugd",
    2: "over nieuwe partners regie vrijuit zeeën",
    3: "actieve agenda beoordeelt bestuurlijk bijdrage crisisplan dreigingsbeeld gemeenten ideeën officier opsporing "
    "veiligheid vervolging",
    4: "burgemeester buitenlandse coalitie extremisme Europese financiering geïnformeerd informatie maatregelen "
    "ministerie politieke samenwerking terrorisme uitwisselen",
    5: "inlichtingendienst officiële organisaties re-integratie",
    6: "radicalisering",
    7: "internationale operationele",
}


@pytest.mark.parametrize(("count", "words"), COUNTED_BY_HAND.items())
def test_syllables(count, words):
    assert {word: syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)


def test_each_item_of_a_list_is_a_sentence():
    assert sentences("<p>Dit is er: kijk. Er zijn twee:</p><ul><li>een</li><li>twee</li></ul>") == [
        "Dit is er: kijk.",
        "Er zijn twee",
        "een",
        "twee",
    ]


def test_a_name_is_one_word_without_syllables():
    names = Names({"Koninklijke Marechaussee", "KMar", "gemeente"})
    assert names.set_aside("De Koninklijke Marechaussee (KMar) en gemeenten in de EU") == "De • en • in de •"
    assert Readability.of(["De Koninklijke Marechaussee werkt."], names).score == pytest.approx(206.84 - 2.79 - 77)


def test_without_names_nothing_is_set_aside():
    assert Names(set()).set_aside("De wet") == "De wet"


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("De dienst geeft de politie wat zij weet.", False),
        ("Internationale radicaliseringsproblematiek vereist organisatieoverstijgende informatievoorziening.", True),
        ("Het is zo. " * 9 + "en dan " * 13, True),
        ("wij zien dat zij er is en dat het goed is zo als het nu is", True),
    ],
)
def test_the_norm(text, above):
    assert Readability.of([text], Names(set())).is_above_level is above
