"""Pages and lists as data: the same claims as on the page, at any moment, in forms that programs read."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from content import clock
from content.identity import short
from content.models import Edition
from content.publishing import withdraw
from content.record import live
from cooperation.data.vocabulary import written_out
from cooperation.licence import LICENCE
from cooperation.roles import ROLES, role_of
from cooperation.views import lists
from tests import factories
from tests.factories import publish
from tests.networks import small_network

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
DAYS = [datetime(2030, 3, day, 12, tzinfo=UTC) for day in (1, 5, 9)]
THEN = "?at=2030-03-03"
NL, EN = "/nl/organisaties/dienst/", "/en/organisations/dienst-en/"
HOSTILE = "</script><script>alert(1)</script> \"'&amp;\\ {{ 7*7 }} الأمن \u2028العام"
SHOWN = HOSTILE.partition("\u2028")[0].strip()


@pytest.fixture(scope="module")
def written():
    """A small network that was made on one day, and changed on another."""
    with clock.set_to(DAYS[0]):
        made = small_network()
        question = factories.question(slug="signaal")
        question.steps.get().passages.set([factories.passage()])
        question.steps.get().relations.set(made["dienst"].relations.all())
        factories.published(question)
        factories.published(factories.info_page(slug="over"))
    with clock.set_to(DAYS[1]):
        service = made["dienst"]
        service.slug_nl, service.slug_en = "bureau", "bureau-en"
        service.save()
        service.relations.filter(role="informs").delete()
        factories.statement(service, text="Wat er later bij kwam.")
        publish(service)
    return made


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(DAYS[2]):
        yield


def read(client, path, status=200, kind="application/json; charset=utf-8"):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (status, kind), path
    assert response["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.content)


def linked(client, path):
    return read(client, path, kind="application/ld+json")["@graph"]


def cited(html):
    """The addresses to cite a claim or a passage by, on a page."""
    anchors = re.findall(r'class="anchor" href="(/[a-z]{2}/id/[^"]+)"', html)
    return sorted(f"http://testserver{address}" for address in anchors)


# The same claims in each form


@pytest.mark.parametrize("moment", ["", THEN])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_says_the_same_in_each_form(client, bodies, language, moment):
    day = DAYS[0].replace(day=3) if moment else DAYS[2]
    editions = list(Edition.objects.at(day))
    assert len(editions) > 12
    claims = 0
    for edition in editions:
        path = edition.path(language)
        html = client.get(path + moment).content.decode()
        data, graph = read(client, f"{path}data.json{moment}"), linked(client, f"{path}data.jsonld{moment}")
        told = [*data["claims"], *data["passages"]]
        assert cited(html) == sorted(each["cite"] for each in told if each["cite"]), path
        nodes = {each["@id"]: each["schema:url"]["@id"] for each in graph if each["@id"].startswith("urn:uuid:")}
        assert nodes == {f"urn:uuid:{each['id']}": each["cite"] for each in told if each["cite"]}, path
        assert all(short(each["id"]) == each["cite"].rpartition("/")[2] for each in told if each["cite"])
        assert data["id"] == str(edition.page.content_id)
        claims += len(told)
    assert claims > 30


@pytest.mark.database
def test_the_data_of_a_moment_are_those_of_then(client, bodies):
    now = read(client, "/nl/organisaties/bureau/data.json")
    then = read(client, f"{NL}data.json{THEN}")
    assert now["at"] == {"serial": live().serial, "moment": "2030-03-05T12:00:00.000001Z"}
    assert now["at"]["serial"] > then["at"]["serial"]
    assert then["at"]["moment"] < "2030-03-02"
    assert (now["url"], then["url"]) == ("http://testserver/nl/organisaties/bureau/", f"http://testserver{NL}")
    assert len(roles(then)) == len(roles(now)) + 1
    assert "Wat er later bij kwam." in words(now)
    assert "Wat er later bij kwam." not in words(then)


def words(data):
    return [claim["words"] for claim in data["claims"]]


def roles(data):
    return [claim["relation"] for claim in data["claims"] if claim["kind"] == "relation"]


def test_an_address_to_cite_in_the_data_leads_to_its_claim(client, bodies):
    for claim in read(client, f"{EN.replace('dienst', 'bureau')}data.json")["claims"]:
        response = client.get(claim["cite"].removeprefix("http://testserver"))
        assert response.context["said"].id == claim["id"]
        assert response.context["said"].words == " ".join(claim["words"].split())


def test_a_page_says_by_what_licence_and_in_which_language(client, bodies):
    data = read(client, "/en/organisations/raad-en/data.json")
    assert (data["licence"], data["language"]) == (LICENCE, "en")
    assert LICENCE in Path(settings.BASE_DIR, "fixtures/pages/colofon.yaml").read_text()
    assert data["permalink"] == f"http://testserver/id/{bodies['raad'].content_id}"
    assert data["cite"].startswith("http://testserver/en/id/")


def test_each_claim_has_its_period_and_its_passages(client, bodies):
    data = read(client, "/nl/organisaties/raad/data.json")
    claim = next(each for each in data["claims"] if each["kind"] == "relation" and "2014" in each["period"]["label"])
    source = next(
        note["source"] for note in data["page"]["notes"] if note["source"]["id"] == claim["citations"][0]["source"]
    )
    passages = read(client, source["url"].removeprefix("http://testserver") + "data.json")["passages"]
    assert claim["citations"][0]["passage"] in {each["id"] for each in passages}


def test_a_relation_says_who_stands_in_which_role_from_both_sides(client, bodies):
    ids = {name: str(page.content_id) for name, page in bodies.items()}
    told = {}
    for side, path in (("subject", "raad"), ("object", "bureau")):
        found = read(client, f"/nl/organisaties/{path}/data.json")["claims"]
        claim = next(each for each in found if each.get("relation", {}).get("role") == "supervises")
        assert claim["relation"].pop("side") == side
        told[claim["id"]] = claim["relation"]
    [relation] = told.values()  # one claim, told alike
    assert (relation["subject"], relation["object"]) == (ids["raad"], ids["dienst"])
    assert relation["term"] == {
        "name": "org:reportsTo",
        "address": "http://www.w3.org/ns/org#reportsTo",
        "said_of": "object",
    }


def test_a_question_shows_relations_that_are_cited_where_they_stand(client, bodies):
    [step] = read(client, "/nl/vragen/signaal/data.json")["steps"]
    assert {each["cite"] for each in step["relations"]} == {""}
    assert {each["relation"]["side"] for each in step["relations"]} == {""}
    assert all(each["url"].startswith("http://testserver/nl/organisaties/bureau/#r-") for each in step["relations"])


def test_no_address_in_the_data_is_half_a_one(client, bodies):
    for edition in Edition.objects.at(live().moment):
        text = client.get(f"{edition.path_nl}data.json").content.decode()
        assert re.findall(r'"(?:url|document_url|publisher_url)": "(?!http|")', text) == []


# Linked data


def test_linked_data_have_the_standard_terms(client, bodies):
    graph = linked(client, "/nl/organisaties/bureau/data.jsonld")
    ids = {name: f"http://testserver/id/{page.content_id}" for name, page in bodies.items()}
    thing = next(each for each in graph if each["@id"] == ids["dienst"])
    assert (thing["@type"], thing["schema:name"]) == ("schema:Organization", {"@value": "Dienst", "@language": "nl"})
    member = next(each for each in graph if "org:Membership" in each["@type"])
    assert (member["org:member"]["@id"], member["org:organization"]["@id"]) == (ids["dienst"], ids["overleg"])
    assert all(each["@id"].startswith("http://testserver/id/") for each in member["prov:wasDerivedFrom"])
    assert member["prov:wasDerivedFrom"]
    statement = next(each for each in graph if each.get("rdf:predicate") == {"@id": "org:reportsTo"})
    assert (statement["rdf:subject"]["@id"], statement["rdf:object"]["@id"]) == (ids["dienst"], ids["raad"])


def test_our_own_classification_is_no_linked_data(client, bodies):
    text = client.get("/nl/organisaties/bureau/data.jsonld").content.decode()
    assert "intelligence_service" not in text
    assert "national" not in text


def test_every_role_has_a_term_that_can_be_written_out():
    assert all(written_out(role.term).startswith("http") for role in [*ROLES.values(), role_of("nobody_knows")])


# Addresses


@pytest.mark.parametrize("name", ["data.json", "data.jsonld"])
def test_data_move_with_their_page(client, bodies, name):
    response = client.get(NL + name)
    assert (response.status_code, response["Location"]) == (301, f"/nl/organisaties/bureau/{name}")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_data_of_a_page_that_was_withdrawn_say_so(client, bodies):
    withdraw(bodies["alleen"], reason={"nl": "Klopte niet.", "en": "Was wrong."})
    for name in ("data.json", "data.jsonld"):
        told = read(client, f"/en/organisations/alleen-en/{name}", 410, "application/problem+json")
        assert (told["status"], told["title"]) == (410, "Gone")
        assert "Was wrong." in told["detail"]
    read(client, f"/nl/organisaties/alleen/data.json{THEN}")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nl/organisaties/niemand/data.json", 404),
        ("/nl/niets/data.jsonld", 404),
        (f"{NL}data.json?at=2029-01-01", 404),
        (f"{NL}data.json?at=2040-01-01", 404),
        ("/nl/organisaties/data.json?at=vroeger", 400),
    ],
)
def test_where_there_are_no_data_a_problem_says_so(client, bodies, path, status):
    told = read(client, path, status, "application/problem+json")
    assert told["status"] == status
    assert told["detail"]


def test_a_page_that_was_not_there_yet_has_no_data_of_then(client, bodies):
    factories.published(factories.organisation(slug="nieuw"))
    read(client, f"/nl/organisaties/nieuw/data.json{THEN}", 404, "application/problem+json")


def test_an_answer_that_has_not_changed_is_not_sent_again(client, bodies):
    for path in ("/nl/organisaties/bureau/data.json", "/nl/organisaties/data.json", "/schemas/document.json"):
        tag = client.get(path)["ETag"]
        assert re.fullmatch('"[0-9a-f]{64}"', tag)
        again = client.get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
        assert again["Access-Control-Allow-Origin"] == "*"
        assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_page_leads_to_its_data_of_the_moment_that_it_shows(client, bodies):
    now = client.get("/nl/organisaties/bureau/").content.decode()
    assert alternate(now, "application/json") == "/nl/organisaties/bureau/data.json"
    assert alternate(now, "application/ld+json") == "/nl/organisaties/bureau/data.jsonld"
    assert '<a href="/nl/organisaties/bureau/data.json">' in now
    then = client.get(NL + THEN).content.decode()
    assert alternate(then, "application/json") == f"{NL}data.json{THEN}"
    assert f'<a href="{NL}data.json{THEN}">' in then
    assert alternate(client.get("/nl/vragen/signaal/").content.decode(), "application/json")


def test_a_cited_page_and_a_version_lead_to_the_data_of_their_state(client, bodies):
    cite = read(client, f"{NL}data.json{THEN}")["cite"].removeprefix("http://testserver")
    for path in (cite, "/nl/organisaties/bureau/versies/1/", "/nl/organisaties/bureau/versies/1/?at=2030-03-07"):
        html = client.get(path).content.decode()
        [link] = re.findall(r'<a href="([^"]+data\.json[^"]*)"', html)
        assert read(client, link)["version"] == 1
        assert read(client, alternate(html, "application/json"))["version"] == 1


def alternate(html, kind):
    return re.search(rf'<link rel="alternate" type="{re.escape(kind)}" href="([^"]+)">', html)[1]


def test_the_schema_of_documents_is_public(client, db):
    assert read(client, "/schemas/document.json")["title"] == "Document of an edition"


# Lists


def test_a_list_tells_the_same_pages_as_data(client, bodies):
    data = read(client, "/nl/organisaties/data.json")
    assert [each["title"] for each in data["pages"]] == ["Alleen", "Dienst", "Gemeente", "Raad <van> State"]
    assert data["length"] == 4
    service = data["pages"][1]
    assert (service["id"], service["abbreviation"]) == (str(bodies["dienst"].content_id), "D&D")
    assert service["url"] == "http://testserver/nl/organisaties/bureau/"
    assert (service["kind"], service["level"]) == ("intelligence_service", "national")
    assert [each["url"] for each in read(client, f"/nl/organisaties/data.json{THEN}")["pages"]][1].endswith(NL)


@pytest.mark.database
@pytest.mark.parametrize("query", ["level=local", "kind=municipality", "theme=online", "sort=changed", "from=g"])
def test_a_list_is_narrowed_down_alike(client, bodies, query):
    found = [each["url"] for each in read(client, f"/nl/organisaties/data.json?{query}")["pages"]]
    html = client.get(f"/nl/organisaties/?{query}").content.decode()
    shown = re.findall(r'class="row__title"><a href="([^"]+)"', html)
    assert [f"http://testserver{each}" for each in shown] == found
    assert alternate(html, "application/json") == f"/nl/organisaties/data.json?{query}"


def test_a_filter_that_is_unknown_is_a_problem(client, bodies):
    told = read(client, "/nl/organisaties/data.json?level=lunar", 400, "application/problem+json")
    assert told["values"] == ["lunar"]
    assert "lunar" in told["detail"]


def test_the_record_can_be_checked_from_any_site(client, bodies):
    for path in ("/record.jsonl", "/record/head.json"):
        assert client.get(path)["Access-Control-Allow-Origin"] == "*"


@pytest.mark.database
@pytest.mark.parametrize("moment", ["", THEN])
def test_a_list_is_read_part_by_part(client, bodies, monkeypatch, moment):
    monkeypatch.setattr(lists, "PAGE_SIZE", 3)
    path, found = f"/nl/organisaties/data.json{moment}", []
    while path:
        data = read(client, path)
        found += [each["title"] for each in data["pages"]]
        assert len(data["pages"]) <= 3
        path, last = data["next"] and data["next"].removeprefix("http://testserver"), data
    first = read(client, last["previous"].removeprefix("http://testserver"))
    assert [each["title"] for each in first["pages"]] == found[:3]
    assert found == ["Alleen", "Dienst", "Gemeente", "Raad <van> State"]


# Hostile text


def test_hostile_text_is_text_in_data(client, db):
    page = factories.organisation(
        name=f"{HOSTILE} a", slug="vijand", sentence_name_nl=HOSTILE, abbreviation='"D', lead_nl=HOSTILE, title_en=""
    )
    other = factories.published(factories.organisation(name=f"{HOSTILE} b", slug="vriend"))
    cite = factories.passage(of=factories.source(title=HOSTILE, slug="bron"), place=HOSTILE[:80])
    factories.relation(page, other, role="informs", detail_nl=HOSTILE, passages=[cite])
    factories.published(page)
    titles = set()
    for edition in Edition.objects.at(live().moment):
        for path in edition.paths().values():
            data, graph = read(client, f"{path}data.json"), linked(client, f"{path}data.jsonld")
            titles |= {str(data["page"]["title"]), graph[1]["schema:name"]["@value"]}
    assert len([each for each in titles if each.startswith(SHOWN)]) == 4


def test_a_text_in_another_language_says_in_which(client, db):
    factories.published(factories.organisation(slug="eigen", title_en=""))
    path = "/en/organisations/eigen-en/"
    data, graph = read(client, f"{path}data.json"), linked(client, f"{path}data.jsonld")
    assert data["page"]["title"] == {"text": "Dienst", "lang": "nl"}
    assert {claim["lang"] for claim in data["claims"]} == {"nl"}
    assert {each["schema:text"]["@language"] for each in graph if "schema:text" in each} == {"nl"}
