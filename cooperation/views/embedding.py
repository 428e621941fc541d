"""One claim, to be shown within another site: its words, of when it is, its sources and whether it still stands.

These are the only addresses that may stand in a frame. They need no script, set no cookie, and ask nothing of others.
"""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from content.identity import short

from ..citing.cited import NeverShown, shown
from ..citing.history import history
from ..citing.said import said_in
from ..citing.standing import still_so
from ..citing.telling import still_so_line
from ..frame import origin
from ..moment import moment_of


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # which knows of no view with arguments
def embed(request: HttpRequest, page: str, claim: str, serial: int = 0) -> HttpResponse:
    """A claim as it was shown after a publication; without one, as it is now, or that it is here no more."""
    language, present = get_language(), moment_of(request)
    try:
        state, edition = shown(page, serial or present.serial)
    except NeverShown:
        raise Http404 from None
    found = {} if edition.is_withdrawn else said_in(edition, state, language, present)
    said = next((each for key, each in found.items() if short(key) == claim), None)
    if said is None and serial:
        raise Http404
    still = still_so(history(edition, said.id, language, present), serial) if said and serial else None
    cited = reverse("claim_cited", args=[page, state.serial, claim]) if said else edition.path(language)
    content = {
        "title": edition.summary["title"].get(language) or edition.summary["title"]["nl"],
        "said": said,
        "still": still_so_line(still, language)["text"] if still else "",
        "url": origin(request) + cited,
    }
    return render(request, "embed.html", content, status=200 if said else 410)


def snippet(address: str, title: str) -> str:
    """What another site writes to show a claim."""
    named = _("“%(title)s”, Who works with whom") % {"title": title.replace('"', "")}
    return f'<iframe src="{address}" title="{named}" width="100%" height="320" loading="lazy"></iframe>'
