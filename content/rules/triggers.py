"""Puts the rules on a database, and takes them off: before every migration, because SQLite makes a table anew when a
column changes and loses its triggers then, because a trigger that reads another table keeps that from changing, and
because a migration may have to change what is kept.

On PostgreSQL both leave the triggers where they are and change what these do: to drop one, its table has to be locked
even for readers, and a reader who waits for one table and holds another is in a deadlock.
"""

from collections.abc import Iterator
from itertools import chain

from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader

from . import Rule, rules

DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
# Whether a document has a claim that cites nothing.
BARE = {
    "sqlite": """EXISTS (
        SELECT 1 FROM json_each(NEW.document, '$.{claims}') claim
        WHERE coalesce(json_array_length(claim.value, '$.citations'), 0) = 0
    )""",
    "postgresql": """EXISTS (
        SELECT 1 FROM jsonb_array_elements(NEW.document -> '{claims}') claim
        WHERE coalesce(jsonb_array_length(claim -> 'citations'), 0) = 0
    )""",
}


def condition(rule: Rule, vendor: str) -> str:
    bare = {f"bare_{name}": BARE[vendor].format(claims=f"{name}s") for name in ("statement", "relation")}
    return rule.condition.format(differs=DIFFERS[vendor], **bare)


def triggers(vendor: str) -> dict[str, list[str]]:
    """The statements that make each trigger, by its name."""
    make = {"sqlite": in_sqlite, "postgresql": in_postgresql}[vendor]
    return dict(chain.from_iterable(make(rule) for rule in rules()))


def in_sqlite(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    for event in rule.events.split():
        name = f"rule_{rule.table}_{rule.name}_{event.lower()}"
        yield (
            name,
            [
                f"CREATE TRIGGER {name} BEFORE {event} ON {rule.table} WHEN {condition(rule, 'sqlite')} "
                f"BEGIN SELECT RAISE(ABORT, '{rule.table}: {rule.message}'); END"
            ],
        )


def in_postgresql(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    name, when = f"rule_{rule.table}_{rule.name}", "AFTER" if rule.after else "BEFORE"
    refuse = f"RAISE EXCEPTION '{rule.table}: {rule.message}' USING ERRCODE = 'integrity_constraint_violation'"
    row = "OLD" if rule.events == "DELETE" else "NEW"
    yield (
        name,
        [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN /* {when} {rule.events} */ IF {condition(rule, 'postgresql')} THEN {refuse}; END IF; "
            f"RETURN {row}; END $$",
            f"CREATE OR REPLACE TRIGGER {name} {when} {' OR '.join(rule.events.split())} ON {rule.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
        ],
    )
    if rule.events == "DELETE":
        name += "_whole"
        yield (
            name,
            [
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse}; END $$",
                f"CREATE OR REPLACE TRIGGER {name} BEFORE TRUNCATE ON {rule.table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
            ],
        )


# What the triggers of a database do: the statement that made each, or the body of its function.
BODIES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'""",
}
LIFTED = "/* lifted */"  # begins the body of a trigger that refuses nothing for now


def bodies(using: str) -> dict[str, str]:
    """What each of the triggers of ours does that a database has: those of the rules, and those of earlier releases."""
    with connections[using].cursor() as cursor:
        cursor.execute(BODIES[connections[using].vendor])
        return {name: body for name, body in cursor.fetchall() if name.startswith(("rule_", "edition_"))}


def there(using: str) -> set[str]:
    """The names of those that refuse something."""
    return {name for name, body in bodies(using).items() if LIFTED not in body}


def missing(using: str = "default") -> list[str]:
    """The rules that a database lacks."""
    return sorted(triggers(connections[using].vendor).keys() - there(using))


def lift(using: str = "default") -> None:
    """Take the rules off."""
    lifted = {
        "sqlite": "DROP TRIGGER {name}",
        "postgresql": "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {LIFTED} IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
    }
    with connections[using].cursor() as cursor:
        for name in sorted(there(using)):
            cursor.execute(lifted[connections[using].vendor].format(name=name))


# SQLite keeps its full-text index beside a table, and follows the table by triggers, which are lost with it as well.
INDEXED = {"content_searchpage": "terms", "content_searchword": "grams"}
ADD = "INSERT INTO {table}_index (rowid, {column}) VALUES (NEW.id, NEW.{column})"
REMOVE = "INSERT INTO {table}_index ({table}_index, rowid, {column}) VALUES ('delete', OLD.id, OLD.{column})"
FOLLOW = {
    "added": f"CREATE TRIGGER {{table}}_added AFTER INSERT ON {{table}} BEGIN {ADD}; END",
    "removed": f"CREATE TRIGGER {{table}}_removed AFTER DELETE ON {{table}} BEGIN {REMOVE}; END",
}


def follow_with_index(using: str) -> None:
    """Let the full-text index of SQLite follow its tables again; what it missed is read anew."""
    with connections[using].cursor() as cursor:
        cursor.execute(BODIES["sqlite"])
        known = {name for name, _body in cursor.fetchall()}
        for table, column in INDEXED.items():
            if lost := [name for name in FOLLOW if f"{table}_{name}" not in known]:
                for name in lost:
                    cursor.execute(FOLLOW[name].format(table=table, column=column))
                cursor.execute(f"INSERT INTO {table}_index ({table}_index) VALUES ('rebuild')")


def are_on(using: str = "default") -> bool:
    """Whether a database has just the rules of today."""
    found, wanted = bodies(using), triggers(connections[using].vendor)
    return found.keys() == wanted.keys() and all(found[name] in made[0] for name, made in wanted.items())


def put_on(using: str = "default") -> None:
    """Put the rules on, as they are today: in one step, so that nobody writes while some are missing."""
    wanted = triggers(connections[using].vendor)
    with transaction.atomic(using):
        if connections[using].vendor == "sqlite":
            lift(using)
            follow_with_index(using)
        with connections[using].cursor() as cursor:
            for name in sorted(bodies(using).keys() - wanted.keys()):  # of an earlier release
                cursor.execute(f"DROP FUNCTION {name} CASCADE")
            for statement in chain.from_iterable(wanted.values()):
                cursor.execute(statement)


def before_migrating(using: str, plan=(), **kwargs) -> None:
    """Take the rules off where there is something to migrate, so that a table can be made anew."""
    if plan:
        lift(using)


def after_migrating(using: str, **kwargs) -> None:
    """Put them on, once the database has all that they are about; they may have changed without a migration."""
    if is_migrated(using) and not are_on(using):
        put_on(using)


def is_migrated(using: str) -> bool:
    """Whether a database has been brought to this release."""
    loader = MigrationLoader(connections[using])
    return set(loader.graph.leaf_nodes("content")) <= loader.applied_migrations.keys()
