"""How two documents of one page differ, part by part: claims and passages by their ids, fields by their names."""

from collections import Counter
from typing import Any, NamedTuple

from .documents import CLAIMS, LEAD

FIELDS = ("title", "path", "review_by")
# What a claim takes from elsewhere, or what nobody writes: it says nothing of what was changed.
MADE = {"told", "mentions", "former_anchors"}


class Part(NamedTuple):
    """Something that a document says: its kind (of claim, "passage" or "field"), and its id or name."""

    kind: str
    key: str


class Difference(NamedTuple):
    """What became of a part: what it was, and what it is; None where it was not there."""

    part: Part
    before: Any
    after: Any

    @property
    def sort(self) -> str:
        return "added" if self.before is None else "removed" if self.after is None else "changed"


def differences_of(before: dict, after: dict) -> list[Difference]:
    """What differs between two documents in today's form, in the order in which the later one says it."""
    old, new = parts(before), parts(after)
    found = [Difference(part, old.get(part), said) for part, said in new.items() if own(old.get(part)) != own(said)]
    found += [Difference(part, said, None) for part, said in old.items() if part not in new]
    return found + [Difference(part, None, None) for part in moved(old, new)]


def parts(document: dict) -> dict[Part, Any]:
    """All that a document says itself; what is empty is left out. A citation is the id of its passage."""
    cited = {entry["number"]: entry["passage_id"] for entry in document["citations"]}
    said: dict[Part, Any] = {Part("field", name): document[name] for name in FIELDS}
    said[Part("field", "image")] = (document["image"] or {}).get("key")
    details = document["details"] | document.get("classification", {})
    said |= {Part("field", name): value for name, value in details.items()}
    said[Part(LEAD, "")] = lead(document, cited)
    for name in CLAIMS:
        said |= {
            Part(name[:-1], claim["id"]): claim | {"citations": [cited[number] for number in claim["citations"]]}
            for claim in document[name]
        }
    said |= {Part("passage", entry["id"]): entry for entry in document.get("passages", ())}
    return {part: value for part, value in said.items() if not is_empty(value)}


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: an old document has no name for what it lacks."""
    return all(map(is_empty, value.values())) if isinstance(value, dict) else value in (None, "", [], False)


def lead(document: dict, cited: dict[int, str]) -> dict | None:
    if not document["lead"]:
        return None
    claim = document["lead_claim"]
    return {"text": document["lead"], "period": claim["period"], "citations": [cited[n] for n in claim["citations"]]}


def own(said: Any) -> Any:
    """What a part says itself."""
    return {name: value for name, value in said.items() if name not in MADE} if isinstance(said, dict) else said


def moved(old: dict[Part, Any], new: dict[Part, Any]) -> list[Part]:
    """The kinds of rows whose order is another one, each as a part without a key."""
    both = [[part for part in one if part in other] for one, other in ((old, new), (new, old))]
    kinds = dict.fromkeys(part.kind for part in both[0] if part.kind != "field")
    order = [{kind: [part for part in side if part.kind == kind] for kind in kinds} for side in both]
    return [Part(kind, "") for kind in kinds if order[0][kind] != order[1][kind]]


def counted(found: list[Difference]) -> dict:
    """What changed as numbers, by sort of change, of claims and passages; and the names of fields."""
    rows = [each for each in found if each.part.kind not in ("field", LEAD)]
    numbers = Counter(each.sort for each in rows if each.before or each.after)
    fields = [each.part.key or LEAD for each in found if each.part.kind in ("field", LEAD)]
    is_moved = any(not (each.before or each.after) for each in rows)
    return {**numbers, **({"fields": fields} if fields else {}), **({"moved": True} if is_moved else {})}
