"""What waits for somebody, what they sent and where it stands, what is planned, and what came back to them."""

from django.contrib.admin import site
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...models import Edition, Note, Policy, page_types
from ...plans import plan_label
from ...record import live
from ..standing.standing import moment_told, name_of, outcome, review_url

MOST = 50  # rows of one part
VIEW, PUBLISH = "content.view_edition", "content.publish_edition"


def waiting_for(user):
    """What somebody else submitted, for whoever may decide on it."""
    return Edition.objects.waiting().exclude(submitted_by=user).order_by("submitted_at", "pk")


def returned_to(user):
    """What somebody submitted and got back, and has not submitted anew."""
    rejected = Edition.objects.under_way().filter(state=Edition.State.REJECTED)
    return rejected.filter(submitted_by=user).order_by("-pk")


def sent_by(user):
    """What somebody submitted for others to decide on, the newest first, but for what came back."""
    alone = Q(approved_by=F("submitted_by"), state__in=Edition.EFFECTIVE)
    return (
        Edition.objects.filter(submitted_by=user).exclude(alone).exclude(state=Edition.State.REJECTED).order_by("-pk")
    )


def planned():
    """What is to become public or to go, as it comes due."""
    return Edition.objects.planned().order_by("published_at", "pk")


def notes_for(user):
    """What colleagues wrote about pages and nobody has dealt with yet."""
    return Note.objects.open().exclude(made_by=user)


def counts_for(user) -> dict[str, int]:
    """How much of each there is that asks for something, for the first page of the admin."""
    return {
        "waiting": waiting_for(user).count() if user.has_perms([VIEW, PUBLISH]) else 0,
        "returned": returned_to(user).count() if user.has_perm(VIEW) else 0,
        "planned": planned().count() if user.has_perm(VIEW) else 0,
        "notes": notes_for(user).count() if user.has_perm("content.view_source") else 0,
    }


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """All of it on one screen."""
    live()  # what has come due goes first
    user = request.user
    may_publish = user.has_perms([VIEW, PUBLISH])
    parts = []
    if may_publish:
        nothing = _("Nothing waits for you. What an editor submits is told here.")
        parts.append(part("waiting", _("Waits for your review"), waiting_for(user), waits, nothing))
    if user.has_perm(VIEW):
        none_back = _("Nothing came back to you.")
        parts.append(part("returned", _("Came back to you"), returned_to(user), outcome, none_back))
        not_sent = _("You have submitted nothing yet. “Save and submit” is at the foot of the form of a page.")
        parts.append(part("sent", _("What you submitted"), sent_by(user), stands, not_sent))
        no_plans = _("Nothing is planned. Whoever approves a version can choose a moment for it.")
        parts.append(part("planned", _("Planned"), planned(), plan_label, no_plans))
    if user.has_perm("content.view_source"):
        parts.append(part_of_notes(user))
    context = {
        **site.each_context(request),
        "title": _("Inbox"),
        "parts": parts,
        "asks_two_people": Policy.asks_two_people(),
        "may_set_policy": user.has_perm("content.change_policy"),
    }
    return TemplateResponse(request, "admin/inbox.html", context)


def part(name: str, title: str, editions, tell, nothing: str) -> dict:
    """One part of the inbox: its rows, how many there are beyond them, and what is said where there are none."""
    rows = editions.with_summary().select_related("page", "submitted_by", "approved_by")
    rows = rows.prefetch_related("decisions__by")
    found = [
        {
            "page": edition.page_id,
            "title": str(edition.page),
            "url": review_url(edition),
            "told": tell(edition),
            "note": edition.review_note,
        }
        for edition in rows[:MOST]
    ]
    more = editions.count() - MOST if len(found) == MOST else 0
    return {"name": name, "title": title, "rows": found, "more": more, "nothing": nothing}


def part_of_notes(user) -> dict:
    """What colleagues wrote about pages, each with the way to the form of its page."""
    notes = notes_for(user).select_related("page", "made_by")
    rows = []
    for note in notes[:MOST]:
        opts = page_types()[note.page.page_type]._meta
        form = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[note.page_id])
        facts = {"person": name_of(note.made_by), "when": moment_told(note.made_at)}
        told = _("%(person)s wrote on %(when)s:") % facts
        rows.append({"title": str(note.page), "url": f"{form}#notes", "told": told, "note": note.text})
    more = notes.count() - MOST if len(rows) == MOST else 0
    nothing = _("No colleague left a note. One can be left on the form of every page.")
    return {"name": "notes", "title": _("Notes of colleagues"), "rows": rows, "more": more, "nothing": nothing}


def waits(edition: Edition) -> str:
    facts = {"person": name_of(edition.submitted_by), "when": moment_told(edition.submitted_at)}
    return _("submitted by %(person)s on %(when)s") % facts


def stands(edition: Edition) -> str:
    when = moment_told(edition.submitted_at)
    return outcome(edition) or _("submitted on %(when)s, and waits for review") % {"when": when}
