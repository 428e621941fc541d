"""Forms of the admin that know whether they save a draft or publish, and say at the field what publishing needs."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...addresses import belongs_elsewhere, owners
from ...documents.taking import Public
from ...freezing import not_public
from ...languages import LANGUAGES
from ...models import Edition, Passage
from ...plans import plan_label, plans_of
from ...problems import needs_ground
from ...record import newest
from ...rendering.markup import element, joined
from ..together.merging import MergingForm
from .choosing import known, tell
from .fields import FieldOfRow
from .plan_fields import CANCEL, AsksOfPlans

PUBLISH, SUBMIT = "_publish", "_submit"  # buttons


def way_out(passage: Passage) -> SafeString:
    """Why a passage cannot be cited in what is published now, and what somebody can do about it."""
    form = reverse("admin:content_source_change", args=[passage.source_id])
    source = element("a", _("Open the source"), href=form, target="_blank")
    told = _("Or press “Save and submit”: there the source can go along with the page.")
    return SafeString(joined([not_public(passage), " ", source, ". ", told]))


def is_sent(data) -> bool:
    """Whether a form is not only saved, but submitted or published too."""
    return PUBLISH in data or SUBMIT in data


class PageForm(AsksOfPlans, MergingForm):
    """A page's own fields, and the note that goes along when it is submitted or published."""

    change_note_nl = forms.CharField(
        label=gettext_lazy("Change note [nl]"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "What changed, for readers. Goes along when you submit or publish; not kept with a draft."
        ),
    )
    change_note_en = forms.CharField(label=gettext_lazy("Change note [en]"), required=False, max_length=300)
    change = forms.ChoiceField(
        label=gettext_lazy("Sort of change"),
        required=False,
        choices=[("", "---------"), *Edition.Change.choices],
        help_text=gettext_lazy("Needed, with a note, when you change or take away what readers may have cited."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tell(self)
        if PUBLISH in self.data:  # what is published now would be undone by what is planned
            self.ask_of(plans_of(self.instance))

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | known(self)

    @property
    def change_note(self) -> dict[str, str]:
        return {language: self.cleaned_data.get(f"change_note_{language}", "") for language in LANGUAGES}

    @property
    def note(self) -> dict:
        """What goes along when the page is submitted: the note, and the sort of change."""
        return {"change_note": self.change_note, "change": self.cleaned_data.get("change", "")}

    @property
    def publication(self) -> dict:
        """What goes along when the page is published: the same, and what becomes of plans."""
        return {**self.note, **self.of_plans}

    @property
    def cancelled_plans(self) -> list[str]:
        """What was planned, and is not any more once the page is published."""
        return list(map(plan_label, self.plans_to(CANCEL)))

    def clean(self):
        cleaned = super().clean()
        self.check_addresses()
        if is_sent(self.data) and "lead_passages" in self.fields:
            self.check_lead()
        return cleaned

    def check_lead(self):
        """Say at the field what keeps the lead from being published: it needs its sources, as any claim does."""
        chosen = self.cleaned_data.get("lead_passages") or ()
        lead = {language: text for language in LANGUAGES if (text := self.cleaned_data.get(f"lead_{language}"))}
        if not chosen and "lead_passages" not in self.errors and needs_ground(self.instance, lead):
            self.add_error("lead_passages", _("Say where this is written: choose at least one passage."))
        public = Public(newest().moment)
        public.read(chosen)
        for passage in chosen if PUBLISH in self.data else ():  # what is submitted may go along with its sources
            if str(passage.uid) not in public:
                self.add_error("lead_passages", way_out(passage))

    def check_addresses(self):
        """Say at the field that an address belongs to another page, which was public there or is going to be."""
        page = self._meta.model(slug_nl=self.cleaned_data.get("slug_nl"), slug_en=self.cleaned_data.get("slug_en"))
        # Where an address cannot be, there is an error at the field already, or will be.
        good = [each for each in LANGUAGES if f"slug_{each}" not in self.errors and page.can_be_reached(each)]
        paths = {language: page.path(language) for language in good}
        owned = owners([*paths.values()])
        for language, path in paths.items():
            if owned.get(path, self.instance.pk) != self.instance.pk:
                self.add_error(f"slug_{language}", belongs_elsewhere(path))


class RowForm(MergingForm):
    """A row that comes last unless a position is typed."""

    bound_field_class = FieldOfRow

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.leave_to_us("position")

    def leave_to_us(self, name):
        """Let a field be left empty: what is stored then stays, and a new row gets a value of its own."""
        if field := self.fields.get(name):
            field.required = False
            if self.instance._state.adding:
                field.initial, field.show_hidden_initial = None, False

    def clean_position(self):
        position = self.cleaned_data["position"]
        return self.instance.position if position is None and not self.instance._state.adding else position


class ClaimForm(RowForm):
    """A statement or relation; one that is published has to say where it is written."""

    class Meta:
        # One help text for the line that they share stands with it: ClaimInline.period.
        help_texts = {"since": "", "until": "", "as_of": "", "anchor": ""}
        widgets = {f"remark_{language}": AdminTextareaWidget({"rows": 3}) for language in LANGUAGES}

    def __init__(self, *args, page=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.leave_to_us("anchor")
        if page is not None:
            self.instance.page = page
        tell(self)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | known(self)

    def has_changed(self):
        """A row in which nothing was written is none, also where it began with its passage (`beginning`)."""
        return super().has_changed() and not self.is_only_begun

    @property
    def is_begun(self) -> bool:
        """Whether this is a new row that begins with a passage."""
        return self.instance._state.adding and bool(self.initial.get("passages"))

    @property
    def is_only_begun(self) -> bool:
        begun = (
            [key for key in self.data.getlist("begun") if key] if self.is_bound and self.instance._state.adding else []
        )
        chosen = self.data.getlist(self.add_prefix("passages")) if begun else []
        return bool(begun) and chosen == begun and self.changed_data == ["passages"]

    def claims_something(self, cleaned: dict) -> bool:
        """Whether what was typed needs a ground."""
        return True

    def clean_anchor(self):
        return self.cleaned_data["anchor"] or self.instance.anchor

    def clean(self):
        cleaned = super().clean()
        counts = is_sent(self.data) and self.instance.page.cites_sources and not cleaned.get("DELETE")
        if counts and self.claims_something(cleaned) and not cleaned.get("passages") and "passages" not in self.errors:
            self.add_error("passages", _("Say where this is written: choose at least one passage."))
        return cleaned
