"""Undo: every save of a working copy is kept, and any of them, or any version, can be brought back."""

import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from content import clock
from content.bringing_back import bring_back
from content.documents.building import build_document
from content.documents.taking import TakenBefore
from content.models import Edition, Image, Page, Passage, Redaction, SavedCopy, Statement
from content.publishing import publish
from content.redacting import redact
from content.saving import keep
from cooperation.models import Organisation
from tests import factories
from tests.forms import LIST, Form, address, html, main_form, messages

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


@pytest.fixture
def page():
    """A page with all that a page can have, each claim with a passage that is public."""
    page = factories.organisation(name="Dienst", slug="dienst", cited=False, image=factories.image(alt="Een toren"))
    cited = factories.public_passage()
    for anchor in ("een", "twee"):
        factories.statement(page, anchor=anchor, text=f"Tekst {anchor}.", passages=[cited], since="2014")
    factories.relation(page, factories.organisation(name="Raad"), anchor="raad", passages=[cited])
    page.themes.add(factories.theme())
    return page


def said(page):
    """What a working copy says, as a document."""
    return build_document(Page.objects.get(pk=page.pk), TakenBefore({"citations": [], "lead": {}, **NO_CLAIMS}))


NO_CLAIMS = {"statements": [], "relations": [], "steps": []}


def save(client, page, **values):
    """Change a page in its form."""
    response = Form(client, address(page)).submit(**values)
    assert response.status_code == 302, response.context["adminform"].form.errors
    return response


def copies(page):
    return list(SavedCopy.objects.of(page))


def screen(client, page, earlier):
    """The screen that says what would change if something came back."""
    name = "edition" if isinstance(earlier, Edition) else "saved"
    return Form(client, f"{address(page, 'bring_back')}?of={name}-{earlier.pk}")


def back(client, page, earlier):
    """Bring something back, by the button for it."""
    form = screen(client, page, earlier)
    form.path = f"{address(page, 'bring_back')}?{form.path.partition('?')[2]}"
    return form.submit()


# Keeping


def test_each_save_is_kept_with_what_was_there_before_the_first_one(writer, page):
    before = said(page)
    save(writer, page, title_nl="Een", **{"statements-0-text_nl": "<p>Anders.</p>", "statements-1-DELETE": "on"})
    save(writer, page, title_nl="Twee")
    kept = copies(page)
    assert [copy.document["title"]["nl"] for copy in kept] == ["Twee", "Een", "Dienst"]
    assert [copy.origin for copy in kept] == ["form", "form", "there"]
    assert kept[-1].document == before
    assert (kept[-1].saved_by, kept[0].saved_by.is_superuser) == (None, True)
    assert kept[1].changes == {"changed": 1, "removed": 1, "fields": ["title"]}


def test_a_new_page_is_kept_from_the_beginning_and_a_save_that_changes_nothing_is_not(writer):
    form = Form(writer, f"{LIST}add/")
    assert form.submit(title_nl="Nieuw", title_en="New", slug_nl="nieuw", slug_en="new", sentence_name_nl="het Nieuwe",
                       sentence_name_en="the New", kind="agency", level="national").status_code == 302  # fmt: skip
    page = Organisation.objects.get()
    save(writer, page)
    save(writer, page, change_note_nl="Zegt niets.")
    assert [copy.origin for copy in copies(page)] == ["form"]


def test_what_something_else_wrote_is_kept_before_it_is_overwritten(writer, page):
    save(writer, page, title_nl="Een")
    Statement.objects.filter(page=page.pk, anchor="een").update(text_nl="<p>Ingelezen.</p>")
    save(writer, page, **{"statements-0-text_nl": "<p>Overschreven.</p>"})
    found = copies(page)
    assert [copy.origin for copy in found] == ["form", "there", "form", "there"]
    assert "Ingelezen." in str(found[1].document)


def test_a_source_that_says_something_else_by_now_is_no_change_of_the_page_that_cites_it(writer, page):
    save(writer, page, title_nl="Een")
    Passage.objects.update(place_nl="p. 99")
    save(writer, page)
    assert len(copies(page)) == 2


