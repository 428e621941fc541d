"""Where a page stands between its working copy and the public, as editors see it in lists and forms."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ..models import Edition, Page
from ..publishing import has_unpublished_changes

LABELS = {
    "draft": gettext_lazy("not public yet"),
    "public": gettext_lazy("public"),
    "changed": gettext_lazy("changed since published"),
    "withdrawn": gettext_lazy("withdrawn"),
}


def edition_in_force(page: Page) -> Edition | None:
    """The edition that readers meet now, or the withdrawal of it."""
    if hasattr(page, "in_force"):
        return page.in_force[0] if page.in_force else None
    return Edition.objects.in_force(timezone.now()).filter(page=page.pk).first()


def state_of(page: Page) -> str:
    """The key in LABELS of where a page stands."""
    edition = edition_in_force(page)
    if edition is None:
        return "draft"
    if edition.is_withdrawn:
        return "withdrawn"
    return "changed" if has_unpublished_changes(page, edition) else "public"


def badge(page: Page) -> str:
    """The state in a word or two, with a mark that CSS draws."""
    state = state_of(page)
    return format_html('<span class="state state--{}">{}</span>', state, LABELS[state])


def explanation(page: Page) -> str:
    """What the state means for readers, in a sentence."""
    state, edition = state_of(page), edition_in_force(page)
    if state == "draft":
        return _("Only editors can see this page.")
    facts = {
        "number": edition.number,
        "date": date_format(timezone.localtime(edition.published_at), "j F Y, H:i"),
        "reason": edition.change_note().get(get_language(), edition.change_note_nl),
    }
    if state == "withdrawn":
        return _("Since %(date)s: %(reason)s") % facts
    if state == "changed":
        return _("Readers still see version %(number)d, of %(date)s.") % facts
    return _("Readers see version %(number)d, of %(date)s.") % facts


class StateFilter(admin.SimpleListFilter):
    """Filters a list of pages by their state, in the database."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("draft", LABELS["draft"]),
            ("public", LABELS["public"]),
            ("saved", gettext_lazy("public, saved since published")),
            ("withdrawn", LABELS["withdrawn"]),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        in_force = Edition.objects.in_force(now).filter(page=OuterRef("pk"))
        public = Edition.objects.at(now).filter(page=OuterRef("pk"))
        conditions = {
            "draft": ~Exists(in_force),
            "public": Exists(public),
            "saved": Exists(public.filter(published_at__lt=OuterRef("modified_at"))),
            "withdrawn": Exists(in_force.filter(state=Edition.State.WITHDRAWN)),
        }
        return queryset.filter(conditions[self.value()]) if self.value() in conditions else queryset
