"""A database is brought to a new release while others read and write: on PostgreSQL that takes tables from them."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from content import giving_way
from content.management.commands.prepare import UNCOUNTED
from content.record import HEAD
from content.rules.triggers import are_on, lift, missing, put_on, rules
from cooperation.backup.loading import take_all
from tests.hosts import begin, hosts, together, undo, until

pytestmark = pytest.mark.skipif(
    "postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="SQLite takes nothing from its readers"
)
# The other way round than who reads them one after the other.
TABLES = ["content_edition", "content_page"]
# Indexes that keep words in a list for a while, through which each search has to go.
IN_TIME = """
    SELECT count(*) FROM pg_class JOIN pg_am ON pg_am.oid = relam
    WHERE amname = 'gin' AND relnamespace = 'public'::regnamespace AND reloptions IS DISTINCT FROM '{fastupdate=off}'
"""


@pytest.fixture(scope="module")
def _hosts(copy_of_site):
    with hosts(copy_of_site("migrating")["DATABASE_URL"], [timedelta()] * 2) as made:
        yield made


@pytest.fixture
def people(_hosts):
    yield _hosts
    together(_hosts, undo)


def read(table):
    return read_one(f"SELECT count(*) FROM {table}")


def read_one(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def without_waiting(act):
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    act()


def migrate(tries=20):
    """Change some tables, as a migration does; return how often it was tried, and why it ended."""
    tried = []

    def change():
        tried.append(1)
        with transaction.atomic(), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")

    told = why(lambda: giving_way.giving_way(change), tries)
    return len(tried), told


def why(act, tries=20):
    """Why something ended that gives way, for so many times; nothing where it was done."""
    with patch.object(giving_way, "TRIES", tries):
        try:
            act()
        except OperationalError as error:
            return error.__cause__.sqlstate
    return ""


def test_a_database_that_was_filled_knows_how_large_its_tables_are(people):
    assert people[0].does(read_one, UNCOUNTED) == 0


def test_words_are_put_into_each_full_text_index_at_once(people):
    assert people[0].does(read_one, IN_TIME) == 0


def test_the_rules_come_off_and_on_again_while_somebody_reads(people):
    reader, host = people
    reader.does(begin)
    for table in ("content_page", "content_edition", "content_publication"):
        reader.does(read, table)
    host.does(without_waiting, lift)
    assert len(host.does(missing)) >= len(rules())
    assert not host.does(are_on)
    host.does(without_waiting, put_on)
    assert host.does(are_on)


def test_a_migration_gives_way_to_who_reads_one_of_its_tables_and_then_another(people):
    reader, host = people
    reader.does(begin)
    assert reader.does(read, "content_page")
    migrating = host.starts(migrate)
    until(lambda: reader.does(waits))
    assert reader.does(read, "content_edition")
    reader.does(undo)
    tries, told = migrating.result(timeout=60)
    assert (tries > 1, told) == (True, "")


def test_a_restore_gives_way_likewise(people):
    reader, host = people
    reader.does(begin)
    assert reader.does(read, "content_page")
    restoring = host.starts(why, take_everything)
    until(lambda: reader.does(waits))
    assert reader.does(read, "content_edition")
    reader.does(undo)
    assert restoring.result(timeout=60) == ""


def test_a_migration_that_somebody_never_lets_through_says_so(people):
    reader, host = people
    reader.does(begin)
    reader.does(read, "content_page")
    assert host.does(migrate, tries=1) == (1, giving_way.IN_USE)


def test_what_a_reader_asks_often_is_planned_once_and_anew_when_a_column_changes(people):
    reader, host = people
    assert reader.does(ask)
    assert reader.does(read_one, "SELECT count(*) FROM pg_prepared_statements") > 0
    host.does(change, "TYPE timestamptz(3)")
    try:
        assert reader.does(ask)
    finally:
        host.does(change, "TYPE timestamptz")


def ask():
    return HEAD.rows()[0][0]


def change(column):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE content_publication ALTER moment {column}")


def take_everything():
    with transaction.atomic():
        giving_way.giving_way(take_all)


def waits():
    return read_one("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0
