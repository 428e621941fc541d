"""What happens to a page on its way to the public."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import ProtectedError

from content import publishing
from content.models import Edition, Policy
from content.publishing import approve, reject, withdraw
from content.record import live
from cooperation.models import Organisation
from tests import factories
from tests.factories import publish, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
REASON = {"nl": "Dubbel.", "en": "A duplicate."}


def live_titles():
    return [edition.document["title"]["nl"] for edition in Edition.objects.at(live().moment).of_type("organisation")]


def test_a_submitted_page_is_not_public():
    submit(factories.organisation())
    assert live_titles() == []


def test_what_was_submitted_is_what_goes_live():
    page = factories.organisation(name="Voor")
    edition = submit(page)
    page.title_nl = "Na"
    page.save()
    approve(edition)
    assert live_titles() == ["Voor"]


def test_a_new_edition_takes_over_at_the_same_moment():
    page = factories.published(factories.organisation())
    publish(page)
    first, second = Edition.objects.filter(page=page).order_by("number")
    assert first.superseded_at == second.published_at
    assert (first.number, second.number) == (1, 2)
    assert second.based_on == first


def test_the_archive_shows_what_was_public_then():
    page = factories.published(factories.organisation(name="Toen"))
    then = live().moment
    page.title_nl = "Nu"
    page.save()
    publish(page)
    titles = [Edition.objects.at(moment).get(page=page).document["title"]["nl"] for moment in (then, live().moment)]
    assert titles == ["Toen", "Nu"]


def test_a_rejected_edition_never_goes_live():
    edition = submit(factories.organisation())
    stale = Edition.objects.get(pk=edition.pk)
    reject(edition, by=factories.user(), reason="Bron klopt niet.")
    with pytest.raises(ValidationError, match="Only a submitted"):
        approve(stale)


def test_rejecting_needs_a_reason():
    with pytest.raises(ValidationError, match="Say why"):
        reject(submit(factories.organisation()), by=factories.user(), reason="  ")


def test_one_submission_waits_and_what_is_published_directly_overtakes_it():
    page = factories.organisation()
    first, second = submit(page), submit(page)
    publish(page)
    states = {edition.pk: edition.state for edition in Edition.objects.filter(page=page)}
    assert (states[first.pk], states[second.pk]) == ("overtaken", "overtaken")
    with pytest.raises(ValidationError, match="Only a submitted"):
        approve(second)


def test_an_old_submission_does_not_undo_what_was_published_since():
    page = factories.published(factories.organisation(name="Een"))
    waiting = submit(page)
    withdraw(page, reason=REASON)
    with pytest.raises(ValidationError, match="Only a submitted"):
        approve(waiting)


def test_who_approves_is_not_who_submitted_where_the_site_says_so():
    one, other = factories.user(), factories.user()
    Policy(approver_differs=True).save()
    edition = publishing.submit(factories.source(), by=one)
    for alone in (one, None):
        with pytest.raises(ValidationError, match="somebody else"):
            approve(edition, by=alone)
    assert approve(edition, by=other).number == 1


def test_a_statement_without_a_passage_is_refused_by_name():
    page = factories.organisation()
    factories.statement(page, anchor="los", passages=[])
    with pytest.raises(ValidationError, match="los"):
        submit(page)


def test_a_page_without_sources_is_refused():
    with pytest.raises(ValidationError, match="cites no source"):
        submit(factories.organisation(cited=False))


def test_a_standing_page_needs_no_source():
    page = factories.info_page()
    factories.statement(page, passages=[])
    assert publish(page).number == 1


def test_a_withdrawn_page_can_come_back():
    page = factories.published(factories.organisation())
    withdraw(page, reason=REASON)
    assert live_titles() == []
    assert publish(page).number == 3


def test_withdrawing_needs_a_reason_in_both_languages():
    page = factories.published(factories.organisation())
    with pytest.raises(ValidationError) as refused:
        withdraw(page, reason={"nl": "Dubbel."})
    assert list(refused.value.message_dict) == ["reason_en"]


def test_only_a_public_page_can_be_withdrawn():
    with pytest.raises(ValidationError, match="not public"):
        withdraw(factories.organisation(), reason=REASON)


def test_what_was_public_cannot_be_deleted():
    page = factories.published(factories.organisation())
    for doomed in (page, Edition.objects.get(page=page), Edition.objects.all()):
        with pytest.raises(ProtectedError):
            doomed.delete()


def test_hostile_html_that_came_in_without_a_form_is_not_published():
    page = factories.organisation()
    factories.statement(page, text='<script>alert(1)</script><a href="javascript:x" onclick="y">klik</a>')
    text = publish(page).document["statements"][-1]["text"]["nl"]
    assert text == "<p>klik</p>"


def test_the_command_publishes_all_changes_or_nothing(capsys):
    factories.organisation(name="Goed")
    factories.organisation(name="Zonder bron", cited=False)
    with pytest.raises(CommandError, match="Zonder bron"):
        call_command("publish")
    assert not Edition.objects.exists()


def test_the_command_publishes_what_changed_only():
    factories.organisation()
    call_command("publish")
    before = Edition.objects.count()
    call_command("publish")
    assert Edition.objects.count() == before > 0


def test_the_command_tells_readers_what_changed(client):
    factories.organisation(slug="dienst")
    call_command("publish", note_nl="Opnieuw gelezen.", note_en="Read again.", change="wording")
    edition = Edition.objects.get(page_type="organisation")
    assert (edition.change_note_nl, edition.change_note_en, edition.change) == (
        "Opnieuw gelezen.",
        "Read again.",
        "wording",
    )


def test_a_field_that_came_later_was_empty_in_what_is_public(monkeypatch):
    page, details = factories.published(factories.organisation()), Organisation.details
    monkeypatch.setattr(Organisation, "details", lambda page: details(page) | {"ownership": ""})
    call_command("publish")
    assert page.editions.count() == 1
    filled = {page.pk: "public"}
    monkeypatch.setattr(Organisation, "details", lambda page: details(page) | {"ownership": filled.get(page.pk, "")})
    call_command("publish")
    assert page.editions.count() == 2
