"""The rules of what is kept, held by the database itself: triggers, on SQLite and on PostgreSQL.

They hold for whoever writes, also for a deletion, for TRUNCATE, and for SQLite's INSERT OR REPLACE. `triggers` puts
them on; this is the one list.
"""

from dataclasses import dataclass

from .conditions import ADDRESS, ALONE, NOT_REDACTED, OVERLAP, REDACTED

# What an edition says, and what it was made of: frozen from the moment that it is submitted.
FIXED = [
    "page_id",
    "page_type",
    "path_nl",
    "path_en",
    "change",
    "based_on_id",
    "submitted_by_id",
    "submitted_at",
    "schema_version",
    "digest",
]
# The words of it, which a confirmed redaction may change, and nothing else.
WORDS = ["document", "summary", "sort_key_nl", "sort_key_en", "change_note_nl", "change_note_en"]
# What was decided: frozen from the moment that the edition has its place in the record.
DECISION = ["number", "state", "publication_id", "published_at", "approved_by_id", "review_note"]
# What somebody asked to be removed.
ASKED = ["page_id", "claim", "with_notes", "asked_by_id", "asked_at"]


@dataclass(frozen=True)
class Rule:
    """What is refused: on these events of a table, when the condition holds."""

    name: str
    table: str
    events: str  # "INSERT", "UPDATE", "DELETE", with spaces between them
    condition: str
    message: str
    # On PostgreSQL, after the row has changed: before that it would be locked as if its key were to change, because
    # Django writes all columns, and whoever makes a link to it would wait.
    after: bool = False


def changed(columns: list[str]) -> str:
    return "(" + " OR ".join(f"OLD.{column} {{differs}} NEW.{column}" for column in columns) + ")"


def there_already(table: str, *columns: str) -> str:
    """The condition that a new row would take the place of another one: INSERT OR REPLACE runs no other trigger."""
    same = " AND ".join(f"{column} = NEW.{column}" for column in columns)
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"


def kept(table: str) -> Rule:
    return Rule("kept", table, "DELETE", "1 = 1", "it is kept")


