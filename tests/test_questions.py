"""Questions: pages that an editor makes, with steps that choose their relations one by one."""

import re
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils.html import strip_tags

from content import problems
from content.admin.redactions import what_goes
from content.documents.building import build_document
from content.documents.restoring import restore
from content.documents.taking import TakenBefore
from content.models import Edition, Redaction
from content.publishing import withdraw
from content.record import live
from content.redacting import redact
from content.saving import keep
from cooperation.models import Question
from tests import factories
from tests.factories import publish
from tests.forms import Form, address, messages
from tests.networks import whole_sitemap

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
NL, EN = "/nl/vragen/signaal/", "/en/questions/signal/"


def get(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


@pytest.fixture
def service():
    return factories.published(factories.organisation(name="Dienst", title_en="Service", slug="dienst"))


@pytest.fixture
def relation(service):
    board = factories.published(factories.organisation(name="Raad", title_en="Board"))
    made = factories.relation(service, board, role="informs", detail_nl="over gevaar", detail_en="about danger")
    publish(service)
    return made


@pytest.fixture
def question(relation):
    page = factories.question(name="Wat gebeurt er?", slug="signaal", slug_en="signal")
    page.steps.all().delete()
    cited = factories.passage()
    step = factories.step(
        page,
        heading="Vertellen",
        anchor="vertellen",
        relations=[relation],
        text_nl="De een vertelt het de ander.",
        text_en="One tells the other.",
        gap_nl="wie er beslist.",
        gap_en="who decides.",
    )
    step.passages.add(cited)
    factories.step(page, heading="Optreden", relations=[relation])
    publish(page)
    return page


def test_search_tells_what_no_document_says_as_such(client, question):
    for path, words, label in (
        ("/nl/zoeken/?q=wie+er+beslist", "wie er beslist", "Wat geen document zegt:"),
        ("/en/search/?q=who+decides", "who decides", "What no document says:"),
    ):
        told = " ".join(strip_tags(get(client, path)).split())
        assert re.search(f"{label} …? ?{words}", told), told


def test_a_step_shows_what_it_comes_to_and_its_relations_with_their_sources(client, question):
    for path, expected in (
        (NL, ["Vertellen", "De een vertelt het de ander.", "informeert", "over gevaar", "wie er beslist."]),
        (EN, ["Vertellen (en)", "One tells the other.", "informs", "about danger", "who decides."]),
    ):
        html = get(client, path)
        for words in expected:
            assert words in html
        assert html.count('class="says"') >= 3  # of the step, and of the relation in both steps


def test_what_is_chosen_is_shown_and_nothing_else_in_its_role(client, question, service):
    other = factories.published(factories.organisation(name="Ongekozen"))
    factories.relation(service, other, role="informs")
    publish(service)
    assert "Ongekozen" not in get(client, NL)


def test_a_relation_in_steps_is_linked_to_where_it_stands(client, question, relation):
    factories.step(question, heading="Nog een", relations=[relation])
    publish(question)
    html = get(client, NL)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert html.count("over gevaar") == 3
    place = f"/nl/organisaties/dienst/#r-{relation.anchor}"
    assert html.count(f'<a class="anchor" href="{place}"') == 3
    assert f'id="r-{relation.anchor}"' in get(client, "/nl/organisaties/dienst/")


def test_an_order_of_our_own_is_said_to_be(client, question):
    assert "De volgorde van deze stappen is van ons" in get(client, NL)
    Question.objects.update(is_ordered=True)
    publish(question)
    assert "De volgorde van deze stappen is van ons" not in get(client, NL)


def test_a_relation_is_shown_as_its_own_page_has_it_at_that_moment(client, question, relation, service):
    before = live().serial
    cited = f"/nl/id/{str(question.content_id).replace('-', '')[:12]}/{before}"
    relation.detail_nl = "over iets anders"
    relation.save()
    publish(service)
    assert "over iets anders" in get(client, NL)
    assert "over gevaar" in get(client, cited)
    withdraw(service, reason={"nl": "Weg.", "en": "Gone."})
    assert "iets anders" not in get(client, NL)
    assert "over gevaar" in get(client, cited)


def test_a_relation_that_its_page_dropped_is_not_shown(client, question, relation, service):
    relation.delete()
    publish(service)
    html = get(client, NL)
    assert "over gevaar" not in html
    assert "De een vertelt het de ander." in html


def test_search_finds_what_a_step_says(client, question):
    assert NL in get(client, "/nl/zoeken/?q=vertelt")


def test_the_front_page_and_the_list_lead_to_it(client, question):
    assert NL in get(client, "/nl/")
    assert NL in get(client, "/nl/vragen/")
    assert NL in whole_sitemap(client)


@pytest.mark.database
def test_a_document_of_a_question_comes_back_whole(question):
    question.see_also.add(factories.info_page())
    document = publish(question).read()
    page = restore(document)
    assert build_document(page, TakenBefore(document)) == document
    assert page.steps.get(anchor="vertellen").relations.count() == 1


def test_what_leads_on_is_named_while_it_is_public(client, question):
    there = factories.info_page(name="Zorgen melden")
    question.see_also.add(there)
    publish(question)
    assert "Zorgen melden" not in get(client, NL)
    factories.publish(there)
    assert "Zorgen melden" in get(client, NL)


def test_a_step_with_a_text_needs_a_passage(question):
    factories.step(question, anchor="kaal", text_nl="Dit steunt nergens op.")
    with pytest.raises(ValidationError, match="kaal"):
        publish(question)


def test_the_form_says_so_at_its_field_and_keeps_what_was_typed(admin_client, question):
    form = Form(admin_client, f"/admin/cooperation/question/{question.pk}/change/")
    row = form.add_row("steps", heading_nl="Nieuw", text_nl="Dit steunt nergens op.")
    form.submit("_publish")
    assert f"{row}passages" in form.errors()
    assert "Dit steunt nergens op." in form.response.content.decode()


@pytest.mark.database
def test_an_editor_finds_a_relation_by_both_of_its_pages(admin_client, relation, english):
    asked = {"term": "dienst raad", "app_label": "cooperation", "model_name": "step", "field_name": "relations"}
    found = admin_client.get("/admin/autocomplete/", asked, headers={"accept-language": "en"}).json()["results"]
    assert [each["text"] for each in found] == ["Dienst – Informs – Raad"]


@pytest.mark.database
def test_words_of_a_step_go_by_law(client, question):
    step = question.steps.get(anchor="vertellen")
    asked = Redaction.objects.create(
        page_id=question.pk, claim=step.pk, reason_nl="Rechter.", reason_en="Court.", asked_by=factories.user()
    )
    redact(asked, by=factories.user())
    for path in (NL, f"{NL}versies/1/"):
        html = get(client, path)
        assert "De een vertelt" not in html
        assert "wie er beslist" not in html
        assert "Rechter." in html


def test_a_redacted_step_says_so_in_its_heading_and_can_be_edited(admin_client, client, question):
    step = question.steps.get(anchor="vertellen")
    asked = {"page_id": question.pk, "claim": step.pk, "reason_nl": "Rechter.", "reason_en": "Court."}
    redact(Redaction.objects.create(**asked, asked_by=factories.user()), by=factories.user())
    assert ">Verwijderd</a>" in get(client, NL)
    assert ">Removed</a>" in get(client, EN)
    form = Form(admin_client, f"/admin/cooperation/question/{question.pk}/change/")
    form.submit()
    assert form.errors() == {}


def test_who_confirms_sees_all_words_of_a_step(question):
    step = question.steps.get(anchor="vertellen")
    words = str(what_goes(Redaction(page_id=question.pk, claim=step.pk)))
    assert "De een vertelt" in words
    assert "wie er beslist" in words


@pytest.mark.database
def test_a_question_comes_to_a_site_whose_editors_have_dropped_a_relation(client, settings, tmp_path, caplog):
    settings.FIXTURE_DIRS = [tmp_path]
    factories.published(factories.organisation(slug="dienst"))
    cited = Edition.objects.get(page_type="source").read()
    (tmp_path / "vraag.yaml").write_text(f"""
- model: cooperation.question
  fields:
    slug_nl: hulp
    title_nl: Wie helpt?
    lead_nl: Dat staat er.
    lead_passages: [[{cited["path"]["nl"].split("/")[-2]}, {cited["passages"][0]["key"]}]]
- model: cooperation.step
  fields:
    page: [question, hulp]
    anchor: een
    heading_nl: Eén
    relations: [[organisation, dienst, weg]]
""")
    (tmp_path / "andere.yaml").write_text("- {model: content.infopage, fields: {slug_nl: kapot, titel: Kapot}}")
    call_command("seed", stdout=StringIO(), stderr=StringIO(), verbosity=0)
    assert "Wie helpt?" in get(client, "/nl/vragen/hulp/")
    [told] = caplog.messages
    assert "vraag.yaml" in told
    assert "['organisation', 'dienst', 'weg']" in told


def test_a_step_that_is_gone_leaves_a_note_at_its_place(client, question):
    question.steps.get(anchor="vertellen").delete()
    publish(question)
    for path, told in ((NL, "Tot "), (EN, "A step stood here until")):
        html = get(client, path)
        assert '<li id="q-vertellen">' in html
        assert told in html


def test_the_form_keeps_the_anchor_of_a_public_step(admin_client, question):
    factories.statement(question, anchor="nieuw")
    publish(question)
    form = Form(admin_client, f"/admin/cooperation/question/{question.pk}/change/")
    assert "steps-0-anchor" not in form.values  # it is shown, and cannot be changed
    form.add_row("steps", heading_nl="Ook", anchor="nieuw")  # the anchor of a statement is another one
    form.submit()
    assert form.errors() == {}


# Leads


def test_a_lead_that_is_gone_leaves_a_note_at_its_place(client, service):
    service.lead_nl = service.lead_en = ""
    service.save()
    publish(service)
    html = get(client, "/nl/organisaties/dienst/")
    assert 'class="entry entry--lead"' not in html
    assert '<li id="lead">' in html


def test_where_there_is_no_lead_none_can_be_removed(client, service):
    lead = Edition.objects.get(page=service).read()["lead_claim"]["id"]
    test_a_lead_that_is_gone_leaves_a_note_at_its_place(client, service)
    asked = {"page_id": service.pk, "claim": lead, "reason_nl": "Rechter."}
    redact(Redaction.objects.create(**asked, asked_by=factories.user()), by=factories.user())
    assert "Rechter." in Edition.objects.get(page=service, number=1).read()["lead"]["nl"]
    assert Edition.objects.get(page=service, number=2).read()["lead"] == {}
    bare = factories.organisation(lead_nl="", lead_en="")
    publish(bare)
    never = Edition.objects.get(page=bare).read()["lead_claim"]["id"]
    with pytest.raises(ValidationError, match="claim"):
        Redaction(page_id=bare.pk, claim=never, reason_nl="Rechter.", asked_by=factories.user()).full_clean()


def test_a_lead_of_before_leads_had_sources_may_stay_as_a_browser_sends_it(admin_client, service, monkeypatch):
    service.lead_nl = "Wat het is.\nEn wat niet."
    service.lead_passages.clear()
    service.save()
    with monkeypatch.context() as before:
        before.setattr(problems, "needs_ground", lambda page, lead: False)
        publish(service)
    form = Form(admin_client, f"/admin/cooperation/organisation/{service.pk}/change/")
    form.submit("_publish", lead_nl=service.lead_nl.replace("\n", "\r\n"))
    assert form.errors() == {}
    form = Form(admin_client, f"/admin/cooperation/organisation/{service.pk}/change/")
    form.submit("_publish", lead_nl="Wat het nu is.")
    assert "lead_passages" in form.errors()


def test_a_lead_has_its_sources_and_its_date_beside_it(client, service):
    html = get(client, "/nl/organisaties/dienst/")
    lead = re.search(r'<div class="entry entry--lead" id="lead">.*?</div>', html, re.DOTALL)[0]
    assert "stand 2014" in lead
    assert "Verslag" in lead
    service.lead_as_of = "2013-05"
    service.save()
    publish(service)
    assert "stand mei 2013" in get(client, "/nl/organisaties/dienst/")


def test_a_lead_without_a_source_is_not_published(service, english):
    service.lead_passages.clear()
    with pytest.raises(ValidationError, match="lead"):
        publish(service)


def test_the_form_says_that_a_lead_needs_its_source(admin_client, service):
    form = Form(admin_client, f"/admin/cooperation/organisation/{service.pk}/change/")
    form.submit("_publish", lead_passages=[])
    assert "lead_passages" in form.errors()


def test_a_source_tells_which_leads_rest_on_it(client, service):
    [path] = Edition.objects.filter(page_type="source").values_list("path_nl", flat=True)
    html = get(client, path)
    assert "/nl/organisaties/dienst/#lead" in html
    assert "Wat het is." in html


@pytest.mark.database
def test_words_of_a_lead_go_by_law(client, service):
    lead = Edition.objects.get(page=service).read()["lead_claim"]["id"]
    asked = Redaction.objects.create(
        page_id=service.pk, claim=lead, reason_nl="Rechter.", reason_en="Court.", asked_by=factories.user()
    )
    redact(asked, by=factories.user())
    for path in ("/nl/organisaties/dienst/", "/nl/organisaties/dienst/versies/1/", "/nl/organisaties/"):
        html = get(client, path)
        assert "Wat het is." not in html
        assert "Rechter." in html


def test_what_goes_of_a_relation_that_a_question_shows_is_told_and_comes_back_with_it(writer):
    page, other = factories.organisation(), factories.organisation()
    keep(page.pk, by=None)
    earlier = page.saved_copies.get()
    relation = factories.relation(page, other)
    keep(page.pk, by=None)
    with_relation = page.saved_copies.latest("pk")
    question = factories.question(name="Wie helpt?")
    question.steps.get().relations.add(relation)
    keep(question.pk, by=None)
    told = brought_back(writer, page, earlier)
    assert any("Wie helpt?" in each and "gone now" in each for each in told), told
    assert not question.steps.get().relations.exists()
    brought_back(writer, page, with_relation)
    assert question.steps.get().relations.get() == relation


def brought_back(writer, page, copy):
    """What is told when an earlier save of a page is brought back."""
    form = Form(writer, f"{address(page, 'bring_back')}?of=saved-{copy.pk}")
    return messages(writer.get(form.submit()["Location"]))
