"""The addresses of data, described: for programs as an OpenAPI document, and for people as a page."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.rendering.plain import Named
from content.rendering.text import Text

from ..data import openapi as description
from ..data.reference import sorts
from ..frame import origin, paths_to, show
from ..moment import moment_of
from .problems import as_json, for_programs


@for_programs
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document; without a language in its address, in that of the reader."""
    document = description.openapi(moment_of(request), get_language())
    return as_json({**document, "servers": [{"url": origin(request)}]})


@require_safe
def data_reference(request: HttpRequest) -> HttpResponse:
    """The same to read: how data are asked for, and what each address answers."""
    language = get_language()
    told = description.words(language)
    content = {
        "told": told,
        "sorts": sorts(description.openapi(moment_of(request), language), told),
        "openapi_url": reverse("openapi"),
        "schema_url": reverse("document_schema"),
    }
    trail = [Named(Text(_("Data")), reverse("data")), Named(Text(told["title"]))]
    return show(request, "data_reference.html", content, trail=trail, paths=paths_to("data_reference"))
