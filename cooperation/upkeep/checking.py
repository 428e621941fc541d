"""One page to be checked: each of its claims beside what its sources say now, passage by passage."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import get_language

from content.confirming import Shown
from content.documents import cited_claims
from content.languages import DEFAULT, LANGUAGES
from content.models import Edition, Link
from content.models.source import REPLACES
from content.record import State
from content.rendering.text import Reader, Text
from content.upkeep import Tended, TendedPage, upkeep_at

from ..citing.said import said_in


class Place(NamedTuple):
    """A passage as its source has it now; `cited` is what the page has of it, where that is something else."""

    source: Text
    page: int  # the source, by key
    url: str  # of the document, or of who published it
    place: Text
    summary: Text
    cited: str = ""
    is_gone: bool = False


class Part(NamedTuple):
    """What is ticked: a claim in each language, or a page as a whole, which has no words here."""

    id: str
    words: list[tuple[str, str]]  # the language, and what is said in it
    changed: date
    checked: date
    due: date
    is_due: bool
    places: list[Place]
    is_ticked: bool


class ToCheck(NamedTuple):
    """A page with all that is to be checked of it, and what somebody who confirms it was shown."""

    tended: TendedPage
    title: Text
    url: str
    parts: list[Part]
    shown: Shown
    newer: set[int]  # the keys of its sources of which there is a newer edition


def page_to_check(page: int, state: State, day: date, ticked: Collection[str] = ()) -> ToCheck | None:
    """A page by its key, as it is to be checked; nothing where it is not public."""
    tended = upkeep_at(state).get(page)
    if tended is None:
        return None
    edition, reader = Edition.objects.get(pk=tended.page.pk), Reader(get_language() or DEFAULT)
    resting = {source for part in tended.parts for source in part.sources}
    live = Edition.objects.at(state.moment).filter(page__content_id__in=resting)
    sources = {each.summary["content_id"]: each for each in live}
    places = places_of(edition.read(), sources, reader)
    said = {language: said_in(edition, state, language, state) for language in LANGUAGES}
    parts = [
        Part(
            part.id,
            [(language, claims[part.id].wording) for language, claims in said.items() if part.id in claims],
            timezone.localdate(part.changed),
            timezone.localdate(part.checked),
            part.due,
            not part.is_in_date(day),
            places.get(part.id, []),
            part.id in ticked,
        )
        for part in first_due(tended, day)
    ]
    numbers = {key: source.number or 0 for key, source in sources.items()}
    shown = Shown(state.serial, edition.pk, numbers)
    newer = set(
        Link.objects.at(state.moment)
        .filter(role=REPLACES, target__in=[each.page_id for each in live])
        .values_list("target", flat=True)
    )
    title, url = reader.text(tended.page.summary["title"]), tended.page.path(reader.language)
    return ToCheck(tended, title, url, parts, shown, newer)


def first_due(tended: TendedPage, day: date) -> list[Tended]:
    """What is due comes first, and all else in the order of the page."""
    return sorted(tended.parts, key=lambda part: part.is_in_date(day))


def places_of(document: dict, sources: dict[str, Edition], reader: Reader) -> dict[str, list[Place]]:
    """The passages that each claim rests on, by its id; of a source, which is checked as a whole, its own."""
    if "passages" in document:
        own = document | {"source": document["content_id"], **document["details"]}
        found = [{**own, "passage_id": each["id"], **each} for each in document["passages"]]
        return {document["content_id"]: list(places(found, sources, reader))}
    cited = {entry["number"]: entry for entry in document["citations"]}
    return {
        claim["id"]: list(places([cited[number] for number in claim["citations"]], sources, reader))
        for claim in cited_claims(document)
    }


def places(entries: list[dict], sources: dict[str, Edition], reader: Reader) -> Iterator[Place]:
    """Passages as they are cited, each as its source has it now."""
    for entry in entries:
        source = sources.get(entry["source"])
        passages = source.read().get("passages", ()) if source else ()
        now = next((each for each in passages if each["id"] == entry["passage_id"]), None)
        url = entry["url"] or entry["publisher_url"]
        title = reader.text(entry["title"])
        if source is None or now is None:
            page = source.page_id if source else 0
            yield Place(title, page, url, reader.text(entry["place"]), reader.text(entry["summary"]), is_gone=True)
            continue
        details = source.read()["details"]
        url = details["url"] or details["publisher_url"]
        title = reader.text(source.summary["title"])
        was, summary = reader.text(entry["summary"]), reader.text(now["summary"])
        yield Place(title, source.page_id, url, reader.text(now["place"]), summary, was if was != summary else "")
