"""The picture that goes along when a page is shared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.models import Edition
from content.record import live

from ..share.card import card
from ..share.picture import picture

DAY = 24 * 3600


@require_safe
def share_picture(request: HttpRequest, content_id, number: int) -> HttpResponse:
    """The picture of one version of a page that is live. Kept for a day: redacted words have to go."""
    moment = live().moment
    public = Edition.objects.at(moment).filter(page__content_id=content_id)
    versions = (
        Edition.objects.final().filter(published_at__lte=moment).with_summary().filter(state=Edition.State.APPROVED)
    )
    edition = get_object_or_404(versions, page__in=public.values("page"), number=number)
    response = HttpResponse(picture(card(edition, get_language())), content_type="image/png")
    patch_cache_control(response, public=True, max_age=DAY)
    return response
