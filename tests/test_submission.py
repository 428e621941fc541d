"""Submitting some of the changes of a page, and the sources that it needs along with it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from content import clock, publishing
from content.models import Edition, SetMember
from tests import factories
from tests.forms import Form, address, html
from tests.test_review import NOTE, anna, bea, decide, latest, member, page, review, state  # noqa: F401 -- fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
GONE = {"nl": "Weg.", "en": "Gone."}


def submit(client, page, **values):  # noqa: F811
    form = Form(client, address(page, "submit"))
    form.submit("go", **(NOTE | values))
    return form


def texts(edition):
    return [statement["text"]["nl"] for statement in edition.document["statements"]]


@pytest.fixture
def unfinished(page):  # noqa: F811
    """A page with a change of one's own, and one of a colleague that is not finished."""
    cited = page.statements.get().passages.all()
    own = factories.statement(page, text="Af.", passages=cited)
    factories.statement(page, text="Nog niet af.", passages=cited)
    page.lead_nl = "Een andere inleiding."
    page.save()
    return page, own


def test_one_submits_ones_own_change_without_that_of_a_colleague(client, anna, bea, unfinished):  # noqa: F811
    page, own = unfinished  # noqa: F811
    shown = html(anna, address(page, "submit"))
    assert "new: Nog niet af." in shown
    assert "The lead" in shown
    submit(anna, page, parts=[str(own.pk)])
    edition = latest(page)
    assert (texts(edition), edition.document["lead"]["nl"]) == (["<p>Dit staat er.</p>", "<p>Af.</p>"], "Wat het is.")
    decide(bea, edition, "approve", when="now")
    public = html(client, "/nl/organisaties/dienst/")
    assert "Af." in public
    assert "Nog niet af." not in public
    assert "edited since published" in html(anna, address(page))


def test_all_that_is_ticked_is_the_working_copy(anna, unfinished):  # noqa: F811
    page, _own = unfinished  # noqa: F811
    submit(anna, page)
    chosen = latest(page).document
    publishing.submit(page)
    assert latest(page).document == chosen


def test_without_a_choice_or_a_note_nothing_is_submitted_and_it_is_told(anna, unfinished):  # noqa: F811
    page, _own = unfinished  # noqa: F811
    assert "Choose something to submit." in submit(anna, page, parts=[]).response.content.decode()
    form = submit(anna, page, parts=["lead"], change="", change_note_nl="")
    assert "Choose the sort of change." in form.response.content.decode()
    assert latest(page).state == "approved"


def test_what_a_colleague_saved_since_does_not_go_along_unseen(anna, unfinished):  # noqa: F811
    page, own = unfinished  # noqa: F811
    form = Form(anna, address(page, "submit"))
    own.text_nl = "<p>Heel anders.</p>"
    own.save()
    form.submit("go", **NOTE)
    assert "Somebody saved this page after you opened this screen" in form.response.content.decode()
    assert latest(page).state == "approved"
    form.read()
    form.submit("go", **NOTE)
    assert "<p>Heel anders.</p>" in texts(latest(page))


# Together with a source


@pytest.fixture
def needs_source(page):  # noqa: F811
    """A page that cites a source which was never public."""
    source = factories.source(title="Nieuw verslag")
    factories.statement(page, text="Volgens het verslag.", passages=[factories.passage(of=source)])
    return page, source


def together(client, page):  # noqa: F811
    """Submit a page from its form, and go on to where its source can go along."""
    response = Form(client, address(page)).submit("_submit", **NOTE)
    assert response["Location"] == address(page, "submit")
    form = Form(client, response["Location"])
    assert "Nieuw verslag" in form.response.content.decode()
    assert form.values["change_note_nl"] == ["Nieuwe bron."]
    form.submit("go")
    return Edition.objects.waiting().get(page=page)


