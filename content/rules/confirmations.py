"""The rules of confirmations: each is kept as it was made, with the step of the record in which it was."""

from . import Rule, kept, there_already

TABLE = "content_confirmation"
NOT_CURRENT = """NOT EXISTS (
    SELECT 1 FROM content_edition e, content_publication p
    WHERE e.id = NEW.edition_id AND p.serial = NEW.publication_id AND e.publication_id IS NOT NULL
      AND e.state = 'approved' AND e.published_at < p.moment AND e.superseded_at IS NULL
)"""


def confirmation_rules() -> list[Rule]:
    return [
        kept(TABLE),
        Rule("fixed", TABLE, "UPDATE", "1 = 1", "what was confirmed never changes"),
        Rule("replaced", TABLE, "INSERT", there_already(TABLE, "id"), "it is kept"),
        Rule(
            "newest",
            TABLE,
            "INSERT",
            "NEW.publication_id <> (SELECT max(serial) FROM content_publication)",
            "what is confirmed is confirmed now",
        ),
        Rule("current", TABLE, "INSERT", NOT_CURRENT, "what is confirmed is what readers see"),
    ]
