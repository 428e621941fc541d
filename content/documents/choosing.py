"""A document of some of the changes of a working copy: what is chosen as it is there, all else as it is live.

All of it is a function of two documents and the keys of what is chosen; neither is changed.
"""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from . import CLAIMS, cited_claims

LEAD, FIELDS, SOURCES, ORDER = "lead", "fields", "sources", "order-"
LISTS = (*CLAIMS, "passages")
OF_LEAD = ("lead", "lead_claim", "lead_mentions")
APART = {*LISTS, *OF_LEAD, "citations", "schema_version"}


class Part(NamedTuple):
    """Something in which two documents differ: its key, the list of a claim, and whether it is new, changed or gone."""

    key: str
    kind: str
    state: str


def differing(live: dict, working: dict) -> list[Part]:
    """The parts in which a working copy differs from what is live, each of which can be chosen by its key."""
    before, after = spelled(live), spelled(working)
    found = [Part(FIELDS, FIELDS, "changed")] if fields_of(before) != fields_of(after) else []
    if any(before[name] != after[name] for name in OF_LEAD):
        found.append(Part(LEAD, LEAD, "changed"))
    for name in LISTS:
        old, new = by_id(before, name), by_id(after, name)
        for key in [*new, *(key for key in old if key not in new)]:
            if old.get(key) != new.get(key):
                state = "new" if key not in old else "changed" if key in new else "gone"
                found.append(Part(key, name, state))
        if is_reordered(list(old), list(new)):
            found.append(Part(f"{ORDER}{name}", ORDER, "changed"))
    words, now = citations_of(live), citations_of(working)
    if any(words[key] != now[key] for key in words.keys() & now.keys()):
        found.append(Part(SOURCES, SOURCES, "changed"))
    return found


def choose(live: dict, working: dict, chosen: Collection[str]) -> dict:
    """The document that has of a working copy what is chosen, and all else as it is live."""
    before, after = spelled(live), spelled(working)
    made = dict(after if FIELDS in chosen else before) | {"schema_version": working["schema_version"]}
    lead = after if LEAD in chosen else before
    made |= {name: lead[name] for name in OF_LEAD}
    taken = [after["lead_claim"]] if LEAD in chosen else []
    for name in LISTS:
        if name in before or name in after:
            old, new = by_id(before, name), by_id(after, name)
            claims = {key: new.get(key) if key in chosen else old.get(key) for key in [*old, *new]}
            made[name] = [claims[key] for key in in_order(old, new, claims, f"{ORDER}{name}" in chosen)]
            taken += [claim for key, claim in new.items() if key in chosen and "citations" in claim]
    words, now = citations_of(live), citations_of(working)
    newly = (
        now.keys() if SOURCES in chosen else {key for claim in taken for key in claim["citations"]} | now.keys() - words
    )
    return numbered(made, words | {key: now[key] for key in newly})


def in_order(old: dict, new: dict, claims: dict, is_chosen: bool) -> list[str]:
    """The keys of the claims that are there, as they stand live, or as they stand in the working copy.

    What is only in the other one comes after what it follows there.
    """
    base, other = (new, old) if is_chosen else (old, new)
    found = [key for key in base if claims[key]]
    before: list[str] = []
    for key in other:
        if claims[key] and key not in base:
            place = next((found.index(each) + 1 for each in reversed(before) if each in found), 0)
            found.insert(place, key)
        before.append(key)
    return found


def is_reordered(old: list[str], new: list[str]) -> bool:
    return [key for key in old if key in new] != [key for key in new if key in old]


def by_id(document: dict, name: str) -> dict[str, dict]:
    return {claim["id"]: claim for claim in document.get(name, ())}


def fields_of(document: dict) -> dict:
    """What a document has of the page itself."""
    return {name: value for name, value in document.items() if name not in APART}


def citations_of(document: dict) -> dict[str, dict]:
    """What a document took of sources, by the id of the passage, without its number."""
    return {
        entry["passage_id"]: {name: value for name, value in entry.items() if name != "number"}
        for entry in document["citations"]
    }


def spelled(document: dict) -> dict:
    """A document whose claims cite passages by their ids, because a number means something else in another one."""
    cited = {entry["number"]: entry["passage_id"] for entry in document["citations"]}
    return recited(document, lambda numbers: [cited[number] for number in numbers if number in cited])


def numbered(document: dict, words: dict[str, dict]) -> dict:
    """A document with its citations written out, and numbered in the order in which a reader meets them."""
    order = list(dict.fromkeys(key for claim in cited_claims(document) for key in claim["citations"]))
    made = recited(document, lambda keys: [order.index(key) + 1 for key in keys])
    made["citations"] = [{"number": number, **words[key]} for number, key in enumerate(order, 1)]
    return made


def recited(document: dict, cite: Callable[[list], list]) -> dict:
    """A copy of a document whose claims cite otherwise."""
    lead = document["lead_claim"]
    made = document | {"lead_claim": lead | {"citations": cite(lead["citations"])}}
    return made | {name: list(citing(document[name], cite)) for name in CLAIMS}


def citing(claims: Iterable[dict], cite: Callable[[list], list]) -> Iterable[dict]:
    return (claim | {"citations": cite(claim["citations"])} for claim in claims)
