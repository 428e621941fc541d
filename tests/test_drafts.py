"""What an editor types is kept while they type: theirs alone, offered again, and nothing of a page."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client

from content import clock, kept_forms
from content.models import KeptForm, Page, Redaction, SavedCopy
from content.redacting import redact
from cooperation.models import Organisation
from tests import factories
from tests.forms import ADD, FILLED, LIST, Form, address, html, messages

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


@pytest.fixture
def page():
    page = factories.organisation(name="Dienst", slug="dienst", cited=False)
    for anchor in ("een", "twee"):
        factories.statement(page, anchor=anchor, text=f"Tekst {anchor}.", passages=[factories.public_passage()])
    return page


@pytest.fixture
def other(db):
    """A client of somebody else who may do everything."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(factories.user(name="bert", superuser=True))
    return client


def kept(form, **values):
    """What comes of it when the script sends what a form holds by now."""
    form.fill(**values)
    target = form.path.replace("/change/", "/autosave/") if "/change/" in form.path else f"{form.path}autosave/"
    return form.client.post(target, {name: value for name, value in form.values.items() if "__prefix__" not in name})


def typed(client, page, **values):
    form = Form(client, address(page))
    with clock.set_to(clock.now() + timedelta(seconds=10 * KeptForm.objects.count())):
        response = kept(form, **values)
    assert response.status_code == 200, response.content
    return form


def brought_back(client, page):
    return Form(client, f"{address(page)}?draft={draft(page).pk}")


def draft(page=None, **of):
    return KeptForm.objects.get(form=f"cooperation.organisation:{page.pk if page else 'add'}", **of)


def stored():
    return list(Page.objects.order_by("pk").values_list("pk", "title_nl", "modified_at")), SavedCopy.objects.count()


def test_what_is_typed_is_kept_once_and_changes_nothing_of_the_page(writer, page):
    before, public = stored(), Client().get("/nl/").content
    form = Form(writer, address(page))
    for text in ("Half", "Half g", "Half getypt"):
        with clock.set_to(clock.now() + timedelta(minutes=len(text))):
            response = kept(form, title_nl=text, **{"statements-0-text_nl": f"<p>{text}</p>"})
    assert response.status_code == 200
    assert response.json()["told"].startswith("Kept at ")
    assert dict(draft(page).values)["title_nl"] == ["Half getypt"]
    assert stored() == before
    assert Client().get("/nl/").content == public


def test_a_draft_is_offered_brought_back_and_gone_once_it_is_saved(writer, page):
    typed(writer, page, title_nl="Getypt", **{"statements-1-text_nl": "<p>Ook getypt.</p>"})
    offered = html(writer, address(page))
    assert "You have something unsaved here" in offered
    assert 'value="Getypt"' not in offered
    form = brought_back(writer, page)
    assert "It is not saved yet" in str(messages(form.response))
    assert form.errors() == {}
    assert Organisation.objects.get().title_nl == "Dienst"
    assert form.submit().status_code == 302
    assert Organisation.objects.get().title_nl == "Getypt"
    assert "Ook getypt" in page.statements.get(anchor="twee").text_nl
    assert not KeptForm.objects.exists()


def test_a_draft_that_lacks_something_comes_back_and_says_what(writer, page):
    typed(writer, page, title_nl="", lead_nl="Half")
    form = brought_back(writer, page)
    assert list(form.errors()) == ["title_nl"]
    assert form.values["lead_nl"] == ["Half"]


@pytest.mark.database
def test_what_a_colleague_saved_meanwhile_is_kept_and_told_and_only_what_was_typed_is_on_top(writer, other, page):
    typed(writer, page, title_nl="Getypt")
    Form(other, address(page)).submit(lead_nl="Van Bert.", **{"statements-0-DELETE": "on"})
    form = brought_back(writer, page)
    told = str(messages(form.response))
    assert "bert saved this after you opened it" in told
    assert form.values["lead_nl"] == ["Van Bert."]
    assert form.values["title_nl"] == ["Getypt"]
    form.path = address(page)
    form.submit()
    page = Organisation.objects.get()
    assert (page.title_nl, page.lead_nl, page.statements.count()) == ("Getypt", "Van Bert.", 1)


