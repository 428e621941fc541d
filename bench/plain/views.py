"""One view for each sort of page, as one writes them on the first day: what is asked of the working copy is shown."""

from django.conf.urls.i18n import i18n_patterns
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from content.models import InfoPage, Page, Source
from cooperation.models import Organisation, Partnership, Question, Theme

KINDS = {"organisaties": Organisation, "samenwerkingsverbanden": Partnership, "bronnen": Source}


def frame(_request):
    """What stands around every page."""
    return {"sections": KINDS, "standing": InfoPage.objects.all()}


def front(request):
    counts = {section: model.objects.count() for section, model in KINDS.items()}
    content = {"counts": counts, "questions": Question.objects.all()[:6], "themes": Theme.objects.all()}
    return render(request, "front.html", content | {"recent": Page.objects.order_by("-modified_at")[:5]})


def listing(request, section):
    return render(request, "list.html", {"heading": section, "pages": KINDS[section].objects.order_by("title_nl")})


def detail(request, section, slug):
    sides = ("relations__other", "relations__passages__source", "relations_in__page", "relations_in__passages__source")
    pages = Page.objects.prefetch_related("statements__passages__source", *sides)
    page: Page = get_object_or_404(pages, page_type=KINDS[section]._meta.model_name, slug_nl=slug)
    return render(request, "detail.html", {"page": page, "section": section})


def search(request):
    text = request.GET.get("q", "")
    where = Q(title_nl__icontains=text) | Q(lead_nl__icontains=text) | Q(statements__text_nl__icontains=text)
    return render(request, "list.html", {"heading": text, "pages": Page.objects.filter(where).distinct()[:10]})


urlpatterns = i18n_patterns(
    path("", front),
    path("zoeken/", search),
    *[path(f"{section}/", listing, {"section": section}) for section in KINDS],
    *[path(f"{section}/<slug:slug>/", detail, {"section": section}) for section in KINDS],
)
urlpatterns.append(path("healthz", lambda _request: HttpResponse()))
