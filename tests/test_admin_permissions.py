"""Who may do what in the admin, and that readers notice nothing of it."""

import pytest
from django.urls import reverse

from content.models import Edition
from tests import factories
from tests.forms import ADD, FILLED, Form, address, html

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def test_without_permission_to_publish_there_is_no_button_and_no_publishing(client):
    client.force_login(factories.user(permissions=["cooperation.change_organisation"]))
    page = factories.organisation()
    form = Form(client, address(page))
    assert 'name="_publish"' not in form.response.content.decode()
    assert form.submit("_publish", title_nl="Anders").status_code == 403
    assert not Edition.objects.exists()
    html(client, address(page, "withdraw"), status=403)


def test_an_editor_needs_no_more_permissions_than_for_what_is_written(client):
    names = ["cooperation.add_organisation", "cooperation.change_organisation", "cooperation.add_relation"]
    client.force_login(factories.user(permissions=[*names, "content.view_passage", "content.publish_edition"]))
    factories.published(factories.organisation(name="Andere"))
    found = client.get("/admin/autocomplete/?app_label=cooperation&model_name=relation&field_name=other&term=and")
    form = Form(client, ADD)
    cited = [factories.public_passage().pk]
    form.add_row("relations", role="works_with", other=found.json()["results"][0]["id"], passages=cited)
    form.submit("_publish", **FILLED)
    assert "de Andere" in html(client, "/nl/organisaties/dienst/")


def test_with_permission_to_view_the_forms_are_to_be_read(client):
    names = ["cooperation.view_organisation", "content.view_statement", "cooperation.view_relation"]
    client.force_login(factories.user(permissions=names))
    page = factories.organisation(name="Dienst")
    factories.relation(page, factories.organisation())
    form = Form(client, address(page))
    assert "Dienst" in form.response.content.decode()
    assert not [name for name in form.values if "title" in name or "text" in name or "role" in name]


def test_whoever_may_change_a_page_may_preview_it(client):
    page = factories.organisation()
    preview = reverse("page_preview", args=[page.content_id])
    assert client.get(preview).status_code == 302  # to the login
    client.force_login(factories.user(permissions=["content.change_source"]))
    assert client.get(preview).status_code == 403
    client.force_login(factories.user(permissions=["cooperation.change_organisation"]))
    assert client.get(preview).status_code == 200


@pytest.mark.parametrize("logged_in", [False, True])
def test_a_public_page_has_nothing_to_do_with_who_is_logged_in(client, logged_in):
    factories.published(factories.organisation(slug="dienst"))
    if logged_in:
        client.force_login(factories.user(superuser=True))
    for path in ("/nl/", "/nl/organisaties/", "/nl/organisaties/dienst/", "/nl/organisaties/dienst/versies/"):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