def rules() -> list[Rule]:
    """All rules. The kinds of pages that need no source are those that say so themselves."""
    from ..models.page import page_types
    from .confirmations import confirmation_rules

    exempt = sorted(name for name, model in page_types().items() if not model.cites_sources)
    cites = f"NEW.page_type NOT IN ({', '.join(map(repr, exempt))})"
    edition, link, publication = "content_edition", "content_link", "content_publication"
    address, redaction, decision = "content_address", "content_redaction", "content_decision"
    return [
        kept(edition),
        Rule("replaced", edition, "INSERT", there_already(edition, "id"), "it is kept"),
        Rule(
            "numbered",
            edition,
            "INSERT UPDATE",
            "EXISTS (SELECT 1 FROM content_edition other WHERE other.page_id = NEW.page_id "
            "AND other.number = NEW.number AND other.id {differs} NEW.id)",
            "a number is given once",
        ),
        Rule(
            "waiting",
            edition,
            "INSERT UPDATE",
            "NEW.state = 'submitted' AND EXISTS (SELECT 1 FROM content_edition other WHERE other.page_id = NEW.page_id "
            "AND other.state = 'submitted' AND other.id {differs} NEW.id)",
            "one submission waits at a time",
        ),
        Rule("fixed", edition, "UPDATE", changed(FIXED), "what was submitted never changes"),
        Rule(
            "words",
            edition,
            "UPDATE",
            f"{changed(WORDS)} AND NOT {REDACTED}",
            "what was submitted never changes, but by a redaction of two people",
        ),
        Rule(
            "unredacted",
            edition,
            "UPDATE",
            f"OLD.redaction_id {{differs}} NEW.redaction_id AND NOT {REDACTED}",
            "a redaction is of two people",
        ),
        Rule(
            "final",
            edition,
            "UPDATE",
            f"OLD.publication_id IS NOT NULL AND {changed(DECISION)}",
            "what was public never changes",
        ),
        Rule(
            "ended",
            edition,
            "UPDATE",
            "OLD.superseded_at IS NOT NULL AND OLD.superseded_at {differs} NEW.superseded_at",
            "an end is set once",
        ),
        Rule(
            "decided",
            edition,
            "UPDATE",
            "OLD.state <> NEW.state AND NOT (OLD.state = 'submitted' "
            "OR (OLD.state IN ('approved', 'withdrawn') AND NEW.state = 'cancelled'))",
            "what was decided stays decided",
        ),
        Rule(
            "overlap",
            edition,
            "INSERT UPDATE",
            f"NEW.publication_id IS NOT NULL AND {OVERLAP}",
            "two editions of a page overlap in time",
        ),
        Rule(
            "dated",
            edition,
            "INSERT UPDATE",
            "NEW.publication_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM content_publication p "
            "WHERE p.serial = NEW.publication_id AND p.moment = NEW.published_at)",
            "an edition goes live at the moment of its publication",
        ),
        Rule(
            "addressed",
            edition,
            "INSERT",
            f"(NEW.state = 'approved' OR NEW.publication_id IS NOT NULL) AND {ADDRESS}",
            "an address belongs to one page for good",
        ),
        Rule(  # later, the address of an old edition may be one that another page has since an earlier release
            "settled",
            edition,
            "UPDATE",
            "((NEW.state = 'approved' AND OLD.state <> 'approved') "
            f"OR (NEW.publication_id IS NOT NULL AND OLD.publication_id IS NULL)) AND {ADDRESS}",
            "an address belongs to one page for good",
        ),
        Rule(
            "cited",
            edition,
            "INSERT UPDATE",
            f"{cites} AND NEW.redaction_id IS NULL AND ({{bare_statement}} OR {{bare_relation}})",
            "a claim has no passage",
        ),
        Rule("approver", edition, "INSERT", ALONE, "who approves is not who submitted"),
        Rule(  # what was approved before the site asked for two people still goes live
            "approver_later",
            edition,
            "UPDATE",
            "OLD.publication_id IS NULL AND (OLD.state <> 'approved' OR OLD.approved_by_id {differs} "
            f"NEW.approved_by_id) AND {ALONE}",
            "who approves is not who submitted",
        ),
        Rule("kept", link, "DELETE", NOT_REDACTED.format(row="OLD"), "it is kept, but for a redaction of two people"),
        Rule("replaced", link, "INSERT", there_already(link, "id"), "it is kept"),
        Rule(
            "complete",
            link,
            "INSERT",
            "EXISTS (SELECT 1 FROM content_edition e WHERE e.id = NEW.edition_id AND e.publication_id IS NOT NULL "
            "AND NOT (NEW.role = 'gone' AND e.redaction_id IS NOT NULL))",
            "what was public never changes",
        ),
        Rule(
            "fixed",
            link,
            "UPDATE",
            f"{changed(['id', 'edition_id', 'role', 'target_id', 'anchor', 'claim', 'schema_version'])} OR "
            f"{NOT_REDACTED.format(row='NEW')}",
            "what was submitted never changes, but by a redaction of two people",
        ),
        *confirmation_rules(),
        kept(publication),
        Rule("fixed", publication, "UPDATE", "1 = 1", "the record never changes"),
        Rule(
            "next",
            publication,
            "INSERT",
            "NEW.serial <> (SELECT coalesce(max(serial), 0) + 1 FROM content_publication) "
            "OR NEW.moment <= (SELECT max(moment) FROM content_publication)",
            "the record has one order, without a gap",
        ),
        Rule("kept", address, "DELETE", "OLD.publication_id IS NOT NULL", "an address belongs to its page for good"),
        Rule(
            "fixed",
            address,
            "UPDATE",
            f"{changed(['path', 'page_id'])} OR OLD.publication_id IS NOT NULL",
            "an address belongs to its page for good",
        ),
        Rule(
            "replaced",
            address,
            "INSERT",
            f"{there_already(address, 'path')} OR {there_already(address, 'id')}",
            "an address belongs to its page for good",
        ),
        kept(decision),
        Rule("replaced", decision, "INSERT", there_already(decision, "id"), "it is kept"),
        Rule("fixed", decision, "UPDATE", "1 = 1", "what was decided stays decided"),
        kept("content_setmember"),
        Rule("replaced", "content_setmember", "INSERT", there_already("content_setmember", "edition_id"), "it is kept"),
        Rule("fixed", "content_setmember", "UPDATE", "1 = 1", "what was submitted together stays together"),
        Rule("kept", redaction, "DELETE", "OLD.confirmed_by_id IS NOT NULL", "a redaction is kept"),
        Rule("replaced", redaction, "INSERT", there_already(redaction, "id"), "it is kept"),
        Rule(
            "fixed",
            redaction,
            "UPDATE",
            f"OLD.publication_id IS NOT NULL OR {changed(ASKED)}",
            "a redaction never changes",
        ),
        Rule(
            "fixed",
            "content_page",
            "UPDATE",
            changed(["content_id", "page_type"]),
            "a page keeps its permanent id",
            after=True,
        ),
    ]
