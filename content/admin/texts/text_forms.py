from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.text import Truncator, capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...anchors import public_anchors
from ...documents import LEAD
from ...languages import DEFAULT
from ...models import Page, Passage, Source, SourceText, Statement, page_types
from ...problems import used_anchor
from ...source_texts.marking import place_of
from ...source_texts.taking_in import Given, of_file, of_paste
from ..form.formsets import last_position


class TextForm(forms.Form):
    """A text, as a file or pasted."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("A PDF, or a file of plain text. The file itself is not kept, only its text."),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or its text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Paragraphs with an empty line between them."),
    )
    is_whole = forms.BooleanField(
        label=gettext_lazy("This is the whole document as I read it today: note the day and the fingerprint"),
        required=False,
        help_text=gettext_lazy("They go into the form of the source, which readers see once it is published."),
    )
    given: Given

    def clean(self):
        file, pasted = self.cleaned_data.get("file"), self.cleaned_data.get("pasted", "")
        if file and pasted:
            self.add_error("pasted", _("Choose a file, or paste the text: not both."))
        elif not file and not pasted and not self.errors:
            self.add_error("file", _("Choose a file, or paste the text."))
        elif not self.errors:
            name = "file" if file else "pasted"
            try:
                self.given = of_file(file) if file else of_paste(pasted)
            except ValidationError as error:
                self.add_error(name, error)
        return self.cleaned_data


class OfSource(forms.ModelChoiceField):
    """One of the passages of a source."""

    def label_from_instance(self, passage):
        return Truncator(f"{passage.place_nl}: {passage.summary_nl}").chars(110)


class MarkForm(forms.ModelForm):
    """Words of the text, and the passage that they are: one that is there already, or a new one."""

    words = forms.CharField(
        label=gettext_lazy("The words"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("As they stand in the text. Take away what does not belong to the passage."),
    )
    passage = OfSource(
        Passage.objects.none(), label=gettext_lazy("Passage"), required=False, empty_label=gettext_lazy("a new one:")
    )

    class Meta:
        model = Passage
        fields = ["words", "passage", "place_nl", "place_en", "summary_nl", "summary_en", "key"]
        widgets = {f"summary_{language}": forms.Textarea(attrs={"rows": 3}) for language in ("nl", "en")}

    def __init__(self, text: SourceText, near: int, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.text, self.near, self.instance.source_id = text, near, text.source_id
        self.fields["passage"].queryset = Passage.objects.filter(source=text.source_id)  # type: ignore[attr-defined]
        self.fields["key"].required = False
        self.fields["key"].help_text = _("Left empty, it is made of the place.")

    def clean_words(self):
        self.place = place_of(self.text, self.cleaned_data["words"], self.near)
        return self.cleaned_data["words"]

    def clean(self):
        chosen = self.cleaned_data.get("passage")
        if chosen:  # nothing of the rest counts
            for name in [*self.errors]:
                if name not in ("words", "passage"):
                    del self.errors[name]
            return self.cleaned_data
        if not self.cleaned_data.get("key") and "key" not in self.errors:
            self.cleaned_data["key"] = free_key(self.text.source_id, self.cleaned_data.get(f"place_{DEFAULT}") or "")
        return self.cleaned_data

    def _post_clean(self):
        if not self.cleaned_data.get("passage"):
            super()._post_clean()
            self.check_key()

    def check_key(self):
        """Say at the field that the key belongs to another passage, or did on the public page."""
        key = self.cleaned_data.get("key")
        if not key or "key" in self.errors:
            return
        if Passage.objects.filter(source=self.text.source_id, key=key).exists():
            self.add_error("key", _("Another one on this page has this name."))
        elif f"p-{key}" in public_anchors(self.text.source_id):
            self.add_error("key", used_anchor(key))

    @property
    def chosen(self) -> Passage:
        """The passage that there is, or the new one, last of its source."""
        if found := self.cleaned_data.get("passage"):
            return found
        taken = Passage.objects.filter(source=self.text.source_id).values_list("position", flat=True)
        self.instance.position = last_position(taken)
        return self.instance


def free_key(source: int, place: str) -> str:
    """A name for a passage, made of its place, that none of the source has or had in public."""
    made = slugify(place)[:50].strip("-") or "passage"
    taken = {f"p-{key}" for key in Passage.objects.filter(source=source).values_list("key", flat=True)}
    taken |= public_anchors(source).keys()
    number = 1
    while f"p-{made}-{number}" in taken or (number == 1 and f"p-{made}" in taken):
        number += 1
    return made if number == 1 else f"{made}-{number}"


class ClaimOnForm(forms.Form):
    """On which page a claim is to be written, one that is there or a new one, and of which kind it is."""

    kind = forms.ChoiceField(label=gettext_lazy("What is written"), widget=forms.RadioSelect)
    page: forms.ModelChoiceField = forms.ModelChoiceField(
        Page.objects.exclude(page_type=Source._meta.model_name),
        label=gettext_lazy("On which page"),
        required=False,
    )
    new = forms.ChoiceField(required=False)

    def __init__(self, admin_site, models: dict[str, type[Page]], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.models = models
        fields: dict[str, Any] = self.fields
        fields["new"].choices = [(name, name) for name in models]
        fields["kind"].choices = kinds_of_claims()
        fields["page"].widget = AutocompleteSelect(
            Statement._meta.get_field("page"), admin_site, choices=fields["page"].choices
        )

    def clean(self):
        kind, new, page = (self.cleaned_data.get(name) for name in ("kind", "new", "page"))
        if not new and not page and "page" not in self.errors:
            self.add_error("page", _("Choose a page."))
        elif kind and kind != LEAD and (new or page):
            model = self.models[new] if new else page_types()[page.page_type]
            if kind not in model.claim_names:
                self.add_error("kind" if new else "page", _("A page of this kind has no such claims."))
        return self.cleaned_data


def kinds_of_claims() -> list[tuple[str, str]]:
    """Every kind of claim that some kind of page has, those of most kinds first, by their names there; and its lead."""
    names = {name: model for model in page_types().values() for name in model.claim_names}
    rows: dict[str, Any] = {name: model._meta.get_field(name).related_model for name, model in names.items()}
    found = {name: capfirst(row._meta.verbose_name) for name, row in rows.items()}
    widely = sorted(
        found.items(), key=lambda each: -sum(each[0] in model.claim_names for model in page_types().values())
    )
    return [*widely, (LEAD, capfirst(_("lead")))]
