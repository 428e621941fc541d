"""Where programs find the moments of a page (Memento, RFC 7089), and what a reader is told who asks for none."""

from datetime import UTC, datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import get_language_from_path
from django.views.decorators.http import require_safe

from content.languages import LANGUAGES
from content.models import Edition, Publication
from content.reading import at_address

from ..frame import origin, show
from ..memento import FORMAT, GATE, MAP
from ..moment import NoMoment, at, moment_of, original

MOST = 1000  # moments in a list of them: the newest


def no_moment(request: HttpRequest, why: NoMoment) -> HttpResponse:
    """What is said of a moment that is none, of one that is ahead, and of one before there was a site."""
    first = Publication.objects.order_by("serial").values_list("moment", flat=True).first()
    content = {"problem": why.problem, "first": first, "asked": request.GET.get("at", ""), "now": original(request)}
    status = 400 if why.problem == "unclear" else 404
    return show(request, "no_moment.html", content, is_canonical=False, status=status)


def not_there_yet(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What is said of a page that there was not yet at the moment."""
    content = {"problem": "page", "now": original(request)}
    return show(request, "no_moment.html", content, is_canonical=False, status=404)


@require_safe
def timegate(request: HttpRequest, path: str) -> HttpResponse:
    """To a page as it was at the moment that the header Accept-Datetime names; without it, as it is now."""
    there, moment = checked(request, path), moment_of(request).moment
    if wanted := request.headers.get("Accept-Datetime"):
        seconds = parse_http_date_safe(wanted)
        if seconds is None:
            return HttpResponseBadRequest("Accept-Datetime is no date as HTTP writes them.", content_type="text/plain")
        first = moments(request, path).order_by("serial").values_list("moment", flat=True).first()
        asked = datetime.fromtimestamp(seconds, UTC).replace(microsecond=999999)
        moment = min(moment, max(asked, first or moment))
    response = HttpResponseRedirect(at(there, moment))
    own = origin(request)
    response["Link"] = f'<{own}{there}>; rel="original", <{own}{MAP}{there}>; rel="timemap"; type="{FORMAT}"'
    patch_vary_headers(response, ["Accept-Datetime"])
    return response


@require_safe
def timemap(request: HttpRequest, path: str) -> HttpResponse:
    """All moments at which a page changed by itself; of a look at the whole site, all at which that did."""
    there, own = checked(request, path), origin(request)
    found = list(moments(request, path).order_by("-serial").values_list("moment", flat=True)[:MOST])[::-1]
    lines = [
        f'<{own}{there}>; rel="original"',
        f'<{own}{GATE}{there}>; rel="timegate"',
        f'<{own}{MAP}{there}>; rel="self"; type="{FORMAT}"',
    ]
    for number, moment in enumerate(found):
        names = ["first"] * (number == 0) + ["last"] * (number == len(found) - 1) + ["memento"]
        date = http_date(moment.timestamp())
        lines.append(f'<{own}{at(there, moment)}>; rel="{" ".join(names)}"; datetime="{date}"')
    return HttpResponse(",\n".join(lines) + "\n", content_type=FORMAT)


def moments(request: HttpRequest, path: str) -> QuerySet:
    """The publications that changed a page by themselves; for a look at the whole site, all."""
    state, language = moment_of(request), get_language_from_path(f"/{path}") or ""
    found = Publication.objects.filter(serial__lte=state.serial)
    edition = at_address(f"/{path}", language, state.moment).edition
    if edition is None and is_address_of_page(f"/{path}"):
        raise Http404
    return found.filter(editions__page=edition.page_id) if edition else found


def is_address_of_page(path: str) -> bool:
    """Whether only a page could be at an address."""
    try:
        return resolve(path).url_name == "page_detail"
    except Resolver404:
        return False


def checked(request: HttpRequest, path: str) -> str:
    """The address of a page that has moments, with what was asked there. Raises Http404."""
    if path.partition("/")[0] not in LANGUAGES or "/id/" in f"/{path}":
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    return f"/{path}" + (f"?{query}" if query else "")
