"""A schedule is a plan, not a fact: until its time has come it shows nowhere, and it can be taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format

from content import clock, publishing
from content.admin.standing.standing import review_url
from content.models import Address, Edition, Page, Policy, Publication
from content.plans import plan_label
from content.publishing import approve, cancel_plan, withdraw
from content.record import live
from content.replanning import move_plan
from tests import factories
from tests.factories import publish, submit
from tests.forms import Form, address, words

pytestmark = [pytest.mark.django_db, pytest.mark.looks, pytest.mark.usefixtures("english")]
REASON = {"nl": "Dubbel.", "en": "A duplicate."}
DAY = timedelta(days=1)
CHANGE = {"change_note_nl": "Anders.", "change": "wording"}
PATH, HISTORY = "/nl/organisaties/dienst/", "/nl/organisaties/dienst/versies/"


@pytest.fixture
def page():
    return factories.published(factories.organisation(name="Nu", slug="dienst"))


def planned(page, title="Straks", after=DAY, **fields):
    """Plan a new version of a page."""
    for name, value in {"title_nl": title, **fields}.items():
        setattr(page, name, value)
    page.save()
    return approve(submit(page), at=clock.now() + after)


def html(client, path=PATH, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def later(after=DAY):
    return clock.set_to(clock.now() + after + timedelta(seconds=1))


def test_nothing_of_a_plan_shows_until_its_time_has_come(client, page):
    before = {path: html(client, path) for path in (PATH, HISTORY, "/nl/", "/nl/organisaties/", "/sitemap-pages.xml")}
    plan = planned(page)
    assert {path: html(client, path) for path in before} == before
    assert (plan.number, plan.publication_id, Edition.objects.get(page=page, number=1).superseded_at) == (None,) * 3
    assert "Niets gevonden" in html(client, "/nl/zoeken/?q=straks")


@pytest.mark.database
def test_a_plan_goes_live_by_itself_with_its_number_and_its_place_in_the_record(client, page):
    before = live()
    plan = planned(page)
    when = plan.published_at
    with later():
        assert "<h1>Straks" in html(client)
        assert "Straks" in html(client, "/nl/organisaties/?sort=changed")
        assert "<mark>Straks</mark>" in html(client, "/nl/zoeken/?q=straks")
    plan.refresh_from_db()
    assert (plan.number, plan.publication_id) == (2, before.serial + 1)
    assert Publication.objects.get(serial=plan.publication_id).moment == plan.published_at == when
    assert Edition.objects.get(page=page, number=1).superseded_at == when


@pytest.mark.database
def test_plans_of_several_pages_go_live_in_the_order_of_their_times(page):
    other = factories.published(factories.organisation())
    late, early = planned(page, after=2 * DAY), planned(other, after=DAY)
    with later(3 * DAY):
        live()
    late.refresh_from_db()
    early.refresh_from_db()
    assert early.publication_id < late.publication_id
    assert early.published_at < late.published_at


def test_a_plan_that_has_come_due_precedes_what_is_published_then(page):
    plan = planned(page)
    with later():
        edition = factories.publish(factories.organisation())
    plan.refresh_from_db()
    assert plan.publication_id < edition.publication_id


def test_a_plan_can_be_cancelled_and_leaves_no_hole(client, page):
    plan = planned(page)
    cancel_plan(plan)
    with pytest.raises(ValidationError, match="Only what is planned"):
        cancel_plan(plan)
    with later():
        assert "<h1>Nu" in html(client)
        assert publish(page).number == 2


def test_what_has_come_due_cannot_be_cancelled(page):
    plan = planned(page)
    with later(), pytest.raises(ValidationError, match="Only what is planned"):
        cancel_plan(plan)


@pytest.mark.parametrize("act", [publish, lambda page, **how: withdraw(page, reason=REASON, **how)])
def test_a_correction_and_a_withdrawal_name_the_plans_and_cancel_or_keep_them(page, act):
    plan = planned(page)
    with pytest.raises(ValidationError) as refused:
        act(page)
    assert refused.value.code == "planned"
    assert plan_label(plan) in refused.value.messages[0]
    act(page, keep=[plan.pk])
    plan.refresh_from_db()
    assert plan.is_plan
    if act is publish:
        act(page, cancel=[plan.pk])
        plan.refresh_from_db()
        assert plan.state == "cancelled"


@pytest.mark.database
def test_the_form_asks_of_each_plan_what_becomes_of_it_when_publishing_would_cancel_it(writer, page):
    kept, other = planned(page), planned_too(page)
    form = Form(writer, address(page))
    asked = {f"plan_{plan.pk}": ["Say whether it stays or is cancelled."] for plan in (kept, other)}
    form.submit("_publish", title_nl="Getypt")
    assert form.errors() == asked
    assert form.read()["title_nl"] == ["Getypt"]
    assert Form(writer, address(page)).values["title_nl"] == ["Straks"]
    form.submit("_publish", **{f"plan_{kept.pk}": "keep", f"plan_{other.pk}": "cancel"}, **CHANGE)
    assert form.response.status_code == 302
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.state, other.state) == ("approved", "cancelled")


def test_a_withdrawal_does_not_cancel_a_plan_that_was_made_since_its_form_was_opened(writer, page):
    form = Form(writer, address(page, "withdraw"))
    plan = planned(page)
    response = form.submit(reason_nl="Weg.", reason_en="Gone.")
    assert list(response.context["form"].errors) == [f"plan_{plan.pk}"]
    form.read()
    assert form.submit(**{f"plan_{plan.pk}": "cancel"}).status_code == 302
    plan.refresh_from_db()
    assert plan.state == "cancelled"


def planned_too(page):
    """Plan another version, keeping what is planned already."""
    keep = [plan.pk for plan in Edition.objects.planned().filter(page=page)]
    return approve(submit(page), at=clock.now() + 2 * DAY, keep=keep)


def test_a_plan_made_after_the_form_was_opened_is_not_cancelled_unseen(writer, page):
    form = Form(writer, address(page))
    plan = planned(page)
    form.submit("_publish", seen=page.modified_at.isoformat())
    plan.refresh_from_db()
    assert plan.is_plan


@pytest.mark.database
@pytest.mark.parametrize("button", ["earlier", "later"])
def test_a_plan_moves_to_another_moment_and_nothing_else_of_it_changes(writer, client, page, button):
    plan = planned(page, after=2 * DAY)
    was = Edition.objects.filter(pk=plan.pk).values().get()
    moment = plan.published_at + (-DAY if button == "earlier" else DAY)
    there = timezone.localtime(moment).replace(second=0, microsecond=0)
    typed = {"decision": "move", "day": f"{there:%Y-%m-%d}", "hour": f"{there:%H:%M}"}
    assert writer.post(review_url(plan), typed).status_code == 302
    assert Edition.objects.filter(pk=plan.pk).values().get() == was | {"published_at": there}
    told = words(writer, "/admin/logbook/refusal/")
    assert "plan moved" in told
    assert date_format(there, "j F Y, H:i") in told
    assert date_format(timezone.localtime(was["published_at"]), "j F Y, H:i") in told  # it was planned for then
    with clock.set_to(there - timedelta(minutes=1)):
        assert "<h1>Nu" in html(client)
    with clock.set_to(there + timedelta(minutes=1)):
        assert "<h1>Straks" in html(client)


def test_a_plan_does_not_move_to_where_it_could_not_be_planned(page):
    first, other = planned(page), planned_too(page)
    for at, why in ((clock.now() - DAY, "has passed"), (other.published_at, "that very moment")):
        with pytest.raises(ValidationError, match=why):
            move_plan(first, by=None, at=at)
    author, publisher = factories.user(), factories.user()
    Edition.objects.filter(pk=other.pk).update(approved_by=publisher)
    own = approve(submit(factories.organisation(), by=author), by=publisher, at=clock.now() + DAY)
    Policy(approver_differs=True).save()
    with pytest.raises(ValidationError, match="somebody else"):
        move_plan(own, by=author, at=clock.now() + 3 * DAY)
    move_plan(own, by=publisher, at=clock.now() + 3 * DAY)
    cancel_plan(first)
    with pytest.raises(ValidationError, match="Only what is planned"):
        move_plan(first, by=publisher, at=clock.now() + 3 * DAY)


@pytest.mark.database
def test_what_is_planned_together_moves_together(page):
    cited = factories.passage(of=factories.source())
    body = factories.organisation(cited=False)
    factories.statement(body, passages=[cited])
    plan, *_others = editions = publishing.submit_set([cited.source, body])
    approve(plan, at=clock.now() + DAY)
    move_plan(plan, by=None, at=clock.now() + 2 * DAY)
    for each in editions:
        each.refresh_from_db()
    assert len({each.published_at for each in editions}) == 1
    with later(2 * DAY):
        live()
        assert Edition.objects.final().filter(page=body.pk).exists()


def test_a_withdrawal_can_be_planned(client, page):
    withdraw(page, reason=REASON, at=clock.now() + DAY)
    assert "<h1>Nu" in html(client)
    with later():
        assert "Dubbel." in html(client, status=410)


def test_a_moment_in_the_past_is_refused(page):
    with pytest.raises(ValidationError, match="has passed"):
        approve(submit(page), at=clock.now() - DAY)


@pytest.mark.database
def test_a_plan_that_the_database_refuses_keeps_nobody_back(page, caplog):
    plan = planned(page, slug_nl="straks")
    Address.objects.filter(path="/nl/organisaties/straks/").delete()  # as no code of ours does
    with later():
        assert factories.published(factories.organisation()).editions.get().number == 1
    plan.refresh_from_db()
    assert plan.state == "cancelled"
    assert "It could not go live" in plan.review_note
    assert not Address.objects.filter(page=page, publication=None).exists()
    assert "is cancelled" in caplog.text


@pytest.mark.database
def test_of_plans_for_one_moment_those_that_can_go_live_do(page):
    """What others planned for that moment has nothing to do with one that the database refuses."""
    at, others = clock.now() + DAY, [factories.organisation() for _number in range(2)]
    page.slug_nl = "straks"
    page.save()
    plans = [approve(submit(each), at=at) for each in (others[0], page, others[1])]
    Address.objects.filter(path="/nl/organisaties/straks/").delete()  # as no code of ours does
    with later():
        live()
    for plan in plans:
        plan.refresh_from_db()
    assert [plan.is_plan for plan in plans] == [False] * 3
    assert [plan.state for plan in plans] == ["approved", "cancelled", "approved"]
    assert [plan.number for plan in plans] == [1, None, 1]
    assert [plan.published_at >= at for plan in plans] == [True] * 3


def test_two_plans_of_a_page_are_not_for_one_moment(page):
    plan = planned(page)
    with pytest.raises(ValidationError, match="that very moment"):
        approve(submit(page), at=plan.published_at, keep=[plan.pk])


def test_a_submission_that_a_plan_went_past_is_not_approved(page):
    planned(page)
    waiting = submit(page)
    with later(), pytest.raises(ValidationError, match="Version 2 of this page was published after"):
        approve(waiting)


@pytest.mark.database
def test_a_plan_reserves_its_address_and_cancelling_frees_it(page):
    plan = planned(page, slug_nl="straks")
    Page.objects.filter(pk=page.pk).update(slug_nl="dienst")
    other = factories.organisation(slug="straks", title_en="Other")
    factories.publish_sources()
    with pytest.raises(ValidationError) as refused:
        publishing.publish(other)
    assert list(refused.value.message_dict) == ["slug_nl"]
    cancel_plan(plan)
    assert publishing.publish(other).path_nl == "/nl/organisaties/straks/"
    assert not Address.objects.filter(publication=None).exists()


@pytest.mark.database
def test_a_cancelled_plan_is_listed_and_found_nowhere(client, page):
    plan = planned(page)
    cancel_plan(plan)
    assert not plan.found_as.exists()
    assert not plan.listings.exists()


@pytest.mark.database
def test_an_editor_cancels_a_plan_in_the_record(writer, page):
    plan = planned(page)
    writer.post("/admin/content/edition/", {"action": "cancel", "_selected_action": [plan.pk]})
    plan.refresh_from_db()
    assert plan.state == "cancelled"


def test_a_plan_whose_anchor_means_something_else_by_now_cannot_stay(page):
    cited = factories.passage(of=factories.source(slug="verslag"))
    old = factories.statement(page, text="Straks dit.", anchor="later", passages=[cited])
    plan = planned(page)
    old.delete()
    factories.statement(page, text="Nu iets anders.", anchor="later", passages=[cited])
    with pytest.raises(ValidationError, match="so it cannot stay"):
        publish(page, keep=[plan.pk])
    assert publish(page, cancel=[plan.pk]).number == 2


@pytest.mark.database
def test_the_command_leaves_to_editors_what_waits_was_rejected_or_is_planned(page, capsys):
    planned(page)
    refused, waiting = factories.organisation(name="Nee", slug="nee"), factories.organisation(name="Nog", slug="nog")
    publishing.reject(submit(refused), by=factories.user(), reason="No.")
    submit(waiting)
    free = factories.organisation(name="Vrij", slug="vrij")
    call_command("publish", verbosity=0)
    assert [each.editions.final().count() for each in (page, refused, waiting, free)] == [1, 0, 0, 1]
    told = capsys.readouterr().err
    assert all(word in told for word in ("rejected", "waiting for approval", "planned"))


def test_a_withdrawal_names_what_is_planned_to_cite_the_page(page):
    source = factories.source(slug="verslag")
    factories.statement(page, text="Straks dit.", anchor="later", passages=[factories.passage(of=source)])
    planned(page)
    with pytest.raises(ValidationError, match="Straks"):
        withdraw(source, reason=REASON)
