"""Two states of a page that a reader chose, compared word by word."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.identity import short
from content.models import Edition
from content.record import State
from content.rendering.plain import Named, title_of
from content.rendering.text import Reader, Text, isolated

from ..changes.comparing import Compared, Step, compared, steps_of
from ..citing import cited
from ..citing.said import Change
from ..citing.telling import change_row, counted
from ..frame import paths_to, show
from ..moment import moment_of
from .changes import number_in
from .paths import path_of
from .withdrawn import trail_to


@require_safe
def comparison(request: HttpRequest, page: str, before: int | None = None, after: int | None = None) -> HttpResponse:
    """What a page said after one publication and not after another; `?from=` and `?to=` choose them in a form.

    The older of the two always comes first, so that a comparison has one address.
    """
    present, reader = moment_of(request), Reader(get_language())
    if before is None or after is None:
        chosen = sorted(number_in(request, name, present.serial) for name in ("from", "to"))
        return HttpResponseRedirect(reverse("comparison", args=[page, *chosen]))
    if before > after:
        return HttpResponseRedirect(reverse("comparison", args=[page, after, before]))
    one, other = (shown(page, serial, present) for serial in (before, after))
    now = Edition.objects.in_force(present.moment).get(page=other[1].page_id)
    found, steps = compared(one, other, reader.language), steps_of(now.page_id, present, reader.language)
    title = title_of(now, reader)
    history_url = path_of(now, "page_history")
    content = {
        "page": {"title": title.text, "url": title.url},
        "history_url": history_url,
        "sides": [side(name, page, *each, steps, reader) for name, each in ((_("From"), one), (_("To"), other))],
        "counts": told(found),
        "changes": [change_row(each, addresses(each, page, before, after), reader.language) for each in found.changes],
        "same": found.same,
        "between": [step_row(step, reader) for step in steps if before < step.state.serial <= after],
        "is_redacted": any(edition.redaction_id for _state, edition in (one, other)),
        "form": choice(page, steps, reader, before, after),
    }
    trail = [*trail_to(now.page_type, reader.language), title, Named(Text(_("Versions")), history_url)]
    trail += [Named(Text(_("Compared")))]
    paths = paths_to("comparison", page=page, before=before, after=after)
    return show(request, "comparison.html", content, trail=trail, paths=paths)


def shown(page: str, serial: int, present: State) -> tuple[State, Edition]:
    """A page in a state of the site that is not later than the one that is looked at; or 404."""
    try:
        if serial <= present.serial:
            return cited.shown(page, serial)
    except cited.NeverShown:
        pass
    raise Http404


def side(name: str, page: str, state: State, edition: Edition, steps: list[Step], reader: Reader) -> dict:
    """One of the two states: what it is called, where it is shown, and of a withdrawn page why that was."""
    step = next((each for each in steps if each.state.serial <= state.serial), None)
    return {
        "name": name,
        "label": label(step, reader) if step else date_format(timezone.localtime(state.moment), "j F Y, H:i"),
        "url": reverse("page_cited", args=[page, state.serial]),
        "withdrawn": edition.is_withdrawn,
        "reason": reader.text(edition.change_note()) if edition.is_withdrawn else Text(),
    }


def label(step: Step, reader: Reader) -> str:
    """How a state of a page is called where one is chosen."""
    values = {"when": date_format(timezone.localtime(step.state.moment), "j F Y, H:i")}
    if step.own:
        told = (
            _("Version %(number)d, withdrawn: %(when)s") if step.own.is_withdrawn else _("Version %(number)d: %(when)s")
        )
        return told % (values | {"number": step.own.number})
    names = [isolated(title_of(edition, reader).text) for edition in step.others[:2]]
    values["pages"] = ", ".join([*names, "…"] if len(step.others) > len(names) else names)
    return _("Because of %(pages)s: %(when)s") % values


def step_row(step: Step, reader: Reader) -> dict:
    """A publication between the two, with its note for readers."""
    editions = [step.own] if step.own else step.others
    return {
        "label": label(step, reader),
        "url": reverse("change", args=[step.state.serial]),
        "note": reader.text(editions[0].change_note()) if len(editions) == 1 else Text(),
    }


def addresses(change: Change, page: str, before: int, after: int) -> dict[str, str]:
    """Where a claim that changed can be seen as it was shown last."""
    said, serial = (change.after, after) if change.after else (change.before, before)
    if said is None or said.kind == "page":
        return {}
    return {said.id: reverse("claim_cited", args=[page, serial, short(said.id)])}


def told(found: Compared) -> str:
    """How much differs, and how much is the same, in one line."""
    parts = counted(found.changes)
    same = ngettext("%(count)d the same", "%(count)d the same", len(found.same)) % {"count": len(found.same)}
    return ", ".join([*parts, same] if found.same else parts)


def choice(page: str, steps: list[Step], reader: Reader, before: int = 0, after: int = 0) -> dict:
    """The form to choose two states of a page in; without two that were chosen, the last change."""
    serials = [step.state.serial for step in steps]
    if len(serials) < 2:
        return {}
    standing = [max((each for each in serials if each <= chosen), default=serials[0]) for chosen in (before, after)]
    one, other = standing if before else (serials[1], serials[0])
    return {
        "action": reverse("comparison", args=[page]),
        "fields": [
            {
                "name": name,
                "label": text,
                "options": [(step.state.serial, label(step, reader), step.state.serial == chosen) for step in steps],
            }
            for name, text, chosen in (("from", _("From"), one), ("to", _("To"), other))
        ],
    }
