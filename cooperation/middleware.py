from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest
from django.http import HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path
from whitenoise.middleware import WhiteNoiseMiddleware

from content.unwritten import ERRORS

from .answers import KIND
from .floods import EDITOR, REFUSED
from .memento import mark
from .metrics.observing import kind_of
from .moment import NoMoment, ask, asked_of, staying
from .outage import AWAY, too_much, unavailable
from .probes import alive, ready
from .staying import stay
from .views.moments import no_moment
from .views.problems import is_for_programs, moment_problem, read_only_problem
from .views.share import share_picture_without_database


class AddressLanguageMiddleware(LocaleMiddleware):
    """The language stands in the address; only addresses without one follow the reader's browser.

    Django's own middleware also guesses at addresses that lack their language, and marks that answer as depending on a
    cookie. Here those are unknown addresses like any other. A sitemap names each page in all languages.
    """

    def process_response(self, request, response):
        if response.get("Content-Type", "").startswith("application/xml"):
            return response
        if not get_language_from_path(request.path_info):
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", get_language() or settings.LANGUAGE_CODE)
        return response


class FilesMiddleware(WhiteNoiseMiddleware):
    """Static files, each with the tag of what it says: the same on every host, and weak.

    A file is sent as it is or compressed, all with one tag, and a strong tag would promise the same bytes
    (RFC 9110, 8.8.1).
    """

    def add_cache_headers(self, headers, path, url):
        super().add_cache_headers(headers, path, url)
        headers["ETag"] = f'W/"{sha256(Path(path).read_bytes()).hexdigest()[:16]}"'


class ResourcePolicyMiddleware:
    """Says that no other site may take an answer into its own pages, but for what is made to be shown there."""

    SHOWN_ELSEWHERE = ("embed", "share_picture", "share_picture_of_version")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        is_shown = match is not None and match.url_name in self.SHOWN_ELSEWHERE
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if is_shown else "same-origin"
        response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"  # a page takes in nothing of others either
        return response


class ProbeMiddleware:
    """Answers whoever watches over the site, by whatever name or address: before a host is asked for, or HTTPS."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        probe = {"/healthz": alive, "/readyz": ready}.get(request.path_info)
        if probe and request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return probe() if probe else self.get_response(request)


class KindMiddleware:
    """Tells who counts answers what sort of address was asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        request.META[KIND] = kind_of(request.resolver_match)


class OutageMiddleware:
    """Answers at once while the database is known to be away, and whoever asks for too much."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.META.get(REFUSED):
            return too_much(request)
        if request.META.get(AWAY):
            return share_picture_without_database(request.path_info) or unavailable(request)
        return self.get_response(request)


class SessionsMiddleware(SessionMiddleware):
    """Sessions; that one cannot be written down as used keeps nobody from what they have it for."""

    def process_response(self, request, response):
        try:
            return super().process_response(request, response)
        except ERRORS:
            if request.session.session_key != request.COOKIES.get(settings.SESSION_COOKIE_NAME):
                raise  # it is a new one
            request.session.modified = False
            return super().process_response(request, response)


class EditorMiddleware:
    """Tells who counts what is made that somebody signed in asked for it, where the session was looked at anyway."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            request.META[EDITOR] = True
        return response


class ReadOnlyMiddleware:
    """Visitors only read. Whoever asks for anything else on a public page is told so (RFC 9110, 15.5.6).

    What they may send to be read and forgotten goes to a view that takes POST: it is marked so in views/posting.py.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        allowed = ["GET", "HEAD", "POST"] if getattr(view, "takes_post", False) else ["GET", "HEAD"]
        if request.method in allowed or request.path_info.startswith("/admin/"):
            return None
        if is_for_programs(request, view):
            return read_only_problem()
        return HttpResponseNotAllowed(allowed, render_to_string("405.html"))


class StorableQueryMiddleware:
    """Refuses a query with a NUL in the admin: its filters hand it on as it is, and PostgreSQL stores no such sign."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith("/admin/") and "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The query holds a NUL.")
        return self.get_response(request)


class CompressionMiddleware(GZipMiddleware):
    """Pictures, archives and workbooks are compressed already; what is told on the way has to come at once."""

    PACKED = ("image/png", "application/zip", "application/vnd.openxml")

    def process_response(self, request, response):
        if response.streaming or response.get("Content-Type", "").startswith(self.PACKED):
            return response
        return super().process_response(request, response)


class MomentMiddleware:
    """Lets any public page be asked for at a moment (`?at=`), and keeps the reader there."""

    # What is of one moment by itself, or of none.
    TIMELESS = {
        "page_cited", "claim_cited", "citation", "citation_tidied", "page_preview", "design", "share_picture",
        "typed_preview", "then_preview", "reader_preview", "share_picture_of_version", "search_description",
        "sitemap_index", "sitemap_file", "robots", "security_txt", "security_policy", "favicon", "timegate", "timemap",
    }  # fmt: skip

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        asked = asked_of(request)
        if asked and response.status_code in (301, 302, 303) and response["Location"].startswith("/"):
            response["Location"] = staying(request, response["Location"])
        if asked and response["Content-Type"].startswith("text/html"):
            response.content = stay(response.content.decode(), asked.text)
        if asked or getattr(request, "has_moments", False):
            mark(request, response)
        return response

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if match.url_name in self.TIMELESS or match.namespace or not get_language_from_path(request.path_info):
            return None
        request.has_moments = True
        if "at" not in request.GET:
            return None
        try:
            ask(request, request.GET["at"])
        except NoMoment as why:
            return moment_problem(why) if is_for_programs(request, view) else no_moment(request, why)
        return None
