"""The inbox, the rule of two people on its screen, and what the logbook tells of all of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from content import clock, publishing
from content.models import Policy
from tests import factories
from tests.forms import Form, html
from tests.test_review import anna, bea, both, decide, member, page  # noqa: F401 -- fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
INBOX = "/admin/inbox/"
POLICY = "/admin/content/policy/1/change/"
DAY = timedelta(days=1)


def inbox(client):
    """What stands in each part of the inbox: titles, and what is told of them."""
    parts = client.get(INBOX).context["parts"]
    return {part["name"]: [(row["title"], row["told"], row["note"]) for row in part["rows"]] for part in parts}


def titles(client):
    return {name: [row[0] for row in rows] for name, rows in inbox(client).items()}


def three():
    return [factories.organisation(name=name) for name in ("Een", "Twee", "Drie")]


def test_each_finds_what_waits_for_them_what_they_sent_and_what_came_back(anna, bea):  # noqa: F811
    one, two, three_ = three()
    factories.publish_sources()
    publishing.submit(one, by=anna.user)
    publishing.reject(publishing.submit(two, by=anna.user), by=bea.user, reason="Te lang.")
    later, sooner = (clock.now() + days * DAY for days in (2, 1))
    publishing.approve(publishing.submit(three_, by=anna.user), by=bea.user, at=later)
    plan = publishing.approve(publishing.submit(factories.info_page(name="Vier"), by=bea.user), by=bea.user, at=sooner)
    assert titles(anna) == {"returned": ["Twee"], "sent": ["Drie", "Een"], "planned": ["Vier", "Drie"], "notes": []}
    assert titles(bea) == {"waiting": ["Een"], "returned": [], "sent": [], "planned": ["Vier", "Drie"], "notes": []}
    [(_title, told, note)] = inbox(anna)["returned"]
    assert (told[:16], note) == ("bea sent it back", "Te lang.")
    assert reverse("admin:content_edition_review", args=[plan.pk]) in html(anna, INBOX)


def test_one_does_not_review_ones_own(both):  # noqa: F811
    publishing.submit(factories.info_page(name="Eigen"), by=both.user)
    assert titles(both) == {"waiting": [], "returned": [], "sent": ["Eigen"], "planned": [], "notes": []}
    shown = html(both, INBOX)
    assert "Nothing waits for you." in shown
    assert "Nothing came back to you." in shown


def test_what_came_back_is_gone_from_the_inbox_once_it_was_submitted_anew(anna, bea):  # noqa: F811
    page = factories.info_page()  # noqa: F811
    edition = publishing.submit(page, by=anna.user)
    decide(bea, edition, "reject", reason="Nee.")
    assert len(titles(anna)["returned"]) == 1
    publishing.submit(page, by=anna.user)
    assert titles(anna)["returned"] == []


def test_the_first_page_counts_what_asks_for_something(anna, bea):  # noqa: F811
    edition = publishing.submit(factories.info_page(), by=anna.user)
    assert "1 version waits for your review" in html(bea, "/admin/")
    assert "waits for your review" not in html(anna, "/admin/")
    publishing.reject(edition, by=bea.user, reason="Nee.")
    assert "1 version came back to you" in html(anna, "/admin/")


def test_whoever_may_see_no_versions_is_told_so(client):
    client.force_login(factories.user())
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    factories.publish(factories.info_page(name="Geheim"))
    assert "An administrator can put you in a group." in html(client, INBOX)


def test_an_inbox_takes_as_many_queries_for_twenty_as_for_two(bea, django_assert_max_num_queries):  # noqa: F811
    for _number in range(10):
        publishing.submit(factories.info_page(), by=factories.user())
        edition = publishing.submit(factories.info_page(), by=bea.user)
        publishing.reject(edition, by=factories.user(), reason="Nee.")
    with django_assert_max_num_queries(20):
        assert [len(rows) for rows in titles(bea).values()] == [10, 10, 0, 0, 0]


# The rule of two people


def test_an_administrator_turns_the_rule_on_and_off_and_the_inbox_says_so(anna, bea):  # noqa: F811
    boss = member("boss", "administrator")
    assert "one person may submit a page and approve it" in html(bea, INBOX)
    form = Form(boss, POLICY)
    assert "Only bea." in form.response.content.decode()
    form.submit(approver_differs="on")
    assert Policy.asks_two_people()
    assert "two people bring a page to its readers" in html(bea, INBOX)
    form = Form(boss, POLICY)
    del form.values["approver_differs"]
    form.submit()
    assert not Policy.asks_two_people()
    assert "Policy" in html(boss, "/admin/logbook/refusal/")


@pytest.mark.parametrize("groups", [[], ["editor"], ["editor", "publisher"]])
def test_the_rule_is_not_turned_on_where_nothing_could_be_approved(groups):
    boss = member("boss", "administrator")
    gone = member("weg", "publisher", "editor").user
    gone.is_active = False
    gone.save()
    if groups:
        member("enig", *groups)
    response = Form(boss, POLICY).submit(approver_differs="on")
    assert "Nobody could publish anything" in response.content.decode()
    assert not Policy.asks_two_people()


# The logbook


def test_the_logbook_tells_each_step_once(anna, bea):  # noqa: F811
    boss = member("boss", "administrator")
    page = factories.info_page(name="Over")  # noqa: F811
    decide(bea, publishing.submit(page, by=anna.user), "reject", reason="Te lang.")
    decide(anna, publishing.submit(page, by=anna.user), "take_back")
    plan = publishing.submit(page, by=anna.user)
    decide(bea, plan, "approve", when="later", day="2100-01-01", hour="10:00")
    bea.post("/admin/content/edition/", {"action": "cancel", "_selected_action": [plan.pk]})
    decide(bea, publishing.submit(page, by=anna.user), "approve", when="now")
    acts = boss.get("/admin/logbook/refusal/").context["acts"]
    told = [(row["act"].who, row["act"].kind) for row in acts if row["act"].what == "Over"]
    assert told[::-1] == [
        ("anna", "submitted"), ("bea", "rejected"), ("anna", "submitted"), ("anna", "taken_back"),
        ("anna", "submitted"), ("bea", "planned"), ("bea", "cancelled"), ("anna", "submitted"), ("bea", "published"),
    ]  # fmt: skip
    details = {row["act"].kind: row["act"].details for row in acts}
    assert (details["rejected"], details["planned"]) == ("Te lang.", "for 1 January 2100, 10:00")
    assert {row["act"].kind for row in boss.get("/admin/logbook/refusal/?kind=rejected").context["acts"]} == {
        "rejected"
    }
