"""What can be done with many pages of any kind at once: submit, publish, withdraw, set the day of the next check."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...freezing import look_at
from ...languages import LANGUAGES
from ...models import Edition, Page
from ...publishing import leaning_on, publish_set, submit_set, withdraw
from ...record import newest
from ...saving import keep, keep_what_is_there
from ..standing.standing import ways_of
from ..standing.states import edition_in_force, states_of
from ..workflow.publication import added
from ..workflow.withdrawal import WhyForm
from .bulk import Act, Row
from .going_together import grouped, needed


class NoteForm(forms.ModelForm):
    """What goes along with the new version of each page."""

    class Meta:
        model = Edition
        fields = ["change_note_nl", "change_note_en", "change"]
        widgets = {f"change_note_{language}": forms.Textarea(attrs={"rows": 2}) for language in LANGUAGES}

    def _post_clean(self):
        """Nothing is made of the fields here: each page gets an edition of its own."""

    @property
    def note(self) -> dict:
        note = {language: self.cleaned_data[f"change_note_{language}"] for language in LANGUAGES}
        return {"change_note": note, "change": self.cleaned_data["change"]}


class Submit(Act):
    """Submit the working copies of pages as they are."""

    name = "submit"
    label = gettext_lazy("Submit …")
    title = gettext_lazy("Submit these pages")
    lead = gettext_lazy("Each page is submitted whole, as it is in its working copy, and waits for review.")
    button = gettext_lazy("Submit")
    form = NoteForm
    send: Any = staticmethod(submit_set)

    def may(self, options, request):
        return options.has_submit_permission(request) and options.has_change_permission(request)

    def rows(self, pages, user):
        rows = []
        for group, own in enumerate(grouped([*pages, *needed(pages, user)]), 1):
            there = {page.pk: Row(page, self.happens(page), self.refusals(page), group=group) for page in own}
            for looked in look_at(own, by=user):
                row = there[looked.page.pk]
                notes = [error for error in looked.wrong if error.code in NoteForm._meta.fields]
                row.asks_note = bool(notes)
                row.told += [" ".join(error.messages) for error in notes]
                row.refused += [" ".join(error.messages) for error in looked.wrong if error not in notes]
            rows += there.values()
        return rows

    def happens(self, page: Page) -> list[str]:
        told = [_("It is submitted, and waits for review.")]
        return told + ([_("What waits of it already is overtaken.")] if "waits" in ways_of(page) else [])

    def refusals(self, page: Page) -> list[str]:
        return [_("Readers see this already: nothing has changed.")] if states_of(page) == ["public"] else []

    def check(self, form, rows, user):
        """The note and the sort of change, where readers may have cited what changes on any of the pages."""
        if any(row.asks_note for row in rows):
            for name, told in (
                ("change_note_nl", _("Readers may have cited what changes on some of these pages: write a note.")),
                ("change", _("Readers may have cited what changes on some of these pages: choose the sort.")),
            ):
                if not form.cleaned_data.get(name):
                    form.add_error(name, told)

    def do(self, pages, form, user):
        editions = {edition.page_id: edition for edition in self.send(pages, by=user, **form.note)}
        return [[added(editions[page.pk])] for page in pages]

    def done(self, count):
        return ngettext("%(count)d page was submitted: %(pages)s.", "%(count)d pages were submitted: %(pages)s.", count)


class Publish(Submit):
    """Publish the working copies of pages as they are, where one person may do so."""

    name = "publish"
    label = gettext_lazy("Publish …")
    title = gettext_lazy("Publish these pages")
    lead = gettext_lazy("Each page is published whole, as it is in its working copy: readers see it at once.")
    button = gettext_lazy("Publish")
    send: Any = staticmethod(publish_set)

    def may(self, options, request):
        return options.may_do_both(request) and options.has_change_permission(request)

    def happens(self, page):
        edition = edition_in_force(page)
        told = [_("It becomes public.")]
        if edition and edition.is_withdrawn:
            told = [_("It was withdrawn, and becomes public again.")]
        elif edition:
            told = [_("A new version takes the place of version %(number)d.") % {"number": edition.number}]
        return told + ([_("What waits of it for review is overtaken.")] if "waits" in ways_of(page) else [])

    def refusals(self, page):
        return super().refusals(page) + planned(page)

    def done(self, count):
        return ngettext("%(count)d page was published: %(pages)s.", "%(count)d pages were published: %(pages)s.", count)


class ManyForm(WhyForm):
    """Why pages are taken off the site, and whether those too on which others lean."""

    aware = forms.BooleanField(
        label=gettext_lazy("Withdraw also those that other pages cite or relate to"), required=False
    )


class Withdraw(Act):
    """Take pages off the public site, all for the same reason."""

    name = "withdraw"
    label = gettext_lazy("Withdraw …")
    title = gettext_lazy("Withdraw these pages")
    lead = gettext_lazy(
        "The pages disappear from the site, its lists and its search at once. Their addresses then say since when and "
        "why they are gone."
    )
    button = gettext_lazy("Withdraw these pages")
    form = ManyForm

    def may(self, options, request):
        return options.has_publish_permission(request) and options.has_view_permission(request)

    def rows(self, pages, user):
        moment, rows = newest().moment, []
        for page in pages:
            edition = edition_in_force(page)
            if edition is None or edition.is_withdrawn:
                rows.append(Row(page, refused=[_("It is not public, so there is nothing to withdraw.")]))
                continue
            told = [_("Version %(number)d is the last that readers could see.") % {"number": edition.number}]
            leaning = {each.page_id: each.page for each in leaning_on(page.pk, moment)}
            rows.append(Row(page, told, planned(page), list(leaning.values())))
        return rows

    def check(self, form, rows, user):
        if any(row.leaning for row in rows) and not form.cleaned_data["aware"]:
            form.add_error("aware", _("Other pages cite or relate to some of these. Untick those, or tick this."))

    def do(self, pages, form, user):
        return [
            [added(withdraw(page, by=user, reason=form.reason, aware=form.cleaned_data["aware"]))] for page in pages
        ]

    def done(self, count):
        return ngettext("%(count)d page was withdrawn: %(pages)s.", "%(count)d pages were withdrawn: %(pages)s.", count)


class CheckDateForm(forms.Form):
    """The day by which someone reads the sources again."""

    review_by = forms.DateField(
        label=gettext_lazy("Check again by"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("Left empty, the day is taken away: the pages are checked as usual for their kind."),
    )


class CheckDate(Act):
    """Set the day by which pages are checked against their sources again, in their working copies."""

    name = "check_date"
    label = gettext_lazy("Set the check date …")
    title = gettext_lazy("Set the check date of these pages")
    lead = gettext_lazy("The day is saved in the working copy of each page. It counts once the page is published.")
    button = gettext_lazy("Save")
    form = CheckDateForm

    def may(self, options, request):
        return options.has_change_permission(request)

    def rows(self, pages, user):
        return [Row(page, [self.happens(page)]) for page in pages]

    def happens(self, page: Page) -> str:
        if not page.review_by:
            return _("It has no day of its own now, and gets this one.")
        return _("Now it is %(day)s; it gets this day.") % {"day": date_format(page.review_by, "j F Y")}

    def do(self, pages, form, user):
        return [self.set(page, form.cleaned_data["review_by"], user) for page in pages]

    def set(self, page: Page, day, user) -> list:
        if page.review_by == day:
            return []
        keep_what_is_there(page.pk)
        page.review_by = day
        page.save(update_fields=["review_by", "modified_at"])
        keep(page.pk, by=user)
        return [{"changed": {"fields": ["Check again by"]}}]

    def done(self, count):
        return ngettext("%(count)d page was saved: %(pages)s.", "%(count)d pages were saved: %(pages)s.", count)


def planned(page: Page) -> list[str]:
    """Why a page is left to its own screen: somebody has to say what becomes of a plan."""
    told = _("Something is planned for it. Do this on the page itself, where you say whether the plan stays.")
    return [told] if "planned" in ways_of(page) else []


OF_ALL: tuple[Act, ...] = (Submit(), Publish(), Withdraw(), CheckDate())
