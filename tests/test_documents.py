"""Documents outlive the code: whatever an edition holds, reading it never fails, and it can be taken back."""

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from content.documents.building import build_document, digest
from content.documents.restoring import restore
from content.documents.taking import TakenBefore
from content.documents.upgrading import upgrade
from content.models import Edition, Link, Passage
from content.rules.triggers import lift, put_on
from cooperation.models import Organisation
from cooperation.roles import ROLES, role_choices, role_of
from cooperation.roles.sentences import patterns
from tests import factories
from tests.factories import publish

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
SCHEMAS = Path(settings.BASE_DIR, "content/schemas")
EVER_PUBLISHED = """
    active_in advises based_in brings_together can_advise carries_out chaired co_chair consults contact contributes
    coordinates describes dialogue drew_up funds hosts informs informs_by_report invests leads liaison member part_of
    publishes researches supervises supports takes_part trains uses works_for works_under works_with
""".split()  # noqa: SIM905 -- a list to be read
PATHS = [
    "/nl/", "/nl/organisaties/", "/nl/organisaties/?sort=changed", "/nl/organisaties/dienst/", "/nl/organisaties/raad/",
    "/nl/organisaties/dienst/versies/", "/nl/organisaties/dienst/versies/1/", "/nl/netwerk/?kind=all",
    "/nl/netwerk/netwerk.svg", "/nl/netwerk/netwerk.csv", "/nl/netwerk/netwerk.graphml", "/nl/tijdlijn/",
    "/nl/wie-zit-waar/", "/nl/wie-zit-waar/wie-zit-waar.csv", "/nl/zoeken/?q=dienst", "/nl/zoeken/suggesties/?q=dienst",
    "/nl/verbindingen/?from=dienst&to=raad", "/nl/vragen/signaal/", "/nl/bronnen/verslag/", "/sitemap-pages.xml",
    "/en/organisations/dienst-en/", "/en/timeline/",
]  # fmt: skip


@pytest.fixture
def page():
    """A page with a relation and a source of its own."""
    passage = factories.passage(of=factories.source(title="Verslag", slug="verslag"), key="een")
    raad = factories.organisation(name="Raad", slug="raad")
    page = factories.organisation(name="Dienst", slug="dienst", cited=False)
    factories.statement(page, passages=[passage], since="2014")
    relation = factories.relation(page, raad, role="works_for", passages=[passage], anchor="raad")
    factories.published(raad)
    factories.published(page)
    question = factories.question(slug="signaal")
    question.steps.get().relations.add(relation)
    factories.published(question)
    return page


def stored(page, change):
    """Store the document of a page otherwise, as code of another time might have."""
    lift()
    for edition in Edition.objects.filter(page=page):
        change(edition.document)
        edition.summary |= {k: edition.document["details"].get(k) for k in ("level", "kind") if k in edition.summary}
        edition.save()
    for link in Link.objects.filter(edition__page=page, data__has_key="role"):
        relation = edition.document["relations"][0]
        link.role = relation["role"]
        link.data |= {name: relation[name] for name in ("role", "told", "period")}
        link.data["citations"] = edition.document["citations"]
        link.save()
    put_on()


def set_to(*path):
    *way, last, value = path

    def change(document):
        for step in way:
            document = document[step]
        document[last] = value

    return change


def of_unknown_role(document):
    document["relations"][0] |= {"role": "sings_with", "told": {}}


ODD = {
    "role": of_unknown_role,
    "kind": set_to("details", "kind", "guild"),
    "level": set_to("details", "level", "galactic"),
    "digits": set_to("statements", 0, "period", {"since": "２０１４-０２"}),
    "date": set_to("statements", 0, "period", {"until": "2014-99"}),
    "of a relation": set_to("relations", 0, "period", {"as_of": "someday"}),
    "of a source": set_to("citations", 0, "date", "around 2014"),
    "language": set_to("title", {"nl": "Dienst"}),
    "version": set_to("schema_version", 99),
    "theme": set_to("classification", {"theme": ["00000000-0000-4000-8000-000000000009"]}),
}


