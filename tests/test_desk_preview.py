"""What is typed in the form of a page, seen as the page that it would be: nothing of it is written."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from content.documents.building import build_document
from content.documents.taking import Public
from content.models import Page
from content.record import newest
from cooperation.desk.preview import options_for
from cooperation.desk.typed import typed
from tests import factories
from tests.forms import ADD, FILLED, Form, address

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def previews(form):
    """The addresses of the buttons that show what is typed, by language."""
    found = BeautifulSoup(form.response.content, "html.parser").select("button[formaction]")
    assert all(button["formtarget"] == "_blank" for button in found)
    return {button.text.split()[-1].lower(): button["formaction"] for button in found}


def seen(form, language="nl", status=200):
    """What a preview shows of what is typed."""
    response = form.client.post(previews(form)[language], form.values)
    told = BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)
    assert response.status_code == status, told
    return told


def all_rows():
    """All that the database holds."""
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in apps.get_models()}


@pytest.mark.database
def test_what_is_typed_is_shown_in_both_languages_and_nothing_of_it_is_written(writer, settings):
    page = factories.published(factories.organisation(name="Dienst"))
    form = Form(writer, address(page))
    form.fill(title_nl="Heel anders", title_en="Quite other")
    form.add_row("statements", text_nl="<p>Net getypt.</p>", text_en="<p>Just typed.</p>")
    before = all_rows()
    with CaptureQueriesContext(connection) as asked:
        dutch, english = seen(form), seen(form, "en")
    assert "Heel anders" in dutch
    assert "Net getypt." in dutch
    assert "Quite other" in english
    assert "Just typed." in english
    assert all_rows() == before
    assert [query["sql"] for query in asked if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    assert not Path(settings.MEDIA_ROOT).exists()


def test_it_shows_what_saving_makes_of_the_form(writer, bodies, rf):
    """Of each kind of page, with rows added, moved and deleted, and with what somebody else saved meanwhile."""
    pages = [*bodies.values(), factories.question(), factories.theme(), factories.term(), factories.info_page()]
    pages.append(source := factories.source())
    factories.passage(of=source), factories.passage(of=source)
    assert len({type(page) for page in pages}) > 6
    for page in pages:
        form = Form(writer, address(page))
        form.fill(title_nl=f"{page.title_nl} en meer")
        for prefix in {name.rpartition("-")[0] for name in form.values if name.endswith("-INITIAL_FORMS")}:
            form.fill(**{f"{prefix}-0-DELETE": "on"} if f"{prefix}-1-position" in form.values else {})
            form.fill(**{f"{prefix}-1-position": "99"} if f"{prefix}-2-position" in form.values else {})
        if "statements-TOTAL_FORMS" in form.values:
            form.add_row("statements", text_nl="<p>Nieuw</p>")
            factories.statement(page, text="Van een ander", position=2)
        request = rf.post("/", form.values)
        request.user = factories.user(superuser=True)
        stored = type(page).objects.get(pk=page.pk)
        found = typed(options_for(page.page_type), request, stored)
        assert found.mistakes == []
        shown = build_document(found.page, Public(newest().moment))
        assert form.submit().status_code == 302
        saved = build_document(type(page).objects.get(pk=page.pk), Public(newest().moment))
        assert without_new_ids(shown) == without_new_ids(saved)


def without_new_ids(document):
    """A document but for what a row is given only when it is saved."""
    for statement in document["statements"]:
        if statement["text"].get("nl") == "<p>Nieuw</p>":
            statement["id"] = statement["anchor"] = ""
    return document


@pytest.mark.database
def test_a_page_that_was_never_saved_is_shown_as_well(writer):
    form = Form(writer, ADD)
    form.fill(**FILLED | {"slug_nl": "nieuw", "slug_en": "new"}, lead_nl="Zo begint het.")
    other = factories.published(factories.organisation(name="Ander"))
    form.add_row("relations", role="works_with", other=str(other.pk), detail_nl="soms")
    form.add_row("statements", text_nl="<p>Eerste zin.</p>")
    told = seen(form)
    assert "Zo begint het." in told
    assert "Eerste zin." in told
    assert "De Dienst werkt samen met de Ander soms" in told
    assert not Page.objects.filter(slug_nl="nieuw").exists()


def test_mistakes_are_told_instead_of_a_page(writer):
    page = factories.organisation()
    form = Form(writer, address(page))
    form.fill(title_nl="", **{"statements-0-since": "vorig jaar"})
    told = seen(form, "en", status=422)
    assert "This cannot be shown yet" in told
    assert "Title [nl] : This field is required." in told
    assert "Statement 1 – Since : “vorig jaar” is not a date." in told


def test_hostile_text_is_shown_as_text(writer):
    form = Form(writer, address(factories.organisation()))
    form.fill(title_nl="<script>alert(1)</script>", **{"statements-0-text_nl": "<p onclick=x>a<script>b</script></p>"})
    response = writer.post(previews(form)["nl"], form.values)
    html = response.content.decode()
    assert "<script>alert" not in html
    assert "onclick" not in html
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert "noindex" in html


def test_only_who_may_write_a_page_sees_what_they_type_and_only_with_a_form_of_this_site():
    page = factories.published(factories.organisation())
    path, client = f"/nl/voorbeeld/getypt/organisation/{page.pk}/", Client(enforce_csrf_checks=True)
    assert client.post(path).status_code == 403
    publisher = factories.user()
    publisher.groups.add(Group.objects.get(name="publisher"))
    client = Client()
    assert client.post(path)["Location"].startswith("/admin/login/")
    client.force_login(publisher)
    assert client.post(path, {"title_nl": "X"}).status_code == 403
    assert "formaction" not in client.get(address(page)).content.decode()
    assert client.get(f"/nl/voorbeeld/{page.content_id}/").status_code == 200


def test_a_preview_that_is_reloaded_leads_to_what_is_saved(writer):
    page = factories.organisation()
    assert writer.get(f"/en/preview/typed/organisation/{page.pk}/")["Location"] == f"/en/preview/{page.content_id}/"
    assert writer.get("/en/preview/typed/organisation/")["Location"] == ADD
    for path in ("nothing/", "relation/", "organisation/999999/", f"source/{page.pk}/"):
        assert writer.post(f"/en/preview/typed/{path}").status_code == 404
