"""A question, answered out of the relations of all live pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.languages import in_each_language
from content.reading import LinkIn, Surroundings, relations_in
from content.record import live
from content.rendering.markup import joined
from content.rendering.notes import Notes
from content.rendering.text import Reader

from ..frame import alternates, standing_pages
from ..pages.relations import relation_group, told
from ..questions.catalogue import Question, Step
from ..roles import role_of


@require_safe
def question_detail(request: HttpRequest, question: Question) -> HttpResponse:
    """The answer to one question, in steps of sentences with their sources."""
    reader = Reader(get_language())
    around = relations_in(frozenset(question.roles), live().moment)
    around.links_in.sort(key=lambda link: getattr(link.edition, f"sort_key_{reader.language}"))
    notes = Notes(reader, around.pages)
    steps = [step_values(step, around, notes, reader) for step in question.steps]
    paths = in_each_language(lambda _language: reverse(f"question_{question.name}"))
    context = {
        "question": question,
        "steps": [step for step in steps if step["relations"]],
        "page": {"notes": notes.html()},
        "breadcrumbs": [{"label": _("Home"), "url": f"/{reader.language}/"}, {"label": question.title, "url": None}],
        "alternates": alternates(paths, reader.language),
        "standing_pages": standing_pages(around.standing, reader.language),
    }
    return render(request, "question_detail.html", context)


def step_values(step: Step, around: Surroundings, notes: Notes, reader: Reader) -> dict:
    """The sentences of one step, grouped by role in the order of the step."""
    groups = []
    for name in step.roles:
        chosen = [link for link in around.links_in if link.role == name and fits(link, step, around)]
        if chosen:
            relations = [told(link, around, notes, reader) for link in chosen]
            groups.append(relation_group(role_of(name), relations, reader))
    return {"title": step.title, "relations": joined(groups)}


def fits(link: LinkIn, step: Step, around: Surroundings) -> bool:
    target = around.pages.get(link.data["target"])
    return bool(target) and (not step.target_kinds or target.summary.get("kind") in step.target_kinds)
