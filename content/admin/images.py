from django import forms
from django.contrib import admin

from ..models import Image
from ..pictures import take_in


class ImageForm(forms.ModelForm):
    """Takes in a new file as a fresh picture; one that was there already stays as it is."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        return take_in(file) if "file" in self.changed_data else file


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    form = ImageForm
    list_display = ["alt_nl", "alt_en", "credit", "width", "height"]
    search_fields = ["alt_nl", "alt_en", "credit"]
    fields = ["file", ("alt_nl", "alt_en"), "credit", ("focal_x", "focal_y")]

    class Media:
        css = {"all": ["content/admin.css"]}