def test_a_passage_that_is_saved_by_itself_is_kept_with_its_source(writer):
    passage = factories.passage(of=factories.source())
    save(writer, passage, place_nl="p. 7")
    assert [copy.document["passages"][0]["place"]["nl"] for copy in copies(passage.source)] == ["p. 7", "p. 41"]


# Bringing back


@pytest.mark.database
def test_a_save_comes_back_whole_with_deleted_rows_their_ids_and_their_order(writer, page):
    before = said(page)
    save(
        writer, page, title_nl="Weg", themes=[], image="", lead_passages=[],
        **{"statements-0-DELETE": "on", "relations-0-DELETE": "on", "statements-1-position": "9"},
    )  # fmt: skip
    assert said(page) != before
    assert back(writer, page, copies(page)[-1]).status_code == 302
    assert said(page) == before
    assert copies(page)[0].origin == "back"
    assert copies(page)[0].earlier == copies(page)[-1]


def test_bringing_back_can_itself_be_undone(writer, page):
    save(writer, page, title_nl="Een")
    back(writer, page, copies(page)[-1])
    back(writer, page, copies(page)[1])
    assert Organisation.objects.get(pk=page.pk).title_nl == "Een"
    assert [copy.document["title"]["nl"] for copy in copies(page)] == ["Een", "Dienst", "Een", "Dienst"]


def test_a_version_comes_back_into_the_working_copy_and_nothing_that_is_public_changes(client, writer, page):
    first = factories.publish(page)
    save(writer, page, title_nl="Later")
    publish(page, change_note={"nl": "Anders.", "en": "Otherwise."}, change="wording")
    serial = Edition.objects.filter(page=page.pk).count()
    public = client.get("/nl/organisaties/dienst/").content
    back(writer, page, first)
    assert Organisation.objects.get(pk=page.pk).title_nl == "Dienst"
    assert client.get("/nl/organisaties/dienst/").content == public
    assert Edition.objects.filter(page=page.pk).count() == serial
    assert copies(page)[0].edition == first


def test_the_screen_lists_what_would_change_and_does_nothing_until_the_button(writer, page):
    save(
        writer,
        page,
        title_nl="Nieuwe dienst",
        **{"statements-0-text_nl": "<p>Tekst twaalf.</p>", "statements-1-DELETE": "on"},
    )
    form = screen(writer, page, copies(page)[-1])
    shown = form.response.content.decode()
    assert re.search(r"<del>.*?twaalf</del><ins>.*?een</ins>", shown)
    assert re.search(r"difference--added.*?<b>Statement</b>.*?Tekst twee\.", shown, re.DOTALL)
    assert re.search(r"<b>Title</b>.*?<del>.*?Nieuwe dienst</del><ins>.*?Dienst</ins>", shown, re.DOTALL)
    assert Organisation.objects.get(pk=page.pk).title_nl == "Nieuwe dienst"


def test_what_somebody_else_saved_since_is_told_and_not_overwritten(writer, page):
    save(writer, page, title_nl="Een")
    form = screen(writer, page, copies(page)[-1])
    save(writer, page, lead_nl="Van een ander.")
    form.path = form.response.wsgi_request.get_full_path()
    response = form.submit()
    assert response.status_code == 200
    assert "Somebody saved this page after you opened this screen" in str(messages(response))
    assert "Van een ander." in response.content.decode()
    assert Organisation.objects.get(pk=page.pk).title_nl == "Een"
    form.read()
    form.path = response.wsgi_request.get_full_path()
    assert form.submit().status_code == 302
    assert Organisation.objects.get(pk=page.pk).title_nl == "Dienst"


def lose_passage(page):
    page.statements.all().delete()
    page.relations.all().delete()
    page.lead_passages.clear()
    Passage.objects.all().delete()


def lose_image(page):
    Organisation.objects.filter(pk=page.pk).update(image=None)
    Image.objects.all().delete()


