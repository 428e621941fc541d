"""One view for each sort of page, as one writes them on the first day: what is asked of the working copy is shown."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.plain.settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.conf.urls.i18n import i18n_patterns
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, render
from django.urls import path

from content.models import InfoPage, Page, Passage, Source
from cooperation.models import Organisation, Partnership, Question, Relation, Theme

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
    passages = Prefetch("passages", Passage.objects.select_related("source"))
    relations = Relation.objects.select_related("page", "other").prefetch_related(passages)
    claims = ["statements", Prefetch("statements__passages", Passage.objects.select_related("source"))]
    pages = Page.objects.prefetch_related(
        *claims, Prefetch("relations", relations), Prefetch("relations_in", relations), "lead_passages__source"
    )
    page = get_object_or_404(pages, page_type=KINDS[section]._meta.model_name, slug_nl=slug)
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
