"""Search, as a visitor gets it."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from io import StringIO
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django.utils.html import strip_tags

from bench.questions import quality
from content.identity import page_id
from content.management.commands.seed import content_id
from content.models import Page, SearchPage
from content.publishing import approve, withdraw
from content.search.readers import said_of_pages
from content.search.words import stem
from tests import factories
from tests.factories import publish, submit

pytestmark = pytest.mark.django_db


def ask(client, text, language="nl", **parameters):
    path = {"nl": "/nl/zoeken/", "en": "/en/search/"}[language]
    response = client.get(path, {"q": text} | parameters)
    assert response.status_code == 200
    return response.content.decode()


def titles(client, text, language="nl", **parameters):
    """The titles of the pages that were found, in order."""
    found = re.findall(r'class="row__title"><a [^>]+>(.*?)</a>', ask(client, text, language, **parameters))
    return [unescape(strip_tags(title)) for title in found]


@pytest.fixture
def infobox():
    page = factories.partnership(
        name="Contraterrorisme Infobox",
        title_en="Counter-Terrorism Infobox",
        abbreviation="CT Infobox",
        slug="ct-infobox",
        cited=False,
    )
    factories.statement(page, anchor="advies", text="Het advies gaat naar burgemeesters.", text_en="It advises mayors.")
    return factories.published(page)


@pytest.mark.parametrize(
    "text",
    ["infobox", "CT Infobox", "ct-infobox", "Infobox", "info", "contra-terrorisme", "counter-terrorism", "INFOBÓX"],
)
def test_a_page_is_found_by_parts_of_its_names_in_any_language(client, infobox, text):
    assert titles(client, text) == ["Contraterrorisme Infobox"]


def test_a_statement_is_found_with_its_words_marked_and_a_link_to_it(client, infobox):
    html = ask(client, "burgemeester")
    assert "naar <mark>burgemeesters</mark>." in html
    assert 'href="/nl/samenwerkingsverbanden/ct-infobox/#s-advies"' in html


def test_a_draft_is_not_found(client, infobox):
    infobox.title_nl = "Kladversie"
    infobox.save()
    assert titles(client, "kladversie") == []
    publish(infobox)
    assert titles(client, "kladversie") == ["Kladversie"]
    assert titles(client, "contraterrorisme") == ["Kladversie"]  # by its English name


def test_a_withdrawn_page_and_a_scheduled_one_are_not_found(client, infobox):
    withdraw(infobox, reason={"nl": "Opgeheven.", "en": "Ended."})
    assert "Niets gevonden" in ask(client, "infobox")
    later = factories.organisation(name="Toekomstdienst")
    approve(submit(later), at=timezone.now() + timedelta(days=1))
    assert "Niets gevonden" in ask(client, "toekomstdienst")


def test_a_typing_mistake_that_was_published_and_mended_is_corrected_again(client):
    page = factories.published(factories.organisation(slug="dienst"))
    factories.published(factories.term(name="Ambtsberichten"))
    assert titles(client, "ambtsberigten") == ["Ambtsberichten"]
    statement = page.statements.get()
    statement.text_nl = "<p>Zij versturen ambtsberigten.</p>"
    statement.save()
    publish(page)
    assert titles(client, "ambtsberigten") == ["Dienst"]
    statement.text_nl = "<p>Zij versturen ambtsberichten.</p>"
    statement.save()
    publish(page)
    assert "Ambtsberichten" in titles(client, "ambtsberigten")


@pytest.mark.parametrize("is_planned", [True, False])
def test_nobody_can_ask_which_words_stand_in_what_is_not_public(client, infobox, is_planned):
    page = factories.organisation(name="Kwartzijgeheim")
    edition = submit(page)
    if is_planned:
        approve(edition, at=timezone.now() + timedelta(days=1))
    for text in ("infobox {}", "{}", "infobox {}en", "infobox {}aris"):
        known, unknown = (ask(client, text.format(word)) for word in ("kwartzijgeheim", "zzbestaatniet"))
        assert known.replace("kwartzijgeheim", "zzbestaatniet") == unknown


def test_earlier_editions_are_not_counted(client, infobox):
    publish(infobox)
    publish(infobox)
    assert len(client.get("/nl/zoeken/?q=infobox").context["found"].hits) == 1


def test_a_name_comes_before_what_is_said(client, infobox):
    factories.published(factories.organisation(name="Burgemeesters", title_en="Mayors"))
    assert titles(client, "burgemeester") == ["Burgemeesters", "Contraterrorisme Infobox"]


def test_an_abbreviation_is_found_by_the_full_name_and_the_other_way(client):
    name = "Algemene Inlichtingen- en Veiligheidsdienst"
    factories.published(factories.organisation(name=name, abbreviation="AIVD"))
    for text in ("aivd", "A.I.V.D.", "AIVD's", "inlichtingen en veiligheidsdienst", "inlichtingendienst", "diensten"):
        assert titles(client, text) == [name], text


def test_parts_of_compounds_are_found(client):
    factories.published(factories.organisation(name="Terrorismebestrijding"))
    for text in ("terrorisme", "bestrijding", "bestrijdingen", "terrorismebestrijdend"):
        assert titles(client, text) == ["Terrorismebestrijding"], text


@pytest.mark.parametrize("text", ["polittie", "pollitie", "poltiie", "politi", "oplitie"])
def test_a_typing_mistake_is_forgiven(client, text):
    factories.published(factories.organisation(name="Politie"))
    assert titles(client, text) == ["Politie"]


def test_what_was_meant_is_offered_as_a_link(client):
    factories.published(factories.organisation(name="Nationale politie"))
    assert 'Bedoelde u <a href="?q=nationale+politie">nationale politie</a>?' in ask(client, "nationale polittie")


def test_a_phrase_in_quotes_stands_side_by_side(client):
    for name in ("Raad van Europa", "Europa van de Raad"):
        factories.published(factories.organisation(name=name))
    assert titles(client, '"raad van europa"') == ["Raad van Europa"]
    assert titles(client, "„raad van europa”") == ["Raad van Europa"]


def test_words_may_stand_far_apart_on_a_page(client, infobox):
    assert titles(client, "burgemeesters infobox") == ["Contraterrorisme Infobox"]


def test_a_relation_is_found_on_the_page_of_who_acts(client):
    office = factories.organisation(name="Openbaar Ministerie", sentence_name_nl="het OM")
    service = factories.organisation(name="Dienst", sentence_name_nl="de dienst")
    factories.relation(service, office, role="informs", anchor="om")
    factories.published(office)
    factories.published(service)
    assert "Dienst" in titles(client, "wie informeert het OM")
    assert "/#r-om" in ask(client, "wie informeert het OM")


def test_the_answer_is_in_the_language_of_the_reader(client, infobox):
    assert titles(client, "burgemeesters", "en") == []
    assert titles(client, "mayor", "en") == ["Counter-Terrorism Infobox"]
    assert "advises <mark>mayors</mark>" in ask(client, "mayor", "en")


def test_markup_and_what_was_typed_are_escaped(client):
    page = factories.organisation(cited=False)
    factories.statement(page, text="Wie 1 &lt; 2 <strong>zegt</strong>.")
    factories.published(page)
    html = ask(client, "zegt <script>alert(x)</script>")
    assert "Wie 1 &lt; 2 <mark>zegt</mark>." in html
    assert "<script>alert" not in html


def test_a_list_is_told_as_a_sentence(client):
    page = factories.organisation(cited=False)
    factories.statement(page, text="<p>Bij:</p><ul><li>de politie</li> <li><p>de douane</p></li></ul><p>Samen.</p>")
    factories.published(page)
    assert "Bij: de politie, de <mark>douane</mark>. Samen." in ask(client, "douane")


def test_facets_are_links_with_counts_that_narrow_down(client):
    for kind in ("police", "police", "ministry"):
        factories.published(factories.organisation(name=f"Bureau {kind}", kind=kind))
    factories.published(factories.partnership(name="Bureau voor overleg"))
    html = ask(client, "bureau")
    assert '<a href="?q=bureau&amp;kind=police">Politie</a> <span class="facet__count">2</span>' in html
    assert len(titles(client, "bureau", kind="police")) == 2
    assert len(titles(client, "bureau", type="partnership")) == 1
    assert titles(client, "bureau", type="partnership", kind="police") == []
    assert 'href="?q=bureau&amp;type=partnership"' in ask(client, "bureau", type="partnership", kind="police")


def test_results_come_in_pages(client):
    factories.published_together([factories.organisation(name=f"Dienst {number}") for number in range(15)])
    assert len(titles(client, "dienst")) == 10
    assert len(titles(client, "dienst", page=2)) == 5
    assert client.get("/nl/zoeken/", {"q": "dienst", "page": 3}).status_code == 404


def test_an_empty_result_helps_on(client, infobox):
    html = ask(client, "xyzzyplugh")
    assert "Niets gevonden" in html
    assert 'href="/nl/samenwerkingsverbanden/"' in html
    assert client.get("/nl/zoeken/").status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\0", "info\0box", '"', '"""', "''", "*", "a*", "(", ")", "AND", "OR NOT", "NEAR(a b)", "a:b", "\\",
        "names:x", "'; DROP TABLE x; --", "%", "_", "&|!<->", "a & b", ":*", "-", "--", "é", "\ufb01", "ß",
        "\U0001f600", "中文", "Ж", "٣", "e\u0301", "\u200b", "x" * 5000, "a " * 5000, "in de van", "1e5",
        "3.14", "a.b.c", "http://a.b/c?d=e", "t\n\tx",
    ],
)  # fmt: skip
def test_odd_questions_get_an_answer(client, infobox, text):
    for address in ("/nl/zoeken/", "/en/search/", "/nl/zoeken/suggesties/"):
        assert client.get(address, {"q": text, "level": text, "theme": text, "type": text}).status_code == 200
        assert client.get(address, {"q": text}).status_code == 200


