from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.markup import name_item
from content.models import Edition, page_types
from content.prepared import Prepared
from content.reading import MOMENT
from content.text import Reader

from ..context import sections, standing_pages
from ..directory import Directory, directory
from ..facets import query_string
from ..models import Level
from ..questions import QUESTIONS
from ..rows import name, row

RECENT = 5
LARGE = 300  # from so many organisations and partnerships on, the page shows their kinds instead of their names
WHO = ("organisation", "partnership")
NEWEST = Prepared(
    Edition.objects.at(MOMENT).with_summary().exclude(page_type="infopage").order_by("-published_at", "pk")[:RECENT]
)


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    return redirect("front_page")


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """What is this, who works with whom, where do I start."""
    reader, moment = Reader(get_language()), timezone.now()
    whole = directory(moment)
    is_large = sum(map(whole.count, WHO)) > LARGE
    themes = sorted(whole.themes, key=lambda theme: getattr(theme, f"sort_key_{reader.language}"))
    context = {
        "levels": kinds(whole) if is_large else levels(bodies(reader.language).rows(moment=moment), reader),
        "is_large": is_large,
        "sections": [{**item, "count": section_count(whole, item)} for item in sections(request.path)],
        "questions": [
            {"title": question.title, "lead": question.lead, "url": reverse(f"question_{question.name}")}
            for question in QUESTIONS
        ],
        "themes": [row(theme, reader) for theme in themes],
        "recent": [recent(edition, reader) for edition in NEWEST.rows(moment=moment)],
        "standing_pages": standing_pages(whole.standing, reader.language),
    }
    return render(request, "front_page.html", context)


@cache
def bodies(language: str) -> Prepared:
    return Prepared(Edition.objects.at(MOMENT).of_type(*WHO).as_reference().in_alphabet(language))


def section_count(whole: Directory, section: dict) -> int | str:
    """How many pages a section has; nothing for the network, which has none of its own."""
    return whole.count(section["name"]) if section["name"] in page_types() else ""


def levels(editions: list[Edition], reader: Reader) -> list[dict]:
    """Organisations and partnerships by level, from near to far."""
    found = []
    for level in Level:
        names = [name_item(name(edition, reader)) for edition in editions if edition.summary.get("level") == level]
        if names:
            items = SafeString("".join(names))
            found.append({"code": level.value, "label": level.label, "count": len(names), "names": items})
    return found


def kinds(whole: Directory) -> list[dict]:
    """The same for a large site: how many there are of each kind, with the address of that list."""
    found = []
    for level in Level:
        lists = []
        for page_type in WHO:
            path = reverse(f"{page_type}_list")
            for kind in page_types()[page_type].Kind:
                filters = {"level": level.value, "kind": kind.value}
                if pages := whole.count(page_type, filters):
                    lists.append({"title": capfirst(kind.label), "url": path + query_string(filters), "count": pages})
        if lists:
            total = sum(each["count"] for each in lists)
            found.append({"code": level.value, "label": level.label, "count": total, "lists": lists})
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
