"""The addresses to cite: a page, or one claim on it, as it was shown in one state of the site.

They are built on permanent ids and a serial number, so that no rename, no withdrawal and no other page touches them.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.identity import short
from content.languages import in_each_language
from content.models import Edition, Publication
from content.reading import editions_of, surroundings
from content.record import State, state_of

from ..moment import moment_of
from ..pages.gone import standing_anchors
from .pages import banner_of, render_document
from .withdrawn import withdrawn


def address(content_id: str, serial: int, claim: str = "") -> str:
    """The path to cite a page by, or a claim on it, in the active language."""
    if claim:
        return reverse("claim_cited", args=[short(content_id), serial, short(claim)])
    return reverse("page_cited", args=[short(content_id), serial])


@require_safe
def page_cited(request: HttpRequest, page: str, serial: int) -> HttpResponse:
    """A page as it was shown after a publication, with all that stood around it then."""
    state, edition = shown(page, serial)
    if edition.is_withdrawn:
        return withdrawn(request, edition, state)
    now = Edition.objects.in_force(moment_of(request).moment).get(page=edition.page_id)
    moment = date_format(timezone.localtime(state.moment), "j F Y, H:i")
    told = _("This is how the page was shown since the site changed on %(moment)s.") % {"moment": moment}
    paths = in_each_language(lambda _language: address(page, serial))
    return render_document(
        request,
        edition.read(),
        edition.page_id,
        state,
        edition=edition,
        paths=paths,
        banner=banner_of(told, edition, now),
        has_picture=not now.is_withdrawn,
    )


@require_safe
def claim_cited(request: HttpRequest, page: str, serial: int, claim: str) -> HttpResponse:
    """A claim as it was shown after a publication: its place on the page then, or the note that it had gone."""
    state, edition = shown(page, serial)
    if edition.is_withdrawn:  # which the page says
        return HttpResponseRedirect(address(page, serial))
    document = edition.read()
    around = surroundings(document, edition.page_id, state.moment)
    anchors = {short(mark.claim): mark.anchor for mark in around.gone}
    anchors |= {short(key): anchor for anchor, key in standing_anchors(document, around).items()}
    if claim not in anchors:
        raise Http404
    return HttpResponseRedirect(f"{address(page, serial)}#{anchors[claim]}")


@require_safe
def citation(request: HttpRequest, page: str, serial: int, claim: str = "") -> HttpResponse:
    """The same address without a language: in that of the reader."""
    return redirect(address(page, serial, claim))


@require_safe
def citation_tidied(request: HttpRequest) -> HttpResponse:
    """An address to cite in capitals, or with a slash at its end: to the one that is printed."""
    return HttpResponsePermanentRedirect(request.path.lower().rstrip("/"))


def shown(page: str, serial: int) -> tuple[State, Edition]:
    """A state of the site, and the edition of a page that was in force in it; or 404."""
    try:
        state = state_of(serial)
    except (Publication.DoesNotExist, OverflowError):
        raise Http404 from None
    edition = editions_of(page, state.moment).order_by("page_id").first()
    if edition is None:
        raise Http404
    return state, edition