@pytest.mark.database
@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_what_cannot_be_read_is_shown_as_it_stands(client, page, change):
    stored(page, change)
    statuses = {path: client.get(path).status_code for path in PATHS}
    assert statuses == dict.fromkeys(PATHS, 200)


def test_an_unknown_role_is_told_by_its_name(client, page):
    stored(page, of_unknown_role)
    html = client.get("/nl/organisaties/dienst/").content.decode()
    assert "sings with" in html
    assert "de Raad</a>" in html


def test_an_unknown_kind_and_a_bad_date_are_shown(client, page):
    stored(page, ODD["kind"])
    stored(page, ODD["digits"])
    html = client.get("/nl/organisaties/dienst/").content.decode()
    assert "guild" in html
    assert "２０１４-０２" in html


def test_pages_of_a_type_that_is_gone_are_named_as_they_were_and_break_nothing(client, page):
    raad = Edition.objects.get(page__slug_nl="raad")
    lift()
    raad.page_type, raad.document["page_type"] = "council", "council"
    raad.summary |= {"sentence_name": {"nl": "de raden"}}
    del raad.summary["level"]
    raad.save()
    put_on()
    for path in PATHS:
        if "raad/" not in path:
            assert client.get(path).status_code == 200, path
    assert "de raden" in client.get("/nl/organisaties/dienst/").content.decode()
    html = client.get("/nl/organisaties/raad/").content.decode()
    assert not re.search(r"<h2[^>]*></h2>", html)


def test_a_standing_page_without_its_place_is_in_the_footer_all_the_same(client, page):
    info = factories.published(factories.info_page(name="Over ons"))
    lift()
    edition = Edition.objects.get(page=info.pk)
    del edition.summary["position"]
    edition.save()
    put_on()
    assert "Over ons" in client.get("/nl/").content.decode().partition("<footer")[2]


def test_no_role_that_was_ever_published_is_deleted():
    assert set(EVER_PUBLISHED) <= ROLES.keys()


def test_a_retired_role_is_read_but_not_given(monkeypatch):
    retired = replace(ROLES["member"], name="sat_in", is_retired=True)
    monkeypatch.setitem(ROLES, "sat_in", retired)
    assert role_of("sat_in") is retired
    assert "sat_in" not in dict(role_choices())


@pytest.fixture
def _words_of_this_test():
    """Forget how relations are told, after the test as well."""
    yield
    patterns.cache_clear()


@pytest.mark.usefixtures("_words_of_this_test")
def test_a_better_pattern_does_not_rewrite_what_was_published(client, page, monkeypatch):
    before = client.get("/nl/organisaties/dienst/").content.decode()
    assert patterns("works_for", frozenset())["nl"][0].split("{")[1].partition("}")[2] in before
    better = replace(ROLES["works_for"], sentence=lambda _number: "{this} zingt met {other}")
    monkeypatch.setitem(ROLES, "works_for", better)
    patterns.cache_clear()
    assert client.get("/nl/organisaties/dienst/").content.decode() == before


@pytest.mark.parametrize("value", ["２０１４-1３", "2014-13", "2014-1", "14", "²014", "①"])
def test_what_is_no_date_is_refused(value):
    source = factories.source()
    source.date = value
    with pytest.raises(ValidationError) as refused:
        source.full_clean()
    assert "date" in refused.value.message_dict


@pytest.mark.parametrize(
    ("written", "date"),
    [("２０１４-０２", "2014-02"), ("٢٠١٤", "2014"), ("\xa02014 ", "2014"), ("२०१४-०२-०५", "2014-02-05")],
)
def test_a_date_in_the_digits_of_another_script_is_a_date(written, date):
    source = factories.source()
    source.date = written
    source.full_clean()
    assert source.date == date
    statement = factories.statement(factories.organisation(), since=written)
    statement.refresh_from_db()
    assert statement.since == date