def test_a_page_and_the_source_that_it_needs_are_approved_as_one(client, anna, bea, needs_source):  # noqa: F811
    page, source = needs_source  # noqa: F811
    edition = together(anna, page)
    of_source = Edition.objects.waiting().get(page=source)
    assert review(of_source) in html(bea, review(edition))
    decide(bea, of_source, "approve", when="now")
    assert (state(edition), state(of_source)) == ("approved", "approved")
    assert latest(page).publication == latest(source).publication
    assert "Nieuw verslag" in html(client, "/nl/organisaties/dienst/")


@pytest.mark.parametrize(("decision", "ends"), [("reject", "rejected"), ("take_back", "cancelled")])
def test_they_go_back_as_one(anna, bea, needs_source, decision, ends):  # noqa: F811
    page, source = needs_source  # noqa: F811
    edition = together(anna, page)
    decide(anna if decision == "take_back" else bea, edition, decision, reason="Nee.")
    assert (state(edition), state(latest(source))) == (ends, ends)


def test_they_are_planned_and_called_off_as_one(bea, anna, needs_source):  # noqa: F811
    page, source = needs_source  # noqa: F811
    edition = together(anna, page)
    decide(bea, edition, "approve", when="later", day="2100-01-01", hour="10:00")
    assert [plan.is_plan for plan in (latest(page), latest(source))] == [True, True]
    decide(bea, latest(source), "cancel", reason="Nee.")
    assert (state(edition), state(latest(source))) == ("cancelled", "cancelled")


def test_whoever_publishes_one_of_them_before_calls_off_both_or_neither(anna, bea, needs_source):  # noqa: F811
    page, source = needs_source  # noqa: F811
    decide(bea, together(anna, page), "approve", when="later", day="2100-01-01", hour="10:00")
    plans = [latest(page), latest(source)]
    with pytest.raises(ValidationError, match="“Dienst” is planned together with this"):
        publishing.publish(source, keep=[plans[0].pk], cancel=[plans[1].pk])
    assert [state(plan) for plan in plans] == ["approved", "approved"]
    publishing.publish(source, cancel=[plans[1].pk])
    assert [state(plan) for plan in plans] == ["cancelled", "cancelled"]


def test_what_lost_its_source_meanwhile_is_not_approved_alone(anna, bea, needs_source):  # noqa: F811
    page, source = needs_source  # noqa: F811
    edition = together(anna, page)
    publishing.submit(source)
    told = decide(bea, edition, "approve", when="now").context["review"].approval.non_field_errors()
    assert "“Nieuw verslag” was submitted together with this" in told[0]
    assert state(edition) == "submitted"


def test_of_each_plan_for_either_is_asked(anna, bea, needs_source):  # noqa: F811
    page, _source = needs_source  # noqa: F811
    plan = publishing.withdraw(page, reason=GONE, at=clock.now() + timedelta(days=1))
    edition = together(anna, page)  # a withdrawal overtakes what waited
    response = decide(bea, edition, "approve", when="now")
    assert f"plan_{plan.pk}" in response.content.decode()


def test_a_source_does_not_go_along_without_the_right_to_write_it(needs_source):
    page, source = needs_source  # noqa: F811
    client = member("dirk")
    client.user.user_permissions.set(
        Permission.objects.filter(codename__in=["change_organisation", "submit_edition", "view_edition"])
    )
    form = Form(client, address(page, "submit"))
    assert form.submit("go", **NOTE).status_code == 403
    assert not Edition.objects.filter(page=source).exists()


@pytest.mark.database
@pytest.mark.usefixtures("english")
def test_a_set_stays_a_set(needs_source):
    editions = publishing.submit_set(list(needs_source))
    for act in (lambda: SetMember.objects.update(key=editions[0].page.content_id),
                lambda: SetMember.objects.all()._raw_delete(using="default")):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    with pytest.raises(ValidationError, match="Only a submitted"):
        publishing.approve(publishing.reject(editions[0], by=factories.user(), reason="Nee."))
