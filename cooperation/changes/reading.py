"""Reads what a publication changed: of each page the claims that are not the same as before, matched by their ids."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.db.models import Q

from content.kept import kept, kept_for_good
from content.models import Confirmation, Edition, Link, Publication, Redaction
from content.models.edition import in_force
from content.record import NOTHING, State, state_of

from ..citing.absence import explained
from ..citing.said import Change, Said, all_said_on, changes
from ..pages.values import shown_page

MOST_PAGES = 20  # that are told of one publication, claim by claim
MOST_STEPS = 30  # publications that are looked at for what they changed elsewhere
MOST_OTHERS = 40  # pages that are looked at because they are related to those


class Changed(NamedTuple):
    """A page that a publication changed: it is "new", "changed", "withdrawn", "back", or "other", if only others were
    published.
    """

    edition: Edition
    kind: str
    changes: list[Change]


class Published(NamedTuple):
    """One publication: its pages, the words that were removed by law with it, and what was found to be still so."""

    serial: int
    moment: datetime
    editions: list[Edition]
    redactions: list[Redaction]
    confirmations: list[Confirmation]


def published(until: int, most: int, *, kind: str = "", pages: Iterable[int] = ()) -> list[Published]:
    """The newest publications up to a serial number; those of one kind of page, or that concern some pages."""
    found = Publication.objects.filter(serial__lte=until)
    if kind:
        found = found.filter(Q(editions__page_type=kind) | Q(redactions__page__page_type=kind))
    if pages := list(pages):
        found = found.filter(Q(editions__page__in=pages) | Q(redactions__page__in=pages))
    steps = list(found.order_by("-serial").distinct()[:most])
    editions = Edition.objects.filter(publication__in=steps).with_summary().select_related("based_on", "page")
    redactions = Redaction.objects.carried_out().filter(publication__in=steps).select_related("page")
    confirmations = Confirmation.objects.filter(publication__in=steps).select_related("edition").order_by("pk")
    return [
        Published(
            step.serial,
            step.moment,
            [each for each in editions if each.publication_id == step.serial],
            [each for each in redactions if each.publication_id == step.serial],
            [each for each in confirmations if each.publication_id == step.serial],
        )
        for step in steps
    ]


def kind_of(edition: Edition) -> str:
    """What a publication did with a page."""
    if edition.is_withdrawn:
        return "withdrawn"
    if edition.number == 1:
        return "new"
    return "back" if edition.based_on and edition.based_on.is_withdrawn else "changed"


def changed_by(step: Published, language: str) -> list[Changed]:
    """The pages that a publication changed, those first that were published with it; no more than can be read.

    It is the same at whatever moment somebody looks, so later publications leave it kept.
    """
    key = ("changed by", step.serial, step.moment, language)
    return kept_for_good(key, lambda: _changed_by(step, language))


def _changed_by(step: Published, language: str) -> list[Changed]:
    after = State(step.serial, step.moment)
    before = state_of(step.serial - 1) if step.serial > 1 else NOTHING
    own = step.editions[:MOST_PAGES]
    found = [
        Changed(edition, kind, between(edition.page_id, before, after, language) if kind == "changed" else [])
        for edition in own
        for kind in [kind_of(edition)]
    ]
    if len(step.editions) > MOST_PAGES or not any(map(is_seen_elsewhere, found)):
        return found
    others = Edition.objects.at(after.moment).filter(page__in=neighbours(own, before)[:MOST_OTHERS]).with_summary()
    told = [Changed(each, "other", between(each.page_id, before, after, language)) for each in others]
    return found + [each for each in told if each.changes]


def is_seen_elsewhere(changed: Changed) -> bool:
    """Whether others may show something else because of a page: it came or went, its name or a relation changed."""
    kinds = {said.kind for each in changed.changes for said in each[:2] if said}
    return changed.kind != "changed" or bool(kinds & {"page", "relation"})


def between(page: int, before: State, after: State, language: str) -> list[Change]:
    """What changed on a page, by its key, from one state of the site to another."""
    # Publications are told one after the other, and what comes after the one comes before the next.
    one, other = (
        kept(state, ("all said", page, language), partial(all_said_at, state, page, language), endless=True)
        for state in (before, after)
    )
    return explained(changes(one, other), after, language)


def all_said_at(state: State, page: int, language: str) -> dict[str, Said]:
    """All that a page, by its key, says in a state of the site: nothing where it is not public."""
    edition = Edition.objects.at(state.moment).filter(page=page).first()
    return all_said_on(shown_page(edition.read(), page, state.moment, language)) if edition else {}


def neighbours(editions: list[Edition], before: State) -> list[int]:
    """The pages that are related to some, before a publication or with it: what they say may have changed as well."""
    own = {edition.page_id for edition in editions}
    earlier = Edition.objects.in_force(before.moment).filter(page__in=own).values_list("pk", flat=True)
    links = Link.objects.exclude(role__in=["cites", Link.GONE])
    found = set(links.filter(edition__in=[*earlier, *(each.pk for each in editions)]).values_list("target", flat=True))
    pointing = links.filter(in_force(before.moment, "edition__"), target__in=own)
    found |= set(pointing.values_list("edition__page", flat=True))
    return sorted(found - own)


def by_others(page: int, state: State, language: str) -> list[Published]:
    """The publications of other pages by which a page, by its key, shows something else, the newest first."""
    current = Edition.objects.in_force(state.moment).filter(page=page).with_summary().first()
    if current is None:
        return []
    steps = published(state.serial, MOST_STEPS, pages=neighbours([current], state))
    steps = [step for step in steps if page not in {edition.page_id for edition in step.editions}]
    return [step for step in steps if any(each.edition.page_id == page for each in changed_by(step, language))]
