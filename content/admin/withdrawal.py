from django import forms
from django.utils.translation import gettext_lazy as _

from ..languages import LANGUAGES


class WithdrawForm(forms.Form):
    """Why a page is taken off the site, in both languages: it is what its address says from then on."""

    reason_nl = forms.CharField(label=_("Reason [nl]"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    reason_en = forms.CharField(label=_("Reason [en]"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    @property
    def reason(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"reason_{language}"] for language in LANGUAGES}
