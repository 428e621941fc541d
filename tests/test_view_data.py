"""Each view as data: what the view shows, at any moment, and a problem where there is no answer."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from content import clock
from content.publishing import approve, submit
from content.record import live
from cooperation.views import changes, search
from tests import factories
from tests.factories import publish
from tests.networks import in_files, in_page, small_network

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
DAYS = [datetime(2030, 3, day, 12, tzinfo=UTC) for day in (1, 5, 9)]
THEN = "?at=2030-03-03"
OWN = "http://testserver"
NL = {
    "network": "/nl/netwerk/",
    "matrix": "/nl/wie-zit-waar/",
    "timeline": "/nl/tijdlijn/",
    "up_to_date": "/nl/over/actualiteit/",
    "connections": "/nl/verbindingen/?from=gemeente&to=raad",
    "changes": "/nl/wijzigingen/",
    "change": "/nl/wijzigingen/1/",
    "search": "/nl/zoeken/?q=dienst",
    "list": "/nl/organisaties/",
}


@pytest.fixture(scope="module")
def written():
    """A small network that was made on one day, and changed on another."""
    with clock.set_to(DAYS[0]):
        made = small_network()
    with clock.set_to(DAYS[1]):
        made["gemeente"].relations.all().delete()
        publish(made["gemeente"])
    return made


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(DAYS[2]):
        yield


def beside(path):
    """The address of the data of a view."""
    path, mark, query = path.partition("?")
    return f"{path}data.json{mark}{query}"


def read(client, path, status=200):
    response = client.get(path)
    kind = "application/json; charset=utf-8" if status == 200 else "application/problem+json"
    assert (response.status_code, response["Content-Type"]) == (status, kind), path
    assert response["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.content)


def triples(data):
    """The relations as (slug, role, slug)."""
    slugs = {body["id"]: body["url"].rstrip("/").rpartition("/")[2].removesuffix("-en") for body in bodies_in(data)}
    ends = [claim["relation"] for claim in relations_in(data)]
    return {(slugs[each["subject"]], each["role"], slugs[each["object"]]) for each in ends}


def bodies_in(data):
    return [*data.get("bodies", []), *data.get("organisations", []), *data.get("partnerships", [])]


def relations_in(data):
    steps = [step for chain in data.get("chains", []) for step in chain]
    return [*data.get("relations", []), *(claim for step in steps for claim in step["relations"])]


# The same as the view


@pytest.mark.parametrize("query", ["", "?kind=all", "?level=local", "?role=informs&kind=all", "?year=2014"])
@pytest.mark.parametrize("path", ["/nl/netwerk/", "/en/network/"])
def test_the_network_is_the_same_in_the_picture_the_files_and_the_data(client, bodies, path, query):
    data = triples(read(client, beside(path + query)))
    assert [data, data] == in_page(client.get(path + query).content.decode())
    assert (data, data) == in_files(client, path, query)


def test_who_sits_where_has_the_relations_of_the_file(client, bodies):
    data = read(client, beside(NL["matrix"]))
    rows = csv.DictReader(io.StringIO(client.get("/nl/wie-zit-waar/wie-zit-waar.csv").content.decode()))
    assert list(dict.fromkeys(row["id"] for row in rows)) == [claim["id"] for claim in data["relations"]]
    assert triples(data) == {("dienst", "member", "overleg")}


@pytest.mark.parametrize("moment", ["", THEN])
def test_the_timeline_names_the_claims_that_the_view_links_to(client, bodies, moment):
    data = read(client, beside(NL["timeline"]) + moment)
    html = client.get(NL["timeline"] + moment).content.decode()
    shown = {
        address.partition("?")[0] + hash for address, hash in re.findall(r'href="(/nl/[^"#]+)(#[sr]-[^"]+)"', html)
    }
    assert {claim["url"].removeprefix(OWN) for claim in data["claims"]} == shown
    known = [claim["id"] for claim in data["claims"]]
    told = [each for year in data["years"] for each in year["told"]] + data["undated"]
    named = {claim for each in told for claim in each["claims"]}
    named |= {claim for year in data["years"] for event in year["events"] for claim in event["claims"]}
    assert named == set(known)
    assert len(known) == len(named) > 8


def test_a_chain_is_told_step_by_step(client, bodies):
    data = read(client, beside(NL["connections"]))
    ids = [str(bodies[name].content_id) for name in ("gemeente", "dienst", "raad")]
    [chain] = data["chains"]
    assert [step["from"] for step in chain] + [chain[-1]["to"]] == ids
    both = {("dienst", "informs", "gemeente"), ("dienst", "works_with", "gemeente")}
    assert triples(data) == {*both, ("raad", "supervises", "dienst")}
    assert (data["from"], data["to"], data["total"]) == (ids[0], ids[2], 1)


def test_search_finds_the_same_pages_and_places(client, bodies, monkeypatch):
    monkeypatch.setattr(search, "PAGE_SIZE", 1)
    path, found = beside(NL["search"]), []
    while path:
        data = read(client, path.removeprefix(OWN))
        html = client.get(path.removeprefix(OWN).replace("data.json", "")).content.decode()
        assert [each["url"].removeprefix(OWN) for each in data["results"]] == re.findall(
            r'row__title"><a href="([^"]+)"', html
        )
        places = [place["url"].removeprefix(OWN) for each in data["results"] for place in each["places"]]
        assert places == re.findall(r'class="place">.*?href="([^"]+)"', html)
        found += data["results"]
        path = data["next"]
    assert len(found) == data["length"] == 2
    assert sum(data["facets"]["type"].values()) == 2
    assert read(client, data["previous"].removeprefix(OWN))["results"] == found[:1]


def test_the_changes_are_read_part_by_part(client, bodies, monkeypatch):
    monkeypatch.setattr(changes, "PAGE_SIZE", 3)
    path, serials = beside(NL["changes"]), []
    while path:
        data = read(client, path.removeprefix(OWN))
        serials += [each["serial"] for each in data["publications"]]
        path = data["next"]
    assert serials == list(range(live().serial, 0, -1))
    [page] = read(client, f"{beside(NL['changes'])}?until={serials[0]}")["publications"][0]["pages"]
    assert (page["id"], page["what"]) == (str(bodies["gemeente"].content_id), "changed")


def test_a_change_tells_the_claims_before_and_after(client, bodies):
    data = read(client, f"/nl/wijzigingen/{live().serial}/data.json")
    changed = {page["id"]: page["changes"] for page in data["pages"]}
    assert set(changed) == {str(bodies[name].content_id) for name in ("gemeente", "dienst")}
    [gone] = changed[str(bodies["gemeente"].content_id)]
    assert (gone["before"]["words"], gone["after"]) == ("De Gemeente informeert de Dienst.", None)


# At a moment


@pytest.mark.parametrize("name", NL)
def test_data_of_a_moment_are_those_of_then_and_lead_on_within_it(client, bodies, name):
    then = read(client, beside(NL[name]) + ("&" if "?" in NL[name] else "?") + THEN[1:])
    now = read(client, beside(NL[name]))
    assert then["at"]["serial"] < now["at"]["serial"] == live().serial
    assert then["at"]["moment"] < "2030-03-02"
    for claim in [*relations_in(then), *then.get("claims", [])][:3]:
        response = client.get(claim["cite"].removeprefix(OWN))
        assert response.context["said"].id == claim["id"]
        assert f"/{then['at']['serial']}/" in claim["cite"]


@pytest.mark.parametrize("name", NL)
def test_nothing_of_a_plan_shows_in_the_data(client, bodies, name):
    passage, page = factories.passage(), bodies["dienst"]
    factories.published(passage.source)
    before = client.get(beside(NL[name])).content
    page.title_nl = page.sentence_name_nl = "Geheime dienst"
    page.save()
    factories.relation(page, bodies["overleg"], role="works_with", detail_nl="in het geheim", passages=[passage])
    approve(submit(page), at=clock.now() + timedelta(days=20))
    assert client.get(beside(NL[name])).content == before
    with clock.set_to(clock.now() + timedelta(days=30)):
        assert client.get(beside(NL[name])).content != before


# Addresses


@pytest.mark.parametrize("name", NL)
def test_a_view_leads_to_its_data_of_the_moment_that_it_shows(client, bodies, name):
    html = client.get(NL[name]).content.decode()
    found = re.search(r'<link rel="alternate" type="application/json" href="([^"]+)">', html)[1].replace("&amp;", "&")
    assert sorted(re.split("[?&]", found)) == sorted(re.split("[?&]", beside(NL[name])))
    assert f'<a href="{found.replace("&", "&amp;")}">JSON</a>' in html
    assert read(client, found)["url"].startswith(OWN + NL[name].partition("?")[0])
    then = client.get(NL[name] + ("&" if "?" in NL[name] else "?") + THEN[1:]).content.decode()
    links = re.findall(r'<(?:link rel="alternate" type="application/json"|a) href="([^"]+data\.json[^"]*)"', then)
    assert len(links) == 2
    assert all(link.count("at=2030-03-03") == 1 for link in links)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nl/netwerk/data.json?level=lunar", 400),
        ("/nl/netwerk/data.json?focus=organisaties/niemand", 404),
        ("/nl/wie-zit-waar/data.json?level=lunar", 400),
        ("/nl/tijdlijn/data.json?kind=source", 400),
        ("/nl/verbindingen/data.json", 400),
        ("/nl/verbindingen/data.json?from=dienst&to=niemand", 404),
        ("/nl/wijzigingen/data.json?until=vroeger", 400),
        ("/nl/wijzigingen/data.json?until=0", 400),
        ("/nl/wijzigingen/data.json?kind=iets", 400),
        ("/nl/wijzigingen/999/data.json", 404),
        ("/nl/zoeken/data.json", 400),
        ("/nl/zoeken/data.json?q=dienst&type=A!", 400),
        ("/nl/zoeken/data.json?q=dienst&page=drie", 400),
        ("/nl/zoeken/data.json?q=dienst&page=99", 404),
        ("/nl/netwerk/data.json?at=straks", 400),
        ("/nl/tijdlijn/data.json?at=2040-01-01", 404),
        ("/nl/nergens/en/niets/data.json", 404),
        ("/nl/wijzigingen/a,b/data.json?at=2000-01-01", 404),
        ("/nl/nergens/a,b/data.jsonld", 404),
    ],
)
def test_where_there_is_no_answer_a_problem_says_so_in_the_language_of_the_address(client, bodies, path, status):
    told = read(client, path, status)
    assert told["status"] == status
    english = {"netwerk": "network", "wie-zit-waar": "who-sits-where", "tijdlijn": "timeline", "zoeken": "search"}
    english |= {"verbindingen": "connections", "wijzigingen": "changes", "nergens": "nowhere"}
    dutch = path.split("/")[2]
    assert read(client, path.replace(f"/nl/{dutch}", f"/en/{english[dutch]}"), status)["detail"] != told["detail"]


def test_of_a_name_that_two_could_have_the_choices_are_given(client, bodies):
    factories.published(factories.organisation(name="Dienst", slug="dienst-b"))
    told = read(client, "/nl/verbindingen/data.json?from=Dienst&to=raad", 404)
    assert len(told["choices"]) == 2


@pytest.mark.parametrize("name", NL)
def test_data_can_only_be_read(client, bodies, name):
    path = beside(NL[name])
    response = client.post(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert json.loads(response.content)["status"] == 405
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", got["ETag"])
    assert client.get(path, headers={"if-none-match": got["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", [*NL.values(), "/nl/organisaties/dienst/", "/nl/", "/admin/login/"])
def test_other_sites_may_read_data_and_nothing_else(client, bodies, path):
    assert "Access-Control-Allow-Origin" not in client.get(path).headers
