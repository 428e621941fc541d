"""The addresses to cite: a page, or one claim on it, as it was shown in one state of the site.

They are built on permanent ids and a serial number, so that no rename, no withdrawal and no other page touches them.
"""

from datetime import datetime
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.identity import short
from content.languages import in_each_language
from content.models import Edition
from content.reading import surroundings
from content.record import State
from content.rendering.plain import Named
from content.rendering.text import Text, isolated

from ..citing import cited
from ..citing.absence import absences, told_of_those_over
from ..citing.formats import Cited, formats
from ..citing.formats_markup import formats_markup
from ..citing.history import history
from ..citing.said import said_on
from ..citing.standing import still_so
from ..citing.telling import claim_markup, history_rows, still_so_line
from ..frame import origin, show
from ..moment import moment_of
from ..pages.values import page_values
from ..upkeep.telling import claim_checked
from .embedding import snippet
from .pages import banner_of, render_document
from .withdrawn import trail_to, withdrawn


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
    present = moment_of(request)
    now = Edition.objects.in_force(present.moment).get(page=edition.page_id)
    moment = date_format(timezone.localtime(state.moment), "j F Y, H:i")
    told = _("This is how the page was shown since the site changed on %(moment)s.") % {"moment": moment}
    paths = in_each_language(lambda _language: address(page, serial))
    off = told_of_those_over(absences(edition.page_id, state, present, get_language()))
    banner = banner_of(f"{told} {off}".strip(), edition, now)
    if not now.is_withdrawn:
        since = cited.became(edition, state, now, present, address(page, serial), get_language())
        banner |= {"text": f"{banner['text']} {since['text']}", "changes": since["changes"]}
    return render_document(
        request,
        edition.read(),
        edition.page_id,
        state,
        edition=edition,
        paths=paths,
        banner=banner,
        has_picture=not now.is_withdrawn,
    )


@require_safe
def claim_cited(request: HttpRequest, page: str, serial: int, claim: str) -> HttpResponse:
    """A claim as it was shown after a publication, whether it still is, and what it said through time.

    One that had gone by then leads to the note that says so.
    """
    state, edition = shown(page, serial)
    if edition.is_withdrawn:  # which the page says
        return HttpResponseRedirect(address(page, serial))
    language, document = get_language(), edition.read()
    around = surroundings(document, edition.page_id, state.moment)
    values = page_values(document, around, language)
    said = next((each for key, each in said_on(values).items() if short(key) == claim), None)
    if said is None:
        gone = {short(mark.claim): mark.anchor for mark in around.gone}
        if claim not in gone:
            raise Http404
        return HttpResponseRedirect(f"{address(page, serial)}#{gone[claim]}")
    present = moment_of(request)
    stretches = history(edition, said.id, language, present)
    still, now = still_so(stretches, serial), Edition.objects.in_force(present.moment).get(page=edition.page_id)
    own, own_page = address(page, serial, claim), address(page, serial)
    entry, cited_notes = claim_markup(values, said.id, own, language)
    addresses = {each.serial: address(page, each.serial, claim) for each in stretches}
    there_now = stretches[-1].said.anchor if stretches and stretches[-1].said else ""
    content = {
        "page_title": values.title,
        "said": said,
        "entry": entry,
        "notes": cited_notes,
        "still": still_so_line(still, language) if still else None,
        "off": told_of_those_over(absences(edition.page_id, state, present, language)),
        "history": history_rows(stretches, addresses),
        "checked": claim_checked(edition.page_id, said.id, present, language),
        "address": origin(request) + own,
        "citation": claim_citation(said.words, str(values.title), state.moment, origin(request) + own),
        "formats": formats_markup(
            formats(
                Cited(
                    said.words,
                    str(values.title),
                    _("Who works with whom"),
                    origin(request) + own,
                    timezone.localdate(state.moment),
                    said.period,
                    said.sources,
                    language,
                )
            )
        ),
        "embedded": formats_markup(
            (name, snippet(origin(request) + reverse("embed", args=args), str(values.title)))
            for name, args in (
                (_("HTML: always these words"), [page, serial, claim]),
                (_("HTML: the words of now"), [page, claim]),
            )
        ),
        "on_page": f"{own_page}#{said.anchor}",
        "now": f"{now.path(language)}#{there_now}" if there_now else now.path(language),
        "is_there_now": bool(there_now),
        "mail_subject": quote(_("Not right: %(page)s") % {"page": values.title}),
        "mail_body": quote(f"{origin(request)}{own}\n\n“{said.words}”\n\n"),
    }
    trail = [*trail_to(edition.page_type, language), Named(values.title, now.path(language)), Named(Text(_("A claim")))]
    paths = in_each_language(lambda _language: address(page, serial, claim))
    return show(request, "claim.html", content, trail=trail, paths=paths, state=state)


def claim_citation(words: str, title: str, moment: datetime, address: str) -> str:
    """How to cite a claim: its words, where they stood, as of when, and where they can be seen for ever."""
    return _("“%(words)s” In: “%(title)s”, %(site)s, as shown on %(date)s, %(address)s") % {
        "words": isolated(Text(words)),
        "title": isolated(Text(title)),
        "site": _("Who works with whom"),
        "date": date_format(timezone.localtime(moment), "j F Y"),
        "address": address,
    }


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
        return cited.shown(page, serial)
    except cited.NeverShown:
        raise Http404 from None
