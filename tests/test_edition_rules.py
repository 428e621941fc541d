"""The database keeps the rules of editions by itself, whoever writes: here, statements that bypass our own code."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from content.models import Edition
from content.publishing import publish, submit, withdraw
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """The edition of a page that is public."""
    return publish(factories.organisation())


def copy_of(edition, **changes):
    """Insert a copy of an edition, with changes, and nothing of ours in between."""
    values = {field.attname: getattr(edition, field.attname) for field in Edition._meta.concrete_fields}
    values |= {"id": None, "number": 99} | changes
    with transaction.atomic():
        return Edition.objects.bulk_create([Edition(**values)])


def refused():
    return pytest.raises(IntegrityError)


@pytest.mark.parametrize(
    "change",
    [
        {"document": {}},
        {"summary": {}},
        {"published_at": timezone.now() - timedelta(days=9)},
        {"state": "rejected"},
        {"path_nl": "/nl/x/"},
        {"number": 7},
        {"change_note_en": "Other"},
        {"page_id": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_public_edition_cannot_be_changed(edition, change):
    if "page_id" in change:
        change = {"page_id": factories.organisation().pk}
    with refused(), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**change)


def test_a_public_edition_can_be_closed_once(edition):
    now = timezone.now()
    Edition.objects.filter(pk=edition.pk).update(superseded_at=now)
    with refused(), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(superseded_at=now + timedelta(days=1))


def test_a_closed_edition_cannot_be_opened_again(edition):
    Edition.objects.filter(pk=edition.pk).update(superseded_at=timezone.now())
    with refused(), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(superseded_at=None)


def test_a_withdrawal_cannot_be_changed(edition):
    gone = withdraw(edition.page, reason={"nl": "Weg.", "en": "Gone."})
    with refused(), transaction.atomic():
        Edition.objects.filter(pk=gone.pk).update(change_note_nl="Anders.")


def test_a_page_has_one_open_edition(edition):
    with refused():
        copy_of(edition, published_at=timezone.now() + timedelta(days=1))


def test_the_editions_of_a_page_do_not_overlap(edition):
    start = edition.published_at
    with refused():
        copy_of(edition, published_at=start - timedelta(days=1), superseded_at=start + timedelta(seconds=1))
    copy_of(edition, published_at=start - timedelta(days=1), superseded_at=start)


def test_two_pages_do_not_share_an_open_path(edition):
    with refused():
        copy_of(edition, page_id=factories.organisation().pk, path_en="/en/elsewhere/")


def test_two_pages_do_not_share_a_path_in_the_past(edition):
    start, other = edition.published_at, factories.organisation().pk
    with refused():
        copy_of(edition, page_id=other, superseded_at=start + timedelta(seconds=1))
    copy_of(edition, page_id=other, published_at=start - timedelta(days=1), superseded_at=start)


@pytest.mark.parametrize("claims", ["statements", "relations"])
def test_a_claim_without_a_passage_cannot_be_stored(claims):
    waiting = submit(factories.organisation())
    bare = {**waiting.document, claims: [{"anchor": "x", "citations": []}]}
    with refused():
        copy_of(waiting, document=bare, number=None)
    with refused(), transaction.atomic():
        Edition.objects.filter(pk=waiting.pk).update(document=bare)


def test_an_edition_ends_after_it_starts(edition):
    with refused(), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(superseded_at=edition.published_at)


def test_raw_sql_is_refused_as_well(edition):
    with refused(), connection.cursor() as cursor, transaction.atomic():
        cursor.execute("UPDATE content_edition SET path_nl = '/nl/x/' WHERE id = %s", [edition.pk])
