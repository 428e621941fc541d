"""What changed between two documents, in the editor's words: as one line, and part by part with its words marked."""

from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from markupsafe import Markup

from ...comparing import Difference, Part
from ...documents import LEAD
from ...languages import LANGUAGES, Label
from ...models import Image, Page, Passage, page_types
from ...rendering.differences import differences
from ..redactions import words_of

KINDS: dict[str, Label] = {
    LEAD: gettext_lazy("Lead"),
    "statement": gettext_lazy("Statement"),
    "relation": gettext_lazy("Relation"),
    "step": gettext_lazy("Step"),
    "passage": gettext_lazy("Passage"),
}
SORTS: dict[str, Label] = {
    "added": gettext_lazy("added"),
    "changed": gettext_lazy("changed"),
    "removed": gettext_lazy("removed"),
}
# Parts of a document that the model has under another name, or has not.
NAMES = {"path": "slug", "theme": "themes"}


def in_a_line(changes: dict, page_type: str) -> str:
    """What changed, out of its numbers (`content/comparing.py:counted`)."""
    told = []
    if number := changes.get("added"):
        told.append(ngettext("%(number)d added", "%(number)d added", number) % {"number": number})
    if number := changes.get("changed"):
        told.append(ngettext("%(number)d claim changed", "%(number)d claims changed", number) % {"number": number})
    if number := changes.get("removed"):
        told.append(ngettext("%(number)d removed", "%(number)d removed", number) % {"number": number})
    if changes.get("moved"):
        told.append(_("another order"))
    return ", ".join([*told, *(str(label_of(name, page_type)) for name in changes.get("fields", ()))])


def label_of(name: str, page_type: str) -> Label:
    """What a part of a document is called on the form."""
    if name in KINDS:
        return KINDS[name].lower()
    model = page_types().get(page_type, Page)
    for each in (NAMES.get(name, name), f"{name}_{LANGUAGES[0]}"):
        try:
            label = getattr(model._meta.get_field(each), "verbose_name", each)
            return str(label).removesuffix(f" [{LANGUAGES[0]}]")
        except FieldDoesNotExist:
            continue
    return name.replace("_", " ")


class Told(NamedTuple):
    """One thing that changed: what it is, how it changed, and its words with what went and came marked.

    These stand by their language, or by what they are called where they are the same in all.
    """

    label: Label
    sort: str
    how: Label
    texts: list[tuple[str, Markup | str]]


def told(found: list[Difference], page_type: str) -> list[Told]:
    """All that changed, to be read."""
    passages = cited(found)
    return [tell(each, page_type, passages) for each in found]


def cited(found: list[Difference]) -> dict[str, str]:
    """The passages that claims cite before or after, in words."""
    sides = [side for each in found for side in (each.before, each.after) if isinstance(side, dict)]
    wanted = {key for side in sides for key in side.get("citations", ())}
    return {str(each.uid): str(each) for each in Passage.objects.filter(uid__in=wanted).select_related("source")}


def tell(each: Difference, page_type: str, passages: dict[str, str]) -> Told:
    kind = each.part.kind
    label = capfirst(label_of(each.part.key, page_type)) if kind == "field" else KINDS[kind]
    if each.before is None and each.after is None:
        return Told(label, "moved", _("another order"), [])
    before, after = (by_language(each.part, side, page_type, passages) for side in (each.before, each.after))
    if each.sort != "changed":
        after.pop(_("anchor"), before.pop(_("anchor"), None))
    active = get_language() or LANGUAGES[0]
    texts: list[tuple[str, Markup | str]] = [
        (name, differences(was, now, active))
        for name in dict.fromkeys([*before, *after])
        if (was := before.get(name, "")) != (now := after.get(name, ""))
    ]
    if not any(name in LANGUAGES for name, _text in texts) and kind != "field":
        texts.insert(0, ("", beginning(after)))  # so that it is seen which one it is
    return Told(label, each.sort, SORTS[each.sort], texts)


def beginning(texts: dict[str, str]) -> str:
    """How the words of a claim begin."""
    return Truncator(next(filter(None, texts.values()), "")).words(16)


def by_language(part: Part, value, page_type: str, passages: dict[str, str]) -> dict[str, str]:
    """What a part says in each language; what is the same in all of them under what it is called."""
    if value is None:
        return {}
    if part.kind == "field":
        return field(part.key, value, page_type)
    if part.kind == "passage":
        return {each: f"{value['place'].get(each, '')}: {value['summary'].get(each, '')}" for each in LANGUAGES}
    claim = {"heading": {}, "gap": {}, **value} if part.kind == LEAD else value
    said = {language: words_of(claim, language) for language in LANGUAGES} | besides(value, passages)
    return {name: text for name, text in said.items() if text}


def besides(claim: dict, passages: dict[str, str]) -> dict[str, str]:
    """What a claim says beside its words: when it held, where it is written, and its anchor."""
    period = claim.get("period", {})
    named = {"since": _("since"), "until": _("until"), "as_of": _("as of")}
    return {label: period.get(name, "") for name, label in named.items()} | {
        _("passages"): "; ".join(passages.get(key, _("a passage that is gone")) for key in claim["citations"]),
        _("our reading"): _("yes") if claim.get("is_our_reading") else "",
        _("anchor"): claim.get("anchor", ""),
    }


def field(name: str, value, page_type: str) -> dict[str, str]:
    """A field of a page as text: chosen values by their labels, other pages by their titles."""
    if isinstance(value, dict):
        return {language: as_text(name, each, page_type) for language, each in value.items()}
    return {"": as_text(name, value, page_type)}


def as_text(name: str, value, page_type: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        titles = {str(page.content_id): str(page) for page in Page.objects.filter(content_id__in=value)}
        return ", ".join(titles.get(each, _("a page that is gone")) for each in value)
    if name == "image":
        return str(Image.objects.filter(key=value).first() or _("an image that is gone"))
    model = page_types().get(page_type, Page)
    fields = {each.name: each for each in model._meta.fields}
    choices = dict(fields[name].flatchoices) if name in fields else {}
    return str(choices.get(value, value))
