"""Addresses that lead nowhere, and requests that make no sense."""

import re
import sys
from urllib.parse import quote

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.utils.translation import get_language, get_language_from_path
from django.utils.translation import gettext as _
from markupsafe import Markup

from content.admin_site import is_of_this_site, send_again, sign_in
from content.rendering.text import Reader
from content.search.answering import called_like

from ..frame import FRONT_PAGES, language_switch, show
from ..lists.markup import rows_markup
from ..lists.rows import row_of
from ..moment import moment_of
from ..outage import is_outage, told, unavailable
from .problems import is_for_programs, problem

# What a text puts behind an address: brackets, quotes, marks, spaces, the beginning of markup.
AROUND = re.compile("[\\s()\\[\\]{}<>|*,;:!?\"'`‘’“”„«»…\u200b-\u200f\u2060\ufeff]")
OURS = re.compile("[-a-zA-Z0-9._~/]*")
DOORS = ("/admin/login/", "/admin/logout/", "/admin/account/")  # where nothing is typed that is worth keeping
NOT_LOOKED_FOR = ("/admin", "/media", "/static")
MOST = 3  # pages that may have been meant


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, in both languages. Django's own view asks the request for its host, which may be what is bad about it."""
    return HttpResponse(told("400.html"), status=400)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """500, in both languages; or 503 where that is because the database does not answer."""
    if is_outage(sys.exc_info()[1]):
        return unavailable(request)
    return HttpResponse(told("500.html"), status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was sent without its token, or with one of another session; with what an editor typed."""
    is_in_admin = request.path_info.startswith("/admin/") and not request.path_info.startswith(DOORS)
    if is_in_admin and is_of_this_site(request):
        door = None if request.user.is_authenticated else sign_in()
        return send_again(request, _("This form had expired. Nothing was saved yet."), door=door)
    return HttpResponse(render_to_string("403_csrf.html"), status=403)


def reserved(request: HttpRequest, **more: object) -> HttpResponse:
    """404 for an address that is kept free for what is to come."""
    raise Http404


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with the pages that are called like the last words of the address; or the way to what was meant.

    Signs of a text around it may have stuck to the end of an address.
    """
    if is_for_programs(request):
        return problem(404, _("There is no page here"))
    if there := without_signs(request.path):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{there}?{query}" if query else there)
    paths = in_the_other_language(request.path)
    try:
        meant = pages_called(last_words(request.path), request) if get_language_from_path(request.path) else ""
        return show(request, "404.html", {"meant": meant}, paths=paths, is_canonical=False, status=404)
    except DatabaseError:  # what is nowhere is nowhere, whether the database answers or not
        switch = {"languages": language_switch(paths, get_language())}
        return render(request, "404.html", switch, status=404)


def in_the_other_language(path: str) -> dict[str, str]:
    """The same words as an address in each language: a page may be known by them in the other one."""
    if not get_language_from_path(path):
        return FRONT_PAGES
    rest = path.lstrip("/").partition("/")[2]
    return {code: front + quote(rest) for code, front in FRONT_PAGES.items()}


def without_signs(path: str) -> str:
    """An address of this site that an address begins with, before signs that none of them holds; or nothing."""
    clean = re.sub("/+", "/", AROUND.split(path)[0]).rstrip("._-")
    if clean.startswith(NOT_LOOKED_FOR):
        return ""
    for there in (clean, f"{clean}/"):
        if clean != path and OURS.fullmatch(clean) and there not in ("/", path) and is_valid_path(there):
            return there
    return ""


def last_words(path: str) -> str:
    """The last part of an address that has a letter in it: signs of the text around it may have stuck to its end."""
    parts = [re.sub(r"\.html?$|[^\w-]+", " ", part).strip() for part in path.split("/")]
    named = [part for part in parts if any(map(str.isalpha, part)) and part != "index"]
    return named[-1].replace("-", " ") if named else ""


def pages_called(words: str, request: HttpRequest) -> Markup:
    reader = Reader(get_language())
    pages = called_like(words, reader.language, moment_of(request).moment, MOST)
    return rows_markup(row_of(page, reader) for page in pages)
