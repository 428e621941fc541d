"""What changed in a text, word by word, to be read with the eyes or the ears."""

import re
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from markupsafe import Markup

from ..languages import once_per_language
from .markup import element, joined

MOST = 1_000_000  # pairs of words that are compared: of longer texts the whole is told, before and after
PARTS = re.compile(r"\w+|\s+|[^\w\s]")


def differences(before: str, after: str, language: str, hide: str = "hidden") -> Markup:
    """The later text, with what went and what came marked in it; `hide` is the class of what is only heard."""
    old, new = PARTS.findall(before), PARTS.findall(after)
    gone, come = (element("span", f"{label} ", class_=hide) for label in labels(language))
    if len(old) * len(new) > MOST:
        return joined([element("del", gone, before), element("ins", come, after)])
    shown: list[str] = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            shown.append("".join(new[start:end]))
            continue
        if first < last:
            shown.append(element("del", gone, "".join(old[first:last])))
        if start < end:
            shown.append(element("ins", come, "".join(new[start:end])))
    return joined(shown)


@once_per_language
def labels() -> tuple[str, str]:
    """What a screen reader says before what went, and before what came."""
    return _("[gone:]"), _("[new:]")
