"""The addresses of data, described: the OpenAPI document is valid, and every address answers as it says."""

import json
import re
from urllib.parse import urlencode

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from content.models import Edition
from content.publishing import withdraw
from content.record import live
from cooperation.data import openapi
from cooperation.kinds import KINDS, listed
from tests import factories
from tests.factories import publish
from tests.networks import small_network

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
OWN = "http://testserver"
LANGUAGES = ["nl", "en"]


@pytest.fixture(scope="module")
def written():
    """A small network with every kind of page, of which one was changed."""
    made = small_network()
    factories.statement(made["plan"], text="Het plan begon.", since="2014", until="2015")
    publish(made["plan"])
    question = factories.question(slug="signaal")
    question.steps.get().passages.set([factories.passage()])
    question.steps.get().relations.set(made["dienst"].relations.all())
    for page in (question, factories.info_page(slug="over"), factories.term(slug="woord")):
        factories.published(page)
    made["gemeente"].relations.all().delete()
    publish(made["gemeente"])
    return made


@pytest.fixture(params=LANGUAGES)
def document(request, client, bodies):
    return read(client, f"/{request.param}/openapi.json")


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, (path, response.content)
    assert response["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.content)


def operations(document):
    return [(path, methods["get"]) for path, methods in document["paths"].items()]


def asked(path, operation, **values):
    """The address of an operation with the examples of what it requires, and with some values."""
    query = {}
    for each in operation["parameters"]:
        value = values.get(each["name"], each.get("example") if each["required"] else None)
        if each["in"] == "path":
            path = path.replace(f"{{{each['name']}}}", str(value))
        elif value is not None:
            query[each["name"]] = value
    return f"{path}?{urlencode(query)}" if query else path


def wrong(answer, operation, document, status="200"):
    """What in an answer is not as the document says."""
    [content] = operation["responses"][status]["content"].values()
    schema = content["schema"] | {"components": document["components"]}
    found = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(answer)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


def test_the_document_is_valid(document):
    OpenAPIV31SpecValidator(document).validate()
    names = [operation["operationId"] for _path, operation in operations(document)]
    assert len(names) == len(set(names)) == 2 * len(KINDS) + len(listed()) + 10


def test_every_operation_answers_as_it_says(client, document):
    for path, operation in operations(document):
        address = asked(path, operation)
        assert wrong(read(client, address), operation, document) == [], address


def test_every_page_answers_as_is_said_of_its_kind(client, document):
    known = dict(operations(document))
    language = next(iter(known))[1:3]
    for edition in Edition.objects.at(live().moment):
        for name in ("data.json", "data.jsonld"):
            path = edition.path(language)
            template = re.sub("[^/]+/$", "{slug}/", path) + name
            assert wrong(read(client, path + name), known[template], document) == [], path


def test_every_value_that_is_named_is_known(client, document):
    for path, operation in operations(document):
        for each in operation["parameters"]:
            for value in each["schema"].get("enum", ()):
                address = asked(path, operation, **{each["name"]: value})
                assert wrong(read(client, address), operation, document) == [], address


def test_what_is_no_value_is_a_problem_as_described(client, document):
    for path, operation in operations(document):
        for each in operation["parameters"]:
            if "enum" in each["schema"] or each["name"] == "at":
                address = asked(path, operation, **{each["name"]: "lunar"})
                assert wrong(read(client, address, 400), operation, document, "400") == [], address
            if each["required"] and each["in"] == "query":
                read(client, asked(path, {**operation, "parameters": []}), 400)


def test_a_page_that_is_gone_answers_as_described(client, bodies):
    withdraw(bodies["alleen"], reason={"nl": "Klopte niet.", "en": "Was wrong."})
    document = read(client, "/nl/openapi.json")
    path = "/nl/organisaties/{slug}/data.json"
    told = read(client, path.format(slug="alleen"), 410)
    assert wrong(told, document["paths"][path]["get"], document, "410") == []


def test_each_text_is_there_in_both_languages():
    def texts(value):
        if isinstance(value, list):
            return [text for each in value for text in texts(each)]
        if not isinstance(value, dict):
            return []
        if {"nl", "en"} & value.keys():
            return [value]
        return [text for each in value.values() for text in texts(each)]

    found = texts(openapi.written())
    assert [each for each in found if each.keys() != {"nl", "en"} or not all(each.values())] == []
    assert len(found) > 60


def test_the_document_is_in_the_language_of_the_reader_and_of_the_moment(client, bodies):
    for language in LANGUAGES:
        told = read(client, f"/{language}/openapi.json")
        assert client.get("/openapi.json", headers={"accept-language": language}).json() == told
    before = live()
    factories.published(factories.theme(name="Nieuw", slug="nieuw"))
    assert "nieuw" in themes(read(client, "/nl/openapi.json"))
    moment = before.moment.isoformat().replace("+00:00", "Z")
    assert "nieuw" not in themes(read(client, f"/nl/openapi.json?at={moment}"))


def themes(document):
    asked_by = document["paths"]["/nl/organisaties/data.json"]["get"]["parameters"]
    return next(each["schema"]["enum"] for each in asked_by if each["name"] == "theme")


@pytest.mark.parametrize("path", ["/nl/gegevens/api/", "/en/data/api/"])
def test_the_page_for_people_names_every_address_and_its_examples_lead_somewhere(client, bodies, path):
    html = client.get(path).content.decode().replace("<wbr>", "")
    document = read(client, f"{path[:3]}/openapi.json")
    assert re.findall("<li><code>([^<]+)</code>(?: <a|</li>)", html) == list(in_order(document))
    examples = re.findall(r'</code> <a href="([^"]+)">', html)
    assert len(examples) == len(document["paths"])
    for example in examples:
        read(client, example.replace("&amp;", "&"))
    assert f'href="{path[:3]}/openapi.json"' in html


def in_order(document):
    for tag in document["tags"]:
        yield from (path for path, operation in operations(document) if operation["tags"] == [tag["name"]])
