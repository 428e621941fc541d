"""Freezes working copies into editions: as a set, each as the others are going to be."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import clock, record
from .cleaning import clean
from .dead_ends import dead_ends
from .documents import SCHEMA_VERSION
from .documents.building import build, build_summary, digest, links_of
from .documents.choosing import choose
from .documents.taking import Public
from .languages import LANGUAGES
from .models import Edition, Link, Page, Passage, Source
from .problems import problems, silent
from .sorting import sort_key


def lock(pages: Iterable[int]) -> None:
    """Let others who publish these pages wait, in an order that is the same for all; links to them may be made."""
    list(Page.objects.select_for_update(no_key=True).filter(pk__in=pages).order_by("pk").values_list("pk"))


class Looked(NamedTuple):
    """A working copy as it would be frozen: its document, the edition before it, and what keeps it from that."""

    page: Page
    document: dict
    before: Edition | None
    wrong: list[ValidationError]


def look_at(pages: Iterable[Page], *, by, change_note=None, change="", chosen=None) -> list[Looked]:
    """Look whether pages can be frozen as a set, as they are stored, whatever the caller has in hand."""
    stored = Page.objects.filter(pk__in=[page.pk for page in pages]).order_by("pk")
    # Sources first, because the others cite them.
    pages = sorted((page.specific for page in stored), key=lambda page: not isinstance(page, Source))
    moment = record.newest().moment
    public, looked = Public(moment), []
    going = {page.path(language) for page in pages for language in LANGUAGES}
    current = {edition.page_id: edition for edition in Edition.objects.in_force(moment).filter(page__in=pages)}
    for page in pages:
        document, missing = build(page, public)
        before = current.get(page.pk)
        if chosen and page.pk in chosen and before and not before.is_withdrawn:
            document, missing = part_of(before.read(), document, missing, chosen[page.pk])
        if isinstance(page, Source):
            public.add(document)
        found: list[str | ValidationError] = [*problems(page, document), *map(not_public, missing)]
        found += dead_ends(document, moment, going)
        if by and before and not before.is_withdrawn:  # somebody changes it; what comes with a release is told there
            found += silent(before.read(), document, change_note or {}, change)
        looked.append(Looked(page, document, before, ValidationError(found).error_list))
    return looked


def prepare(pages: list[Page], *, by, change_note=None, change="", chosen=None) -> list[Edition]:
    """Freeze the working copies of pages as a set, each as one that waits; tell everything that is wrong with any.

    Of a page whose key is in `chosen` only those parts of what changed go along.
    """
    lock([page.pk for page in pages])
    looked = look_at(pages, by=by, change_note=change_note, change=change, chosen=chosen)
    wrong: list[str | ValidationError] = []
    for each in looked:
        told = [f"{each.page}: {message}" for message in ValidationError(each.wrong).messages]
        wrong += each.wrong if len(looked) == 1 else told
    if wrong:
        raise ValidationError(wrong)
    return [
        freeze(each.page, each.document, based_on=each.before, by=by, change_note=change_note, change=change)
        for each in looked
    ]


def part_of(live: dict, working: dict, missing: list[Passage], chosen: Collection[str]) -> tuple[dict, list[Passage]]:
    """The document of some of the changes, and which of the passages that are not public it cites."""
    document = choose(live, working, chosen)
    cited = {entry["passage_id"] for entry in document["citations"]}
    return document, [passage for passage in missing if str(passage.uid) in cited]


def not_public(passage: Passage) -> str:
    """Why a passage cannot be cited."""
    return _("“%(source)s” is not public with the passage “%(place)s”: publish that source first.") % {
        "source": passage.source,
        "place": passage.place_nl,
    }


def freeze(page: Page, document: dict, *, based_on, by, change_note, change="") -> Edition:
    """Store a document as an edition that waits, with its links; one that waited already is overtaken."""
    Edition.objects.waiting().filter(page=page.pk).update(state=Edition.State.OVERTAKEN)
    note = {language: clean(text or "", lines=False) for language, text in (change_note or {}).items()}
    edition = Edition.objects.create(
        page_id=page.pk,
        page_type=document["page_type"],
        based_on=based_on,
        document=document,
        schema_version=document.get("schema_version", SCHEMA_VERSION),
        digest=digest(document),
        summary=build_summary(document),
        path_nl=document["path"]["nl"],
        path_en=document["path"]["en"],
        sort_key_nl=sort_key(document["title"], "nl"),
        sort_key_en=sort_key(document["title"], "en"),
        change_note_nl=note.get("nl", ""),
        change_note_en=note.get("en", ""),
        change=change,
        submitted_by=by,
        submitted_at=clock.now(),
    )
    links = list(links_of(edition.read()))
    found = Page.objects.filter(content_id__in={link[1] for link in links}).values_list("content_id", "pk")
    targets = {str(content_id): pk for content_id, pk in found}
    Link.objects.bulk_create(
        Link(
            edition=edition,
            role=role,
            target_id=targets[target],
            anchor=anchor,
            claim=claim,
            schema_version=SCHEMA_VERSION,
            data=data,
        )
        for role, target, anchor, claim, data in links
    )
    return edition