def test_search_stays_within_its_queries(client, django_assert_max_num_queries):
    factories.published_together([factories.organisation(name=f"Dienst {number}") for number in range(20)])
    for text in ("dienst", "dienst overal", "dienzt", "niets van dat alles"):
        with django_assert_max_num_queries(9):
            ask(client, text)
    with django_assert_max_num_queries(4):  # the pages that it names were read before
        ask(client, "de dienst")


def test_suggestions_are_pages_whose_names_begin_so(client, infobox):
    answer = client.get("/nl/zoeken/suggesties/", {"q": "ct inf"}).json()
    assert answer["suggestions"] == [
        {
            "title": "Contraterrorisme Infobox",
            "abbreviation": "CT Infobox",
            "type_label": "samenwerkingsverband",
            "url": "/nl/samenwerkingsverbanden/ct-infobox/",
        }
    ]


def test_a_suggestion_is_chosen_with_the_keyboard(page):
    page.goto("/en/")
    page.keyboard.press("Tab")
    box = page.get_by_role("combobox", name="Search this site")
    box.press_sequentially("infob")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")
    assert page.get_by_role("option", selected=True).inner_text().startswith("Counter-Terrorism Infobox")
    box.press("Escape")
    assert page.get_by_role("option").count() == 0
    box.press("Enter")
    page.wait_for_url("**/en/search/?q=infob")


