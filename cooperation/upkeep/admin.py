"""The editors' list of what is due, and one page of it to be checked and confirmed."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from content.admin.read_only import ReadOnly
from content.confirming import Shown, confirm
from content.languages import DEFAULT
from content.models import Confirmation, Edition, Page, page_types
from content.record import State
from content.rendering.plain import title_of
from content.rendering.text import Reader
from content.upkeep import TendedPage

from ..kinds import KINDS, THEME
from ..moment import day_of, present
from .addresses import alarms
from .checking import ToCheck, page_to_check
from .listing import MOST, Choice, chosen_pages
from .newer import open_claims, pairs, replaced
from .unfound import unfound

WHEN = [
    ("", gettext_lazy("due, and within 30 days")),
    ("due", gettext_lazy("due")),
    ("soon", gettext_lazy("within 30 days")),
    ("all", gettext_lazy("all pages")),
]


class ChoiceForm(forms.Form):
    """Which pages are asked for."""

    when = forms.ChoiceField(label=gettext_lazy("When"), choices=WHEN, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)

    def __init__(self, *args: Any, state: State, **kwargs: Any):
        super().__init__(*args, **kwargs)
        reader = Reader(get_language() or DEFAULT)
        themes = Edition.objects.at(state.moment).of_type(THEME.name).in_alphabet(reader.language).references()
        kinds = [(name, str(kind.label)) for name, kind in KINDS.items()]
        self.fields["kind"].choices = [("", _("every kind")), *kinds]  # type: ignore[attr-defined]
        self.fields["theme"].choices = [  # type: ignore[attr-defined]
            ("", _("every theme")),
            *((each.content_id, reader.text(each.summary["title"])) for each in themes),
        ]

    def choice(self) -> Choice:
        """What is chosen; of what there is no such thing, nothing is."""
        self.is_valid()
        return Choice(**{name: self.cleaned_data.get(name, "") for name in Choice._fields})


@admin.register(Confirmation)
class UpkeepAdmin(ReadOnly, admin.ModelAdmin):
    """What is due. What somebody confirmed is told in the logbook, and to readers among the changes."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = {
            "": (self.changelist_view, "changelist"),
            "<int:page>/check/": (self.check_view, "check"),
            "<int:page>/newer/": (self.newer_view, "newer"),
        }
        return [path(there, self.admin_site.admin_view(view), name=f"{name}_{of}") for there, (view, of) in own.items()]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        state, day = present(), day_of(request)
        form = ChoiceForm(request.GET, state=state)
        found = chosen_pages(form.choice(), state, day)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Upkeep"),
            "opts": self.opts,
            "form": form,
            "rows": [row(page, day) for page in found[:MOST]],
            "rest": max(0, len(found) - MOST),
            "replaced": replaced_rows(state),
            "alarms": alarms(state),
            "unfound": unfound(day),
        }
        return TemplateResponse(request, "admin/upkeep.html", context)

    def check_view(self, request, page):
        """Show a page beside its sources, and write down what somebody found to be still so."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        may_confirm = request.user.has_perm("content.add_confirmation")
        if request.method == "POST" and not may_confirm:
            raise PermissionDenied
        wrong = self.confirm(request, page) if request.method == "POST" else []
        shown = page_to_check(page, present(), day_of(request), request.POST.getlist("claim"))
        if shown is None:
            raise Http404
        if request.method == "POST" and not wrong:
            return HttpResponseRedirect(way_on(shown))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Check “%(page)s”") % {"page": shown.title},
            "opts": self.opts,
            "shown": shown,
            "wrong": wrong,
            "may_confirm": may_confirm,
            "form_url": form_of(shown.tended),
        }
        return TemplateResponse(request, "admin/upkeep_check.html", context)

    def newer_view(self, request, page):
        """A source with a newer edition: passage beside passage, with what rests on the older one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        state = present()
        ends = next((ends for ends in replaced(state) if ends.old.page_id == page), None)
        if ends is None:
            raise Http404
        reader = Reader(get_language() or DEFAULT)
        title = reader.text(ends.old.summary["title"])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Newer edition of “%(source)s”") % {"source": title},
            "opts": self.opts,
            "old": title_of(ends.old, reader),
            "new": title_of(ends.new, reader),
            "pairs": pairs(ends, state),
        }
        return TemplateResponse(request, "admin/upkeep_newer.html", context)

    def confirm(self, request: HttpRequest, page: int) -> list[str]:
        """Confirm what was ticked; return why that was refused, if it was."""
        there = Page.objects.filter(pk=page).first()
        if there is None:
            raise Http404
        try:
            made = confirm(there, request.POST.getlist("claim"), by=request.user, shown=shown_in(request))
        except ValidationError as error:
            return error.messages
        count = len(made.checked)
        told = ngettext("%(count)d part was confirmed.", "%(count)d parts were confirmed.", count) % {"count": count}
        self.message_user(request, told, messages.SUCCESS)
        return []


def row(page: TendedPage, day: date) -> dict:
    """A page in the list."""
    reader = Reader(get_language() or DEFAULT)
    return {
        "title": reader.text(page.page.summary["title"]),
        "url": reverse("admin:content_confirmation_check", args=[page.page.page_id]),
        "kind": KINDS[page.page.page_type].singular if page.page.page_type in KINDS else page.page.page_type,
        "due": page.due,
        "is_due": page.due < day,
        "parts": len(page.parts),
        "parts_due": len(page.due_on(day)),
        "checked": timezone.localdate(page.checked),
        "changed": timezone.localdate(page.published),
    }


def replaced_rows(state: State) -> list[dict]:
    """The sources with a newer edition, while something rests on the older one."""
    reader = Reader(get_language() or DEFAULT)
    return [
        {
            "title": reader.text(ends.old.summary["title"]),
            "newer": reader.text(ends.new.summary["title"]),
            "url": reverse("admin:content_confirmation_newer", args=[ends.old.page_id]),
            "pages": len(pages),
        }
        for ends in replaced(state)
        if (pages := set(open_claims(ends, state).values()))
    ]


def way_on(shown: ToCheck) -> str:
    """Where somebody goes on who confirmed something: on this page while more of it is due, or back to the list."""
    if any(part.is_due for part in shown.parts):
        return reverse("admin:content_confirmation_check", args=[shown.tended.page.page_id])
    return reverse("admin:content_confirmation_changelist")


def form_of(page: TendedPage) -> str:
    """The form in which a page is edited."""
    model = page_types()[page.page.page_type]
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[page.page.page_id])


def shown_in(request: HttpRequest) -> Shown:
    """What the form says that somebody was shown. What is no number was never shown to anybody."""
    sources = (text.rpartition(":") for text in request.POST.getlist("source"))
    numbers = {source: number(text) for source, _colon, text in sources}
    return Shown(number(request.POST.get("serial", "")), number(request.POST.get("edition", "")), numbers)


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
