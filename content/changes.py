"""How a working copy differs from what is public: edited here, or something that it shows has changed."""

from .documents import claims_of
from .documents.building import build_document
from .documents.taking import Public, TakenBefore
from .models import Edition, Page, page_types


def is_edited(page: Page, live: Edition | None) -> bool:
    """Whether the working copy says anything else than the edition that is public, of what it says itself."""
    if live is None or live.is_withdrawn:
        return True
    working, public = compared(page, live)
    return working != public


def compared(page: Page, live: Edition) -> tuple[dict, dict]:
    """The documents of the working copy and of what is public, each without what nobody edits there."""
    public = with_later_fields(live.read())
    working = build_document(page, TakenBefore(public))
    if (working["image"] or {}).get("key") == (public["image"] or {}).get("key"):
        working["image"] = public["image"]  # what is said of an image is not said here
    return without_past(working), without_past(public)


def rows_of(document: dict) -> dict[str, dict]:
    """The claims and the passages of a document by their ids, each with the passages that it cites by theirs."""
    cited = {entry["number"]: entry["passage_id"] for entry in document["citations"]}
    rows = [*claims_of(document), *document.get("passages", ())]
    return {row["id"]: row | {"citations": [cited[number] for number in row.get("citations", ())]} for row in rows}


def with_later_fields(document: dict) -> dict:
    """A document with the fields that its type of page got after it was made: they were empty."""
    model = page_types().get(document["page_type"])
    return document | {"details": model().details() | document["details"]} if model else document


def without_past(document: dict) -> dict:
    """A document without where its relations stood in earlier times, which nobody edits."""
    return document | {"relations": [relation | {"former_anchors": []} for relation in document["relations"]]}


def shows_what_changed(page: Page, live: Edition | None, public: Public) -> bool:
    """Whether a source, or the image, that a public page shows is public in other words now."""
    if live is None or live.is_withdrawn:
        return False
    document = live.read()
    public.read_sources(entry["source"] for entry in document["citations"])
    image = document["image"]
    return any(changed(entry, public) for entry in document["citations"]) or bool(
        image and page.image and str(page.image.key) == image["key"] and page.image.entry() != image
    )


def changed(entry: dict, public: Public) -> bool:
    now = public.get(entry["passage_id"])
    return now is not None and now | {"number": entry["number"]} != entry


def is_to_be_published(page: Page, live: Edition | None, public: Public) -> bool:
    """Whether publishing a page would change anything."""
    return is_edited(page, live) or shows_what_changed(page, live, public)
