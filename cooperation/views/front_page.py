from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.models import Edition, page_types
from content.text import Reader

from ..context import sections, standing_pages
from ..models import Level
from ..questions import QUESTIONS
from ..rows import row

RECENT = 5


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    return redirect("front_page")


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """What is this, who works with whom, where do I start."""
    reader = Reader(get_language())
    live = Edition.objects.at(timezone.now()).with_summary()
    counts = dict(live.order_by().values_list("page_type").annotate(Count("pk")))
    shown = list(live.of_type("organisation", "partnership", "theme", "infopage").in_alphabet(reader.language))
    newest = live.exclude(page_type="infopage").order_by("-published_at", "pk")[:RECENT]
    context = {
        "levels": levels([edition for edition in shown if "level" in edition.summary], reader),
        "sections": [{**item, "count": counts.get(item["name"], "")} for item in sections(request.path)],
        "questions": [
            {"title": question.title, "lead": question.lead, "url": reverse(f"question_{question.name}")}
            for question in QUESTIONS
        ],
        "themes": [row(edition, reader) for edition in shown if edition.page_type == "theme"],
        "recent": [recent(edition, reader) for edition in newest],
        "standing_pages": standing_pages([e for e in shown if e.page_type == "infopage"], reader.language),
    }
    return render(request, "front_page.html", context)


def levels(editions: list[Edition], reader: Reader) -> list[dict]:
    """Organisations and partnerships by level, from near to far."""
    found = []
    for level in Level:
        items = [row(edition, reader) for edition in editions if edition.summary["level"] == level]
        if items:
            found.append({"code": level.value, "label": level.label, "count": len(items), "items": items})
    return found


def recent(edition: Edition, reader: Reader) -> dict:
    """One of the latest changes."""
    return {
        "title": reader.text(edition.summary["title"]),
        "url": edition.path(reader.language),
        "type_label": page_types()[edition.page_type]._meta.verbose_name,
        "published_at": edition.published_at,
        "change_note": reader.text(edition.change_note()),
        "number": edition.number,
    }
