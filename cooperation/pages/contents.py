"""What stands on a page, in its order: its parts, and how much there is in each."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from content.languages import Label

from .values import ShownPage

FEW = 6  # claims and passages that one sees at a glance


class Part(NamedTuple):
    """A part of a page: what it is called, where it begins, and how many claims or pages it has."""

    label: Label
    url: str
    size: int


def contents(page: ShownPage, statements: Label, relations: Label, *, relations_lead: bool) -> list[Part]:
    """The parts of a page under their titles; none of a short page, or of one that is a single part."""
    told = Part(statements, "#statements", len(page.statements))
    related = Part(relations, "#relations", sum(len(group.relations) for group in page.groups))
    parts = [
        *([related, told] if relations_lead else [told, related]),
        Part(_("Passages"), "#passages", len(page.passages)),
        *(
            Part(group.label.capitalize(), f"#belongs-{number}", len(group.rows))
            for number, group in enumerate(page.belonging, start=1)
        ),
        Part(_("Sources"), "#notes", len(page.notes)),
    ]
    shown = [part for part in parts if part.size]
    is_short = sum(part.size for part in shown if part.url != "#notes") < FEW
    return [] if is_short or page.steps or len(shown) < 2 else shown