def test_where_a_colleague_changed_the_same_the_draft_says_so_at_the_field(writer, other, page):
    typed(writer, page, title_nl="Getypt")
    Form(other, address(page)).submit(title_nl="Van Bert")
    form = brought_back(writer, page)
    assert list(form.errors()) == ["title_nl"]
    assert "Van Bert" in form.errors()["title_nl"][0]


def test_what_was_typed_on_a_page_that_a_colleague_deleted_is_offered_as_a_new_one(writer, other, page):
    form = Form(writer, address(page))
    form.add_row("statements", text_nl="<p>Erbij.</p>")
    kept(form, title_nl="Toch")
    other.post(address(page, "delete"), {"post": "yes"})
    front = html(writer, "/admin/")
    assert "Toch" not in front
    assert "Dienst" in front
    way = writer.get(f"/admin/kept/{draft(page).pk}/")
    again = writer.get(way.url)
    assert "You can make it anew." in again.content.decode()
    form.response, form.path = again, way.url
    form.read()
    assert form.submit().status_code == 302
    assert Organisation.objects.get().title_nl == "Toch"
    assert Organisation.objects.get().statements.count() == 3
    assert not KeptForm.objects.exists()


def test_a_new_page_has_a_draft_as_well(writer):
    form = Form(writer, ADD)
    assert kept(form, **FILLED).status_code == 200
    assert "You have something unsaved here" in html(writer, ADD)
    form = Form(writer, f"{ADD}?draft={draft().pk}")
    form.path = ADD
    assert form.submit().status_code == 302
    assert Organisation.objects.get().title_nl == FILLED["title_nl"]
    assert not KeptForm.objects.exists()


def test_a_draft_can_be_thrown_away(writer, page):
    form = typed(writer, page, title_nl="Weg")
    writer.post(address(page, "autosave"), {"forget": draft(page).pk, "typed_by": form.values["typed_by"]})
    assert not KeptForm.objects.exists()
    assert "unsaved here" not in html(writer, address(page))


def test_who_opens_a_form_anew_or_twice_and_types_in_it_loses_nothing_of_before(writer, page):
    typed(writer, page, title_nl="Eerst")
    second = typed(writer, page, title_nl="Later")
    assert html(writer, address(page)).count("You have something unsaved here") == 2
    second.submit(title_nl="Later")
    assert html(writer, address(page)).count("You have something unsaved here") == 1
    form = Form(writer, f"{address(page)}?draft={KeptForm.objects.get().pk}")
    assert form.values["title_nl"] == ["Eerst"]


@pytest.mark.parametrize("button", ["_continue", "_submit", "_publish"])
def test_after_a_draft_was_saved_one_is_in_the_form_of_the_page(writer, page, button):
    typed(writer, page, title_nl="Teruggehaald")
    form = brought_back(writer, page)
    response = form.submit(button, change_note_nl="Anders.", change_note_en="Otherwise.", change="wording")
    assert "draft=" not in response["Location"]
    assert Form(writer, response["Location"]).values["title_nl"] == ["Teruggehaald"]


def test_a_draft_is_its_editors_alone_and_others_are_told_that_there_is_one(writer, other, page):
    typed(writer, page, title_nl="Geheim")
    name = draft(page).user.username
    key = draft(page).pk
    shown = html(other, address(page))
    assert f"Unsaved work on this page: {name}, last at" in shown
    assert "Geheim" not in shown
    assert "You have something unsaved" not in shown
    for path in (f"{address(page)}?draft={key}", f"{ADD}?draft={key}", f"{address(page)}?draft=x"):
        assert other.get(path)["Location"] == path.partition("?")[0]  # as with one that is gone
    assert "is not kept any more" in html(other, address(page))
    assert other.get(f"/admin/kept/{key}/").status_code == 403
    assert "Geheim" not in html(other, "/admin/")
    mark = Form(other, address(page)).values["typed_by"]
    other.post(address(page, "autosave"), {"forget": key, "typed_by": mark})
    typed(other, page, title_nl="Van Bert")
    assert KeptForm.objects.count() == 2


