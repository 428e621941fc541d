"""How are these two connected? The shortest chains between two bodies, as sentences with their sources."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.kept import since_publication
from content.languages import LANGUAGES
from content.models import Edition
from content.record import live
from content.rendering.text import Reader, isolated

from ..connections.bodies import LONGEST_NAME, Asked, address, ask, label, named_like
from ..connections.chains import LONGEST
from ..connections.reading import connect
from ..connections.telling import tell
from ..frame import alternates, origin, standing_pages
from ..network.selection import Selection, whole
from ..roles.role import ACTORS

ENDS = ("from", "to")


@dataclass
class Question:
    """Between which two the chains are asked for, and whether these may lead through programmes."""

    ends: list[Asked]
    programmes: bool
    everything: Selection | None  # None on a large site
    among: list[Edition]

    @property
    def is_clear(self) -> bool:
        return all(end.body for end in self.ends)

    def was_typed(self, language: str) -> bool:
        """Whether a body is named otherwise than its address does."""
        return any(end.text != address(end.body, language, self.among) for end in self.ends)

    def path(self, language: str, **changes) -> str:
        """The address of the same question in a language, with some of its values changed."""
        values = {
            name: address(end.body, language, self.among) if end.body else end.text
            for name, end in zip(ENDS, self.ends, strict=True)
        }
        values = values | {"kind": "all" if self.programmes else ""} | changes
        query = urlencode({name: value for name, value in values.items() if value}, safe="/")
        with override(language):
            return reverse("connections") + (f"?{query}" if query else "")


@require_safe
def connections(request: HttpRequest) -> HttpResponse:
    """The form, and the chains between the two bodies that `?from=` and `?to=` name.

    They are named by the last part of their addresses; a name that was typed leads to the same question in that form.
    """
    reader, moment = Reader(get_language()), live().moment
    question = read(request.GET, moment, reader.language)
    paths = {language: question.path(language) for language in LANGUAGES}
    if question.is_clear and question.was_typed(reader.language):
        return HttpResponseRedirect(paths[reader.language])
    context = {
        "fields": [field(request.GET, number, question, reader) for number in range(2)],
        "names": sorted(label(body, reader) for body in question.among) if question.everything else [],
        "programmes": question.programmes,
        **(answer(question, moment, reader) if question.is_clear else {}),
        "breadcrumbs": [{"label": _("Home"), "url": f"/{reader.language}/"}, {"label": _("Connections"), "url": None}],
        "alternates": alternates(paths, reader.language),
        "canonical": origin(request) + paths[reader.language],
        "standing_pages": standing_pages(standing(question, moment), reader.language),
    }
    return render(request, "connections.html", context)


def read(query: QueryDict, moment: datetime, language: str) -> Question:
    texts = [query.get(name, "").replace("\0", "").strip()[:LONGEST_NAME] for name in ENDS]
    everything = since_publication(f"connections {language}", moment, lambda: whole(moment, language))
    editions = everything.editions if everything else named_like(texts, moment)
    among = [edition for edition in editions if edition.page_type in ACTORS]
    ends = [ask(text, among, moment, language) for text in texts]
    return Question(ends, query.get("kind") == "all", everything, among)


def field(query: QueryDict, number: int, question: Question, reader: Reader) -> dict:
    """One of the two fields: what stands in it, and what is the matter with that."""
    name, end = ENDS[number], question.ends[number]
    return {
        "name": name,
        "label": [_("First body"), _("Second body")][number],
        "value": label(end.body, reader) if end.body else end.text,
        "is_missing": not end.text and any(query.get(other) for other in ENDS) and name in query,
        "is_unknown": bool(end.text) and not end.body and not end.choices,
        "choices": [
            {
                "label": label(body, reader),
                "url": question.path(reader.language, **{name: address(body, reader.language, question.among)}),
            }
            for body in end.choices
        ],
    }


def answer(question: Question, moment: datetime, reader: Reader) -> dict:
    """The chains, or why there are none."""
    one, other = (end.body for end in question.ends)
    titles = {
        "one": isolated(reader.text(one.summary["title"])),
        "other": isolated(reader.text(other.summary["title"])),
    }
    titles["ends"] = [{"title": label(end, reader), "url": end.path(reader.language)} for end in (one, other)]
    if one.page_id == other.page_id:
        return titles | {"is_same": True}
    ends = (one.page_id, other.page_id)
    chains, graph = connect(ends, question.everything, moment, reader, question.programmes)
    told, notes = tell(chains.shown, graph, reader)
    return titles | {
        "chains": told,
        "steps": len(told[0]["steps"]) if told else 0,
        "total": chains.total,
        "rest": chains.total - len(told),
        "is_complete": chains.is_complete,
        "longest": LONGEST,
        "with_programmes": question.path(reader.language, kind="all"),
        "page": {"notes": notes.html()},
    }


def standing(question: Question, moment: datetime) -> list[Edition]:
    if question.everything:
        return [edition for edition in question.everything.editions if edition.page_type == "infopage"]
    return list(Edition.objects.at(moment).of_type("infopage").with_summary())
