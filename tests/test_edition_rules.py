"""The database keeps the rules by itself, whoever writes: here, statements that bypass our own code."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content import clock
from content.models import Address, Edition, Link, Page, Policy, Publication, Redaction
from content.publishing import approve, cancel_plan, reject, withdraw
from content.redacting import redact
from content.rules import rules
from content.rules.triggers import are_on, lift, missing, put_on, triggers
from tests import factories
from tests.factories import publish, submit

pytestmark = pytest.mark.django_db
REASON = {"nl": "Weg.", "en": "Gone."}
DAY = timedelta(days=1)
ON_POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
ON_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no INSERT OR REPLACE")


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


def update(row, **change):
    with transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**change)


def execute(statement, *values):
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(statement, values)


CHANGES = [
    {"document": {}},
    {"summary": {}},
    {"digest": "x"},
    {"schema_version": 9},
    {"path_nl": "/nl/x/"},
    {"change_note_en": "Other"},
    {"sort_key_nl": "x"},
    {"submitted_at": timezone.now()},
]
DECISIONS = [
    {"published_at": timezone.now() - timedelta(days=9)},
    {"state": "rejected"},
    {"state": "cancelled"},
    {"number": 7},
    {"publication": None},
    {"review_note": "x"},
]
named = {"ids": lambda change: next(iter(change))}


@pytest.mark.parametrize("change", [*CHANGES, *DECISIONS], **named)
def test_a_public_edition_cannot_be_changed(edition, change):
    with refused():
        update(edition, **change)


@pytest.mark.parametrize("change", CHANGES, **named)
def test_what_was_submitted_cannot_be_changed(change):
    waiting = submit(factories.organisation())
    with refused():
        update(waiting, **change)


@pytest.mark.parametrize("change", CHANGES, **named)
def test_what_is_planned_cannot_be_changed_but_can_be_put_off(change):
    plan = approve(submit(factories.organisation()), at=clock.now() + DAY)
    update(plan, published_at=clock.now() + 2 * DAY)
    with refused():
        update(plan, **change)


@pytest.mark.parametrize("state", ["submitted", "approved", "withdrawn", "overtaken"])
def test_what_was_decided_stays_decided(state):
    page = factories.organisation()
    rejected = reject(submit(page), by=factories.user(), reason="Nee.")
    cancelled = cancel_plan(approve(submit(page), at=clock.now() + DAY))
    for decided in (rejected, cancelled):
        with refused():
            update(decided, state=state, published_at=clock.now())


def test_a_public_edition_moves_to_no_other_page(edition):
    with refused():
        update(edition, page=factories.organisation().pk)


def test_a_public_edition_can_be_closed_once(edition):
    update(edition, superseded_at=timezone.now() + DAY)
    for other in (timezone.now() + 2 * DAY, None):
        with refused():
            update(edition, superseded_at=other)


def test_a_withdrawal_cannot_be_changed(edition):
    gone = withdraw(edition.page, reason=REASON)
    with refused():
        update(gone, change_note_nl="Anders.")


@pytest.mark.parametrize("number", [1, 99])
def test_the_editions_of_a_page_do_not_overlap_and_have_a_number_each(edition, number):
    with refused():
        copy_of(edition, number=number)


def test_a_page_has_one_submission_that_waits():
    waiting = submit(factories.organisation())
    with refused():
        copy_of(waiting, number=None)


def test_an_address_belongs_to_one_page_for_good(edition):
    other = factories.organisation()
    for start in (edition.published_at, edition.published_at - DAY):
        with refused():
            copy_of(edition, page_id=other.pk, published_at=start, superseded_at=start + DAY / 2)
    own = Address.objects.get(path=edition.path_nl)
    with refused():
        update(own, page=other.pk)
    with refused():
        update(own, path="/nl/x/")
    with refused(), transaction.atomic():
        own.delete()


def test_an_address_that_is_planned_for_one_page_is_not_given_to_another():
    plan = approve(submit(factories.organisation()), at=clock.now() + DAY)
    with refused():
        copy_of(plan, page_id=factories.organisation().pk, number=None)


@pytest.mark.parametrize("claims", ["statements", "relations"])
def test_a_claim_without_a_passage_cannot_be_stored(claims):
    waiting = submit(factories.organisation())
    bare = {**waiting.document, claims: [{"anchor": "x", "citations": []}]}
    with refused():
        copy_of(waiting, document=bare, number=None, state="rejected")


def test_which_kinds_need_no_source_is_said_by_the_kinds():
    waiting = submit(factories.info_page())
    bare = {**waiting.document, "statements": [{"anchor": "x", "citations": []}]}
    copy_of(waiting, document=bare, number=None, state="rejected")
    with refused():
        copy_of(waiting, document=bare, number=None, state="rejected", page_type="term")


def test_an_edition_ends_after_it_starts(edition):
    with refused():
        update(edition, superseded_at=edition.published_at)


def test_an_edition_goes_live_at_the_moment_of_its_publication(edition):
    waiting = submit(factories.organisation(slug="ander"))
    publication = Publication.objects.first()
    Address.objects.bulk_create(Address(path=path, page_id=waiting.page_id) for path in waiting.paths().values())
    with refused():
        update(waiting, state="approved", number=1, publication=publication, published_at=clock.now() + DAY)
    update(waiting, state="approved", number=1, publication=publication, published_at=publication.moment)


def test_the_record_has_one_order_without_a_gap(edition):
    last = Publication.objects.first()
    for serial, moment in [
        (last.serial + 2, last.moment + DAY),
        (last.serial + 1, last.moment),
        (last.serial + 1, last.moment - DAY),
        (last.serial, last.moment + DAY),
    ]:
        with refused(), transaction.atomic():
            Publication.objects.bulk_create([Publication(serial=serial, moment=moment)])
    with refused():
        update(last, moment=last.moment + DAY)
    with refused():
        execute("UPDATE content_publication SET serial = serial + 1")


def test_the_links_of_a_public_edition_are_kept_as_they_are(edition):
    link = edition.links.first()
    for change in ({"role": "x"}, {"anchor": "x"}, {"data": {"x": 1}}, {"schema_version": 9}):
        with refused():
            update(link, **change)
    with refused(), transaction.atomic():
        Link.objects.bulk_create([Link(edition=edition, role="member", target_id=edition.page_id)])


def test_who_approves_is_not_who_submitted_where_the_site_says_so():
    one, other = factories.user(), factories.user()
    waiting = submit(factories.organisation(), by=one)
    Policy(approver_differs=True).save()
    Address.objects.bulk_create(Address(path=path, page_id=waiting.page_id) for path in waiting.paths().values())
    for alone in (one, None):
        with refused():
            update(waiting, state="approved", approved_by=alone, published_at=clock.now() + DAY)
    update(waiting, state="approved", approved_by=other, published_at=clock.now() + DAY)


def test_a_page_keeps_its_permanent_id(edition):
    with refused():
        execute("UPDATE content_page SET page_type = 'term' WHERE id = %s", edition.page_id)
    with refused():
        update(Page.objects.get(pk=edition.page_id), content_id="00000000-0000-4000-8000-000000000001")


def test_a_redaction_is_of_two_people_and_final(edition):
    asked = Redaction.objects.create(
        page_id=edition.page_id, reason_nl="Recht.", reason_en="Law.", asked_by=factories.user()
    )
    with refused():
        update(asked, confirmed_by=asked.asked_by)
    with refused():
        update(edition, document={}, redaction=asked)
    redact(asked, by=factories.user())
    for change in ({"reason_nl": "Anders."}, {"confirmed_by": None}):
        with refused():
            update(asked, **change)
    with refused():
        update(edition, document={})


TABLES = ["edition", "link", "publication", "redaction"]


@pytest.fixture
def filled(edition):
    """At least one row of each kind that is kept."""
    people = {"asked_by": factories.user(), "confirmed_by": factories.user()}
    asked = Redaction.objects.create(page_id=edition.page_id, reason_nl="Recht.", reason_en="Law.", **people)
    return {"edition": edition, "link": edition.links.first(), "publication": edition.publication, "redaction": asked}


@pytest.mark.parametrize("table", TABLES)
def test_what_is_kept_cannot_be_deleted(filled, table):
    row = filled[table]
    with refused():
        execute(f"DELETE FROM content_{table} WHERE {row._meta.pk.column} = %s", row.pk)


@ON_POSTGRESQL
@pytest.mark.parametrize("table", [*TABLES, "address"])
def test_what_is_kept_cannot_be_truncated(filled, table):
    connection.check_constraints()  # PostgreSQL truncates nothing for which a check is still to be made
    with refused():
        execute(f"TRUNCATE content_{table} CASCADE")


@ON_SQLITE
@pytest.mark.parametrize("table", [*TABLES, "address"])
def test_what_is_kept_cannot_be_replaced(filled, table):
    columns = [field.column for field in (filled.get(table) or Address.objects.first())._meta.concrete_fields]
    names = ", ".join(columns)
    with refused():
        execute(f"INSERT OR REPLACE INTO content_{table} ({names}) SELECT {names} FROM content_{table}")


@ON_SQLITE
def test_a_row_that_takes_the_place_of_another_by_its_number_or_path_is_refused(edition):
    names = ", ".join(field.column for field in Edition._meta.concrete_fields if field.column != "id")
    with refused():
        execute(f"INSERT OR REPLACE INTO content_edition ({names}) SELECT {names} FROM content_edition")
    with refused():
        execute(
            "INSERT OR REPLACE INTO content_address (path, page_id) VALUES (%s, %s)", edition.path_nl, edition.page_id
        )


def test_a_start_that_migrates_nothing_leaves_the_rules_where_they_are(edition):
    """Otherwise whoever writes while somebody else starts would meet none."""
    with CaptureQueriesContext(connection) as queries:
        call_command("migrate", verbosity=0)
    assert not [query for query in queries if re.search("(CREATE|REPLACE|DROP) (TRIGGER|FUNCTION)", query["sql"])]


def test_rules_that_changed_without_a_migration_are_put_on(edition):
    [name, *_others] = sorted(triggers(connection.vendor))
    drop = f"DROP FUNCTION {name} CASCADE" if connection.vendor == "postgresql" else f"DROP TRIGGER {name}"
    with connection.cursor() as cursor:
        cursor.execute(drop)
    assert not are_on()
    call_command("migrate", verbosity=0)
    assert are_on()


def test_rules_that_are_missing_are_told(edition):
    assert missing() == []
    lift()
    assert len(missing()) >= len(rules())
    put_on()
    assert missing() == []
