import csv
from datetime import datetime
from itertools import chain

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.admin.read_only import ReadOnly
from content.models import Page
from cooperation.tables.files import no_formula

from .acts import KINDS
from .models import Refusal
from .reading import Choice, Key, acts, all_acts

ON_A_PAGE = 50
MOST_PAGES = 200  # that a title may mean
COLUMNS = ("moment", "who", "kind", "what", "details")


class ChoiceForm(forms.Form):
    """What of the logbook is asked for. A page is known by its number, as links have it, or by its title."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("person"), queryset=get_user_model().objects.order_by("username"), required=False
    )
    page = forms.CharField(label=gettext_lazy("page"), required=False, max_length=200)
    kind = forms.MultipleChoiceField(
        label=gettext_lazy("what was done"), choices=KINDS.items(), required=False, widget=forms.CheckboxSelectMultiple
    )
    since = forms.DateField(
        label=gettext_lazy("from"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("up to and including"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, sees_all: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not sees_all:
            del self.fields["person"]

    def pages(self) -> list[int] | None:
        text = self.cleaned_data.get("page", "")
        if not text:
            return None
        if text.startswith("#") and text[1:].isascii() and text[1:].isdecimal():
            return [int(text[1:][:18])]
        named = Page.objects.filter(Q(title_nl__icontains=text) | Q(title_en__icontains=text))
        return list(named.order_by("pk").values_list("pk", flat=True)[:MOST_PAGES])

    def choice(self, own: int | None) -> Choice:
        chosen, person = self.cleaned_data, self.cleaned_data.get("person")
        return Choice(
            person=person.pk if person else None,
            pages=self.pages(),
            kinds=frozenset(chosen.get("kind", ())),
            since=chosen.get("since"),
            until=chosen.get("until"),
            own=own,
        )


@admin.register(Refusal)
class LogbookAdmin(ReadOnly, admin.ModelAdmin):
    """One list of all that was done. Who may not read all of it reads what they did themselves, and what is public."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = {
            "": (self.changelist_view, "changelist"),
            "logbook.csv": (self.file_view, "file"),
        }
        return [path(there, self.admin_site.admin_view(view), name=f"{name}_{of}") for there, (view, of) in own.items()]

    def has_view_permission(self, request, obj=None):
        return True

    has_module_permission = has_view_permission

    def changelist_view(self, request, extra_context=None):
        sees_all = reads_all(request)
        form = ChoiceForm(request.GET, sees_all=sees_all)
        found = acts(form.choice(own_of(request)), ON_A_PAGE + 1, place(request)) if form.is_valid() else []
        shown, query = found[:ON_A_PAGE], request.GET.copy()
        query.pop("before", None)
        newest = query.urlencode()
        if len(found) > ON_A_PAGE:
            query["before"] = written(shown[-1].key)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Logbook"),
            "opts": self.opts,
            "form": form,
            "acts": [{"act": act, "kind": KINDS[act.kind]} for act in shown],
            "sees_all": sees_all,
            "older": query.urlencode() if len(found) > ON_A_PAGE else "",
            "newest": f"?{newest}" if "before" in request.GET else "",
            "file": f"{reverse('admin:logbook_refusal_file')}?{newest}" if sees_all else "",
        }
        return TemplateResponse(request, "admin/logbook.html", context)

    def file_view(self, request):
        """The same as CSV, whole; an apostrophe stands before what a spreadsheet would take for a formula."""
        form = ChoiceForm(request.GET, sees_all=True)
        if not reads_all(request):
            raise PermissionDenied
        if not form.is_valid():
            return HttpResponse(form.errors.as_text(), status=400, content_type="text/plain")
        choice = form.choice(None)
        writer = csv.writer(Lines())
        rows = ([no_formula(value) for value in line(act)] for act in all_acts(choice))
        lines = map(writer.writerow, chain([COLUMNS], rows))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="logbook.csv"'
        return response


def reads_all(request: HttpRequest) -> bool:
    return request.user.has_perm("logbook.read_refusal")


def own_of(request: HttpRequest) -> int | None:
    """Whose acts are all that somebody sees, beside what is public; None for who sees all."""
    return None if reads_all(request) else request.user.pk


def line(act) -> list[str]:
    when = timezone.localtime(act.moment).isoformat(timespec="seconds")
    return [when, act.who, str(KINDS[act.kind]), act.what, act.details]


def written(key: Key) -> str:
    moment, number, pk = key
    return f"{moment.isoformat()}_{number}_{pk}"


def place(request: HttpRequest) -> Key | None:
    """The place that an address names; one that is none is the beginning."""
    try:
        moment, number, pk = request.GET.get("before", "").split("_")
        found = datetime.fromisoformat(moment), int(number), int(pk)
    except ValueError:
        return None
    is_place = found[0].tzinfo and 0 <= found[1] < 100 and 0 <= found[2] < 2**63
    return found if is_place else None


class Lines:
    """What a writer of CSV writes to, when each line goes on its way at once."""

    def write(self, text: str) -> str:
        return text
