"""What happens to a page on its way to the public."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import ProtectedError
from django.utils import timezone

from content.models import Edition
from content.publishing import approve, has_unpublished_changes, publish, reject, submit, withdraw
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
REASON = {"nl": "Dubbel.", "en": "A duplicate."}


def test_a_submitted_page_is_not_public():
    page = factories.organisation()
    submit(page)
    assert not Edition.objects.at(timezone.now()).exists()


def test_what_was_submitted_is_what_goes_live():
    page = factories.organisation(name="Voor")
    edition = submit(page)
    page.title_nl = "Na"
    page.save()
    approve(edition)
    assert Edition.objects.at(timezone.now()).get().document["title"]["nl"] == "Voor"


def test_a_new_edition_takes_over_at_the_same_moment():
    page = factories.published(factories.organisation())
    publish(page)
    first, second = Edition.objects.filter(page=page).order_by("number")
    assert first.superseded_at == second.published_at
    assert (first.number, second.number) == (1, 2)


def test_an_edition_can_be_scheduled():
    page = factories.organisation()
    tomorrow = timezone.now() + timedelta(days=1)
    edition = approve(submit(page), at=tomorrow)
    assert not Edition.objects.at(timezone.now()).exists()
    assert Edition.objects.at(tomorrow).get() == edition


def test_nothing_can_be_published_before_what_is_scheduled():
    page = factories.organisation()
    approve(submit(page), at=timezone.now() + timedelta(days=1))
    with pytest.raises(ValidationError, match="scheduled"):
        publish(page)


def test_the_archive_shows_what_was_public_then():
    page = factories.published(factories.organisation(name="Toen"))
    then = timezone.now()
    page.title_nl = "Nu"
    page.save()
    publish(page)
    titles = [Edition.objects.at(moment).get(page=page).document["title"]["nl"] for moment in (then, timezone.now())]
    assert titles == ["Toen", "Nu"]


def test_a_rejected_edition_never_goes_live():
    edition = reject(submit(factories.organisation()), by=factories.user(), reason="Bron klopt niet.")
    with pytest.raises(ValidationError):
        approve(edition)


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


def test_two_pages_cannot_be_public_at_one_address():
    factories.published(factories.organisation(slug="oud"))
    newcomer = factories.organisation(slug="nieuw")
    type(newcomer).objects.filter(editions__isnull=False).update(slug_nl="elders")
    newcomer.slug_nl = "oud"
    newcomer.save()
    with pytest.raises(ValidationError) as refused:
        publish(newcomer)
    assert "slug_nl" in refused.value.message_dict


def test_a_withdrawn_page_can_come_back():
    page = factories.published(factories.organisation())
    withdraw(page, reason=REASON)
    assert not Edition.objects.at(timezone.now()).filter(page=page).exists()
    assert publish(page).number == 3


def test_withdrawing_needs_a_reason_in_both_languages():
    page = factories.published(factories.organisation())
    with pytest.raises(ValidationError) as refused:
        withdraw(page, reason={"nl": "Dubbel."})
    assert list(refused.value.message_dict) == ["reason_en"]


def test_only_a_public_page_can_be_withdrawn():
    with pytest.raises(ValidationError, match="not public"):
        withdraw(factories.organisation(), reason=REASON)


def test_changes_are_seen_and_undone_changes_are_none():
    page = factories.published(factories.organisation(name="Een"))
    live = Edition.objects.get(page=page)
    page.title_nl = "Twee"
    assert has_unpublished_changes(page, live)
    page.title_nl = "Een"
    assert not has_unpublished_changes(page, live)


def test_a_change_in_a_source_is_a_change_of_the_pages_that_cite_it():
    cited = factories.passage(place="p. 1")
    page = factories.organisation(cited=False)
    factories.statement(page, passages=[cited])
    live = publish(page)
    cited.place_nl = "p. 2"
    cited.save()
    assert has_unpublished_changes(type(page).objects.get(pk=page.pk), live)


def test_what_was_public_cannot_be_deleted():
    page = factories.published(factories.organisation())
    for doomed in (page, Edition.objects.get(page=page), Edition.objects.all()):
        with pytest.raises(ProtectedError):
            doomed.delete()


def test_hostile_html_that_came_in_without_a_form_is_not_published():
    page = factories.organisation()
    factories.statement(page, text='<script>alert(1)</script><a href="javascript:x" onclick="y">klik</a>')
    text = publish(page).document["statements"][-1]["text"]["nl"]
    assert text == "<p><a>klik</a></p>"


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
