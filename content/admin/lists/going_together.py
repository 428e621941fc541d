"""Which pages go along with others, and which of them need each other, when many are submitted or published."""

from typing import Any

from ...documents.building import build
from ...documents.taking import Public
from ...languages import LANGUAGES
from ...models import Page, Source
from ...record import newest
from ..standing.states import edition_in_force, states_of, with_states
from .uses import addresses, leads_to


def needed(pages: list[Page], user) -> list[Page]:
    """The sources that have to go along, for who may write them: pages cite what is not public of them yet.

    What was withdrawn comes back by nobody's citing it.
    """
    if not user.has_perm("content.change_source"):
        return []
    public = Public(newest().moment)
    keys = {passage.source_id for page in pages for passage in build(page, public)[1]}
    sources = Source.objects.filter(pk__in=keys - {page.pk for page in pages})
    return [page for page in with_states(sources.order_by("title_nl", "pk")) if states_of(page) != ["withdrawn"]]


def grouped(pages: list[Page]) -> list[list[Page]]:
    """Pages that need each other: one cites a source, or links to a page, that is not public and goes along."""
    new = {page.pk: addresses(page) for page in pages if not is_live(page)}
    public, group = Public(newest().moment), {page.pk: page.pk for page in pages}
    for page in pages:
        needs = {passage.source_id for passage in build(page, public)[1]} & group.keys()
        needs |= {key for key, wanted in new.items() if links_to(page, wanted)}
        joined = {group[key] for key in (*needs, page.pk)}
        group = {key: page.pk if number in joined else number for key, number in group.items()}
    found: dict[int, list[Page]] = {}
    for page in pages:
        found.setdefault(group[page.pk], []).append(page)
    return list(found.values())


def is_live(page: Page) -> bool:
    edition = edition_in_force(page)
    return edition is not None and not edition.is_withdrawn


def links_to(page: Any, wanted: set[str]) -> bool:
    """Whether a text of the working copy links to one of these addresses."""
    texts = [getattr(each, f"text_{language}") or "" for each in page.statements.all() for language in LANGUAGES]
    return any(leads_to(text, wanted) for text in texts)
