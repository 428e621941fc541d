"""All pages in one list, whatever their kind: found by name, by state and by who saved them last."""

from datetime import timedelta

import pytest

from content import clock, publishing
from content.models import Page
from tests import factories
from tests.forms import html

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
ALL = "/admin/content/page/"


def titles(client, **asked):
    response = client.get(ALL, asked)
    assert response.status_code == 200
    return [str(page) for page in response.context["cl"].result_list]


@pytest.mark.database
def test_what_nobody_submitted_is_found_whatever_its_kind_and_the_oldest_first(writer):
    """A draft, and a public page that was edited; not what is public as it stands, waits, or is planned."""
    edited, same, waits, planned = (
        factories.published(factories.organisation(name=name)) for name in ("Anders", "Gelijk", "Wacht", "Gepland")
    )
    for page in (edited, waits, planned):
        page.lead_nl = "Anders."
        page.save()
    factories.info_page(name="Concept")
    publishing.submit(waits)
    publishing.approve(publishing.submit(planned), at=clock.now() + timedelta(days=3))
    Page.objects.filter(pk=edited.pk).update(modified_at=clock.now() - timedelta(days=90))
    assert titles(writer, state="open", o="3") == ["Anders", "Concept"]
    assert "Gelijk" in titles(writer)
    assert same.title_nl not in titles(writer, state="changed")
    assert titles(writer, kind="infopage") == ["Concept"]
    assert titles(writer, q="concep") == ["Concept"]


def test_the_first_page_leads_there_and_each_page_to_its_own_form(writer):
    page = factories.term(name="Concept")
    assert f'href="{ALL}?state=open&amp;o=3"' in html(writer, "/admin/")
    assert writer.get(f"{ALL}{page.pk}/change/")["Location"].endswith(f"/cooperation/term/{page.pk}/change/")
