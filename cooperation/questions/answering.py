"""Answers a question out of the relations of all public pages, step by step."""

from typing import NamedTuple

from content.reading import LinkIn, Surroundings, relations_in
from content.record import State
from content.rendering.notes import Notes
from content.rendering.plain import Note
from content.rendering.text import Reader

from ..pages.relations import RelationGroup, from_its_side, relation_group
from ..roles import role_of
from .catalogue import Question, Step


class Answered(NamedTuple):
    """The steps of an answer, each its title with relations by role, and the sources that they cite."""

    steps: list[tuple[str, list[RelationGroup]]]
    notes: list[Note]


def answered(question: Question, state: State, reader: Reader) -> Answered:
    """Answer a question; a step of which nothing is told is left out."""
    around = relations_in(frozenset(question.roles), state.moment)
    around.links_in.sort(key=lambda link: link.page.sort_key(reader.language))
    notes = Notes(reader, around.pages)
    steps = [(str(step.title), groups_of(step, around, notes, reader)) for step in question.steps]
    return Answered([(title, groups) for title, groups in steps if groups], notes.gathered)


def groups_of(step: Step, around: Surroundings, notes: Notes, reader: Reader) -> list[RelationGroup]:
    """The sentences of one step, grouped by role in the order of the step."""
    groups = []
    for name in step.roles:
        chosen = [link for link in around.links_in if link.role == name and fits(link, step, around)]
        if chosen:
            relations = [from_its_side(link, around, notes, reader) for link in chosen]
            groups.append(relation_group(role_of(name), relations, reader.language))
    return groups


def fits(link: LinkIn, step: Step, around: Surroundings) -> bool:
    target = around.pages.get(link.data["target"])
    return target is not None and (not step.target_kinds or target.summary.get("kind") in step.target_kinds)
