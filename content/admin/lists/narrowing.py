"""What a list of pages is narrowed down by, beside states and translations: when it is due, and who saved it last."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ...clock import now
from ...models import Edition, SavedCopy
from ...record import live
from ...upkeep import SOON, upkeep_at
from ..standing.standing import name_of

DUE = {
    "due": gettext_lazy("due to be checked"),
    "soon": gettext_lazy("due within 30 days"),
    "in_date": gettext_lazy("in date"),
}


class DueFilter(admin.SimpleListFilter):
    """Filters a list of pages by when they are to be checked against their sources again, as far as they are public."""

    title = gettext_lazy("upkeep")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return list(DUE.items())

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=pages_due(self.value())) if self.value() in DUE else queryset


def pages_due(when: str) -> list[int]:
    """The keys of the public pages that are due, will be soon, or are in date; what will be soon is so until then."""
    day = timezone.localdate(now())
    dues = {key: page.due for key, page in upkeep_at(live()).items()}
    holds = {
        "due": lambda due: due < day,
        "soon": lambda due: day <= due <= day + SOON,
        "in_date": lambda due: due >= day,
    }
    return [key for key, due in dues.items() if holds[when](due)]


class LastSavedFilter(admin.SimpleListFilter):
    """Filters a list of pages by who saved their working copy last; where no save is kept, by who submitted it last."""

    title = gettext_lazy("last saved by")
    parameter_name = "who"

    def lookups(self, request, model_admin):
        saved = SavedCopy.objects.exclude(saved_by=None).order_by().values("saved_by")
        submitted = Edition.objects.exclude(submitted_by=None).order_by().values("submitted_by")
        people = get_user_model().objects.filter(Q(pk__in=saved) | Q(pk__in=submitted))
        return sorted(((str(user.pk), name_of(user)) for user in people), key=lambda each: each[1].casefold())

    def queryset(self, request, queryset):
        known = [key for key, _name in self.lookup_choices]
        return saved_last_by(queryset, self.value()) if self.value() in known else queryset


def saved_last_by(pages: QuerySet, user: str) -> QuerySet:
    saved = SavedCopy.objects.filter(page=OuterRef("pk")).exclude(saved_by=None).order_by("-pk")
    submitted = Edition.objects.filter(page=OuterRef("pk")).exclude(submitted_by=None).order_by("-pk")
    last = Coalesce(Subquery(saved.values("saved_by")[:1]), Subquery(submitted.values("submitted_by")[:1]))
    return pages.alias(saved_last=last).filter(saved_last=user)
