"""What changed on the site: the whole record, and one publication of it."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.chain import head
from content.identity import short
from content.models import Confirmation
from content.record import State
from content.rendering.plain import Named, title_of
from content.rendering.text import Reader, Text

from ..changes.reading import Changed, Published, changed_by, kind_of, published
from ..citing.telling import change_row
from ..frame import paths_to, show
from ..kinds import KINDS
from ..lists.rows import labels
from ..look.choices import query_string
from ..moment import moment_of

PAGE_SIZE = 30
HASH_SHOWN = 16  # hexadecimal digits
MOST_NAMED = 12  # pages of one publication that are named in the list


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """All publications, the newest first; `?until=` is the serial number from which on, `?kind=` a kind of page."""
    reader, state = Reader(get_language()), moment_of(request)
    kind, until = kind_in(request), number_in(request, "until", state.serial)
    steps, more = part(state, kind, until)
    content = {
        "steps": [step_row(step, kind, reader) for step in steps],
        "kinds": [
            {"label": each.label, "url": f"?kind={name}", "current": name == kind}
            for name, each in KINDS.items()
            if each.is_listed
        ],
        "kind": kind,
        "following": query(kind, more) if more else "",
        "feed": reverse("changes_feed") + query(kind),
        "head": head_row(state),
    }
    paths = {language: path + query(kind) for language, path in paths_to("changes").items()}
    return show(
        request,
        "changes.html",
        content,
        trail=[Named(Text(_("Changes")))],
        paths=paths,
        is_view=True,
        data=reverse("changes_data") + query(kind, until if until < state.serial else None),
    )


@require_safe
def change(request: HttpRequest, serial: int) -> HttpResponse:
    """What one publication changed, page by page and word by word."""
    reader, state = Reader(get_language()), moment_of(request)
    step = one(state, serial)
    if step is None:
        raise Http404
    rows = changed_by(step, reader.language)
    content = {
        "when": when(step.moment),
        "pages": [page_row(each, step, reader) for each in rows],
        "rest": len(step.editions) - sum(each.kind != "other" for each in rows),
        "removed": [reader.text(each.notice(step.moment)) for each in step.redactions],
        "checked": [checked_row(each, reader) for each in step.confirmations],
    }
    trail = [Named(Text(_("Changes")), reverse("changes")), Named(Text(when(step.moment)))]
    return show(
        request,
        "change.html",
        content,
        trail=trail,
        paths=paths_to("change", serial=serial),
        is_view=True,
        data=reverse("change_data", args=[serial]),
    )


def part(state: State, kind: str, until: int) -> tuple[list[Published], int | None]:
    """The publications that are shown at once, and the serial number from which on the next ones are."""
    steps = published(min(until, state.serial), PAGE_SIZE + 1, kind=kind)
    return steps[:PAGE_SIZE], steps[-1].serial if len(steps) > PAGE_SIZE else None


def one(state: State, serial: int) -> Published | None:
    """The publication of a serial number, if there is one by then."""
    step = next(iter(published(serial, 1)), None) if serial <= min(state.serial, 2**62) else None
    return step if step and step.serial == serial else None


def query(kind: str, until: int | None = None) -> str:
    """The parameters of a part of the list."""
    values = {"kind": kind, "until": "" if until is None else str(until)}
    return query_string({name: value for name, value in values.items() if value})


def head_row(state: State) -> dict:
    """The last line of the record: how its hash begins, which proves all that was published until then."""
    last = head(state)
    return {"serial": last.serial, "when": when(last.moment), "hash": last.sha256[:HASH_SHOWN]}


def step_row(step: Published, kind: str, reader: Reader) -> dict:
    """A publication in the list, with its pages of a kind, or of all."""
    editions = [each for each in step.editions if kind in ("", each.page_type)]
    return {
        "when": when(step.moment),
        "date": timezone.localtime(step.moment).isoformat(timespec="seconds"),
        "url": reverse("change", args=[step.serial]),
        "pages": [
            {
                "title": title_of(edition, reader),
                "kind": kind_label(kind_of(edition)),
                "type": labels(reader.language, edition.page_type, None, "")[0],
                "note": reader.text(edition.change_note()),
                "sort": edition.get_change_display() if edition.change else "",
            }
            for edition in editions[:MOST_NAMED]
        ],
        "rest": max(0, len(editions) - MOST_NAMED),
        "removed": [reader.text(each.notice(step.moment)) for each in step.redactions],
        "checked": [checked_row(each, reader) for each in step.confirmations if not kind],
    }


def checked_row(confirmation: Confirmation, reader: Reader) -> dict:
    """A page of which claims were checked against their sources, and how many were."""
    count = len(confirmation.checked)
    told = ngettext(
        "%(count)d part checked against its sources", "%(count)d parts checked against their sources", count
    )
    return {"title": title_of(confirmation.edition, reader), "told": told % {"count": count}}


def page_row(changed: Changed, step: Published, reader: Reader) -> dict:
    """A page that a publication changed, with the claims that did; each leads to how it was shown then."""
    edition = changed.edition
    cited = reverse("page_cited", args=[short(edition.summary["content_id"]), step.serial])
    addresses = {each.after.id: f"{cited}/{short(each.after.id)}" for each in changed.changes if each.after}
    return {
        "title": title_of(edition, reader),
        "kind": kind_label(changed.kind),
        "note": reader.text(edition.change_note()) if changed.kind != "other" else "",
        "sort": edition.get_change_display() if edition.change and changed.kind != "other" else "",
        "cited": cited,
        "changes": [change_row(each, addresses, reader.language) for each in changed.changes],
        "is_same": changed.kind == "changed" and not changed.changes and not edition.redaction_id,
        "is_redacted": bool(edition.redaction_id) and changed.kind != "other",
    }


def kind_label(kind: str) -> str:
    return {
        "new": _("new page"),
        "changed": _("changed page"),
        "withdrawn": _("withdrawn"),
        "back": _("published again"),
        "other": _("changed because of another page"),
    }[kind]


def when(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")


def kind_in(request: HttpRequest) -> str:
    """The kind of page in the address; one that is unknown counts as none."""
    kind = request.GET.get("kind", "")
    return kind if kind in KINDS else ""


def number_in(request: HttpRequest, name: str, otherwise: int) -> int:
    """A number from 1 on in the address; what is none counts as not given."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 and int(text) else otherwise
