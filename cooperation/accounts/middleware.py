"""What holds in the whole admin and nowhere else: one origin, whole sessions, the language that somebody chose."""

import re
from urllib.parse import urlsplit

from allauth.account.middleware import AccountMiddleware
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from content.admin_site import without_passwords
from content.kept_forms import keep

from . import devices
from .new_device import tell_of
from .signing_in import is_unfinished, is_whole, touch

ADMIN = "/admin/"
# Where somebody may go who has shown a password, and has nothing more to show yet.
UNFINISHED = {"account_welcome", "account_set_up", "mfa_add_webauthn", "mfa_activate_totp", "account_login", "logout"}


class AccountsMiddleware:
    """Stands behind Django's own middleware for who somebody is. A page for readers goes by it."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.in_admin = AccountMiddleware(get_response)
        self.process_exception = self.in_admin.process_exception

    def __call__(self, request):
        if not request.path_info.startswith(ADMIN):
            if "HTTP_COOKIE" in request.META:
                demote(request)
            return self.get_response(request)
        if elsewhere := at_another_origin(request):
            return elsewhere
        request.sign_in = told_at_the_door(request)
        language = chosen_language(request)
        if request.user.is_authenticated and is_whole(request):
            touch(request)
        response = self.in_admin(request)
        if language:
            keep_language(response, language)
        if user := getattr(request, "is_device_of", None):
            tell_of(request, user)
            devices.remember(request, response, user)
        if "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response

    def process_view(self, request, view, args, kwargs):
        if not request.path_info.startswith(ADMIN) or request.resolver_match.url_name in UNFINISHED:
            return None
        if not is_unfinished(request):
            return None
        there = {REDIRECT_FIELD_NAME: request.get_full_path()} if request.method == "GET" else {}
        if request.method == "POST":
            keep(request, without_passwords(request.POST))  # the first page of the admin leads to it
        return HttpResponseRedirect(f"{reverse('account_set_up')}?{urlencode(there)}")


def demote(request: HttpRequest) -> None:
    """Let who has not shown all that is asked of them be nobody, wherever a page asks who it is."""
    user = request.user
    request.user = SimpleLazyObject(lambda: user if user.is_authenticated and is_whole(request) else AnonymousUser())  # type: ignore[assignment]


def at_another_origin(request: HttpRequest) -> HttpResponse | None:
    """The way to the one origin that the admin has: cookies and passkeys are of it alone."""
    there = urlsplit(settings.BASE_URL)
    if not settings.BASE_URL or (there.scheme, there.netloc) == (request.scheme, request.get_host()):
        return None
    address = f"{settings.BASE_URL}{request.get_full_path()}"
    if request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(address)
    return render(request, "account/another_origin.html", {"there": f"{settings.BASE_URL}{ADMIN}"}, status=403)


def told_at_the_door(request: HttpRequest) -> dict:
    """What the screens say of this site: whether a password is enough, and where passkeys work if not here."""
    asked = urlsplit(f"//{request.get_host()}")
    is_numbers = re.fullmatch(r"[0-9.]+|[0-9a-f]*:.*", asked.hostname or "")
    localhost = f"http://localhost{f':{asked.port}' if asked.port else ''}{ADMIN}"
    return {
        "password_alone": settings.PASSWORD_ALONE,
        "passkeys_at": localhost if is_numbers and "localhost" in settings.ALLOWED_HOSTS else "",
    }


def chosen_language(request: HttpRequest) -> str | None:
    language = request.GET.get("language")
    if language not in dict(settings.LANGUAGES):
        return None
    translation.activate(language)
    request.LANGUAGE_CODE = language
    return language


def keep_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
