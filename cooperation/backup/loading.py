"""A dump in the place of the live database: worked on until it is right, and then at once, or not at all.

On SQLite it is worked on beside the live file, and copied into that in one transaction (the online backup API), so that
processes that have it open read on. On PostgreSQL all of it is one transaction, for which readers wait.
"""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, cast

from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections, transaction
from django.db.utils import ConnectionHandler

from content.giving_way import giving_way

from . import Unusable
from .dumping import compact

# All that is of the site in its database: tables with what belongs to them, and functions; not what an extension made.
DROP_ALL = """
DO $$ DECLARE found record; BEGIN
    FOR found IN SELECT oid::regclass AS name FROM pg_class c WHERE relnamespace = 'public'::regnamespace
        AND relkind = 'r' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    LOOP EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', found.name); END LOOP;
    FOR found IN SELECT oid::regprocedure AS name FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', found.name); END LOOP;
END $$
"""
LOCK_ALL = """
DO $$ DECLARE found record; BEGIN
    FOR found IN SELECT oid::regclass AS name FROM pg_class c WHERE relnamespace = 'public'::regnamespace
        AND relkind = 'r' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    LOOP EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', found.name); END LOOP;
END $$
"""
META = re.compile(rb"\\(un)?restrict ")  # a command for psql: newer releases of pg_dump keep others out with it
END = b"\\.\n"


@contextmanager
def in_place(dump: Path) -> Iterator[None]:
    """Within, the database of this process is the one of a dump; after it, and not before, everybody's is."""
    with {"sqlite": beside, "postgresql": in_one_transaction}[connection.vendor](dump):
        ContentType.objects.clear_cache()  # whose keys are those of the database
        yield


@contextmanager
def beside(dump: Path) -> Iterator[None]:
    live = connections["default"]
    place = Path(live.settings_dict["NAME"])
    staged = place.with_name(f"{place.name}.restoring")
    try:
        shutil.copyfile(dump, staged)
        connections["default"] = ConnectionHandler({"default": live.settings_dict | {"NAME": str(staged)}})["default"]
        yield
        connection.close()
        live.close()
        with closing(sqlite3.connect(staged)) as source, closing(sqlite3.connect(place)) as target:
            compact(source)
            source.backup(target)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # which holds what was there before
    except sqlite3.DatabaseError as error:
        raise Unusable(f"{place} cannot be written ({error}): move it away, with the files beside it.") from None
    finally:
        connections["default"].close()
        connections["default"] = live
        for each in ("", "-wal", "-shm", "-journal"):
            staged.with_name(staged.name + each).unlink(missing_ok=True)


@contextmanager
def in_one_transaction(dump: Path) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        (path,) = cursor.fetchone()
        giving_way(take_all)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks to come could not be migrated
        cursor.execute(DROP_ALL)
        run(cursor, dump)
        cursor.execute("SELECT set_config('search_path', %s, false)", [path])
        yield
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def take_all() -> None:
    """Keep everybody out of all tables, or of none, until the transaction ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOCK_ALL)


def run(cursor, dump: Path) -> None:
    """Run what `pg_restore` says of a dump: statements, and rows after each that copies some."""
    command = ["pg_restore", "--no-owner", "--no-privileges", "--no-comments", "--file=-", str(dump)]
    with TemporaryFile() as said, running(command, said) as process:
        output = cast(IO[bytes], process.stdout)
        statements: list[bytes] = []
        for line in output:
            if line.startswith(b"COPY ") and line.endswith(b"FROM stdin;\n"):
                flush(cursor, statements)
                with cursor.copy(line.decode()) as rows:
                    while (row := output.readline()) != END:
                        if not row:
                            raise Unusable("pg_restore ended half-way.")
                        rows.write(row)
            elif not META.match(line):
                statements.append(line)
        flush(cursor, statements)
        if process.wait():
            said.seek(0)
            raise Unusable(f"pg_restore says: {' '.join(said.read().decode(errors='replace').split())[:300]}")


def running(command: list[str], said: IO[bytes]) -> subprocess.Popen:
    try:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said)  # noqa: S603 -- of the system
    except FileNotFoundError:
        raise Unusable(f"{command[0]} is needed and not found; on Debian: apt-get install postgresql-client") from None


def flush(cursor, statements: list[bytes]) -> None:
    cursor.execute(b"".join(statements).decode())
    statements.clear()