def test_whoever_types_is_told_of_colleagues_who_saved_meanwhile_and_who_write_there_too(writer, other, page):
    form, started = Form(writer, address(page)), clock.now()
    assert kept(form, title_nl="Van Anna").json()["told"].count(".") == 0
    typed(other, page, title_nl="Van Bert")
    with clock.set_to(started + timedelta(minutes=1)):
        assert kept(form, title_nl="Van Anna zelf").json()["told"].endswith("Also writing here: bert")
    Form(other, address(page)).submit(lead_nl="Van Bert.")
    with clock.set_to(started + timedelta(minutes=10)):
        told = kept(form, title_nl="Van Anna nu").json()["told"]
    assert "Saved meanwhile by bert" in told
    assert "Also writing" not in told
    assert "Bert." not in told


def test_a_draft_that_arrives_after_its_form_was_saved_is_not_offered(writer, page):
    """Both are sent at once, and what saves is the quicker one."""
    form = Form(writer, address(page))
    values = dict(form.values)
    form.submit(title_nl="Opgeslagen")
    user = SavedCopy.objects.of(page).first().saved_by
    [opening] = values["opened_as"]
    name = f"cooperation.organisation:{page.pk}"
    kept_forms.keep_draft(user, name, opening, as_sent(values), path=address(page), title="Dienst")
    assert "unsaved here" not in html(writer, address(page))
    assert not KeptForm.objects.exists()


def as_sent(values):
    data = QueryDict(mutable=True)
    for name, each in values.items():
        data.setlist(name, each)
    return data


def test_who_goes_back_to_a_form_that_was_saved_and_types_on_loses_nothing(writer, page):
    form = Form(writer, address(page))
    form.submit(title_nl="Opgeslagen")
    kept(form, title_nl="Verder getypt")
    assert "unsaved here" in html(writer, address(page))


def test_no_password_no_file_and_no_token_is_kept(writer, page):
    form = Form(writer, address(page))
    kept(form, password="hush", csrfmiddlewaretoken="x" * 32)
    assert not {"password", "csrfmiddlewaretoken", "typed_by"} & dict(draft(page).values).keys()


def test_whoever_was_signed_out_is_told_and_goes_on_in_the_same_form(page):
    user = factories.user(name="anna", superuser=True)
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver", "accept-language": "en"})
    client.force_login(user)
    form = Form(client, address(page))
    client.logout()
    response = kept(form, title_nl="Getypt")
    assert response.status_code == 403
    assert response.json() == {
        "told": "You were signed out. What you type is kept in this tab only.", "sign_in": "/admin/login/",
    }  # fmt: skip
    assert not KeptForm.objects.exists()
    client.force_login(user)
    assert kept(form).status_code == 200
    client.force_login(factories.user(name="bert", superuser=True))
    response = kept(form)
    assert (response.status_code, response.json()["told"][:28]) == (409, "You are signed in as bert by")
    assert KeptForm.objects.get().user == user


def test_nobody_keeps_a_draft_by_a_request_from_elsewhere(writer, page):
    """The mark in the form says that it is one of ours, in the place of a token."""
    form = Form(writer, address(page))
    form.values["typed_by"] = ["x:y:z"]
    assert kept(form).status_code == 302
    assert not KeptForm.objects.exists()


def test_drafts_are_bounded_in_number_length_pace_and_time(writer, page):
    form = Form(writer, address(page))
    assert kept(form, lead_nl="x" * 1_000_001).status_code == 413
    with clock.set_to(clock.now()):
        assert [kept(form, lead_nl="x").status_code for _each in range(2)] == [200, 429]
    user = draft(page).user
    for number in range(kept_forms.MOST_DRAFTS + 2):
        kept_forms.keep_draft(user, f"x:{number}", "", as_sent({}), path="/", title="")
    assert KeptForm.objects.count() == kept_forms.MOST_DRAFTS
    with clock.set_to(clock.now() + timedelta(days=31)):
        kept(form)
    assert KeptForm.objects.count() == 1