def lose_other(page):
    page.relations.all().delete()
    raad = Organisation.objects.get(title_nl="Raad")
    keep(raad.pk)
    raad.delete()


def lose_address(page):
    other = factories.organisation(name="Ander", slug="elders")
    Organisation.objects.filter(pk=page.pk).update(slug_nl="elders-2", slug_en="elders-3")
    Organisation.objects.filter(pk=other.pk).update(slug_nl="dienst")


def lose_public_address(page):
    Organisation.objects.filter(pk=page.pk).update(slug_nl="elders-2", slug_en="elders-3")
    factories.publish(other := factories.organisation(name="Ander", slug="dienst"))
    Organisation.objects.filter(pk=other.pk).update(slug_nl="verhuisd", slug_en="moved")


GONE = {
    lose_passage: "has no passage",
    lose_image: "The image “Een toren” is not there any more",
    lose_other: "The page “Raad” is not there any more",
    lose_address: "Another page has this address already",
    lose_public_address: "belongs to another page",
}


@pytest.mark.database
@pytest.mark.parametrize(("lose", "why"), GONE.items(), ids=lambda each: getattr(each, "__name__", ""))
def test_it_is_refused_with_its_reason_where_something_that_it_needs_is_gone(writer, page, lose, why):
    save(writer, page, title_nl="Een")
    lose(Organisation.objects.get(pk=page.pk))
    before, kept = said(page), len(copies(page))
    response = back(writer, page, copies(page)[-1])
    assert why in str(messages(response))
    assert (said(page), len(copies(page))) == (before, kept)


@pytest.mark.parametrize("of", ["", "saved", "saved-", "saved-x", "edition-0", "page-1", "saved-99999999999999999999"])
def test_what_there_is_not_leads_to_the_list(writer, page, of):
    assert writer.get(f"{address(page, 'bring_back')}?of={of}").url == "../saved/"
    other = factories.organisation()
    keep(other.pk)
    assert writer.post(f"{address(page, 'bring_back')}?of=saved-{copies(other)[0].pk}").url == "../saved/"


def test_the_list_says_who_saved_when_and_what_changed(writer, page):
    factories.publish(page)
    save(writer, page, title_nl="Een", **{"statements-0-text_nl": "<p>Anders.</p>"})
    form = html(writer, address(page))
    assert 'href="../saved/"' in form
    shown = html(writer, address(page, "saved"))
    assert "1 claim changed, title" in re.sub(r"\s+", " ", shown)
    assert "As it was found" in shown
    assert "version 1" in shown


def test_whoever_may_only_look_sees_what_would_change_and_has_no_button(client, writer, page):
    save(writer, page, title_nl="Een")
    client.force_login(factories.user(permissions=["cooperation.view_organisation"]))
    path = f"{address(page, 'bring_back')}?of=saved-{copies(page)[-1].pk}"
    shown = html(client, path)
    assert "Dienst</ins>" in shown
    assert 'type="submit" class="default"' not in shown
    assert client.post(path, {"now": main_form_values(shown)["now"]}).status_code == 403
    assert Organisation.objects.get(pk=page.pk).title_nl == "Een"


def main_form_values(shown):
    form = main_form(shown)
    return {name: form[name].value for name in form.fields if name}


# Deleted drafts


def test_a_draft_that_was_deleted_comes_back_with_all_that_it_said(writer, page):
    before, content_id = said(page), page.content_id
    save(writer, page, title_nl="Een")
    save(writer, page, title_nl="Dienst")
    assert writer.post(address(page, "delete"), {"post": "yes"}).status_code == 302
    assert not Organisation.objects.filter(title_nl="Dienst").exists()
    assert "Dienst" in html(writer, f"{LIST}deleted/")
    response = writer.post(f"{LIST}deleted/", {"page": str(content_id)})
    page = Organisation.objects.get(title_nl="Dienst")
    assert response.url == address(page)
    assert said(page) == before
    assert page.content_id == content_id
    assert [copy.origin for copy in copies(page)] == ["deleted", "form", "form", "there"]
    assert "Dienst" not in html(writer, f"{LIST}deleted/").partition("log__lead")[2]


