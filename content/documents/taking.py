"""What a document takes from other pages: the words of the sources that it cites, as they are public."""

from collections.abc import Iterable
from datetime import datetime

from ..models import Edition, Passage
from . import cited_claims


class Taken(dict):
    """Citations by the id of their passage, each as a document has it, but for its number."""

    def read(self, passages: Iterable[Passage]) -> None:
        """Make ready for these passages, so that each is not looked up by itself."""

    def order(self, claim: str, passages: Iterable[Passage]) -> list[Passage]:
        """The passages of a claim, by its id, as a document names them; those that are missing come last."""
        return sorted(passages, key=self.place)

    def place(self, passage: Passage) -> tuple:
        places = self.__dict__.setdefault("places", {})
        if len(places) != len(self):
            places.update({key: place for place, key in enumerate(self)})
        return (places.get(str(passage.uid), len(places)), passage.key)


class TakenBefore(Taken):
    """What a document has taken already."""

    def __init__(self, document: dict):
        super().__init__((entry["passage_id"], entry) for entry in document["citations"])
        cited = {entry["number"]: entry["passage_id"] for entry in document["citations"]}
        self.claims = {
            claim["id"]: [cited[number] for number in claim["citations"]] for claim in cited_claims(document)
        }

    def order(self, claim: str, passages: Iterable[Passage]) -> list[Passage]:
        before = {key: place for place, key in enumerate(self.claims.get(claim, ()))}
        return sorted(passages, key=lambda passage: (before.get(str(passage.uid), len(before)), self.place(passage)))


class Public(Taken):
    """What the sources say in public at a moment, or will say when the set is published that is being prepared."""

    def __init__(self, moment: datetime):
        super().__init__()
        self.moment = moment
        # Of the sources that have been read, by content id; None where one is not public.
        self.documents: dict[str, dict | None] = {}

    def read(self, passages: Iterable[Passage]) -> None:
        self.read_sources(str(passage.source.content_id) for passage in passages)

    def read_sources(self, content_ids: Iterable[str]) -> None:
        """Make ready for these sources."""
        unread = set(content_ids) - self.documents.keys()
        if unread:
            found = Edition.objects.at(self.moment).filter(page__content_id__in=unread)
            self.documents |= dict.fromkeys(unread)
            self.documents |= {edition.summary["content_id"]: edition.read() for edition in found}
            self.renew()

    def add(self, document: dict) -> None:
        """Let a source say what it is going to say."""
        self.documents[document["content_id"]] = document
        self.renew()

    def renew(self) -> None:
        """Put all passages in one order: sources by their title, passages as their source has them."""
        self.clear()
        self.__dict__.pop("places", None)
        known = [document for document in self.documents.values() if document]
        for document in sorted(known, key=lambda one: (one["title"].get("nl", ""), one["content_id"])):
            for passage in document["passages"]:
                self[passage["id"]] = citation_of(document, passage)


def citation_of(source: dict, passage: dict) -> dict:
    """A citation of a passage, out of the document of its source."""
    details = source["details"]
    return {
        "source": source["content_id"],
        "passage": passage["key"],
        "passage_id": passage["id"],
        "publisher": details["publisher"],
        "title": source["title"],
        "date": details["date"],
        "url": details["url"],
        "publisher_url": details["publisher_url"],
        "place": passage["place"],
        "summary": passage["summary"],
    }
