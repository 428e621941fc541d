"""The picture that goes along when a page is shared."""

from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, get_language_from_path, override
from django.views.decorators.http import require_safe

from content.models import Edition, Publication
from content.record import State, state_of

from ..moment import moment_of
from ..outage import OF_THEN
from ..pages.values import shown_page
from ..share import drawn
from ..share.card import card
from ..share.picture import draw

DAY = 24 * 3600


@require_safe
def share_picture(request: HttpRequest, content_id: UUID, serial: int, digest: str) -> HttpResponseBase:
    """The picture of a page in a state of the site, while it is live. Kept for a day: redacted words have to go.

    The name is a digest of what is drawn; another one leads to what is drawn today.
    """
    present = moment_of(request)
    live = Edition.objects.at(present.moment).filter(page__content_id=content_id)
    if serial > present.serial or not live.exists():
        raise Http404
    if picture := drawn.found(content_id, digest):
        return as_file(picture)
    try:
        state = present if serial == present.serial else state_of(serial)
    except Publication.DoesNotExist:
        raise Http404 from None
    edition = get_object_or_404(Edition.objects.at(state.moment), page__content_id=content_id)
    page = shown_page(edition.read(), edition.page_id, state.moment, get_language())
    told = card(page)
    if told.digest != digest:
        return redirect(address(page.id, state, told.digest))
    return as_file(drawn.picture(content_id, digest, lambda: draw(told)))


def share_picture_without_database(path: str) -> HttpResponse | None:
    """The picture at an address, where it was drawn before: while the database is away."""
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE), suppress(Resolver404):
        asked = resolve(path)
        if asked.url_name == "share_picture":
            picture = drawn.found_without_database(asked.kwargs["content_id"], asked.kwargs["digest"])
            return HttpResponse(picture, content_type="image/png", headers=OF_THEN) if picture else None
    return None


def as_file(picture: bytes) -> HttpResponse:
    response = HttpResponse(picture, content_type="image/png")
    patch_cache_control(response, public=True, max_age=DAY)
    return response


@require_safe
def share_picture_of_version(request: HttpRequest, content_id: UUID, number: int) -> HttpResponseBase:
    """Where pictures were before they showed a network: by the version of a page. Leads to that of its first state."""
    shown = Edition.objects.shown_by(moment_of(request).moment).filter(state=Edition.State.APPROVED)
    edition = get_object_or_404(shown.select_related("publication"), page__content_id=content_id, number=number)
    serial = edition.publication.serial if edition.publication else 0
    return redirect("share_picture", content_id, serial, "version")


def address(content_id: str, state: State, digest: str) -> str:
    """Where the picture of a page in a state is; the digest is that of what is drawn."""
    return reverse("share_picture", args=[content_id, state.serial, digest])
