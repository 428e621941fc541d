"""The screens: bringing a file or taking one along, and what a file that was brought would change."""

from collections.abc import Generator
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ... import clock
from ...models import BroughtFile, Source
from ...sheets.changes import Change, Outcome, Outdated, Step, look_through, write
from ...sheets.opening import MOST_BYTES, Refused
from ...sheets.reading import Brought, read
from ...sheets.writing import kinds_written, of_source, template
from ..versions.telling import Told, told
from .files import workbook
from .progress import answer, last_of, told_on_the_way

LARGE = 200  # rows of a file that takes so long that it is told how far it is
MOST_SOURCES = 100  # that are offered here; each has the same way on its form
KEPT_FOR = timedelta(days=1)


class BringForm(forms.Form):
    """A file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A workbook (.xlsx) or a file of content (.yaml), at most 10 MB. Nothing is saved yet."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.yaml,.yml"}),
    )

    def clean_file(self) -> Any:
        """Refuse at once what cannot be read at all."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("This file is larger than %(size)d MB.") % {"size": MOST_BYTES // 2**20})
        return file


def may_write(request: HttpRequest) -> None:
    """Let in who may change a kind of page."""
    if not kinds_written(request.user):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: Any) -> HttpResponse:
    """Bring a file, or take one along."""
    may_write(request)
    form = BringForm(request.POST or None, request.FILES or None) if request.method == "POST" else BringForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        BroughtFile.objects.filter(made_at__lt=clock.now() - KEPT_FOR).delete()
        kept = BroughtFile.objects.create(
            user_id=request.user.pk, name=file.name[:200], content=file.read(), made_at=clock.now()
        )
        return HttpResponseRedirect(reverse("admin:sheet", args=[kept.pk]))
    sources = Source.objects.order_by("title_nl")[:MOST_SOURCES] if request.user.has_perm("content.view_source") else []
    return answer(request, "sheets", title=_("Work by sheet"), form=form, sources=sources)


@require_safe
def empty_sheet(request: HttpRequest) -> HttpResponse:
    """A workbook to fill in."""
    may_write(request)
    return workbook(template(), "content.xlsx")


@require_safe
def sheet_of_source(request: HttpRequest, source: int) -> HttpResponse:
    """A source, with what rests on it."""
    may_write(request)
    found = get_object_or_404(Source, pk=source)
    return workbook(of_source(found), f"{found.slug_nl}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, key: Any) -> HttpResponseBase:
    """What a file would change; with the button there it does."""
    may_write(request)
    kept = BroughtFile.objects.filter(pk=key).first()
    if kept and kept.user_id != request.user.pk:
        raise PermissionDenied
    back = HttpResponseRedirect(reverse("admin:sheets"))
    if kept is None:
        messages.warning(request, _("This file is not kept any more. Bring it again."))
        return back
    if request.method == "POST" and "throw_away" in request.POST:
        kept.delete()
        messages.info(request, _("The file was thrown away. Nothing was changed."))
        return back
    seen = request.POST.get("seen", "") if request.method == "POST" else None
    title = _("What “%(file)s” would change") % {"file": kept.name}
    try:
        brought = read_again(request, kept)
    except Refused as error:
        return answer(request, "sheet", title=title, file=kept, refused=error.messages)
    work = working(request, kept, brought, seen)
    if len(brought.entries) > LARGE:
        return told_on_the_way(request, work, title=title, file=kept)
    context = last_of(work)
    if saved := context.get("saved"):
        messages.success(request, saved)
        return back
    return answer(request, "sheet", title=title, file=kept, **context)


def working(request: Any, kept: BroughtFile, brought: Brought, seen: str | None) -> Generator[Step, None, dict]:
    """Look a file through, or write it as it was `seen`; what is to be shown of that. On the way, how far it is."""
    if seen is None:
        return shown((yield from look_through(brought, request.user, in_words)))
    try:
        outcome = yield from write(brought, request.user, seen)
    except Outdated:
        outcome = yield from look_through(read_again(request, kept), request.user, in_words)
        return shown(outcome) | {"outdated": True}
    return shown(outcome) if outcome.problems else {"saved": done(request, kept, outcome)}


def read_again(request: Any, kept: BroughtFile) -> Brought:
    return read(bytes(kept.content), kept.name, request.user)


def shown(outcome: Outcome) -> dict:
    return {"outcome": outcome, "may_save": not outcome.problems and bool(outcome.changes or outcome.noted)}


def in_words(change: Change) -> list[Told]:
    """What changes on a page, to be read."""
    return told(change.differences(), change.page.page_type)


def done(request: Any, kept: BroughtFile, outcome: Outcome) -> str:
    """Let go of a file that was written, and write that in the log of each page; what is told of it."""
    for change in outcome.changes:
        LogEntry.objects.create(
            user=request.user,
            content_type=ContentType.objects.get_for_model(type(change.page)),
            object_id=str(change.page.pk),
            object_repr=str(change.page)[:200],
            action_flag=CHANGE if change.before else ADDITION,
            change_message=_("From the file “%(file)s”") % {"file": kept.name},
        )
    count = len(outcome.changes)
    saved = ngettext("%(count)d page was saved.", "%(count)d pages were saved.", count) % {"count": count}
    kept.delete()
    return f"{saved} " + _("Readers see nothing of it until it is published.")
