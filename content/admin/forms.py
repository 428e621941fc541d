"""Forms of the admin that know whether they save a draft or publish, and say at the field what publishing needs."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..languages import LANGUAGES
from ..models import Edition

PUBLISH = "_publish"


class PageForm(forms.ModelForm):
    """A page's own fields, and the note that goes along when it is published."""

    change_note_nl = forms.CharField(
        label=gettext_lazy("Change note [nl]"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("What changed, for readers. Goes along when you publish; not kept with a draft."),
    )
    change_note_en = forms.CharField(label=gettext_lazy("Change note [en]"), required=False, max_length=300)

    @property
    def change_note(self) -> dict[str, str]:
        return {language: self.cleaned_data.get(f"change_note_{language}", "") for language in LANGUAGES}

    def clean(self):
        cleaned = super().clean()
        if PUBLISH in self.data:
            self.check_addresses()
        return cleaned

    def check_addresses(self):
        """Say at the field that another public page lives at this address."""
        live = Edition.objects.at(timezone.now()).exclude(page=self.instance.pk)
        for language in LANGUAGES:
            slug = self.cleaned_data.get(f"slug_{language}") or self.cleaned_data.get("slug_nl")
            if not slug:
                continue
            setattr(self.instance, f"slug_{language}", slug)
            path = self.instance.path(language)
            if live.on_path(path, language).exists():
                self.add_error(
                    f"slug_{language}", _("Another public page lives at %(path)s.") % {"path": path}
                )


class ClaimForm(forms.ModelForm):
    """A statement or relation; one that is published has to say where it is written."""

    def clean(self):
        cleaned = super().clean()
        if PUBLISH in self.data and self.needs_passages() and not cleaned.get("passages"):
            if "passages" not in self.errors and not cleaned.get("DELETE"):
                self.add_error("passages", _("Say where this is written: choose at least one passage."))
        return cleaned

    def needs_passages(self) -> bool:
        page = self.instance.page if self.instance.page_id else None
        return page is None or page.specific.cites_sources