def test_a_draft_that_was_deleted_can_be_let_go_of_for_good_or_goes_by_itself(writer):
    one, other, later = (factories.organisation(name=name) for name in ("Een", "Twee", "Drie"))
    writer.post(address(one, "delete"), {"post": "yes"})
    writer.post(address(other, "delete"), {"post": "yes"})
    writer.post(f"{LIST}deleted/", {"page": str(one.content_id), "forget": "x"})
    assert list(SavedCopy.objects.values_list("content_id", flat=True)) == [other.content_id]
    with clock.set_to(clock.now() + timedelta(days=31)):
        assert "Twee" not in html(writer, f"{LIST}deleted/").partition("log__lead")[2]
        keep(later.pk)
    assert list(SavedCopy.objects.values_list("content_id", flat=True)) == [later.content_id]


# How long, and by law


def test_all_of_ninety_days_are_kept_then_the_last_of_each_day_for_two_years(page):
    now = clock.now().replace(hour=12)
    ages = [800 * 24, 2403, 2402, 2401, 1921, 1920, 0]  # in hours
    for number, age in enumerate(timedelta(hours=each) for each in ages):
        Organisation.objects.filter(pk=page.pk).update(title_nl=f"Titel {number}")
        with clock.set_to(now - age):
            keep(page.pk)
    assert [copy.document["title"]["nl"] for copy in copies(page)] == [f"Titel {number}" for number in (6, 5, 4, 3)]


def test_words_that_go_by_law_go_from_what_was_saved_as_well(writer, page):
    factories.publish(page)
    claim = page.statements.get(anchor="een")
    save(writer, page, **{"statements-0-text_nl": "<p>Xyzzy eerst.</p>"})
    save(writer, page, **{"statements-0-text_nl": "<p>Xyzzy later.</p>"})
    redact(asked(page, claim=claim.pk), by=factories.user())
    documents = json.dumps([copy.document for copy in copies(page)])
    assert "yzzy" not in documents
    assert "Tekst een" not in documents
    assert "Tekst twee" in documents
    back(writer, page, copies(page)[-1])
    assert "yzzy" not in str(said(page))


def test_words_that_were_only_ever_saved_can_go_by_law_too(writer, page):
    factories.publish(page)
    save(writer, page, **{"statements-0-text_nl": "<p>Xyzzy.</p>"})
    form = Form(writer, address(page))
    form.add_row("statements", text_nl="<p>Nooit openbaar.</p>", text_en="<p>Never public.</p>")
    form.submit()
    claim = page.statements.get(text_nl__contains="Nooit")
    save(writer, page, **{"statements-2-DELETE": "on"})
    asking = html(writer, f"/admin/content/redaction/add/?page={page.pk}")
    assert "Nooit openbaar." in asking
    redact(asked(page, claim=claim.pk), by=factories.user())
    assert "Nooit openbaar" not in json.dumps([copy.document for copy in copies(page)])


def test_a_source_that_goes_by_law_goes_from_what_was_saved_of_pages_that_cite_it(writer, page):
    source = page.statements.first().passages.get().source
    source.title_nl = "Xyzzy"
    source.save()
    save(writer, page, title_nl="Een")
    assert "Xyzzy" in str(copies(page)[0].document)
    redact(asked(source), by=factories.user())
    assert "Xyzzy" not in json.dumps([copy.document for copy in SavedCopy.objects.all()])


def asked(page, **fields):
    return Redaction.objects.create(
        page_id=page.pk, reason_nl="Wet.", reason_en="Law.", asked_by=factories.user(), **fields
    )


def test_nobody_brings_back_what_they_have_not_seen(page):
    keep(page.pk)
    with pytest.raises(ValidationError):
        bring_back(page, copies(page)[0], by=factories.user(), seen="")
