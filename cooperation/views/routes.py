"""The routes of a page: its address, its versions, its history, and what is to come. They move along with it."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.models import Edition
from content.reading import Meaning, at_address

from ..moment import asked_of, moment_of, present
from .moments import not_there_yet
from .paths import path_of
from .problems import withdrawn_problem
from .withdrawn import withdrawn


def route_of_page(view: Callable) -> Callable:
    """Give a view the edition in force of a live page that the path belongs to, and the state of the site.

    Every route of a page moves along with it: what was asked for at an earlier path is found at that of today. A page
    that was withdrawn says so on every route; but on one that is its `route_of_record`.
    """
    return found_by(view, even_withdrawn=False)


def route_of_record(view: Callable) -> Callable:
    """The same for what is told of a page for ever: its history, and its versions."""
    return found_by(view, even_withdrawn=True)


def route_of_data(view: Callable) -> Callable:
    """The same as `route_of_page` for programs, which are told in their own form that a page was withdrawn."""
    return found_by(view, even_withdrawn=False, tell=withdrawn_problem)


def found_by(view: Callable, *, even_withdrawn: bool, tell: Callable = withdrawn) -> Callable:
    @require_safe
    @wraps(view)
    def find(request: HttpRequest, path: str, **more: object) -> HttpResponse:
        state, language = moment_of(request), get_language()
        address = reverse("page_detail", args=[path])
        found = at_address(address, language, state.moment)
        if found.edition is None:
            return elsewhere(request, address, language, view.__name__, **more)
        if found.meaning is Meaning.MOVED:
            return HttpResponsePermanentRedirect(path_of(found.edition, view.__name__, **more))
        if found.meaning is Meaning.WITHDRAWN and not even_withdrawn:
            return tell(request, found.edition, state)
        return view(request, found.edition, state, **more)

    return find


def elsewhere(request: HttpRequest, address: str, language: str, name: str, **more: object) -> HttpResponse:
    """At a moment when an address was nobody's: to where the page lived then that has it now. Raises Http404."""
    if not (asked := asked_of(request)):
        raise Http404
    now = at_address(address, language, present().moment)
    if now.edition is None:
        raise Http404
    then = Edition.objects.in_force(asked.state.moment).filter(page=now.edition.page_id).first()
    return HttpResponseRedirect(path_of(then, name, **more)) if then else not_there_yet(request, now.edition)
