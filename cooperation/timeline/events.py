"""Which claims tell of one event: those of the same period that rest on one and the same passage.

A study that four pages tell of is one event. Two claims of one year that share no passage may tell of different things,
so they stay two; and no chain of passages joins what has none in common.

The period of a page as a whole is an event as well. What the page itself says of that period tells it, and so does
what other pages say of it by the same passages.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from content.dates import readable
from content.models import Edition

Period = tuple[tuple[str, str], ...]
Mark = tuple[Period, str]  # a period, and a passage that tells of it


@dataclass(frozen=True, eq=False)
class Said:
    """A statement or relation of a live page, as its document has it, with its citations written out."""

    edition: Edition
    kind: str
    entry: dict
    citations: list[dict]

    @cached_property
    def period(self) -> dict[str, str]:
        """Its own period, as far as it can be read."""
        return readable_period(self.entry["period"])

    @cached_property
    def passages(self) -> list[str]:
        return [citation["passage_id"] for citation in self.citations] or [self.entry["id"]]

    @property
    def sources(self) -> dict[str, dict]:
        """A citation of each source, by its content id."""
        return {citation["source"]: citation for citation in self.citations}

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands, the same in every language."""
        return self.edition.path_nl, self.entry["anchor"]

    def address(self, language: str) -> str:
        return f"{self.edition.path(language)}#{self.kind[0]}-{self.entry['anchor']}"


@dataclass(eq=False)
class Event:
    """Something that began, ended, or was so. Its claims are all that tell of it; the period may be that of a page."""

    period: dict[str, str]
    claims: list[Said]
    of_page: Edition | None = None
    anchor: str = ""

    @property
    def date(self) -> str:
        """What is known first of it."""
        return min(self.period.values())

    @property
    def end(self) -> str:
        return self.period.get("until", "")

    @cached_property
    def named_by(self) -> Said:
        """The claim that tells it best: a statement of its page; or a relation, which says by itself who did what.

        A heading says that only under the title of its page. Of several, the one that rests on the least else.
        """
        best = "statement" if self.of_page else "relation"
        own = [said for said in self.claims if self.of_page in (None, said.edition)]
        return min(own, key=lambda said: (said.kind != best, len(said.passages), said.place))

    @property
    def told_by(self) -> Said | None:
        """The same, or nothing where only the page as a whole is known to begin or end."""
        return self.named_by if self.claims else None

    @property
    def place(self) -> tuple[str, str]:
        """What it stands at among those of the same date, the same in every language."""
        return self.named_by.place if self.claims or not self.of_page else (self.of_page.path_nl, "")


def readable_period(period: dict) -> dict[str, str]:
    return {name: date for name, date in period.items() if readable(date)}


def events(pages: Iterable[tuple[Edition, list[Said]]]) -> list[Event]:
    """The events that pages tell of, in the order of their dates; in every language the same."""
    found: list[Event] = []
    others: list[Said] = []
    known: dict[Mark, Event] = {}
    for edition, claims in pages:
        own = period_of_page(edition)
        tells = [said for said in claims if said.period and said.period.items() <= own.items()]
        others += [said for said in claims if said.period and said not in tells]
        if own:
            found.append(event := Event(own, tells, edition))
            known |= {(key(own), passage): event for said in tells for passage in said.passages}
    found += by_passage(others, known)
    return sorted(found, key=lambda event: (event.date, event.place))


def by_passage(claims: list[Said], known: dict[Mark, Event]) -> Iterator[Event]:
    """Put each claim to the event that is known by a passage of it, or to a new one by the passage that most share."""
    shared = Counter((key(said.period), passage) for said in claims for passage in said.passages)
    groups: dict[Mark, list[Said]] = defaultdict(list)
    for said in claims:
        marks = [(key(said.period), passage) for passage in said.passages]
        if event := next((known[mark] for mark in marks if mark in known), None):
            event.claims.append(said)
        else:
            groups[max(marks, key=lambda mark: (shared[mark], mark))].append(said)
    for group in groups.values():
        yield Event(group[0].period, group)


def key(period: dict[str, str]) -> Period:
    return tuple(sorted(period.items()))


def period_of_page(edition: Edition) -> dict[str, str]:
    """The start and end that a page has as a whole."""
    details = edition.read()["details"]
    return readable_period({"since": details.get("start", ""), "until": details.get("end", "")})
