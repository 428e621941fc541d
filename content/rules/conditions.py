"""What several rules have as their condition, in the SQL of both databases; `{differs}` is "IS DISTINCT FROM"."""

OVERLAP = """EXISTS (
    SELECT 1 FROM content_edition other
    WHERE other.id {differs} NEW.id AND other.page_id = NEW.page_id AND other.publication_id IS NOT NULL
      AND (other.superseded_at IS NULL OR other.superseded_at > NEW.published_at)
      AND (NEW.superseded_at IS NULL OR NEW.superseded_at > other.published_at)
)"""
REDACTED = """(NEW.redaction_id IS NOT NULL AND NEW.redaction_id {differs} OLD.redaction_id AND EXISTS (
    SELECT 1 FROM content_redaction r
    WHERE r.id = NEW.redaction_id AND r.confirmed_by_id IS NOT NULL AND r.confirmed_by_id <> r.asked_by_id
))"""
ADDRESS = """(
    SELECT count(*) FROM content_address a
    WHERE a.page_id = NEW.page_id AND a.path IN (NEW.path_nl, NEW.path_en)
) < 2"""
ALONE = """NEW.state = 'approved'
    AND (NEW.approved_by_id IS NULL OR NOT (NEW.approved_by_id {differs} NEW.submitted_by_id))
    AND EXISTS (SELECT 1 FROM content_policy WHERE approver_differs)"""
NOT_REDACTED = """NOT EXISTS (
    SELECT 1 FROM content_edition e WHERE e.id = {row}.edition_id AND e.redaction_id IS NOT NULL
)"""
