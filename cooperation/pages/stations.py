"""The steps of a question as markup: stations on one line, and under it each with its relations."""

from django.utils.translation import gettext as _
from markupsafe import Markup

from content.languages import once_per_language
from content.rendering.claim_markup import Claims
from content.rendering.claims import gap_label
from content.rendering.markup import element, joined, link
from content.rendering.together import rows

from .steps import Step


def stations(steps: list[Step], is_ordered: bool, claims: Claims) -> Markup:
    """The steps on a line, numbered; where no source gives the order, it is said to be ours."""
    if not steps:
        return Markup()
    line = element("ol", *[station(number, step, claims) for number, step in enumerate(steps, start=1)], class_="route")
    return joined([line, "" if is_ordered else element("p", order_label(claims.language), class_="route__order")])


def station(number: int, step: Step, claims: Claims) -> Markup:
    """A step in short, with its proof; it leads to its relations."""
    head = element("p", link(step.heading, f"#step-{number}"), class_="route__name")
    text = element("p", claims.words(step.text), like=step.text, class_="route__text") if step.text else ""
    proof = claims.proof(step.proof) if step.proof else ""
    return element("li", head, text, " ", proof, class_="route__station", id=step.anchor)


def step_part(number: int, step: Step, claims: Claims) -> dict:
    """What a step shows under its heading."""
    claims.begin()
    branches = [("", group.label, group.look, rows(group.relations)) for group in step.groups]
    trees = claims.tree("", branches) if branches else ""
    gap = ""
    if step.gap:
        words = element("span", claims.words(step.gap), like=step.gap)
        gap = element("p", element("b", gap_label(claims.language)), " ", words, class_="gap")
    return {"number": number, "heading": step.heading, "relations": trees, "gap": gap}


@once_per_language
def order_label() -> str:
    return _("The order of these steps is ours: no document gives one.")
