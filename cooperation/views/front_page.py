from datetime import datetime
from functools import cache
from html import escape

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.languages import once_per_language
from content.models import Edition, page_types
from content.prepared import Prepared
from content.reading import MOMENT, Reference
from content.record import live
from content.rendering.markup import element, name_item
from content.rendering.periods import date_label
from content.rendering.text import Reader

from ..frame import navigation, standing_pages
from ..lists.directory import Directory, directory
from ..lists.rows import labels, name, row
from ..look.choices import counted, query_string
from ..models import Level
from ..questions.catalogue import QUESTIONS

RECENT = 5
LARGE = 300  # from so many organisations and partnerships on, the page shows their kinds instead of their names
WHO = ("organisation", "partnership")
NEWEST = Prepared(
    Edition.objects.in_force(MOMENT)
    .with_summary()
    .exclude(page_type="infopage")
    .order_by("-published_at", "-pk")[:RECENT]
)


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    return redirect("front_page")


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """What is this, who works with whom, where do I start."""
    reader, moment = Reader(get_language()), live().moment
    whole = directory(moment)
    is_large = sum(map(whole.count, WHO)) > LARGE
    themes = sorted(whole.themes, key=lambda theme: getattr(theme, f"sort_key_{reader.language}"))
    changes = NEWEST.rows(moment=moment)
    context = {
        "fixed": fixed(reader.language),
        "levels": kinds(whole) if is_large else levels(bodies(reader.language, moment), reader),
        "is_large": is_large,
        "sections": SafeString("".join(section_items(reader.language, whole))),
        "themes": SafeString("".join(theme_item(row(theme, reader)) for theme in themes)),
        "recent": SafeString("".join(recent_item(edition, reader) for edition in changes)),
        "standing_pages": standing_pages(whole.standing, reader.language),
    }
    return render(request, "front_page.html", context)


@once_per_language
def fixed() -> dict[str, SafeString]:
    """The parts of this page that are the same until the next release."""
    questions = [
        {"title": question.title, "lead": question.lead, "url": reverse(f"question_{question.name}")}
        for question in QUESTIONS
    ]
    return {
        name: render_to_string(f"_{name}.html", {"questions": questions}) for name in ("questions", "explore", "legend")
    }


def bodies(language: str, moment: datetime) -> list[Reference]:
    """All live organisations and partnerships."""
    return [Reference(*each) for each in in_alphabet(language).rows(moment=moment)]


@cache
def in_alphabet(language: str) -> Prepared:
    found = Edition.objects.at(MOMENT).of_type(*WHO).in_alphabet(language)
    return Prepared(found.values_list(*Reference._fields))


def levels(editions: list[Reference], reader: Reader) -> SafeString:
    """Organisations and partnerships by level, from near to far."""
    names = {level.value: [] for level in Level}
    for edition in editions:
        if (level := edition.summary.get("level")) in names:
            names[level].append(name_item(name(edition, reader)))
    return SafeString("".join(level_group(Level(level), len(each), each) for level, each in names.items() if each))


def kinds(whole: Directory) -> SafeString:
    """The same for a large site: how many there are of each kind, with the address of that list."""
    groups = []
    for level in Level:
        total, lists = 0, []
        for page_type in WHO:
            path = reverse(f"{page_type}_list")
            for kind in page_types()[page_type].Kind:
                filters = {"level": level.value, "kind": kind.value}
                if pages := whole.count(page_type, filters):
                    total += pages
                    url, label = escape(path + query_string(filters)), escape(capfirst(str(kind.label)))
                    number = f'<span class="group__count">{counted(pages)}</span>'
                    lists.append(f'<li><a href="{url}">{label}</a> {number}</li>')
        if lists:
            groups.append(level_group(level, total, lists))
    return SafeString("".join(groups))


# The markup of what stands here several times; content/rendering/markup.py gives the reason why it is written here.


def level_group(level: Level, count: int, items: list[str]) -> str:
    return (
        f'<div class="group"><h3 class="group__name"><span class="level level--{level.value}">'
        f'{escape(capfirst(str(level.label)))}</span> <span class="group__count">{counted(count)}</span></h3>'
        f'<ul class="group__items">{"".join(items)}</ul></div>'
    )


def section_items(language: str, whole: Directory) -> list[str]:
    """The lists, and how many pages each has."""
    return [
        f'<li><a href="{escape(section["url"])}"><span>{escape(section["label"])}</span> '
        f'<span class="index__count">{counted(whole.count(section["name"]))}</span></a></li>'
        for section in navigation(language)
        if section["name"] in page_types()
    ]


def theme_item(theme: dict) -> str:
    return (
        f'<li class="row"><p class="row__title"><a href="{escape(theme["url"])}"'
        f"{theme['title'].attrs}>{escape(theme['title'])}</a></p>"
        f"{element('p', theme['lead'], 'row__lead')}</li>"
    )


def recent_item(edition: Edition, reader: Reader) -> str:
    """One of the latest changes."""
    title, note = reader.text(edition.summary["title"]), reader.text(edition.change_note())
    day = timezone.localtime(edition.published_at).date().isoformat()
    type_label, _kind, _level = labels(reader.language, edition.page_type, None, "")
    version = _("withdrawn") if edition.is_withdrawn else _("version %(number)s") % {"number": edition.number}
    return (
        f'<li class="entry"><div class="what"><p class="row__title"><a href="{escape(edition.path(reader.language))}"'
        f"{title.attrs}>{escape(title)}</a></p>{element('p', note, 'row__lead') if note else ''}</div>"
        f'<p class="when"><time datetime="{day}">{date_label(reader.language, day)}</time></p>'
        f'<p class="says">{escape(capfirst(type_label))} · {escape(version)}</p></li>'
    )
