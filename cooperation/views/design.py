"""The design page: every part of the site on one page, made by the code that makes the others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.languages import in_each_language
from content.models import Edition
from content.record import live

from ..design import specimen
from ..design.contrast import PAIRS
from ..design.parts import parts
from ..frame import alternates, standing_pages
from ..look.palette import dark_colours, light_colours
from ..models import Level
from ..search.results import facet

TYPE = ["heading-1", "heading-2", "heading-3", "lead", "text", "interface", "small"]
SPACES = ["3xs", "2xs", "xs", "sm", "md", "lg", "xl", "2xl", "3xl"]


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """The parts of the site, with when to use them."""
    language, dark = get_language(), dark_colours()
    paths = in_each_language(lambda _language: reverse("design"))
    here = request.path
    values = [{"label": label, "count": 3, "url": here} for _value, label in Level.choices]
    standing = Edition.objects.at(live().moment).of_type("infopage").with_summary()
    context = {
        "parts": parts(),
        "page": specimen.page(language),
        "colours": [
            {"name": name.removeprefix("--ct-color-"), "light": value, "dark": dark[name]}
            for name, value in light_colours().items()
        ],
        "pairs": [
            {"front": pair.front, "back": pair.back, "use": pair.use, "least": pair.least, "light": light, "dark": dark}
            for pair in PAIRS
            for light, dark in [pair.ratios()]
        ],
        "type": TYPE,
        "spaces": SPACES,
        "levels": Level.choices,
        "rows": specimen.rows(language),
        "filters": specimen.filters(here),
        "letters": [{"label": letter, "url": here, "current": letter == "B"} for letter in "ABCDE"],
        "before": here,
        "following": here,
        "search_facet": facet({"heading": _("Level"), "values": values[:2], "rest": values[2:]}, language),
        "banner": {"text": _("A banner like this one tells what kind of view this is: a preview, or an old version.")},
        "breadcrumbs": [{"label": _("Home"), "url": f"/{language}/"}, {"label": _("Design"), "url": None}],
        "alternates": alternates(paths, language),
        "standing_pages": standing_pages(list(standing), language),
    }
    return render(request, "design.html", context)
