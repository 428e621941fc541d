"""Several submitted editions approved together: as each was submitted, by whoever may, and none that was not listed."""

import pytest

from content import publishing
from content.models import Edition, Policy
from tests import factories
from tests.forms import Form, html, messages
from tests.test_review import anna, bea, member  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db


def screen(client, editions):
    keys = "&".join(f"pages={edition.page_id}" for edition in editions)
    return Form(client, f"/admin/content/page/bulk/approve/?{keys}")


def waiting(anna, *kinds):  # noqa: F811
    """What somebody submitted of pages of these kinds, on a site that asks for two people."""
    editions = [factories.submit(make(name=f"Blad {number}"), by=anna.user) for number, make in enumerate(kinds)]
    Policy(approver_differs=True).save()
    return editions


def states(editions):
    return [Edition.objects.get(pk=edition.pk).state for edition in editions]


def test_what_is_ticked_in_the_inbox_is_approved_as_it_was_submitted(anna, bea, client):  # noqa: F811
    editions = waiting(anna, factories.organisation, factories.theme, factories.organisation)
    page = editions[0].page.specific
    page.title_nl = "Later geschreven"
    page.save()
    assert html(bea, "/admin/inbox/").count('name="pages"') == 3
    form = screen(bea, editions)
    shown = form.response.content.decode()
    for edition in editions:
        assert f"/admin/compare/{edition.page_id}/?from=live&amp;to={edition.pk}" in shown
    form.values["page"] = [str(edition.page_id) for edition in editions[:2]]
    told = messages(bea.get(form.submit()["Location"]))
    assert any("2 pages were published" in each for each in told), told
    assert states(editions) == ["approved", "approved", "submitted"]
    assert "<h1>Blad 0" in html(client, editions[0].path_nl)
    assert Edition.objects.get(pk=editions[0].pk).approved_by == bea.user


def test_what_was_submitted_anew_since_or_by_oneself_is_left(anna, bea):  # noqa: F811
    both = member("cees", "editor", "publisher")
    own = factories.submit(factories.organisation(), by=both.user)
    editions = waiting(anna, factories.organisation, factories.organisation)
    form = screen(bea, editions)
    factories.submit(editions[0].page.specific, by=anna.user)
    told = messages(bea.get(form.submit()["Location"]))
    assert any("Look at it again" in each for each in told), told
    assert states(editions) == ["overtaken", "approved"]
    form = screen(both, [own])
    assert "somebody else approves it" in form.response.content.decode()
    form.submit(page=[str(own.page_id)], seen=["x"])
    assert states([own]) == ["submitted"]


def test_what_was_submitted_together_is_approved_together_or_not_at_all(anna, bea):  # noqa: F811
    cited = factories.passage(of=factories.source())
    body = factories.organisation(cited=False)
    factories.statement(body, passages=[cited])
    editions = publishing.submit_set([cited.source, body], by=anna.user)
    form = screen(bea, [each for each in editions if each.page_id == body.pk])
    both = form.values["page"]
    assert len(both) == 2
    form.submit(page=[str(body.pk)])
    assert states(editions) == ["submitted", "submitted"]
    screen(bea, editions).submit()
    assert states(editions) == ["approved", "approved"]
