"""What changed on the site: told for the site, a kind and a page, on pages and in feeds, word by word, with why."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from content import clock
from content.models import Redaction
from content.publishing import approve, publish_set, withdraw
from content.record import live
from content.redacting import redact
from tests import factories
from tests.factories import publish, submit

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
ATOM = "{http://www.w3.org/2005/Atom}"
LIST, PAGE = "/nl/wijzigingen/", "/nl/organisaties/dienst/"


def get(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


def text(html):
    return " ".join(strip_tags(html).split())


@pytest.fixture
def page():
    page = factories.organisation(name="Dienst", title_en="Service", slug="dienst", sentence_name_nl="de Dienst")
    return factories.published(page)


def reword(page, words, **more):
    claim = page.statements.get()
    claim.text_nl = f"<p>{words}</p>"
    claim.save()
    return publish(page, **more)


def entries(client, path):
    """The entries of a feed: their titles and contents."""
    response = client.get(path)
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    return [(each.findtext(f"{ATOM}title"), each.findtext(f"{ATOM}summary")) for each in feed.iter(f"{ATOM}entry")]


def test_the_list_tells_what_was_published_when_and_why(client, page):
    reword(page, "Iets anders.", change_note={"nl": "Beter gelezen.", "en": "Read better."})
    withdraw(page, reason={"nl": "Weg.", "en": "Gone."})
    html = get(client, LIST)
    told = text(html)
    for words in ("nieuwe pagina", "gewijzigde pagina: Beter gelezen.", "ingetrokken: Weg."):
        assert words in told
    assert "changed page: Read better." in text(get(client, "/en/changes/"))
    assert f'href="{LIST}{live().serial}/"' in html


def test_one_publication_is_told_word_by_word_and_by_other_pages_too(client, page):
    other = factories.published(factories.organisation(name="Raad", slug="raad", sentence_name_nl="de Raad"))
    relation = factories.relation(page, other, role="informs")
    reword(page, "Het oude woord.")
    relation.delete()
    serial = reword(page, "Het nieuwe woord &lt;b&gt;.").publication_id
    html = get(client, f"{LIST}{serial}/")
    assert re.search(r"Het <del>.*?oude</del><ins>.*?nieuwe</ins> woord", html)
    assert "&lt;b&gt;" in html
    assert "De Dienst informeert" in text(html)
    assert "Gewijzigd door een andere pagina" in text(html)
    assert "De Raad krijgt informatie van" in text(html).split("Gewijzigd door een andere pagina")[1]
    get(client, f"/en/changes/{serial}/")
    get(client, f"{LIST}{serial + 1}/", 404)
    get(client, f"{LIST}{'9' * 40}/", 404)


@pytest.mark.database
def test_a_page_tells_of_what_changed_on_it_because_of_another(client, page):
    other = factories.published(factories.organisation(name="Raad", slug="raad", sentence_name_nl="de Raad"))
    factories.relation(other, page, role="informs")
    publish(other, change_note={"nl": "Stond er nog niet.", "en": "Was missing."})
    told = text(get(client, f"{PAGE}versies/"))
    assert "Stond er nog niet." in told.split("Gewijzigd door een andere pagina")[1]
    [(title, content), *_rest] = entries(client, f"{PAGE}versies/feed.xml")
    assert title == "Raad"
    assert "De Dienst krijgt informatie van" in text(content)
    factories.published(factories.organisation(name="Los"))
    assert len(entries(client, f"{PAGE}versies/feed.xml")) == 2


@pytest.mark.database
def test_feeds_follow_the_site_and_a_kind_in_each_language(client, page):
    factories.published(factories.term(name="Woord"))
    reword(page, "Iets anders.", change_note={"nl": "Beter gelezen.", "en": "Read better."})
    titles = [title for title, _content in entries(client, f"{LIST}feed.xml")]
    assert titles[0] == "Dienst"
    assert "Woord, Verslag" in titles
    kind = [title for title, _content in entries(client, f"{LIST}feed.xml?kind=term")]
    assert kind == ["Woord"]
    assert "Read better." in entries(client, "/en/changes/feed.xml")[0][1]
    assert "<ins>" in entries(client, f"{LIST}feed.xml")[0][1]
    for path in ("/nl/", PAGE, LIST):
        assert f'href="{LIST}feed.xml" type="application/atom+xml"' in get(client, path)
    get(client, "/nl/organisaties/nooit/versies/feed.xml", 404)


def test_an_odd_choice_counts_as_none(client, page):
    for query in ("?kind=x", "?until=x", "?until=-1", f"?until={'9' * 40}", "?until=0", "?kind=%00"):
        get(client, LIST + query)
    assert "Er zijn geen wijzigingen" in get(client, f"{LIST}?kind=term")


@pytest.mark.database
def test_a_long_record_is_read_on(client, page, monkeypatch):
    monkeypatch.setattr("cooperation.views.changes.PAGE_SIZE", 2)
    for number in range(5):
        reword(page, f"Woord {number}.")
    html, seen = get(client, LIST), 2
    while following := re.search(r'<a href="([^"]+)" rel="next"', html):
        html = get(client, LIST + following[1].replace("&amp;", "&"))
        seen += html.count('class="changes__when"')
    assert seen == live().serial


def test_nothing_that_is_planned_or_redacted_is_told(client, page):
    reword(page, "Geheim woord.")
    claim = page.statements.get()
    asked = {"page": page, "claim": claim.pk, "reason_nl": "Rechter.", "reason_en": "Court."}
    redact(Redaction.objects.create(**asked, asked_by=factories.user()), by=factories.user())
    later = factories.organisation(name="Toekomst")
    approve(submit(later), at=clock.now() + timedelta(days=1))
    for path in (LIST, f"{LIST}feed.xml", *(f"{LIST}{serial}/" for serial in range(1, live().serial + 1))):
        html = get(client, path)
        assert "Geheim" not in html
        assert "Toekomst" not in html
    assert "Rechter." in get(client, LIST)


@pytest.mark.database
def test_the_record_is_seen_at_a_moment(client, page):
    moment = live().moment
    reword(page, "Iets anders.", change_note={"nl": "Beter gelezen.", "en": "Read better."})
    then = f"{LIST}?at={moment.isoformat().replace('+00:00', 'Z')}"
    assert "Beter gelezen." not in get(client, then)
    assert "Beter gelezen." in get(client, LIST)


def test_a_name_and_a_kind_are_told_when_they_change(client, page):
    page.title_nl, page.kind = "Bureau", "police"
    page.save()
    serial = publish(page).publication_id
    told = text(get(client, f"{LIST}{serial}/"))
    assert re.search(r"Naam: \[weg:\] ?Dienst ?\[nieuw:\] ?Bureau", told)
    assert "Soort: " in told
    assert "Er is niets veranderd" not in told


def test_who_follows_one_kind_does_not_narrow_what_others_see(client, page):
    term = factories.published(factories.term(name="Woord"))
    page.title_nl, term.title_nl = "Bureau", "Begrip"
    page.save()
    term.save()
    editions = publish_set([page, term])
    assert entries(client, f"{LIST}feed.xml?kind=term")[0][0] == "Begrip"
    html = text(get(client, f"{LIST}{editions[0].publication_id}/"))
    assert "Bureau" in html
    assert "Begrip" in html
    assert "en nog" not in html


@pytest.mark.database
def test_a_feed_is_read_on_until_the_first_publication(client, page, monkeypatch):
    monkeypatch.setattr("cooperation.views.feeds.IN_FEED", 2)
    for number in range(4):
        reword(page, f"Woord {number}.")
    for path in (f"{LIST}feed.xml", f"{LIST}feed.xml?kind=organisation", f"{PAGE}versies/feed.xml"):
        newest, seen = f"http://testserver{path}", []
        following = newest
        while following:
            feed = ElementTree.fromstring(client.get(following).content)
            links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
            assert links["self"] == following
            assert links.get("first", newest) == newest
            seen += [each.findtext(f"{ATOM}id") for each in feed.iter(f"{ATOM}entry")]
            following = links.get("next")
        assert seen == [f"http://testserver{LIST}{serial}/" for serial in range(live().serial, 0, -1)], path


@pytest.mark.database
def test_a_feed_works_out_what_is_new_and_forgets_what_goes_by_law(client, page, django_assert_max_num_queries):
    for number in range(4):
        reword(page, f"Geheim {number}.")
    with CaptureQueriesContext(connection) as cold:
        assert "Geheim" in get(client, f"{LIST}feed.xml")
    reword(page, "Geheim.")
    with django_assert_max_num_queries(len(cold) // 2):
        get(client, f"{LIST}feed.xml")
    asked = {"page": page, "claim": page.statements.get().pk, "reason_nl": "Rechter.", "reason_en": "Court."}
    redact(Redaction.objects.create(**asked, asked_by=factories.user()), by=factories.user())
    assert "Geheim" not in get(client, f"{LIST}feed.xml")


def test_a_removal_by_law_is_told_to_who_follows_its_page(client, page):
    asked = {"page": page, "claim": page.statements.get().pk, "reason_nl": "Rechter.", "reason_en": "Court."}
    redact(Redaction.objects.create(**asked, asked_by=factories.user()), by=factories.user())
    for path in (f"{PAGE}versies/feed.xml", f"{LIST}feed.xml?kind=organisation", f"{LIST}feed.xml"):
        assert any("Rechter." in content for _title, content in entries(client, path)), path
    assert not any("Rechter." in content for _title, content in entries(client, f"{LIST}feed.xml?kind=term"))


def test_very_long_texts_are_told_whole(client, page, monkeypatch):
    monkeypatch.setattr("content.rendering.differences.MOST", 4)
    serial = reword(page, "Een heel ander verhaal.").publication_id
    assert re.search(r"<del>.*?</del><ins>.*?Een heel ander verhaal", get(client, f"{LIST}{serial}/"))