def test_words_that_go_by_law_go_from_drafts_as_well(writer, page):
    factories.publish(page)
    typed(writer, page, **{"statements-0-text_nl": "<p>Xyzzy.</p>"})
    claim = page.statements.get(anchor="een").pk
    asked = Redaction.objects.create(
        page_id=page.pk, claim=claim, reason_nl="Wet.", reason_en="Law.", asked_by=factories.user()
    )
    redact(asked, by=factories.user())
    assert "Xyzzy" not in json.dumps([draft.values for draft in KeptForm.objects.all()])


def test_opening_a_form_takes_one_query_more_for_drafts(writer, page, django_assert_max_num_queries):
    html(writer, address(page))
    with django_assert_max_num_queries(60):
        html(writer, address(page))


def test_the_first_page_leads_to_what_is_not_saved(writer, page):
    typed(writer, page, title_nl="Getypt")
    front = html(writer, "/admin/")
    assert "Dienst" in front
    way = writer.get(f"/admin/kept/{draft(page).pk}/").url
    assert way == f"{address(page)}?draft={draft(page).pk}"
    assert LIST in way


# In a browser


def sign_in(page, editor):
    page.goto("/admin/login/?next=/admin/cooperation/term/add/")
    page.fill("[name=login]", editor["username"])
    page.fill("[name=password]", editor["password"])
    page.click("main button[type=submit], main input[type=submit]")
    page.wait_for_selector("#id_title_nl")


def told(page, text):
    page.locator(".autosave", has_text=text).wait_for()


def test_in_a_browser_what_was_typed_is_there_after_a_crash(open_page, editor):
    page = open_page(language="en-GB")
    sign_in(page, editor)
    page.fill("#id_title_nl", "Nooit opgeslagen")
    page.click("text=Add another Statement")
    page.locator("#statements-0 .ProseMirror").nth(0).click()
    page.keyboard.type("Zomaar weg.")
    told(page, "Kept at")
    context = page.context
    page.close(run_before_unload=False)
    page = context.new_page()
    page.goto("/admin/cooperation/term/add/")
    assert "You have something unsaved here" in page.inner_text(".unsaved")
    page.click("text=Bring it back")
    page.wait_for_load_state()
    assert page.input_value("#id_title_nl") == "Nooit opgeslagen"
    assert "Zomaar weg." in page.inner_text("#statements-0")
    page.goto("/admin/cooperation/term/add/")
    page.click("text=Throw it away")
    page.wait_for_selector("text=What you had typed is thrown away.")


def test_in_a_browser_a_lost_connection_and_a_lost_session_are_told_and_got_over(open_page, editor):
    page = open_page(language="en-GB", width=390)
    sign_in(page, editor)
    page.route("**/autosave/", lambda route: route.abort())
    page.fill("#id_title_nl", "Zonder verbinding")
    told(page, "No connection")
    page.unroute("**/autosave/")
    page.evaluate("dispatchEvent(new Event('online'))")
    told(page, "Kept at")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.fill("#id_title_en", "Signed out")
    told(page, "You were signed out.")
    with page.context.expect_page() as opened:
        page.click(".autosave a")
    sign_in(opened.value, editor)
    assert opened.value.get_attribute(".unsaved a", "href").startswith("?draft=")
    page.evaluate("dispatchEvent(new Event('focus'))")
    told(page, "Kept at")
    opened.value.goto("/admin/cooperation/term/add/")
    opened.value.click("text=Bring it back")
    assert opened.value.input_value("#id_title_en") == "Signed out"
    opened.value.goto("/admin/cooperation/term/add/")
    opened.value.click("text=Throw it away")
