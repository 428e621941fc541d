"""Tells an editor of a body which questions show its relations in their steps, where one of these relations goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from content.admin.options import Options

from ..models import Step


def shown_of(key: str) -> dict[str, set[str]]:
    """The questions whose steps show relations of a page, by their titles, with the keys of these relations."""
    found: dict[str, set[str]] = {}
    page = int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else 0
    for step in Step.objects.filter(relations__page=page).select_related("page").distinct():
        keys = step.relations.filter(page=page).values_list("pk", flat=True)
        found.setdefault(str(step.page), set()).update(map(str, keys))
    return found


class TellsQuestions(Options):
    """Admin options for bodies: what goes of their relations is told, if a question shows it."""

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        with self.telling(request, object_id):
            return super().change_view(request, object_id, *args, **kwargs)

    def bring_back_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        with self.telling(request, object_id):
            return super().bring_back_view(request, object_id)  # type: ignore[misc]  # of whom this is mixed into

    @contextmanager
    def telling(self, request: HttpRequest, object_id: str) -> Iterator[None]:
        """Say which questions show less than before; nothing where the block changed nothing."""
        before = shown_of(unquote(object_id)) if request.method == "POST" else {}
        yield
        after = shown_of(unquote(object_id)) if before else {}
        for question, keys in before.items():
            if keys - after.get(question, set()):
                told = _("The question “%(question)s” showed a relation that is gone now. Look at its steps.")
                self.message_user(request, told % {"question": question}, messages.WARNING)
