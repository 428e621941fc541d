"""Lists: all public pages of one kind, in alphabetical order."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.languages import LANGUAGES
from content.models import Edition, Page
from content.text import Reader, Text

from ..context import alternates, origin, section_labels, standing_pages
from ..rows import by_letter, row

PAGE_SIZE = 200
LEADS = {
    "organisation": gettext_lazy("Services, ministries, municipalities and other bodies that the documents name."),
    "partnership": gettext_lazy("Where bodies work together: joint units, forums, coalitions and working groups."),
    "programme": gettext_lazy("What is drawn up, carried out or applied: strategies, plans, reports, laws and funds."),
    "theme": gettext_lazy("The subjects that bring pages together."),
    "term": gettext_lazy("Words that the documents use, and what they mean there."),
    "source": gettext_lazy("The public documents that everything on this site rests on."),
}


@require_safe
def page_list(request: HttpRequest, model: type[Page]) -> HttpResponse:
    """The list of one kind of page; `?page=` counts from 1, and anything else than a page of it is a 404."""
    page_type = model._meta.model_name
    reader = Reader(get_language())
    live = Edition.objects.at(timezone.now()).with_summary()
    paginator = Paginator(live.of_type(page_type).in_alphabet(reader.language), PAGE_SIZE)
    try:
        page_obj = paginator.page(request.GET.get("page", 1))
    except InvalidPage:
        raise Http404 from None
    editions = list(page_obj)
    paths = {}
    for language in LANGUAGES:
        with override(language):
            paths[language] = reverse(f"{page_type}_list")
    title = section_labels()[page_type]
    here = paths[reader.language] + (f"?page={page_obj.number}" if page_obj.number > 1 else "")
    context = {
        "title": title,
        "lead": Text(LEADS[page_type]),
        "rows": [row(edition, reader) for edition in editions],
        "letters": by_letter(editions, reader),
        "page_obj": page_obj,
        "total": paginator.count,
        "breadcrumbs": [{"label": _("Home"), "url": f"/{reader.language}/"}, {"label": title, "url": None}],
        "alternates": alternates(paths, reader.language),
        "canonical": origin(request) + here,
        "standing_pages": standing_pages(live.of_type("infopage"), reader.language),
    }
    return render(request, f"{page_type}_list.html", context)
