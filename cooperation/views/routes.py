"""The routes of a page: its address, its versions, its history, and what is to come. They move along with it."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.languages import in_each_language
from content.models import Edition
from content.reading import Moved, edition_at
from content.record import live


def route_of_page(view: Callable) -> Callable:
    """Give a view the edition in force of the page that the path belongs to, and the state of the site.

    Every route of a page moves along with it: what was asked for at an earlier path is found at that of today.
    """

    @require_safe
    @wraps(view)
    def find(request: HttpRequest, path: str, **more) -> HttpResponse:
        state = live()
        try:
            edition = edition_at(reverse("page_detail", args=[path]), get_language(), state.moment)
        except Moved as moved:
            there = moved.path.strip("/").partition("/")[2]
            return HttpResponsePermanentRedirect(
                reverse(request.resolver_match.url_name, kwargs={"path": there, **more})
            )
        except Edition.DoesNotExist:
            raise Http404 from None
        return view(request, edition, state, **more)

    return find


def path_of(edition: Edition, name: str, **more) -> str:
    """The path of a route of a page (its history, a version) in the active language."""
    return reverse(name, kwargs={"path": edition.path(get_language()).strip("/").partition("/")[2], **more})


def paths_of(edition: Edition, name: str, **more) -> dict[str, str]:
    """The same in each language."""
    return in_each_language(lambda _language: path_of(edition, name, **more))
