"""The screens: bringing a file or taking one along, and what a file that was brought would change."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ... import clock
from ...models import BroughtFile, Source
from ...sheets.changes import Outcome, Outdated, look_through, write
from ...sheets.opening import MOST_BYTES, Refused
from ...sheets.reading import read
from ...sheets.writing import kinds_written, of_source, template
from ..versions.telling import told
from .files import workbook

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


def answer(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return TemplateResponse(request, f"admin/content/{template}.html", {**site.each_context(request), **context})


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
    sources = Source.objects.order_by("title_nl") if request.user.has_perm("content.view_source") else []
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
def sheet(request: HttpRequest, key: Any) -> HttpResponse:
    """What a file would change; with the button there it does."""
    may_write(request)
    kept = BroughtFile.objects.filter(pk=key, user=request.user.pk).first()
    back = HttpResponseRedirect(reverse("admin:sheets"))
    if kept is None:
        messages.warning(request, _("This file is not kept any more. Bring it again."))
        return back
    if request.method == "POST" and "throw_away" in request.POST:
        kept.delete()
        messages.info(request, _("The file was thrown away. Nothing was changed."))
        return back
    try:
        brought = read(bytes(kept.content), kept.name, request.user)
        if request.method == "POST":
            try:
                outcome = write(brought, request.user, request.POST.get("seen", ""))
            except Outdated:
                messages.error(
                    request,
                    _("Somebody saved one of these pages after you opened this screen. Look at what would change now."),
                )
                outcome = look_through(read(bytes(kept.content), kept.name, request.user), request.user)
            else:
                if not outcome.problems:
                    return done(request, kept, outcome)
        else:
            outcome = look_through(brought, request.user)
    except Refused as error:
        return answer(request, "sheet", title=kept.name, file=kept, refused=error.messages)
    shown = [(change, told(change.differences(), change.page.page_type)) for change in outcome.changes]
    may_save = not outcome.problems and bool(outcome.changes or outcome.noted)
    return answer(
        request, "sheet", title=kept.name, file=kept, outcome=outcome, shown=shown, may_save=may_save
    )  # fmt: skip


def done(request: Any, kept: BroughtFile, outcome: Outcome) -> HttpResponse:
    """Say so, in the log of each page as well."""
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
    messages.success(request, f"{saved} " + _("Readers see nothing of it until it is published."))
    return HttpResponseRedirect(reverse("admin:sheets"))
