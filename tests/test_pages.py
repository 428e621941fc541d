"""The public pages, as a visitor gets them."""

import re

import pytest
from django.urls import reverse

from content.publishing import withdraw
from tests import factories
from tests.factories import publish

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def get(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


@pytest.fixture
def service():
    """A published organisation."""
    return factories.published(factories.organisation(name="Dienst", title_en="Service", slug="dienst"))


def test_a_page_is_there_in_both_languages(client, service):
    assert "<h1>Dienst" in get(client, "/nl/organisaties/dienst/")
    assert "<h1>Service" in get(client, "/en/organisations/dienst-en/")


def test_a_draft_is_not_public(client, service):
    service.title_nl = "Kladversie"
    service.save()
    assert "Kladversie" not in get(client, "/nl/organisaties/dienst/")


def test_each_claim_stands_beside_its_source_and_place(client):
    page = factories.organisation(slug="x", cited=False)
    cited = factories.passage(of=factories.source(title="Jaarverslag"), place="p. 41, kolom 2")
    factories.statement(page, anchor="taak", passages=[cited])
    factories.published(page)
    html = get(client, "/nl/organisaties/x/")
    entry = html[html.index('id="s-taak"') :]
    assert "Jaarverslag" in entry
    assert "p.\xa041, kolom 2" in entry
    assert "stand 2014" in entry


def test_sources_are_numbered_and_each_stands_once_among_the_notes_with_its_passages(client):
    page = factories.organisation(slug="x", cited=False)
    report, letter = factories.source(title="Jaarverslag"), factories.source(title="Brief")
    first, second = (factories.passage(of=report, place=f"plaats {number}") for number in (1, 2))
    factories.statement(page, passages=[second])
    other = factories.passage(of=letter, place="kop")
    factories.statement(page, anchor="taak", passages=[other, second, first], position=1)
    factories.published(page)
    html = get(client, "/nl/organisaties/x/")
    claim = html[html.index('id="s-taak"') : html.index('id="notes"')]
    told = re.findall(r"Jaarverslag|Brief|\b\d\.\d\b|kop|plaats \d", claim)
    assert told == ["1.1", "Jaarverslag", "plaats 2", "1.2", "plaats 1", "2.1", "Brief", "kop"]
    notes = html[html.index('id="notes"') :]
    assert notes.count("Jaarverslag") == notes.count("Brief") == 1


@pytest.mark.parametrize(
    ("date", "period", "shown"),
    [
        ("2014", {}, "stand 2014"),
        ("2025-12", {}, "stand december 2025"),
        ("", {}, "bron zonder datum"),
        ("2014", {"since": "2004"}, "sinds 2004"),
        ("2014", {"until": "2016-06"}, "tot en met juni 2016"),
        ("2025-12", {"since": "2022", "until": "2026"}, "2022–2026"),
        ("", {"since": "2016-01", "until": "2016-06"}, ">januari–juni 2016<"),
        ("", {"as_of": "2014-02-05"}, "stand 5 februari 2014"),
    ],
)
def test_every_claim_tells_of_when_it_is(client, date, period, shown):
    page = factories.organisation(slug="x", cited=False)
    factories.statement(page, passages=[factories.passage(of=factories.source(date=date))], **period)
    factories.published(page)
    html = get(client, "/nl/organisaties/x/")
    assert shown in html[html.index('class="when"') :]


@pytest.mark.parametrize(
    ("dates", "period", "dutch", "english"),
    [
        (["2014", ""], {}, "stand 2014, en een bron zonder datum", "as of 2014, and an undated source"),
        (["", "2014", ""], {}, "stand 2014, en 2 bronnen zonder datum", "as of 2014, and 2 undated sources"),
        (["", ""], {}, "2 bronnen zonder datum", "2 undated sources"),
        (["2014", "2014"], {}, "stand 2014", "as of 2014"),
        (["2025-12", "2014"], {}, "stand 2014 en december 2025", "as of 2014 and December 2025"),
        (
            ["2012", "2013", "2014", "2015"],
            {},
            "stand op 4 data van 2012 tot en met 2015",
            "as of 4 dates from 2012 to 2015",
        ),
        (["2014", ""], {"as_of": "2016"}, "stand 2016", "as of 2016"),
    ],
)
def test_a_claim_tells_the_date_of_each_of_its_sources_unless_it_has_one_of_its_own(
    client, dates, period, dutch, english
):
    page = factories.organisation(slug="x", cited=False)
    sources = [factories.source(date=date) for date in dates]
    passages = [factories.passage(of=source) for source in [*sources, sources[0]]]
    factories.statement(page, anchor="taak", passages=passages, **period)
    factories.relation(page, factories.published(factories.organisation()), passages=passages, **period)
    factories.published(page)
    for path, told in (("/nl/organisaties/x/", dutch), ("/en/organisations/x-en/", english)):
        assert re.findall(r'<span class="period[^"]*">([^<]+)</span>', get(client, path)) == [told, told]
    table = get(client, "/nl/netwerk/?kind=all").partition("<table")[2]
    assert f">{dutch}</a>" in table


def test_a_relation_reads_well_from_either_side(client):
    service = factories.organisation(slug="aivd", sentence_name_nl="de AIVD", sentence_name_en="the AIVD")
    office = factories.organisation(slug="om", sentence_name_nl="het OM", sentence_name_en="the OM")
    factories.relation(service, office, role="informs_by_report", detail_nl="over verdachten", detail_en="on suspects")
    factories.published(office)
    factories.published(service)
    link = '<a href="/{}/">{}</a>'
    to_om, to_aivd = link.format("nl/organisaties/om", "het OM"), link.format("nl/organisaties/aivd", "de AIVD")
    assert f"De AIVD informeert {to_om} per ambtsbericht over verdachten." in get(client, "/nl/organisaties/aivd/")
    assert f"Het OM ontvangt ambtsberichten van {to_aivd} over verdachten." in get(client, "/nl/organisaties/om/")
    html = get(client, "/en/organisations/om-en/")
    assert "The OM receives official reports from" in html
    assert "the AIVD</a> on suspects." in html


def test_each_link_within_a_page_leads_somewhere(client, service):
    factories.relation(service, factories.published(factories.organisation()))
    publish(service)
    html = get(client, "/nl/organisaties/dienst/")
    targets = re.findall(r'href="#([^"]+)"', html)
    assert len(targets) >= 4
    assert all(f'id="{target}"' in html for target in targets)


def test_a_plural_name_takes_a_plural_verb(client, service):
    mayors = factories.organisation(slug="burgemeesters", sentence_name_nl="burgemeesters", is_plural=True)
    factories.relation(service, mayors, role="informs")
    factories.published(mayors)
    publish(service)
    assert "Burgemeesters krijgen informatie van" in get(client, "/nl/organisaties/burgemeesters/")


def test_a_relation_is_shown_while_the_other_page_is_public(client, service):
    other = factories.organisation(sentence_name_nl="de geheime dienst", slug="geheim")
    factories.relation(service, other, role="works_with", anchor="samen", detail_nl="bij kwartaalverslagen")
    publish(service)
    assert "Niets gevonden" in get(client, "/nl/zoeken/?q=kwartaalverslagen")
    source = service.relations.get().passages.get().source.slug_nl
    paths = ["/nl/organisaties/dienst/", f"/nl/bronnen/{source}/", "/nl/tijdlijn/", "/nl/zoeken/?q=samen"]
    assert not any("geheime" in get(client, path) for path in paths)
    publish(other)
    assert all("de geheime dienst" in get(client, path) for path in paths)
    assert "#r-samen" in get(client, "/nl/zoeken/?q=kwartaalverslagen")
    withdraw(other, reason={"nl": "Weg.", "en": "Gone."}, aware=True)
    assert not any("geheime" in get(client, path) for path in paths)


def test_a_relation_shows_the_name_that_the_other_page_has_now(client, service):
    other = factories.published(factories.organisation(name="Oud", slug="oud", sentence_name_nl="de Oude"))
    factories.relation(service, other)
    publish(service)
    other.sentence_name_nl = "de Nieuwe"
    other.save()
    publish(other)
    assert "de Nieuwe</a>" in get(client, "/nl/organisaties/dienst/")


def test_a_missing_translation_falls_back_and_says_so(client):
    factories.published(factories.organisation(name="Dienst", title_en="", slug="x", slug_en=""))
    html = get(client, "/en/organisations/x/")
    assert '<h1 lang="nl">Dienst' in html
    assert 'class="notice"' in html
    assert 'class="notice"' not in get(client, "/nl/organisaties/x/")


def test_an_old_address_leads_to_the_new_one(client, service):
    service.slug_nl = "nieuwe-dienst"
    service.save()
    publish(service)
    response = client.get("/nl/organisaties/dienst/")
    assert (response.status_code, response.url) == (301, "/nl/organisaties/nieuwe-dienst/")


def test_a_withdrawn_page_says_since_when_and_why(client, service):
    withdraw(service, reason={"nl": "Gaat op in een andere dienst.", "en": "Merged into another."})
    html = get(client, "/nl/organisaties/dienst/", 410)
    assert "Gaat op in een andere dienst." in html
    assert "Merged into another." in get(client, "/en/organisations/dienst-en/", 410)
    assert "Dienst</a>" not in get(client, "/nl/organisaties/")


@pytest.mark.database
def test_an_old_version_shows_for_ever_what_it_showed(client, service):
    service.title_nl = "Nieuwe naam"
    service.save()
    publish(service, change_note={"nl": "Andere naam.", "en": "Other name."})
    first = get(client, "/nl/organisaties/dienst/versies/1/")
    assert "<h1>Dienst" in first
    assert 'content="noindex"' in first
    history = get(client, "/nl/organisaties/dienst/versies/")
    assert "Andere naam." in history
    assert '<a href="/nl/organisaties/">Organisaties</a>' in history
    assert "Other name." in get(client, "/en/organisations/dienst-en/versions/")


def test_a_version_that_never_was_is_not_found(client, service):
    for number in (0, 2, 10**12):
        get(client, f"/nl/organisaties/dienst/versies/{number}/", 404)


@pytest.mark.database
def test_the_permanent_id_leads_to_the_page_in_the_readers_language(client, service):
    path = reverse("page_permalink", args=[service.content_id])
    responses = [client.get(path, headers={"accept-language": language}) for language in ("nl", "en", "fr")]
    assert [response.status_code for response in responses] == [303, 303, 303]
    assert [response.url[:4] for response in responses] == ["/nl/", "/en/", "/nl/"]


@pytest.mark.database
def test_a_source_tells_what_rests_on_each_passage(client):
    report = factories.source(title="Verslag", slug="verslag")
    cited = factories.passage(of=report, key="begin")
    page = factories.organisation(name="Dienst", slug="dienst", cited=False, sentence_name_nl="de Dienst")
    factories.statement(page, anchor="taak", text="De taak van de dienst.", passages=[cited])
    other = factories.organisation(name="Raad", slug="raad", sentence_name_nl="de Raad")
    factories.relation(page, other, anchor="raad", passages=[cited])
    factories.published(other)
    factories.published(page)
    html = get(client, "/nl/bronnen/verslag/")
    passage = html[html.index('id="p-begin"') :]
    assert 'href="/nl/organisaties/dienst/#s-taak"' in passage
    assert "De taak van de dienst." in passage
    assert "De Dienst werkt samen met de Raad." in passage


@pytest.mark.database
def test_a_theme_lists_what_belongs_to_it(client, service):
    theme = factories.published(factories.theme(name="Lokaal", slug="lokaal"))
    service.themes.add(theme)
    publish(service)
    assert '<a href="/nl/organisaties/dienst/">' in get(client, "/nl/themas/lokaal/")
    assert '<a href="/nl/themas/lokaal/">' in get(client, "/nl/organisaties/dienst/")


def test_a_page_links_to_itself_in_the_other_language(client, service):
    html = get(client, "/nl/organisaties/dienst/")
    assert '<link rel="canonical" href="http://testserver/nl/organisaties/dienst/">' in html
    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/organisations/dienst-en/">' in html
    assert '<a href="/en/organisations/dienst-en/" lang="en"' in html


def make_relations(page, number):
    """Relate a page to as many others: half of them point at it, and of the other half only some are public."""
    others = [factories.organisation(name=f"Partner {n}", cited=False) for n in range(number)]
    cited = factories.passage()
    for other in others[::2]:
        factories.relation(page, other, passages=[cited])
    for other in others[:20:2]:
        factories.statement(other, passages=[cited])
    factories.published_together(others[:20:2])
    for other in others[1::2]:
        factories.relation(other, page, role="informs", passages=[cited])
    publish(page)
    factories.published_together(others[1::2])


@pytest.mark.parametrize("number", [5, 50])
def test_a_page_costs_four_queries_whatever_it_relates_to(client, service, number, django_assert_max_num_queries):
    make_relations(service, number)
    about = factories.info_page()
    factories.statement(about, passages=[])
    factories.published(about)
    get(client, about.path("nl"))  # what all pages share is read once after each publication
    with django_assert_max_num_queries(4):
        html = get(client, "/nl/organisaties/dienst/")
    assert len(re.findall('id="r-', html)) == number // 2 + min(10, len(range(0, number, 2)))  # to drafts none


@pytest.mark.database
def test_a_source_costs_four_queries(client, service, django_assert_max_num_queries):
    make_relations(service, 20)
    source = service.relations.first().passages.get().source
    get(client, "/nl/organisaties/dienst/")
    with django_assert_max_num_queries(4):
        html = get(client, f"/nl/bronnen/{source.slug_nl}/")
    assert html.count("#r-") == 20
