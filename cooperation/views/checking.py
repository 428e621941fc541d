"""Check my text: which citations of this site a text holds, and how each of them stands."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from content.cleaning import INVISIBLE, LINE_BREAK
from content.rendering.plain import Named
from content.rendering.text import Text

from ..citing import checking
from ..citing.addresses import MOST, Citations, found_in
from ..frame import origin, paths_to, show
from ..moment import moment_of
from .citing import address
from .pages import HttpResponseSeeOther
from .posting import takes_post

LONGEST = 200_000  # characters
NONE = Citations(())


@takes_post
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form for a text. One that was sent leads to an address that holds its citations, and nothing else of it."""
    text, citations, problem = looked_through(request) if request.method == "POST" else ("", NONE, "")
    if citations.listed:
        return HttpResponseSeeOther(reverse("checked", args=[citations]))
    content = {"text": text, "problem": problem, "most": MOST}
    trail, status = [Named(Text(_("Check my text")))], 422 if problem else 200
    paths = paths_to("check")
    return show(request, "check.html", content, trail=trail, paths=paths, is_canonical=not problem, status=status)


def looked_through(request: HttpRequest) -> tuple[str, Citations, str]:
    """The text that was sent, the citations in it, and why there are none if so."""
    too_long = _("This text is too long. You can check %(most)s characters at once.") % {
        "most": number_format(LONGEST, force_grouping=True)
    }
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return "", NONE, too_long  # without reading it
    # Word processors put invisible signs into addresses as well.
    text = INVISIBLE.sub("", LINE_BREAK.sub("\n", request.POST.get("text", "")))
    if not text.strip():
        return "", NONE, _("Paste a text first.")
    if len(text) > LONGEST:
        return text, NONE, too_long
    citations = found_in(text)
    none_found = _("This text has no address of a citation of this site. Such an address looks like this: %(example)s")
    return text, citations, "" if citations.listed else none_found % {"example": address("0123456789ab", 12)}


@require_safe
def checked(request: HttpRequest, citations: Citations) -> HttpResponse:
    """How each of these citations stands, in their order."""
    state, language, own = moment_of(request), get_language(), origin(request)
    rows = []
    for each in citations.listed:
        spoken = each.language or language
        with override(spoken):
            path = address(each.page, each.serial, each.claim)
        lang = spoken if spoken != language else ""
        rows.append((each, checking.check(each, path, spoken, state), own + path, lang))
    content = {
        "summary": checking.summary([row for _citation, row, *_rest in rows]),
        "rest": citations.rest,
        "total": len(rows) + citations.rest,
        "rows": rows,
    }
    trail = [Named(Text(_("Check my text")), reverse("check")), Named(Text(_("Your citations")))]
    paths = paths_to("checked", citations=citations)
    return show(request, "checked.html", content, trail=trail, paths=paths, is_canonical=False)
