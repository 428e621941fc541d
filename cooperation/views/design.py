"""The design page: every part of the site on one page, made by the code that makes the others."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.rendering.plain import Named
from content.rendering.text import Text

from ..design import specimen
from ..design.contrast import PAIRS
from ..design.parts import parts
from ..frame import paths_to, show
from ..lists.markup import rows_markup
from ..look.palette import dark_colours, light_colours
from ..models import Level
from ..pages.about_markup import about_markup
from ..pages.markup import markup_of
from ..search.narrowing import Count, Facet
from ..search.results import facet

TYPE = ["heading-1", "heading-2", "heading-3", "lead", "text", "interface", "small"]
SPACES = ["3xs", "2xs", "xs", "sm", "md", "lg", "xl", "2xl", "3xl"]


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """The parts of the site, with when to use them."""
    language, dark = get_language(), dark_colours()
    here, page = request.path, specimen.page(language)
    values = [Count(Named(Text(label), here), "3") for _value, label in Level.choices]
    content = {
        "specimens": parts(),
        "page": page,
        "parts": markup_of(page, language, specimen.linked(language)),
        "cite": about_markup(page, specimen.about(), "", language),
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
        "rows": rows_markup(rows := specimen.rows(language), most=len(rows)),
        "filters": specimen.filters(here),
        "letters": [{"label": letter, "url": here, "current": letter == "B"} for letter in "ABCDE"],
        "before": here,
        "following": here,
        "search_facet": facet(Facet(_("Level"), shown=values[:2], folded=values[2:]), language),
        "banner": {"text": _("A banner like this one tells what kind of view this is: a preview, or an old version.")},
    }
    return show(request, "design.html", content, trail=[Named(Text(_("Design")))], paths=paths_to("design"))
