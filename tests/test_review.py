"""The second pair of eyes: submitting from the form, reviewing, planning, sending back, and the rule of two people."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from content import clock, publishing
from content.admin.form.moments import moment_at
from content.models import Decision, Edition, Policy
from tests import factories
from tests.forms import Form, address, html, messages

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
NOTE = {"change_note_nl": "Nieuwe bron.", "change_note_en": "A new source.", "change": "update"}
DAY = timedelta(days=1)


def member(name, *groups):
    """A client of somebody in some groups, who reads English."""
    client = Client(headers={"accept-language": "en"})
    client.user = factories.user(name=name)
    client.user.groups.set(Group.objects.filter(name__in=groups))
    client.force_login(client.user)
    return client


@pytest.fixture
def anna():
    return member("anna", "editor")


@pytest.fixture
def bea():
    return member("bea", "publisher")


@pytest.fixture
def both():
    """Somebody who may write and publish."""
    return member("cees", "editor", "publisher")


@pytest.fixture
def two_people(page):
    Policy(approver_differs=True).save()


@pytest.fixture
def page():
    return factories.published(factories.organisation(name="Dienst", slug="dienst"))


def review(edition):
    return reverse("admin:content_edition_review", args=[edition.pk])


def decide(client, edition, decision, **values):
    return client.post(review(edition), {"decision": decision, **values}, follow=True)


def approved_now(client, edition, **values):
    return decide(client, edition, "approve", when="now", **values)


def state(edition):
    return Edition.objects.get(pk=edition.pk).state


def latest(page):
    return page.editions.latest("pk")


# From the form


def test_an_editor_submits_what_was_saved_and_writes_on(client, anna, page):
    form = Form(anna, address(page))
    assert 'name="_publish"' not in form.response.content.decode()
    response = form.submit("_submit", lead_nl="Wat het doet.", **NOTE)
    assert response.status_code == 302
    edition = latest(page)
    assert (edition.state, edition.submitted_by, edition.change_note_nl) == ("submitted", anna.user, "Nieuwe bron.")
    Form(anna, response["Location"]).submit(lead_nl="Nog weer anders.")
    assert latest(page).document["lead"]["nl"] == "Wat het doet."
    assert "Wat het is." in html(client, "/nl/organisaties/dienst/")


@pytest.mark.parametrize(
    ("button", "may"), [("_submit", "content.publish_edition"), ("_publish", "content.submit_edition")]
)
def test_each_button_asks_for_its_own_right(client, page, button, may):
    client.force_login(factories.user(permissions=["cooperation.change_organisation", may]))
    form = Form(client, address(page))
    assert form.submit(button, title_nl="Anders", **NOTE).status_code == 403
    page.refresh_from_db()
    assert page.title_nl == "Dienst"


def test_what_keeps_a_page_from_being_submitted_is_told_and_it_is_saved(anna, page):
    form = Form(anna, address(page))
    form.submit("_submit", lead_nl="Wat het doet.")
    response = anna.get(address(page))
    assert "Your changes were saved, but not submitted." in messages(response)
    assert "Write a note for them" in response.content.decode()
    page.refresh_from_db()
    assert (page.lead_nl, latest(page).state) == ("Wat het doet.", "approved")


def test_a_claim_that_is_submitted_says_where_it_is_written(anna, page):
    form = Form(anna, address(page))
    row = form.add_row("statements", text_nl="<p>Los.</p>", text_en="<p>Loose.</p>")
    form.submit("_submit", **NOTE)
    assert form.errors()[f"{row}passages"] == ["Say where this is written: choose at least one passage."]


def test_what_a_colleague_saved_meanwhile_is_looked_at_before_it_is_submitted(anna, both, page):
    form = Form(anna, address(page))
    Form(both, address(page)).submit(lead_en="Otherwise.")
    form.submit("_submit", lead_nl="Wat het doet.", **NOTE)
    assert latest(page).state == "approved"
    assert "Look at the page as it is now, and submit it then." in messages(anna.get(address(page)))


def test_the_form_and_the_list_say_what_waits_is_planned_and_came_back(anna, page):
    said = {
        "waits": lambda: publishing.submit(page, by=anna.user),
        "returned": lambda: publishing.reject(latest(page), by=factories.user(name="bea"), reason="Bron <klopt> niet."),
        "planned": lambda: publishing.approve(publishing.submit(page), at=clock.now() + DAY),
    }
    for way, act in said.items():
        edition = act()
        assert latest(page) == edition
        for path in (address(page), f"{reverse('admin:cooperation_organisation_changelist')}?state={way}"):
            shown = html(anna, path)
            assert [each for each in said if f"state--{each}" in shown] == [way]
        assert f'<a href="{review(edition)}">' in html(anna, address(page))
        assert ("Bron &lt;klopt&gt; niet." in html(anna, address(page))) == (way == "returned")


# Reviewing


def test_a_publisher_sees_all_that_goes_along_and_approves_without_an_editors_group(client, anna, bea, page):
    page.lead_nl = "Wat het doet."
    page.save()
    edition = publishing.submit(page, by=anna.user, change_note={"nl": "Anders.", "en": "Other."}, change="wording")
    shown = html(bea, review(edition))
    for told in ("anna", "Anders.", "Other.", "other words, same meaning", "version 1", f"?edition={edition.pk}"):
        assert told in shown
    assert "“Dienst” was published." in messages(approved_now(bea, edition))
    assert "Wat het doet." in html(client, "/nl/organisaties/dienst/")
    assert latest(page).approved_by == bea.user


def test_what_is_previewed_is_what_was_submitted_and_of_no_other_page(anna, page):
    edition = publishing.submit(page, by=anna.user)
    page.lead_nl = "Nog weer anders."
    page.save()
    preview = f"/nl/voorbeeld/{page.content_id}/"
    assert "Nog weer anders." in html(anna, preview)
    assert "Nog weer anders." not in html(anna, f"{preview}?edition={edition.pk}")
    assert "says something else by now" in html(anna, review(edition))
    other = publishing.submit(factories.info_page())
    for key in (other.pk, "x", "9" * 30):
        html(anna, f"{preview}?edition={key}", status=404)


def test_it_is_planned_for_a_moment_in_the_time_of_the_netherlands(bea, page):
    edition = publishing.submit(page, by=factories.user())
    response = decide(bea, edition, "approve", when="later", day="2100-07-01", hour="09:30")
    assert "1 July 2100, 09:30" in messages(response)[0]
    planned = Edition.objects.planned().get()
    assert planned.published_at == datetime(2100, 7, 1, 7, 30, tzinfo=ZoneInfo("UTC"))
    assert list(planned.decisions.values_list("act", "by")) == [("planned", bea.user.pk)]


@pytest.mark.parametrize(
    ("day", "hour", "told"),
    [
        ("2020-01-01", "10:00", "has passed"),
        ("2100-03-28", "02:30", "it is never 02:30"),
        ("2100-10-31", "02:30", "it is 02:30 twice"),
        ("", "10:00", "Say on which day"),
        ("2100-01-01", "", "Say at what time"),
        ("morgen", "laat", "Enter a valid"),
        ("0001-01-01", "00:00", "has passed"),
    ],
)
def test_a_moment_that_cannot_be_is_told_at_its_field_and_what_was_typed_stays(bea, page, day, hour, told):
    edition = publishing.submit(page)
    response = decide(bea, edition, "approve", when="later", day=day, hour=hour)
    assert told in response.content.decode()
    assert response.context["review"].approval["day"].value() == day
    assert state(edition) == "submitted"


def test_the_hours_around_a_change_of_the_clock_are_what_the_wall_says():
    day = datetime(2027, 10, 31).date()  # noqa: DTZ001 -- a day has no zone
    before, after = (moment_at(day, datetime.min.time().replace(hour=hour)) for hour in (1, 3))
    assert after.timestamp() - before.timestamp() == 3 * 3600


def test_of_each_plan_is_asked_what_becomes_of_it(bea, page):
    plan = publishing.approve(publishing.submit(page), at=clock.now() + DAY)
    edition = publishing.submit(page)
    assert "Say whether it stays or is cancelled." in approved_now(bea, edition).content.decode()
    approved_now(bea, edition, **{f"plan_{plan.pk}": "keep"})
    assert (state(edition), state(plan)) == ("approved", "approved")
    urgent = publishing.submit(page)
    approved_now(bea, urgent, **{f"plan_{plan.pk}": "cancel"})
    assert (state(urgent), state(plan)) == ("approved", "cancelled")
    assert list(plan.decisions.values_list("act", "by")) == [("cancelled", bea.user.pk), ("planned", None)]


def test_a_plan_that_was_made_after_the_screen_was_opened_is_asked_about(bea, page):
    edition = publishing.submit(page)
    html(bea, review(edition))
    Policy.objects.all().delete()
    planned = publishing.approve(edition, at=clock.now() + DAY)
    late = publishing.submit(page)
    assert f'name="plan_{planned.pk}"' in approved_now(bea, late).content.decode()
    assert state(late) == "submitted"


def test_a_plan_is_cancelled_with_a_reason(bea, anna, page):
    plan = publishing.approve(publishing.submit(page), at=clock.now() + DAY)
    assert decide(anna, plan, "cancel", reason="Toch niet.").status_code == 403
    assert "Say why it is cancelled" in decide(bea, plan, "cancel", reason=" ").content.decode()
    decide(bea, plan, "cancel", reason="Toch niet.")
    plan.refresh_from_db()
    assert (plan.state, plan.review_note) == ("cancelled", "Toch niet.")
    assert "The plan was cancelled by bea." in html(bea, review(plan))


def test_it_goes_back_with_a_reason_and_no_reason_no_way_back(bea, anna, page):
    edition = publishing.submit(page, by=anna.user)
    assert "Say why it goes back" in decide(bea, edition, "reject", reason="\u200b ").content.decode()
    decide(bea, edition, "reject", reason="De bron is ouder.")
    assert state(edition) == "rejected"
    assert "De bron is ouder." in html(anna, address(page))
    assert edition.decisions.get().by == bea.user


def test_only_whoever_submitted_it_takes_it_back(anna, bea, page):
    edition = publishing.submit(page, by=anna.user)
    for somebody in (bea, member("dirk", "editor")):
        assert decide(somebody, edition, "take_back").status_code == 403
    assert "You took back" in messages(decide(anna, edition, "take_back"))[0]
    assert state(edition) == "cancelled"
    assert "anna took it back" in html(bea, review(edition))
    assert "came back" not in html(anna, address(page))


@pytest.mark.parametrize("decision", ["approve", "reject", "cancel", "x", ""])
def test_an_editor_decides_on_nothing(anna, page, decision):
    edition = publishing.submit(page, by=factories.user())
    assert decide(anna, edition, decision, when="now", reason="Nee.").status_code == 403
    assert state(edition) == "submitted"


@pytest.mark.parametrize(
    ("meanwhile", "told"),
    [
        (lambda edition: publishing.submit(edition.page), "It was overtaken"),
        (
            lambda edition: publishing.reject(edition, by=factories.user(name="dirk"), reason="Nee."),
            "dirk sent it back on",
        ),
        (lambda edition: publishing.approve(edition, by=factories.user(name="dirk")), "dirk published it on"),
    ],
)
def test_who_decides_on_what_was_decided_is_told_and_keeps_what_they_typed(bea, page, meanwhile, told):
    edition = publishing.submit(page, by=factories.user())
    html(bea, review(edition))
    meanwhile(edition)
    response = decide(bea, edition, "reject", reason="Mijn lange reden.")
    assert messages(response) == ["Only a submitted edition can be rejected."]
    assert told in response.content.decode()
    assert "Mijn lange reden." in response.content.decode()


def test_what_was_published_since_is_not_undone_by_what_waited(bea, page):
    publishing.approve(publishing.submit(page), at=clock.now() + DAY)
    edition = publishing.submit(page)
    with clock.set_to(clock.now() + 2 * DAY):
        assert (
            "Version 2 of this page was published after this was submitted"
            in approved_now(bea, edition).content.decode()
        )
    assert state(edition) == "submitted"


PUBLIC = [
    "/nl/", "/en/", "/nl/organisaties/", "/nl/organisaties/dienst/", "/nl/organisaties/dienst/versies/",
    "/nl/organisaties/dienst/data.json", "/nl/zoeken/?q=straks", "/nl/netwerk/", "/nl/wijzigingen/",
    "/nl/wijzigingen/feed.xml", "/nl/tijdlijn/data.json", "/sitemap-pages.xml", "/record.jsonl",
]  # fmt: skip


def test_saving_submitting_planning_and_sending_back_change_no_byte_of_what_readers_get(client, anna, bea, page):
    def read():
        return [b"".join(response) for response in (client.get(path) for path in PUBLIC)]

    before = read()
    form = Form(anna, address(page))
    form.submit("_submit", title_nl="Straks", sentence_name_nl="Straks", lead_nl="Straks.", **NOTE)
    assert read() == before
    decide(bea, latest(page), "approve", when="later", day="2100-01-01", hour="10:00")
    assert read() == before
    decide(bea, latest(page), "cancel", reason="Nee.")
    decide(bea, publishing.submit(page), "reject", reason="Nee.")
    assert read() == before
    approved_now(bea, publishing.submit(page))
    assert read() != before


# Two people


def routes():
    """Every way on which somebody could approve what they submitted themselves."""

    def from_the_form(client, page):
        Form(client, address(page)).submit("_publish", **NOTE)

    def on_the_screen(client, page):
        approved_now(client, publishing.submit(page, by=client.user))

    def for_a_moment(client, page):
        edition = publishing.submit(page, by=client.user)
        decide(client, edition, "approve", when="later", day="2100-01-01", hour="10:00")

    def in_two_tabs(client, page):
        Policy(approver_differs=False).save()
        form = Form(client, address(page))
        Policy(approver_differs=True).save()
        form.submit("_publish", **NOTE)

    def in_code(client, page):
        with pytest.raises(ValidationError, match="somebody else"):
            publishing.publish(page, by=client.user)

    def as_nobody(client, page):
        with pytest.raises(ValidationError, match="somebody else"):
            publishing.publish_set([page])

    def in_the_database(client, page):
        edition = publishing.submit(page, by=client.user)
        with pytest.raises(IntegrityError, match="who approves"), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(
                state="approved", approved_by=client.user, published_at=clock.now()
            )

    def in_the_name_of_a_colleague(client, page):
        plan = publishing.approve(publishing.submit(page, by=client.user), by=factories.user(), at=clock.now() + DAY)
        with pytest.raises(IntegrityError, match="who approves"), transaction.atomic():
            Edition.objects.filter(pk=plan.pk).update(approved_by=client.user)
        publishing.cancel_plan(plan)

    def as_a_row_of_its_own(client, page):
        edition = Edition.objects.get(pk=publishing.submit(page, by=client.user).pk)
        edition.pk, edition.state, edition.approved_by, edition.published_at = (
            None,
            "approved",
            client.user,
            clock.now(),
        )
        with pytest.raises(IntegrityError, match="who approves"), transaction.atomic():
            edition.save(force_insert=True)

    return [each for name, each in locals().items()]


@pytest.mark.database
@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("who", ["both", "superuser"])
@pytest.mark.parametrize("route", routes(), ids=lambda route: route.__name__)
def test_nobody_approves_what_they_submitted_by_any_way(two_people, page, route, who):
    client = member("cees", "editor", "publisher")
    if who == "superuser":
        client.user.is_superuser = True
        client.user.save()
    route(client, page)
    assert page.editions.filter(state="approved").count() == 1  # the one that was there


def test_who_submitted_sees_why_they_cannot_approve_and_a_colleague_can(two_people, both, bea, page):
    edition = publishing.submit(page, by=both.user)
    shown = html(both, review(edition))
    assert "somebody else approves it" in shown
    assert 'id="review_form"' not in shown
    assert 'id="take_back"' in shown
    assert 'name="_publish"' not in html(both, address(page))
    approved_now(bea, edition)
    assert state(edition) == "approved"


def test_alone_one_may_do_both(both, page):
    assert 'name="_publish"' in html(both, address(page))
    edition = publishing.submit(page, by=both.user)
    approved_now(both, edition)
    assert state(edition) == "approved"


@pytest.mark.database
def test_what_was_planned_before_the_site_asked_for_two_people_goes_live(client, both, page):
    plan = publishing.approve(publishing.submit(page, by=both.user), by=both.user, at=clock.now() + DAY)
    Policy(approver_differs=True).save()
    with clock.set_to(clock.now() + 2 * DAY):
        html(client, "/nl/organisaties/dienst/")
    plan.refresh_from_db()
    assert plan.number == 2


@pytest.mark.database
def test_a_decision_is_kept_as_it_was_taken(page):
    publishing.reject(publishing.submit(page), by=factories.user(), reason="Nee.")
    decision = Decision.objects.get()
    rows = Decision.objects.filter(pk=decision.pk)
    for act in (lambda: rows.update(act="planned"), lambda: rows._raw_delete(using="default")):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    replace = "INSERT INTO content_decision (id, edition_id, act, at) VALUES (%s, %s, 'planned', %s)"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(replace, [decision.pk, decision.edition_id, clock.now()])