def test_browsers_are_told_how_to_search(client):
    assert 'rel="search" href="/nl/zoeken/beschrijving.xml"' in client.get("/nl/").content.decode()
    answer = client.get("/en/search/description.xml")
    assert answer["Content-Type"] == "application/opensearchdescription+xml"
    assert 'template="http://testserver/en/search/?q={searchTerms}"' in answer.content.decode()


def test_a_visitor_gets_no_cookie(client, infobox):
    assert not client.get("/nl/zoeken/", {"q": "infobox"}).cookies


def test_editions_from_before_can_be_indexed(client, infobox):
    SearchPage.objects.all().delete()
    assert titles(client, "infobox") == []
    call_command("index", stdout=StringIO())
    assert titles(client, "infobox") == ["Contraterrorisme Infobox"]
    call_command("index", "--anew", stdout=StringIO())
    assert titles(client, "infobox") == ["Contraterrorisme Infobox"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_readers_words_are_those_of_pages_that_come_with_the_code(language):
    offered = {content_id(path) for path in (settings.BASE_DIR / "fixtures").rglob("*.yaml")}
    assert set(said_of_pages(language)) - offered == set()


def test_a_page_is_found_by_what_readers_say_of_it(client):
    name = "Koninklijke Marechaussee"
    factories.published(factories.organisation(name=name, slug="kmar", content_id=page_id("organisation", "kmar")))
    police = factories.published(factories.organisation(name="Politie", slug="gewone-politie"))
    assert titles(client, "militaire politie")[0] == name
    assert titles(client, "is er ook militaire polisie")[0] == name
    assert titles(client, "militaire politie", type="term") == []
    withdraw(Page.objects.get(slug_nl="kmar"), reason={"nl": "Weg.", "en": "Gone."}, aware=True)
    hits = client.get("/nl/zoeken/?q=militaire+politie").context["found"].hits
    assert [hit.page for hit in hits] == [police.content_id]


def test_what_is_quoted_is_asked_as_it_is(client):
    factories.published(factories.organisation(name="Militaire politie"))
    assert titles(client, '"militaire politie"') == ["Militaire politie"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_real_questions_find_the_right_page(site, language):
    answered = quality(lambda path: urlopen(site + path).read().decode(), language, every=3)  # `make bench` asks all
    assert answered.questions >= 80
    assert answered.in_top_3 == 1, answered.worse
    assert answered.reciprocal_rank >= 0.95, answered.worse


def test_an_empty_page_number_is_the_first_page(client, infobox):
    assert client.get("/nl/zoeken/", {"q": "infobox", "page": ""}).status_code == 200


@pytest.mark.parametrize("text", ["UE", "l'UE", "Conseil", "l’ue", "AIVD's", "orsted", "Ørsted"])
def test_words_behind_an_apostrophe_and_letters_of_other_alphabets_are_found(client, text):
    factories.published(factories.organisation(name="Conseil de l’UE"))
    factories.published(factories.organisation(name="De AIVD"))
    factories.published(factories.organisation(name="Ørstedfonds"))
    assert len(titles(client, text)) == 1


def test_a_word_in_which_something_invisible_stands_is_found(client):
    page = factories.organisation(name="Dienst", cited=False)
    factories.statement(page, text="uniek\u200bwoord\u00adacht")
    factories.published(page)
    assert titles(client, "uniekwoordacht") == ["Dienst"]


@pytest.mark.parametrize(("text", "wrong"), [("spy agency", "agenda"), ("netherlands labour authority", "about")])
def test_a_sound_word_is_not_turned_into_another(client, text, wrong):
    page = factories.organisation(title_en="Netherlands Authority", cited=False)
    factories.statement(page, text_en="The agenda is about a spy.")
    factories.published(page)
    assert f"{wrong}</" not in ask(client, text, "en").split('class="results')[0]


def test_one_misspelt_word_does_not_lose_the_name(client):
    factories.published(factories.organisation(name="Openbaar Ministerie"))
    factories.published(factories.organisation(name="Ministerie van Openbare Werken"))
    assert titles(client, "openbaar ministrie")[0] == "Openbaar Ministerie"


def test_threads_that_stem_at_once_do_not_disturb_each_other():
    asked = [f"{word}{end}" for word in ("coordin", "investig", "organis", "cooper") for end in ("ating", "ation", "s")]
    expected = [stem.__wrapped__(word, "en") for word in asked]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _turn: [stem.__wrapped__(word, "en") for word in asked], range(200)))
    finally:
        sys.setswitchinterval(before)
    assert found == [expected] * 200