# There and back


def everything():
    """A page with all that a document can hold."""
    page = factories.organisation(name="Dienst", image=factories.image(), website="https://example.org/")
    page.themes.set([factories.published(factories.theme()), factories.published(factories.theme())])
    source = factories.source()
    passages = [factories.passage(of=source), factories.passage(of=factories.source())]
    factories.statement(page, passages=passages, since="2004", until="2014-02", text_en="")
    factories.statement(page, passages=passages[1:], as_of="2014-02-05", position=2)
    factories.relation(page, factories.published(factories.organisation()), passages=passages[::-1], detail_nl="zo")
    return page


MAKERS = [
    everything, factories.partnership, factories.programme, factories.theme, factories.term, factories.info_page,
]  # fmt: skip


@pytest.mark.database
@pytest.mark.parametrize("make", MAKERS)
def test_a_document_makes_the_working_copy_that_it_was_built_of(make):
    document = publish(make()).read()
    page = restore(document)
    assert build_document(page, TakenBefore(document)) == document


@pytest.mark.database
def test_a_source_makes_its_passages_again():
    passage = factories.passage(of=factories.source())
    document = publish(passage.source).read()
    passage.delete()
    factories.passage(of=passage.source)
    assert build_document(restore(document), TakenBefore(document)) == document


def test_restoring_undoes_what_was_done_since():
    page = everything()
    document = publish(page).read()
    Organisation.objects.filter(pk=page.pk).update(title_nl="Anders", image=None, abbreviation="X", slug_nl="anders")
    page.statements.all().delete()
    page.themes.clear()
    factories.statement(page, text="Nieuw.")
    assert build_document(restore(document), TakenBefore(document)) == document


def test_restoring_names_the_passages_that_are_not_there(english):
    page = factories.organisation(cited=False)
    passage = factories.passage(place="p. 9")
    factories.statement(page, passages=[passage])
    document = publish(page).read()
    page.statements.all().delete()
    passage.delete()
    with pytest.raises(ValidationError, match=r"has no passage “p\. 9”"):
        restore(document)


def test_a_source_is_not_restored_to_when_a_passage_was_not_there_that_is_cited_now(english):
    source = factories.source()
    document = publish(source).read()
    factories.statement(factories.organisation(), passages=[factories.passage(of=source, place="p. 9")])
    with pytest.raises(ValidationError, match=r"p\. 9"):
        restore(document)


@pytest.mark.database
def test_restoring_gives_anchors_and_keys_back_that_changed_places():
    page, source = factories.organisation(cited=False), factories.source()
    passages = [factories.passage(of=source, key=key) for key in ("een", "twee")]
    claims = [factories.statement(page, anchor=anchor, passages=passages) for anchor in ("een", "twee")]
    documents = [publish(source).read(), publish(page).read()]
    for rows, name in ((passages, "key"), (claims, "anchor")):
        for row, value in zip(rows, ("drie", "een"), strict=True):
            setattr(row, name, value)
            row.save()
        setattr(rows[0], name, "twee")
        rows[0].save()
    for document in documents:
        assert build_document(restore(document), TakenBefore(document)) == document


def test_what_stands_on_another_page_by_now_is_not_taken_from_it(english):
    page, passage = everything(), factories.passage(of=factories.source())
    documents = [publish(passage.source).read(), publish(page).read()]
    Passage.objects.filter(pk=passage.pk).update(source=factories.source())
    page.statements.update(page=factories.organisation().page_ptr)
    for document in documents:
        with pytest.raises(ValidationError, match="stands on another page by now"):
            restore(document)


