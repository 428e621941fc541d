"""Which pages a text can link to: found by a part of their name, whatever kind they are of and wherever they stand."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.admin.lists.searching import all_in, asked_words, searched
from content.languages import DEFAULT, LANGUAGES
from content.models import Edition, Page, Passage, page_types

from ..moment import moment_of
from .going_in import has_right

MOST = 8
SEARCHED = [f"{name}_{language}" for name in ("title", "slug", "forms") for language in LANGUAGES]


@require_safe
def linkable(request: HttpRequest) -> JsonResponse:
    """The pages that answer `q` best, or the one whose permanent id is `id`, for whoever writes pages."""
    if not any(has_right(request, model(), "change") for model in page_types().values()):
        raise PermissionDenied
    moment = moment_of(request).moment
    if "id" not in request.GET:
        return JsonResponse({"pages": told(by_name(request.GET.get("q", "")), moment)})
    pages = by_id(request.GET["id"])
    found = [page | {"passages": passages(page["id"])} for page in told(pages, moment)]
    return JsonResponse({"pages": found})


def passages(source: str) -> list[dict]:
    """The passages of a source, by its permanent id: each with its anchor and its place; of another page none."""
    return [
        {
            "anchor": f"p-{passage.key}",
            "title": getattr(passage, f"place_{get_language()}", "") or passage.place_nl,
            "titles": {language: getattr(passage, f"place_{language}") or passage.place_nl for language in LANGUAGES},
        }
        for passage in Passage.objects.filter(source__content_id=source)
    ]


def by_id(content_id: str) -> list[Page]:
    try:
        return list(Page.objects.filter(content_id=content_id))
    except ValidationError:  # it is no id at all
        return []


def by_name(text: str) -> list[Page]:
    """Pages with every word in one of their names or addresses; those that begin with what was typed come first."""
    asked = asked_words(text)
    if not asked:
        return []
    rows = Page.objects.order_by().values_list("pk", *SEARCHED)
    found = [(key, texts) for key, *texts in rows if all_in(asked, searched([each for each in texts if each]))]
    begin = searched([text])
    found.sort(key=lambda row: (not any(searched([each or ""]).startswith(begin) for each in row[1]), row[1]))
    keys = [key for key, _texts in found[:MOST]]
    pages = Page.objects.in_bulk(keys)
    return [pages[key] for key in keys]


def told(pages: list[Page], moment: datetime) -> list[dict]:
    """What is told of each: its id, its titles, of which kind it is, and how it stands where readers get no link."""
    current = {edition.page_id: edition for edition in Edition.objects.in_force(moment).filter(page__in=pages)}
    return [
        {
            "id": str(page.content_id),
            "title": title(page, get_language()),
            "titles": {language: title(page, language) for language in LANGUAGES},
            "kind": capfirst(str(page_types()[page.page_type]._meta.verbose_name)),
            "state": standing(current.get(page.pk)),
        }
        for page in pages
    ]


def title(page: Page, language: str) -> str:
    return getattr(page, f"title_{language}", "") or getattr(page, f"title_{DEFAULT}")


def standing(edition: Edition | None) -> str:
    if edition is None:
        return _("not public yet")
    return _("withdrawn") if edition.is_withdrawn else ""
