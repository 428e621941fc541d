"""What all data begin with, and how they tell of a claim and of a body, wherever on the site these are shown."""

from typing import NamedTuple

from django.urls import reverse

from content.identity import short
from content.record import State
from content.rendering.periods import period_of
from content.rendering.plain import data_of
from content.rendering.text import Reader

from ..licence import LICENCE
from ..moment import written
from ..network.graph import Node, Tie
from ..network.telling import told
from .vocabulary import term_of


class Site(NamedTuple):
    """The site as data tell of it: in which language, in which state, and under which address."""

    reader: Reader
    state: State
    origin: str

    def answer(self, path: str, **told: object) -> dict:
        """What is told at an address, with of when it is and under which licence."""
        return {
            "url": self.origin + path,
            "at": {"serial": self.state.serial, "moment": written(self.state.moment)},
            "language": self.reader.language,
            "licence": LICENCE,
            **told,
        }

    def cite_claim(self, page: str, claim: str) -> str:
        """The address to cite a claim of a page by, both by permanent id."""
        return self.origin + reverse("claim_cited", args=[short(page), self.state.serial, short(claim)])

    def claim(self, kind: str, page: str, entry: dict, citations: list[dict], *, path: str, words: str) -> dict:
        """A claim away from its page, out of what a document has of it; `path` is where it stands."""
        return {
            "id": entry["id"],
            "kind": kind,
            "page": page,
            "url": self.origin + path,
            "cite": self.cite_claim(page, entry["id"]),
            "words": words,
            "period": data_of(period_of(entry["period"], citations, self.reader.language)),
            "citations": [
                {
                    "source": each["source"],
                    "passage": each["passage_id"],
                    "place": data_of(self.reader.text(each["place"])),
                }
                for each in citations
            ],
        }

    def relation(self, tie: Tie) -> dict:
        """A relation, with who stands in which role to whom."""
        page, path = tie.subject.content_id, f"{tie.subject.url}#r-{tie.anchor}"
        claim = self.claim("relation", page, tie.data, tie.citations, path=path, words=told(tie, self.reader))
        return claim | {"relation": ends(tie.role.name, page, tie.object.content_id)}

    def body(self, node: Node) -> dict:
        """A body; `kind` and `level` are the classification of this site."""
        return {
            "id": node.content_id,
            "url": self.origin + node.url,
            "title": data_of(node.title),
            "abbreviation": node.abbreviation,
            "type": node.type,
            "kind": node.kind,
            "level": node.level,
        }


def ends(role: str, subject: str, other: str) -> dict:
    """Who stands in a role to whom, by permanent id, and the standard term that comes nearest to it."""
    return {"role": role, "subject": subject, "object": other, "term": term_of(role)}
