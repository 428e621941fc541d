"""Where acts are found, and how each is told: one source for each table that says who did something."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db.models import F, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from content.admin.versions.history import in_this_language
from content.languages import Label
from content.models import Confirmation, Decision, Edition, Redaction, page_types
from cooperation.accounts.models import Result, SignInAttempt

from .models import Refusal


@dataclass(frozen=True)
class Act:
    """One thing that somebody did, in words; `key` is its place among all acts."""

    moment: datetime
    key: tuple[datetime, int, int]
    who: str
    kind: str
    what: str
    url: str = ""
    page: int | None = None
    details: str = ""


@dataclass(frozen=True)
class Source:
    """A table of acts: the fields that say when, who and of which page; its kinds; and a row in words."""

    rows: Callable[[], QuerySet]
    moment: str
    person: str
    kinds: dict[str, Q]
    tell: Callable[..., dict]
    page: str = ""
    public: Q | None = None  # what every editor may see of others


KINDS: dict[str, Label] = {
    "published": gettext_lazy("published"),
    "withdrawn": gettext_lazy("withdrawn"),
    "submitted": gettext_lazy("submitted"),
    "planned": gettext_lazy("planned"),
    "moved": gettext_lazy("plan moved"),
    "rejected": gettext_lazy("sent back"),
    "cancelled": gettext_lazy("plan cancelled"),
    "taken_back": gettext_lazy("taken back"),
    "asked": gettext_lazy("asked for removal by law"),
    "removed": gettext_lazy("removed by law"),
    "confirmed": gettext_lazy("checked against the sources"),
    "made": gettext_lazy("made"),
    "changed": gettext_lazy("changed"),
    "deleted": gettext_lazy("deleted"),
    "rights": gettext_lazy("accounts and rights"),
    "signed_in": gettext_lazy("signed in"),
    "not_signed_in": gettext_lazy("not let in"),
    "refused": gettext_lazy("refused"),
}
RIGHTS = ["auth", "mfa", "account", "accounts"]  # the applications that are about accounts
OF_RIGHTS = Q(content_type__app_label__in=RIGHTS)
FLAGS = {ADDITION: "made", CHANGE: "changed", DELETION: "deleted"}
# What Django's log says of a version that was made, and nothing else: the version says so itself.
NOTHING_ELSE = '[{"added": {"name": "edition"'


def link(name: str, *args: object) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:  # of a model that is no more
        return ""


def form_of(page_type: str, page: int) -> str:
    model = page_types().get(page_type)
    return link(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", page) if model else ""


def edition(row: Edition, *, submitted: bool = False) -> dict:
    kind = "submitted" if submitted else "withdrawn" if row.is_withdrawn else "published"
    told = [_("version %(number)d") % {"number": row.number}] if row.number else []
    if row.is_plan and row.published_at:
        when = date_format(timezone.localtime(row.published_at), "j F Y, H:i")
        told.append(_("planned for %(when)s") % {"when": when})
    told += [row.get_state_display()] if submitted else [row.change_note().get(get_language() or "nl", "")]
    told += [] if submitted else [row.review_note]
    url = link("admin:content_edition_review", row.pk)
    details = "; ".join(filter(None, told))
    return {"kind": kind, "what": str(row.page), "url": url, "page": row.page_id, "details": details}


def decision(row: Decision) -> dict:
    told, kind = row.edition, row.act
    moment = row.moment or told.published_at  # what was decided before plans could move has none of its own
    when = date_format(timezone.localtime(moment), "j F Y, H:i") if moment else ""
    details = _("for %(when)s") % {"when": when} if when and kind in ("planned", "moved", "cancelled") else ""
    reason = told.review_note if kind in ("rejected", "cancelled") else ""
    url = link("admin:content_edition_review", told.pk)
    details = "; ".join(filter(None, [details, reason]))
    return {"kind": kind, "what": str(told.page), "url": url, "page": told.page_id, "details": details}


def redaction(row: Redaction, *, kind: str) -> dict:
    url = link("admin:content_redaction_change", row.pk)
    return {"kind": kind, "what": str(row.page), "url": url, "page": row.page_id, "details": row.reason}


def confirmation(row: Confirmation) -> dict:
    count = len(row.checked)
    told = ngettext("%(count)d part of version %(number)d", "%(count)d parts of version %(number)d", count)
    return {
        "kind": "confirmed",
        "what": str(row.edition.page),
        "url": link("admin:content_confirmation_check", row.edition.page_id),
        "page": row.edition.page_id,
        "details": told % {"count": count, "number": row.edition.number},
    }


def entry(row: LogEntry) -> dict:
    row.change_message = in_this_language(row.change_message)
    kind, model = row.content_type, row.content_type.model_class() if row.content_type else None
    url = link(f"admin:{kind.app_label}_{kind.model}_change", row.object_id) if model and not row.is_deletion() else ""
    is_page = model is not None and model in page_types().values()
    return {
        "kind": "rights" if kind and kind.app_label in RIGHTS else FLAGS[row.action_flag],
        "what": f"{capfirst(model._meta.verbose_name)}: {row.object_repr}" if model else row.object_repr,
        "url": url,
        "page": int(row.object_id) if is_page else None,
        "details": row.get_change_message() if row.is_change() else "",
    }


def attempt(row: SignInAttempt) -> dict:
    kind = "signed_in" if row.result == Result.PASSED else "not_signed_in"
    told = [str(row.get_what_display()), str(row.get_result_display()), row.address or "", row.device]
    return {"kind": kind, "what": row.name, "details": ", ".join(filter(None, told))}


def refusal(row: Refusal) -> dict:
    return {"kind": "refused", "what": row.path, "details": row.method}


def editions() -> QuerySet:
    return Edition.objects.defer("document").select_related("page")


SOURCES = [
    Source(
        lambda: editions().filter(publication__isnull=False),
        "published_at",
        "approved_by",
        {"published": Q(state="approved"), "withdrawn": Q(state="withdrawn")},
        edition,
        page="page",
        public=Q(),
    ),
    Source(
        # what was published at once by one person tells of that alone
        lambda: editions().filter(Q(publication=None) | ~Q(approved_by=F("submitted_by")), submitted_by__isnull=False),
        "submitted_at",
        "submitted_by",
        {"submitted": Q()},
        partial(edition, submitted=True),
        page="page",
    ),
    Source(
        lambda: Decision.objects.select_related("edition__page").defer("edition__document"),
        "at",
        "by",
        {act: Q(act=act) for act in Decision.Act.values},
        decision,
        page="edition__page",
    ),
    Source(
        lambda: Redaction.objects.select_related("page"),
        "asked_at",
        "asked_by",
        {"asked": Q()},
        partial(redaction, kind="asked"),
        page="page",
    ),
    Source(
        lambda: Redaction.objects.carried_out().select_related("page", "publication"),
        "publication__moment",
        "confirmed_by",
        {"removed": Q()},
        partial(redaction, kind="removed"),
        page="page",
        public=Q(),
    ),
    Source(
        lambda: Confirmation.objects.select_related("publication", "edition__page").defer("edition__document"),
        "publication__moment",
        "confirmed_by",
        {"confirmed": Q()},
        confirmation,
        page="edition__page",
        public=Q(),
    ),
    Source(
        lambda: LogEntry.objects.select_related("content_type").exclude(change_message__startswith=NOTHING_ELSE),
        "action_time",
        "user",
        {
            **{name: Q(action_flag=flag) & ~OF_RIGHTS for flag, name in FLAGS.items()},
            "rights": OF_RIGHTS,
        },
        entry,
        page="object_id",
    ),
    Source(
        lambda: SignInAttempt.objects.all(),
        "moment",
        "account",
        {"signed_in": Q(result=Result.PASSED), "not_signed_in": ~Q(result=Result.PASSED)},
        attempt,
    ),
    Source(lambda: Refusal.objects.all(), "moment", "user", {"refused": Q()}, refusal),
]


def pages_as_logged(pages: list[int]) -> Q:
    """Pages as Django's log names them."""
    ours = {"content_type__app_label__in": {model._meta.app_label for model in page_types().values()}}
    models = {"content_type__model__in": list(page_types())}
    return Q(object_id__in=[str(page) for page in pages], **ours, **models)
