"""The roles in which one body stands to another, with the words for them from either side.

A sentence is a translatable pattern with a singular and a plural verb: `{this}` is the page that one reads, `{other}`
the page at the other end. Where a detail follows that is told of the one who acts, the inverse sentence tells of that
one as well. Each role maps to the standard term that comes nearest: the W3C Organization Ontology (org),
schema.org (schema), DCMI Metadata Terms (dcterms), PROV-O (prov).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from content.languages import Label

# What a page is in a relation: somebody who acts, or something that was drawn up. Its model says which.
ACTOR, PROGRAMME = "actor", "programme"
ACTORS, ALL = (ACTOR,), (ACTOR, PROGRAMME)


@dataclass(frozen=True, kw_only=True)
class Role:
    """One role: its label and sentence from the page that has it, and the same from the other page."""

    name: str
    label: Label
    inverse_label: Label
    sentence: Callable[[int], str]
    inverse_sentence: Callable[[int], str]
    subjects: tuple[str, ...] = ACTORS
    objects: tuple[str, ...] = ACTORS
    # Whether the verb of the inverse sentence goes with the page that has the role: “{other} is a member of {this}”.
    inverse_tells_other: bool = False
    line: str = "arrow"  # how it is drawn: "plain", "arrow" or "dashed"
    term: str
    # A role that is no longer given; it stays here, because what was published with it is still read.
    is_retired: bool = False

    @cached_property
    def is_symmetric(self) -> bool:
        return self.label == self.inverse_label
