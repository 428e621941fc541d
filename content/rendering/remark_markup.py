"""Writes the remark of a body that disputes a claim as HTML."""

from markupsafe import Markup

from .markup import element, inline, joined
from .plain import Remark


def remark_markup(remark: Remark | None) -> Markup:
    """A remark: who says so, and when, with a link to where, and its words; nothing where there is none."""
    if not remark:
        return Markup()
    label = element("a", remark.label, href=remark.url) if remark.url else remark.label
    return element("p", joined([element("b", label), ": ", inline(remark.text)]), class_="remark")
