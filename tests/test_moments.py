"""Any public page at any moment: as it was then, among what was there then, for readers and for programs (RFC 7089)."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import pairwise

import pytest

from content import clock
from content.models import Publication, Redaction
from content.publishing import approve, withdraw
from content.redacting import redact
from tests import factories
from tests.factories import publish, submit

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
DAYS = [datetime(2030, 3, day, 12, tzinfo=UTC) for day in (1, 5, 9)]
PAGE = "/nl/organisaties/dienst/"


def get(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


@pytest.fixture(scope="module")
def written():
    """A body and another that it relates to, of which the one is renamed later, and the other changes its words."""
    with clock.set_to(DAYS[0]):
        board = factories.published(factories.organisation(name="Raad", slug="raad", sentence_name_nl="de Raad"))
        page = factories.organisation(name="Dienst", slug="dienst", lead_nl="Wat hij eerst deed.")
        factories.relation(page, board, role="informs")
        factories.published(page)
    with clock.set_to(DAYS[1]):
        board.title_nl = board.sentence_name_nl = "de Kamer"
        board.slug_nl = "kamer"
        board.save()
        publish(board)
        page.lead_nl = "Wat hij nu doet."
        page.save()
        publish(page)
    return page


@pytest.fixture
def service(bodies):
    with clock.set_to(DAYS[2]):
        yield bodies


@pytest.mark.database
def test_a_page_is_shown_as_it_was_with_the_names_of_then(client, service):
    now, then = get(client, PAGE), get(client, f"{PAGE}?at=2030-03-03")
    assert "Wat hij nu doet." in now
    assert "de Kamer" in now
    assert "Wat hij eerst deed." in then
    assert "de Raad" in then
    assert "Kamer" not in then
    assert "U ziet de site zoals die was aan het einde van 3 maart 2030." in then
    assert "You see the site as it was on 3 March 2030 at 11:00." in get(
        client, "/en/organisations/dienst-en/?at=2030-03-03T10:00Z"
    )


@pytest.mark.parametrize(
    ("path", "then", "now"),
    [
        ("/nl/organisaties/", ">Raad</a>", ">de Kamer</a>"),
        ("/nl/zoeken/?q=eerst", "hij <mark>eerst</mark> deed", None),
        ("/nl/zoeken/suggesties/?q=raad", '"Raad"', None),
        ("/nl/netwerk/", "Raad", "Kamer"),
        ("/nl/netwerk/netwerk.csv", "Raad", "Kamer"),
        ("/nl/gegevens/organisations.csv", "Raad", "Kamer"),
        ("/nl/tijdlijn/", "de Raad", "de Kamer"),
        ("/nl/verbindingen/?from=dienst&to=raad", "de Raad", None),
        ("/nl/organisaties/dienst/versies/", "1 maart 2030", "5 maart 2030"),
    ],
)
def test_every_look_at_the_site_has_moments(client, service, path, then, now):
    at = f"{path}{'&' if '?' in path else '?'}at=2030-03-03"
    old = unescape(get(client, at))
    assert then in old
    if now:
        assert now not in old
        assert now in unescape(get(client, path))


def test_odd_signs_in_an_address_are_written_out_in_the_links_to_other_moments(client, service):
    """No header may hold a NUL: gunicorn answers with a fault of the site."""
    for path, written in [("/en/network/network.%00vg", "network.%00vg"), ("/nl/é/", "/nl/%C3%A9/")]:
        response = client.get(f"{path}?at=2030-03-03")
        assert response.status_code == 404
        assert written in response.get("Link", written)
        assert "\0" not in str(response.headers)


def test_links_and_forms_stay_in_the_moment_and_one_leads_back(client, service):
    html = get(client, "/nl/zoeken/?q=dienst&at=2030-03-03")
    links = re.findall(r'<a\b[^>]*?href="([^"]*)"([^>]*)', html)
    inside = [href for href, rest in links if href.startswith(("/nl/", "/en/", "?")) and "latest-version" not in rest]
    assert len(inside) > 10
    assert [href for href in inside if "at=2030-03-03" not in href] == []
    assert 'href="/nl/zoeken/?q=dienst" rel="latest-version"' in html
    assert html.count("<form") == html.count('<input type="hidden" name="at" value="2030-03-03">') > 0
    assert 'data-suggestions="/nl/zoeken/suggesties/?at=2030-03-03"' in html
    assert (
        client.get("/nl/zoeken/suggesties/?q=die&at=2030-03-03")
        .json()["suggestions"][0]["url"]
        .endswith("/dienst/?at=2030-03-03")
    )


def test_an_address_of_later_or_of_before_leads_to_where_the_page_was(client, service):
    assert client.get("/nl/organisaties/kamer/?at=2030-03-03").url == "/nl/organisaties/raad/?at=2030-03-03"
    assert client.get("/nl/organisaties/raad/?at=2030-03-06").url == "/nl/organisaties/kamer/?at=2030-03-06"
    factories.published(factories.organisation(name="Nieuw", slug="nieuw"))
    html = get(client, "/nl/organisaties/nieuw/?at=2030-03-03", 404)
    assert "Deze pagina was er nog niet" in html
    assert 'href="/nl/organisaties/nieuw/"' in html
    get(client, "/nl/organisaties/nooit/?at=2030-03-03", 404)


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("gisteren", 400, "Dat is geen datum"),
        ("", 400, "Dat is geen datum"),
        ("2030-02-30", 400, "Dat is geen datum"),
        ("2030-03-03T25:00", 400, "Dat is geen datum"),
        ("9999-12-31T23:59:59-23:59", 404, "Dat moet nog komen"),
        ('"><script>', 400, "Dat is geen datum"),
        ("2030-03-10", 404, "Dat moet nog komen"),
        ("2030-03-09T12:01Z", 404, "Dat moet nog komen"),
        ("2030-02-28", 404, "De site was er nog niet"),
        ("0001-01-01", 404, "De site was er nog niet"),
    ],
)
def test_a_moment_that_is_none_is_said_to_be(client, service, text, status, said):
    response = client.get(PAGE, {"at": text})
    assert response.status_code == status
    assert said in response.content.decode()
    assert "<script>" not in response.content.decode().replace("<script src", "")


@pytest.mark.database
@pytest.mark.parametrize(
    "text",
    [
        "2030-03-05",
        "2030-03-05T12:00:00Z",
        "2030-03-05T13:00",
        "2030-03-05T13:00:00+01:00",
        "2030-03-09",
        "2030-03-09T12:00Z",
    ],
)
def test_a_day_a_minute_and_a_second_are_meant_to_their_end(client, service, text):
    for written in (text, text.replace("+", "%2B")):
        assert "Wat hij nu doet." in get(client, f"{PAGE}?at={written}")


def test_where_nothing_has_changed_since_it_says_so(client, service):
    assert "Sindsdien is er niets veranderd." in get(client, f"{PAGE}?at=2030-03-06")
    assert "Sindsdien is er niets veranderd." not in get(client, f"{PAGE}?at=2030-03-03")


@pytest.mark.database
def test_nothing_that_is_planned_shows(client, service):
    service.lead_nl = "Wat hij gaat doen."
    service.save()
    approve(submit(service), at=DAYS[2] + timedelta(days=3))
    for day in ("2030-03-09", "2030-03-12", "2030-03-15"):
        assert "Wat hij gaat doen." not in client.get(f"{PAGE}?at={day}").content.decode()


@pytest.mark.database
def test_words_that_went_by_law_are_gone_from_every_moment(client, service):
    asked = {"page": service, "reason_nl": "Rechter.", "reason_en": "Court."}
    redact(Redaction.objects.create(**asked, asked_by=factories.user()), by=factories.user())
    assert "Wat hij" not in get(client, f"{PAGE}?at=2030-03-03")


def test_a_page_that_is_withdrawn_now_is_there_then(client, service):
    withdraw(service, reason={"nl": "Weg.", "en": "Gone."}, aware=True)
    get(client, PAGE, 410)
    assert "Wat hij eerst deed." in get(client, f"{PAGE}?at=2030-03-03")


def test_programs_are_told_of_the_moments(client, service):
    response = client.get(f"{PAGE}?at=2030-03-03")
    assert response["Memento-Datetime"] == "Fri, 01 Mar 2030 12:00:00 GMT"
    assert response["X-Robots-Tag"] == "noindex"
    assert f'<http://testserver{PAGE}>; rel="original"' in response["Link"]
    now = client.get(PAGE)
    assert "Memento-Datetime" not in now
    assert "X-Robots-Tag" not in now
    assert f'<http://testserver/moment/timegate{PAGE}>; rel="timegate"' in now["Link"]


@pytest.mark.database
def test_a_program_finds_the_moment_that_it_asks_for(client, service):
    gate = f"/moment/timegate{PAGE}"
    for date, lead in (
        ("Sun, 03 Mar 2030 00:00:00 GMT", "Wat hij eerst deed."),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "Wat hij eerst deed."),
        ("Sat, 01 Jan 2050 00:00:00 GMT", "Wat hij nu doet."),
        (None, "Wat hij nu doet."),
    ):
        response = client.get(gate, headers={"accept-datetime": date} if date else {})
        assert (response.status_code, response["Vary"].split(", ")[0]) == (302, "Accept-Datetime")
        assert lead in get(client, response["Location"])
    assert client.get(gate, headers={"accept-datetime": "soon"}).status_code == 400
    assert client.get("/moment/timegate/admin/").status_code == 404


def test_the_list_of_moments_of_a_page_leads_to_each(client, service):
    answer = client.get(f"/moment/timemap{PAGE}")
    assert answer["Content-Type"] == "application/link-format"
    mementos = re.findall(r'<http://testserver([^>]+)>; rel="([^"]*memento)"', answer.content.decode())
    assert [rel for _path, rel in mementos] == ["first memento", "last memento"]
    leads = ["Wat hij eerst deed.", "Wat hij nu doet."]
    assert all(lead in get(client, path) for lead, (path, _rel) in zip(leads, mementos, strict=True))
    whole = client.get("/moment/timemap/nl/organisaties/").content.decode()
    assert whole.count("memento") == Publication.objects.count()
    assert client.get("/moment/timemap/nl/organisaties/nooit/").status_code == 404


def test_what_is_of_one_moment_by_itself_takes_no_other(client, service):
    cited = re.search(r"http://testserver(/nl/id/[0-9a-f/]+)", get(client, f"{PAGE}?at=2030-03-03"))[1]
    assert get(client, f"{cited}?at=2030-03-08") == get(client, cited)
    assert "Wat hij eerst deed." in get(client, cited)


def test_days_end_at_home_also_when_the_clock_changes(client):
    summer = [datetime(2030, 3, 31, hour, tzinfo=UTC) for hour in (21, 23)]  # a day of 23 hours in Amsterdam
    page = factories.organisation(slug="bureau")
    for moment, lead in zip(summer, ("Binnen de dag.", "Na de dag."), strict=True):
        page.lead_nl = lead
        page.save()
        with clock.set_to(moment):
            factories.published(page) if lead == "Binnen de dag." else publish(page)
    with clock.set_to(summer[-1] + timedelta(days=2)):
        assert "Binnen de dag." in get(client, "/nl/organisaties/bureau/?at=2030-03-31")
        assert "Na de dag." in get(client, "/nl/organisaties/bureau/?at=2030-04-01")
        assert all(one < other for one, other in pairwise(summer))
