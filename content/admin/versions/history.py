"""The history of a working copy, with the names of fields in the language of whoever reads it."""

import json
import re

from django.utils.text import capfirst
from django.utils.translation import gettext

LABEL = re.compile(r"(.*?)( \[[a-z]{2}\])?", re.DOTALL)


class TellsHistory:
    """Admin options: Django stores the labels of fields in English, and knows no Dutch for “Title [nl]”."""

    def history_view(self, request, object_id, extra_context=None):
        response = super().history_view(request, object_id, extra_context)
        for entry in (getattr(response, "context_data", None) or {}).get("action_list", ()):
            entry.change_message = in_this_language(entry.change_message)
        return response


def in_this_language(message: str) -> str:
    """A stored message with its labels translated; one that is not stored as JSON is left as it is."""
    try:
        parts = json.loads(message)
    except ValueError:
        return message
    for part in parts if isinstance(parts, list) else ():
        changed = part.get("changed", {})
        if "fields" in changed:
            changed["fields"] = list(map(label, changed["fields"]))
    return json.dumps(parts)


def label(stored: str) -> str:
    """The label of a field: the models name these without a capital, and each language has one of its own."""
    name, language = LABEL.fullmatch(stored).groups()  # type: ignore[union-attr]  # as anything does
    for text, after in ((stored, ""), (name, language or "")):
        for each in (text, text[:1].lower() + text[1:]):
            if (told := gettext(each)) != each:
                return capfirst(told) + after
    return stored
