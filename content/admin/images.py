from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import Edition, Image
from ..pictures import take_in
from ..rendering.markup import element
from .form.fields import SideBySide
from .lists.searching import FoldedSearch
from .lists.uses import TellsUses
from .together.merging import Merges, MergingForm
from .versions.history import TellsHistory


class ImageForm(MergingForm):
    """Takes in a new file as a fresh picture; one that was there already stays as it is."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        return take_in(file) if "file" in self.changed_data else file


@admin.register(Image)
class ImageAdmin(TellsUses, Merges, FoldedSearch, TellsHistory, SideBySide, admin.ModelAdmin):
    form = ImageForm
    list_display = ["alt_nl", "thumbnail", "credit", "size"]
    search_fields = ["alt_nl", "alt_en", "credit"]
    fields = ["file", ("alt_nl", "alt_en"), "credit", ("focal_x", "focal_y")]

    def has_change_permission(self, request, obj=None):
        """What is said of an image on a public page is public with that page: it takes who may publish."""
        may = super().has_change_permission(request, obj)
        if may and obj and is_public(obj):
            return request.user.has_perm("content.publish_edition")
        return may

    @admin.display(description=_("image"))
    def thumbnail(self, image):
        return SafeString(element("img", class_="thumbnail", src=image.file.url, alt="", loading="lazy"))

    @admin.display(description=_("size"), ordering="width")
    def size(self, image):
        return f"{image.width} × {image.height}"


def is_public(image: Image) -> bool:
    """Whether a page that is or was public shows an image, or would if it were published now."""
    pages = image.pages.filter(editions__publication__isnull=False)
    return pages.exists() or Edition.objects.that_show(image).filter(state__in=Edition.EFFECTIVE).exists()
