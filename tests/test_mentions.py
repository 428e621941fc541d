"""Links in running text: the names of public pages, where a text has them, and where a word of the glossary stands."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command

from content import kept
from content.documents.restoring import restore
from content.models import Edition, SearchPage
from content.publishing import withdraw
from content.record import State
from tests import factories
from tests.factories import publish, published
from tests.forms import Form

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
LINK = re.compile(r'<a class="(named[^"]*)" href="([^"]*)">(.*?)</a>', re.DOTALL)


def links(client, path):
    """The links in the texts of a page: how they look, where they lead, and on which words they stand."""
    response = client.get(path)
    assert response.status_code == 200, path
    return LINK.findall(response.content.decode())


def words(client, path):
    return [words for _look, _url, words in links(client, path)]


@pytest.fixture
def prosecution():
    return published(
        factories.organisation(
            name="Openbaar Ministerie", title_en="Public Prosecution Service", slug="om", abbreviation_nl="OM"
        )
    )


@pytest.fixture
def tell(client):
    """Return a function that publishes a page with these statements, and returns its address in a language."""

    def write(*texts, text_en="This is what it says.", language="nl", page=None):
        page = page or factories.organisation(name="Schrijver", title_en="Writer", slug="schrijver")
        for text in texts:
            factories.statement(page, text=text, text_en=text_en)
        return publish(page).path(language)

    return write


def test_a_text_leads_to_the_pages_that_it_names_once_in_each_statement(client, prosecution, tell):
    path = tell("Het Openbaar Ministerie (OM) is er. Het OM ook.", "Het OM doet mee.")
    assert links(client, path) == [
        ("named", "/nl/organisaties/om/", "Openbaar Ministerie"),
        ("named", "/nl/organisaties/om/", "OM"),
    ]


def test_a_lead_an_answer_and_a_step_have_links_as_well(client, prosecution):
    page = factories.question(slug="wie")
    page.lead_nl = "Het OM beslist."
    page.lead_passages.set([factories.public_passage()])
    page.save()
    step = page.steps.get()
    step.text_nl, step.gap_nl = "Het OM doet dit.", "Wat het OM daarna doet."
    step.passages.set([factories.public_passage()])
    step.save()
    assert words(client, publish(page).path("nl")) == ["OM", "OM", "OM"]


def test_a_link_is_in_the_language_of_the_reader_also_where_the_text_is_not(client, prosecution, tell):
    path = tell("Het OM doet mee.", text_en="", language="en")
    assert links(client, path) == [("named", "/en/organisations/om-en/", "OM")]


def test_an_abbreviation_counts_in_capitals_only_and_any_name_as_a_whole_word(client, prosecution, tell):
    assert words(client, tell("Het gaat om iets, om OM-zaken, een OMx of info@OM.nl. Het openbaar ministerie.")) == [
        "openbaar ministerie"
    ]


def test_the_longest_name_comes_first(client, prosecution, tell):
    published(factories.organisation(name="Parket", title_en="Bureau", slug="parket"))
    published(factories.organisation(name="Parket van het Openbaar Ministerie", title_en="Office", slug="parket-om"))
    path = tell("Dat doet het Parket van het Openbaar Ministerie.")
    assert words(client, path) == ["Parket van het Openbaar Ministerie"]


def test_other_forms_count_when_the_page_has_them(client, tell):
    term = factories.term(name="Ambtsbericht", slug="ambtsbericht")
    published(term)
    path = tell("De dienst stuurt ambtsberichten.", "Dit is het ambtsberichtnummer.")
    assert words(client, path) == []
    term.forms_nl = "ambtsberichten\nambtsbericht’s"
    term.save()
    publish(term)
    assert links(client, path) == [("named named--quiet", "/nl/begrippen/ambtsbericht/", "ambtsberichten")]


def test_no_link_is_made_within_another_one_and_none_to_the_page_itself(client, prosecution, tell):
    path = tell('<a href="https://example.org/">Het OM <em>en OM</em></a>: OM en <strong>OM</strong>. De Schrijver.')
    assert words(client, path) == ["OM"]
    assert re.search(
        r'<a [^>]*href="https://example.org/"[^>]*>Het OM <em>en OM</em></a>: <a class="named"',
        client.get(path).content.decode(),
    )


def test_a_name_that_two_pages_share_leads_to_neither(client, prosecution, tell):
    published(factories.term(name="OM", slug="om"))
    assert words(client, tell("Het OM, dat is het Openbaar Ministerie.")) == ["Openbaar Ministerie"]


def test_countries_and_groups_and_other_kinds_of_pages_are_not_linked_unless_a_page_says_so(client, tell):
    published(factories.organisation(name="Turkije", title_en="Turkey", kind="state", slug="turkije"))
    mayors = published(factories.organisation(name="Burgemeesters", title_en="Mayors", is_plural=True, slug="b"))
    service = published(factories.organisation(name="Dienst", slug="dienst"))
    published(factories.theme(name="Lokaal", slug="lokaal"))
    path = tell("Turkije, burgemeesters en de dienst werken lokaal.")
    assert words(client, path) == ["dienst"]
    mayors.link_name, service.link_name = "always", "never"
    for page in (mayors, service):
        page.save()
        publish(page)
    assert words(client, path) == ["burgemeesters"]


def test_an_editor_switches_a_link_off_on_one_page(client, writer, prosecution, tell):
    path = tell("Het OM doet mee.")
    page = Edition.objects.get(path_nl=path).page
    form = Form(writer, f"/admin/cooperation/organisation/{page.pk}/change/")
    form.values["not_linked"] = [str(prosecution.pk)]
    form.values["_publish"] = ["1"]
    form.submit()
    assert words(client, path) == []
    assert words(client, f"{path}versies/1/") == ["OM"]


def test_an_editor_gives_a_name_another_form_in_each_language(client, writer, prosecution, tell):
    path = tell("Het parket doet mee.", text_en="The prosecutors take part.", language="en")
    form = Form(writer, f"/admin/cooperation/organisation/{prosecution.pk}/change/")
    form.values |= {"forms_nl": ["parket"], "forms_en": ["prosecutors\nprosecution"], "_publish": ["1"]}
    form.submit()
    assert words(client, path) == ["prosecutors"]


@pytest.mark.database
def test_a_link_is_there_while_its_page_is_public_and_leads_to_where_that_is(client, tell):
    path = tell("De raad komt bijeen.")
    before = Edition.objects.get(path_nl=path).publication.moment
    assert words(client, path) == []
    board = factories.organisation(name="Raad", title_en="Board", slug="raad")
    there = publish(board).publication.moment
    assert links(client, path) == [("named", "/nl/organisaties/raad/", "raad")]
    board.slug_nl = "de-raad"
    board.save()
    publish(board)
    assert links(client, path) == [("named", "/nl/organisaties/de-raad/", "raad")]
    withdraw(board, reason={"nl": "Weg.", "en": "Gone."})
    assert words(client, path) == []
    assert links(client, f"{path}?at={there:%Y-%m-%dT%H:%M:%S.%fZ}")[0][2] == "raad"
    assert words(client, f"{path}?at={before:%Y-%m-%dT%H:%M:%S.%fZ}") == []


def test_links_are_no_part_of_what_is_published(client, prosecution, tell):
    path = tell("Het OM doet mee.")
    edition = Edition.objects.get(path_nl=path)
    assert words(client, path) == ["OM"]
    assert "<a" not in str(edition.document)
    data = client.get(f"{path}data.json")
    assert data.status_code == 200
    assert "<p>Het OM doet mee.</p>" in [claim.get("html") for claim in data.json()["claims"]]


def test_hostile_names_and_texts_come_out_as_text(client, tell):
    name = "<b>A&amp;B</b> .*+?[(' \"onclick"
    page = factories.organisation(name=name, title_en="X", slug="x", forms_nl="(\n[a-z]+\n\\\namp\nlt\n&lt;b&gt;")
    published(page)
    path = tell("Tekst over &lt;b&gt;A&amp;amp;B&lt;/b&gt; .*+?[(' \"onclick, lt &amp; amp.", "1 &lt; 2 &amp; 3")
    html = client.get(path).content.decode()
    assert "<b>A&" not in html
    assert words(client, path) == ["b&gt;A&amp;amp;B&lt;/b&gt; .*+?[(&#39; &#34;onclick"]
    assert "1 &lt; 2 &amp; 3" in html


@pytest.mark.database
def test_a_word_tells_where_it_stands(client, tell):
    term = factories.term(name="Ambtsbericht", slug="ambtsbericht")
    factories.statement(term, text="Een ambtsbericht is dit.")
    published(term)
    page = factories.organisation(name="Dienst", slug="dienst")
    factories.statement(page, anchor="taak", text="Zij schrijft. Een <em>ambtsbericht</em> is er een. Meer niet.")
    factories.statement(page, text="Over ambtsberichten.")
    published(page)
    html = client.get("/nl/begrippen/ambtsbericht/").content.decode()
    standing = html[html.index('id="standing"') : html.index('id="notes"')]
    assert re.findall(r'href="([^"]*)"', standing) == ["/nl/organisaties/dienst/#s-taak"]
    assert "<span>Een ambtsbericht is er een.</span>" in standing
    for number in range(9):
        factories.statement(page, text=f"Nummer {number} van een ambtsbericht.")
    publish(page)
    html = client.get("/nl/begrippen/ambtsbericht/").content.decode()
    assert html.count('href="/nl/organisaties/dienst/#s-') == 10
    assert "Nog 4 plaatsen" in html


def test_a_longer_name_is_another_word(client, tell):
    published(factories.term(name="Dreigingsbeeld", slug="dreigingsbeeld"))
    published(factories.programme(name="Dreigingsbeeld Terrorisme", title_en="Threat", slug="dtn"))
    tell("Het Dreigingsbeeld Terrorisme is er.")
    assert 'id="standing"' not in client.get("/nl/begrippen/dreigingsbeeld/").content.decode()


def forget_names():
    """Be as a site of the time before names were kept, in a process that was just started."""
    SearchPage.objects.update(linked="")
    start()


def start():
    """Keep nothing: either is done before a process starts."""
    kept.CARRIED.clear()
    kept.turn_to(State(0, Edition.objects.latest("published_at").published_at))


@pytest.mark.database
@pytest.mark.parametrize("how", ["migrate", "index"])
def test_a_site_that_was_there_before_gets_its_links(client, prosecution, tell, how):
    path = tell("Het OM doet mee.")
    forget_names()
    assert words(client, path) == []
    if how == "migrate":
        import_module("content.migrations.0017_linking").fill(apps, None)
    else:
        call_command("index", anew=True)
    start()
    assert words(client, path) == ["OM"]


def test_what_was_linked_is_published_and_restored_with_its_page(prosecution, tell):
    page = Edition.objects.get(path_nl=tell("Het OM doet mee.")).page.specific
    page.forms_nl, page.link_name = "Auteur\nSchrijvers", "always"
    page.save()
    page.not_linked.set([prosecution])
    document = publish(page).read()
    page.forms_nl, page.link_name = "", "never"
    page.save()
    page.not_linked.clear()
    found = restore(document)
    assert (found.forms_nl, found.link_name, found.not_linked.get().pk) == (
        "Auteur\nSchrijvers",
        "always",
        prosecution.pk,
    )
