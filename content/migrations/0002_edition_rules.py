"""Triggers for the rules of editions that a constraint cannot express, for SQLite and for PostgreSQL.

1. A final edition (approved or withdrawn) never changes, but for the one time that its interval is closed.
2. No two final editions of one page overlap in time; no two approved ones on one path of a language do.
3. No edition holds a claim without a passage, except of a standing page or a source.
"""

from django.db import migrations

FINAL = "('approved', 'withdrawn')"
FROZEN = (
    "page_id page_type number state published_at document summary path_nl path_en sort_key_nl sort_key_en "
    "change_note_nl change_note_en submitted_by_id submitted_at approved_by_id"
).split()
# Columns of JSON have no equality in PostgreSQL's `json`, but have in `jsonb`, which Django uses.
CHANGED = {
    "sqlite": " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in FROZEN),
    "postgresql": " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in FROZEN),
}
IMMUTABLE = "OLD.state IN {final} AND ({changed} OR OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL)"
# Two intervals overlap when each starts before the other ends; an open one never ends.
OVERLAP = """EXISTS (
    SELECT 1 FROM content_edition other
    WHERE other.id <> NEW.id AND {same}
      AND (other.superseded_at IS NULL OR other.superseded_at > NEW.published_at)
      AND (NEW.superseded_at IS NULL OR NEW.superseded_at > other.published_at)
)"""
PAGE_TWICE = f"NEW.state IN {FINAL} AND " + OVERLAP.format(
    same=f"other.page_id = NEW.page_id AND other.state IN {FINAL}"
)
PATH_TWICE = "NEW.state = 'approved' AND " + OVERLAP.format(
    same="other.page_id <> NEW.page_id AND other.state = 'approved' "
    "AND (other.path_nl = NEW.path_nl OR other.path_en = NEW.path_en)"
)
WITHOUT_PASSAGE = {
    "sqlite": """EXISTS (
        SELECT 1 FROM json_each(NEW.document, '$.{claims}') claim
        WHERE coalesce(json_array_length(claim.value, '$.citations'), 0) = 0
    )""",
    "postgresql": """EXISTS (
        SELECT 1 FROM jsonb_array_elements(NEW.document -> '{claims}') claim
        WHERE coalesce(jsonb_array_length(claim -> 'citations'), 0) = 0
    )""",
}


def rules(vendor):
    """Return (condition, message) of what is refused on every insert and update, for a kind of database."""
    claims = " OR ".join(WITHOUT_PASSAGE[vendor].format(claims=claims) for claims in ("statements", "relations"))
    claiming = "(SELECT page_type FROM content_page WHERE id = NEW.page_id) NOT IN ('infopage', 'source')"
    return [
        (PAGE_TWICE, "two editions of a page overlap in time"),
        (PATH_TWICE, "two pages are public on one path"),
        (f"{claiming} AND ({claims})", "a claim has no passage"),
    ]


def immutable(vendor):
    return IMMUTABLE.format(final=FINAL, changed=CHANGED[vendor])


def create_sqlite(cursor):
    def trigger(name, event, condition, message):
        cursor.execute(
            f"CREATE TRIGGER edition_{name} {event} ON content_edition WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, 'edition: {message}'); END"
        )

    trigger("immutable", "BEFORE UPDATE", immutable("sqlite"), "a final edition never changes")
    for number, (condition, message) in enumerate(rules("sqlite")):
        trigger(f"rule_{number}_insert", "AFTER INSERT", condition, message)  # only then it has its id
        trigger(f"rule_{number}_update", "BEFORE UPDATE", condition, message)


def create_postgresql(cursor):
    checks = "".join(
        f"IF {condition} THEN RAISE EXCEPTION 'edition: {message}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END IF;\n"
        for condition, message in rules("postgresql")
    )
    cursor.execute(f"""
        CREATE FUNCTION edition_rules() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF {immutable("postgresql")} THEN
                    RAISE EXCEPTION 'edition: a final edition never changes'
                        USING ERRCODE = 'integrity_constraint_violation';
                END IF;
            END IF;
            {checks}
            RETURN NEW;
        END $$
    """)
    cursor.execute(
        "CREATE TRIGGER edition_rules BEFORE INSERT OR UPDATE ON content_edition "
        "FOR EACH ROW EXECUTE FUNCTION edition_rules()"
    )


def create(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        {"sqlite": create_sqlite, "postgresql": create_postgresql}[schema_editor.connection.vendor](cursor)


def drop(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION edition_rules CASCADE")
            return
        cursor.execute("DROP TRIGGER edition_immutable")
        for number in range(len(rules("sqlite"))):
            cursor.execute(f"DROP TRIGGER edition_rule_{number}_insert")
            cursor.execute(f"DROP TRIGGER edition_rule_{number}_update")


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
