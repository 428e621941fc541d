"""A question, answered out of the relations of all public pages."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.rendering.markup import Claims, joined, notes
from content.rendering.plain import Named
from content.rendering.text import Reader, Text

from ..frame import paths_to, show
from ..moment import moment_of
from ..questions.answering import answered
from ..questions.catalogue import Question


@require_safe
def question_detail(request: HttpRequest, question: Question) -> HttpResponse:
    """The answer to one question, in steps of sentences with their sources."""
    reader = Reader(get_language())
    found, claims = answered(question, moment_of(request), reader), Claims(reader.language)
    content = {
        "question": question,
        "steps": [
            {"title": title, "relations": joined(claims.tree(each.label, each.look, each.relations) for each in groups)}
            for title, groups in found.steps
        ],
        "notes": notes(found.notes, reader.language),
    }
    paths = paths_to(f"question_{question.name}")
    return show(request, "question_detail.html", content, trail=[Named(Text(question.title))], paths=paths)
