"""The picture that goes along when a page is shared."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.models import Edition

from ..moment import moment_of
from ..share.card import card
from ..share.picture import picture

DAY = 24 * 3600


@require_safe
def share_picture(request: HttpRequest, content_id: UUID, number: int) -> HttpResponse:
    """The picture of one version of a page that is live. Kept for a day: redacted words have to go."""
    state = moment_of(request)
    public = Edition.objects.at(state.moment).filter(page__content_id=content_id)
    versions = Edition.objects.shown_by(state.moment).with_summary().filter(state=Edition.State.APPROVED)
    edition = get_object_or_404(versions, page__in=public.values("page"), number=number)
    response = HttpResponse(picture(state, card(edition, get_language())), content_type="image/png")
    patch_cache_control(response, public=True, max_age=DAY)
    return response