def test_an_address_that_another_page_has_by_now_is_not_restored(english):
    page = factories.organisation(slug="dienst")
    document = publish(page).read()
    Organisation.objects.filter(pk=page.pk).update(slug_nl="anders", slug_en="other")
    factories.organisation(slug="dienst")
    with pytest.raises(ValidationError, match="Another page has this address"):
        restore(document)
    page.refresh_from_db()
    assert page.slug_nl == "anders"


@pytest.mark.parametrize("slug", ["", "dienst"])
def test_a_page_without_an_english_address_gets_none(slug):
    page = factories.organisation(slug="dienst", slug_en=slug)
    assert restore(publish(page).read()).slug_en == ""


def test_restoring_says_that_the_image_is_gone(english):
    page = factories.organisation(image=factories.image(alt="Een toren"))
    document = publish(page).read()
    image, page.image = page.image, None
    page.save()
    image.delete()
    with pytest.raises(ValidationError, match="The image “Een toren” is not there any more"):
        restore(document)


# Versions


def test_documents_of_today_fit_their_schema(page):
    schema = json.loads((SCHEMAS / "document.json").read_text())
    for edition in Edition.objects.all():
        jsonschema.validate(edition.document, schema)


def test_upgrading_leaves_a_document_of_today_alone(page):
    document = Edition.objects.filter(page=page).get().document
    assert upgrade(document) == document


def of_version_2(document):
    """A document as it was made when names had no form for each language, and leads no sources."""
    details = document["details"] | {"abbreviation": "D", "is_plural": True}
    old = {name: value for name, value in document.items() if name != "steps"}
    cited = [
        {name: value for name, value in entry.items() if name != "publisher_url"} for entry in document["citations"]
    ]
    lead = {"period": {}, "citations": []}
    return old | {"schema_version": 2, "details": details, "lead_claim": lead, "citations": cited}


@pytest.mark.database
def test_a_document_of_version_2_is_read_and_shown_as_it_was(client, page):
    schema = json.loads((SCHEMAS / "document-2.json").read_text())
    lift()
    [edition] = Edition.objects.filter(page=page)
    edition.document, edition.schema_version = of_version_2(edition.document), 2
    edition.summary |= {"abbreviation": "D", "is_plural": True}
    edition.save()
    for link in Link.objects.filter(edition=edition, data__has_key="citations"):
        link.data["citations"] = edition.document["citations"]
        link.save()
    put_on()
    jsonschema.validate(edition.document, schema)
    read = upgrade(edition.document)
    jsonschema.validate(read, json.loads((SCHEMAS / "document.json").read_text()))
    assert read["details"]["abbreviation"] == {"nl": "D", "en": "D"}
    for path in PATHS:
        assert client.get(path).status_code == 200, path
    assert "(D)</span>" in client.get("/nl/organisaties/dienst/").content.decode()
    assert 'id="lead"' not in client.get("/nl/organisaties/dienst/").content.decode()
    assert "Verslag" in client.get("/nl/organisaties/raad/").content.decode()


@pytest.mark.database
def test_a_picture_of_version_3_is_shown_with_what_was_known_of_it(client, page):
    page.image = factories.image(size=(1000, 500), licence="cc-by-4.0")
    page.save()
    publish(page)
    lift()
    edition = Edition.objects.filter(page=page).latest("pk")
    for name in ("avif", "licence"):
        del edition.document["image"][name]
    edition.document["schema_version"] = edition.schema_version = 3
    edition.save()
    put_on()
    jsonschema.validate(edition.document, json.loads((SCHEMAS / "document-3.json").read_text()))
    jsonschema.validate(upgrade(edition.document), json.loads((SCHEMAS / "document.json").read_text()))
    html = client.get("/nl/organisaties/dienst/").content.decode()
    assert ("image/webp" in html, "image/avif" in html) == (True, False)
    assert "<figcaption><bdi>ANP</bdi></figcaption>" in html


def test_the_digest_is_that_of_what_was_submitted(page):
    for edition in Edition.objects.all():
        assert edition.digest == digest(edition.document)
