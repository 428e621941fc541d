"""What a file would change: it is done, looked at, and undone; and done for good once that was seen.

Nothing is published: what is written are working copies, each kept before and after (`content/saving.py`). Either all
of a file is written or nothing is.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy

from .. import clock
from ..bringing_back import check_addresses
from ..comparing import Difference, differences_of
from ..documents.building import digest, read_parts
from ..entries import Entry
from ..entry_problems import Problem, Wrong
from ..freezing import lock
from ..languages import DEFAULT
from ..models import Claim, Page, SavedCopy, page_types
from ..natural_keys import Missing
from ..saving import Origin, keep, keep_what_is_there, kept_and_now
from .reading import Brought

TOGETHER = 100  # pages that are read at once
AT_ONCE = 200  # rows between two words on how far it is
Step = tuple[int, int]  # how many rows are looked through, and of how many


@dataclass
class Change:
    """What becomes of a page: what it said, nothing if it is new, and what it is to say."""

    page: Page
    before: dict | None
    after: dict
    told: Any = None  # in words, which know what the file brings

    @property
    def seen(self) -> str:
        """All of the page that is shown, in short."""
        return f"{self.after['content_id']}:{digest({'before': own(self.before), 'after': own(self.after)})}"

    def differences(self) -> list[Difference]:
        return differences_of(self.before or nothing(self.after), self.after)


@dataclass
class Outcome:
    """What a file comes to: what is wrong with it, and what it changes; how many pages it leaves as they are."""

    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    same: int = 0
    rows: int = 0
    noted: int = 0  # translations that are said to be right

    @property
    def seen(self) -> str:
        return " ".join(change.seen for change in self.changes)


Steps = Generator[Step, None, Outcome]


class Outdated(Exception):
    """Somebody saved pages after it was shown what would become of them."""


def own(document: dict | None) -> dict | None:
    """A document without the words of the sources that it cites."""
    return document and document | {"citations": [entry["passage_id"] for entry in document["citations"]]}


def nothing(document: dict) -> dict:
    """What a page says that is not there yet."""
    blank: dict[str, Any] = {name: [] for name in ("statements", "relations", "steps", "citations", "passages")}
    none: dict[str, Any] = {
        "title": {},
        "path": {},
        "lead": {},
        "details": {},
        "classification": {},
        "image": None,
        "review_by": None,
    }
    return document | blank | none


def look_through(brought: Brought, user: Any, tell: Callable[[Change], Any]) -> Steps:
    """What a file would change, told while it is there, and what is wrong with it. Nothing is left of it."""
    with transaction.atomic():
        outcome, _known = yield from apply(brought, user)
        for change in outcome.changes:
            change.told = tell(change)
        transaction.set_rollback(True)
    return outcome


def write(brought: Brought, user: Any, seen: str) -> Steps:
    """Write what a file says, as it was `seen`; nothing if it has problems. Raises Outdated."""
    with transaction.atomic():
        shown = [key for each in seen.split() if (key := uuid_in(each.partition(":")[0]))]
        lock(Page.objects.filter(content_id__in=shown).values_list("pk", flat=True))
        outcome, known = yield from apply(brought, user)
        if outcome.problems or outcome.seen != seen:
            transaction.set_rollback(True)
            if outcome.problems:
                return outcome
            raise Outdated
        Page.objects.filter(pk__in=[change.page.pk for change in outcome.changes]).update(modified_at=clock.now())
        for change in outcome.changes:
            if change.page.pk in known:
                keep_what_is_there(change.page.pk, known[change.page.pk])
            keep(change.page.pk, by=user, origin=Origin.FORM)
    return outcome


def apply(brought: Brought, user: Any) -> Generator[Step, None, tuple[Outcome, dict]]:
    """Store what can be stored of a file; what of each page was kept and stored before, by its key."""
    entries, outcome = brought.entries, Outcome(list(brought.problems), rows=len(brought.entries))
    brought.found.clear()
    known = dict(documents_of(page.pk for page in pages_named(entries)))
    failed: dict[int, Entry] = {}
    for number, entry in enumerate([*entries, *entries]):
        if number and number % AT_ONCE == 0:
            yield number // 2, len(entries)
        is_last = number >= len(entries)
        if not is_last and issubclass(entry.model, Claim):
            continue  # nothing refers to it but in the second round
        try:
            with transaction.atomic():
                (entry.save_deferred_fields if is_last else entry.save)()
        except Wrong as wrong:  # the first time what it refers to may still come
            if is_last:
                failed[id(entry)] = entry
                outcome.problems += map(entry.at_cell, wrong.problems)
    outcome.problems = without_following(outcome.problems, failed.values())
    outcome.noted = sum(getattr(entry, "notes", 0) for entry in entries)
    rows: dict[int, list[Entry]] = {}
    for entry in entries:
        if id(entry) not in failed and (page := page_of_entry(entry)):
            rows.setdefault(page.pk, []).append(entry)
    for key, (_last, after) in documents_of(rows):
        before = known[key][1] if key in known else None
        if before is not None and own(before) == own(after):
            outcome.same += 1
        else:
            outcome.changes.append(Change(Page.objects.get(pk=key).specific, before, after))
            outcome.problems += refusals(outcome.changes[-1], rows[key], user)
    return outcome, known


def documents_of(keys: Iterable[int]) -> Iterator[tuple[int, tuple[SavedCopy | None, dict]]]:
    """What was kept of pages last, and what they say now, by their keys."""
    wanted = set(keys)
    for model in sorted(page_types().values(), key=lambda model: model.cites_sources):  # sources first
        pages = list(model._default_manager.filter(pk__in=wanted).order_by("pk"))
        for start in range(0, len(pages), TOGETHER):
            read_parts(pages[start : start + TOGETHER])
            for page in pages[start : start + TOGETHER]:
                yield page.pk, kept_and_now(page)


def pages_named(entries: Iterable[Entry]) -> Iterator[Page]:
    """The pages that are there already and that entries are about."""
    keys = set()
    for entry in entries:
        if issubclass(entry.model, Page):
            keys.add((str(entry.model._meta.model_name), str(entry.fields.get("slug_nl"))))
        else:
            named = entry.fields.get("page") or entry.fields.get("source")
            if isinstance(named, list) and len(named) == 2:
                keys.add((str(named[0]), str(named[1])))
    ids = {key for entry in entries if (key := uuid_in(entry.fields.get("content_id")))}
    for page in Page.objects.filter(Q(slug_nl__in={slug for _type, slug in keys}) | Q(content_id__in=ids)):
        if page.natural_key() in keys or page.content_id in ids:
            yield page


def uuid_in(value: Any) -> UUID | None:
    with suppress(ValueError):
        return UUID(str(value)) if value else None
    return None


def page_of_entry(entry: Entry) -> Page | None:
    row: Any = entry.object
    return row if isinstance(row, Page) else getattr(row, "page", None) or getattr(row, "source", None)


def without_following(problems: list[Problem], failed: Iterable[Entry]) -> list[Problem]:
    """What is wrong in its own right: not what misses a row that has something wrong itself."""
    lost = {key_in(entry) for entry in failed}
    return [each for each in problems if not (isinstance(each.cause, Missing) and each.cause.key in lost)]


def key_in(entry: Entry) -> tuple[str, ...]:
    """By which names others refer to the row of an entry."""
    fields, name = entry.fields, str(entry.model._meta.model_name)
    if issubclass(entry.model, Page):
        return name, str(fields.get("slug_nl"))
    owner = fields.get("page") or fields.get("source")
    parts = list(map(str, owner)) if isinstance(owner, list) else []
    if "key" in fields:
        return (*parts[1:], str(fields["key"]))
    return (*parts, str(fields.get("anchor")))


def refusals(change: Change, rows: list[Entry], user: Any) -> Iterator[Problem]:
    """Why somebody may not write a page so."""
    where = "“{}”".format(change.after["title"].get(DEFAULT, ""))
    models = {entry.model for entry in rows} | {type(change.page)}
    for model in sorted(models, key=lambda model: str(model._meta.model_name)):
        does = "add" if change.before is None and issubclass(model, Page) else "change"
        opts = model._meta
        if not user.has_perm(f"{opts.app_label}.{does}_{opts.model_name}"):
            told = gettext_lazy("you may not write these: %(kind)s")
            yield Problem(where, "", ValidationError(told, params={"kind": opts.verbose_name_plural}))
    try:
        check_addresses(None if change.before is None else change.page.pk, change.after)
    except ValidationError as error:
        yield Problem(where, f"slug_{DEFAULT}", error)
