from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..intake import take_in
from ..languages import LANGUAGES
from ..licences import licence_of
from ..models import Edition, Image
from ..rendering.markup import element
from .form.fields import SideBySide
from .lists.searching import FoldedSearch
from .lists.uses import TellsUses
from .together.merging import Merges, MergingForm
from .versions.history import TellsHistory


class PictureField(forms.FileField):
    """Takes in a new file as a fresh picture, by what is in it: of its name nothing is kept."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"max_length": None})

    def to_python(self, data):
        file = super().to_python(data)
        outcome = taken(file) if file else None
        if isinstance(outcome, ValidationError):
            raise outcome
        return outcome

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": "image/jpeg,image/png,image/webp"}


def taken(upload):
    """What is kept of an upload, or why it is refused: each is read once."""
    if not hasattr(upload, "taken"):
        try:
            upload.taken = take_in(upload)
        except ValidationError as error:
            upload.taken = error
    return upload.taken


class ImageForm(MergingForm):
    """One whose file was not changed keeps it as it is; it asks for a licence, which old pictures lack."""

    class Meta:
        field_classes = {"file": PictureField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "licence" in self.fields:
            self.fields["licence"].required = True

    def full_clean(self):
        super().full_clean()
        if self.errors and "file" not in self.errors and self.files.get(self.add_prefix("file")):
            self.add_error("file", gettext("Choose the file once more: a browser does not keep it."))


class LackingFilter(admin.SimpleListFilter):
    """Filters images by what is still to be said of them, or whether any page has them."""

    title = _("what is missing")
    parameter_name = "lacks"
    NO_TEXT = Q(*((f"alt_{language}", "") for language in LANGUAGES), _connector=Q.OR) | Q(
        *((f"alt_{language}__isnull", True) for language in LANGUAGES), _connector=Q.OR
    )
    CHOICES = {
        "text": (_("alternative text"), Q(decorative=False) & NO_TEXT),
        "licence": (_("licence"), Q(licence="")),
        "page": (_("a page that shows it"), Q(pages=None)),
    }

    def lookups(self, request, model_admin):
        return [(name, label) for name, (label, _condition) in self.CHOICES.items()]

    def queryset(self, request, queryset):
        return queryset.filter(self.CHOICES[self.value()][1]) if self.value() in self.CHOICES else queryset


@admin.register(Image)
class ImageAdmin(TellsUses, Merges, FoldedSearch, TellsHistory, SideBySide, admin.ModelAdmin):
    form = ImageForm
    list_display = ["shows", "thumbnail", "credit", "licence_told", "shown_by"]
    list_filter = [LackingFilter]
    search_fields = ["alt_nl", "alt_en", "credit"]
    fields = ["file", ("alt_nl", "alt_en"), "decorative", ("credit", "licence"), ("focal_x", "focal_y")]

    class Media:
        css = {"all": ["content/focal.css"]}
        js = ["content/focal.js"]

    def changeform_view(self, request, *args, **kwargs):
        """Read an upload first, which may take seconds: what follows holds the database, and SQLite has one writer."""
        if self.has_add_permission(request) or self.has_change_permission(request):
            for upload in request.FILES.getlist("file")[:1]:
                taken(upload)
        return super().changeform_view(request, *args, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(pages_with_it=Count("pages"))

    def has_change_permission(self, request, obj=None):
        """What is said of an image on a public page is public with that page: it takes who may publish."""
        may = super().has_change_permission(request, obj)
        if may and obj and is_public(obj):
            return request.user.has_perm("content.publish_edition")
        return may

    @admin.display(description=_("alternative text"), ordering="alt_nl")
    def shows(self, image):
        return str(image)

    @admin.display(description=_("image"))
    def thumbnail(self, image):
        return SafeString(element("img", class_="thumbnail", src=image.thumbnail(), alt="", loading="lazy"))

    @admin.display(description=_("licence"), ordering="licence")
    def licence_told(self, image):
        return licence_of(image.licence).label

    @admin.display(description=_("pages"), ordering="pages_with_it")
    def shown_by(self, image):
        return image.pages_with_it


def is_public(image: Image) -> bool:
    """Whether a page that is or was public shows an image, or would if it were published now."""
    pages = image.pages.filter(editions__publication__isnull=False)
    return pages.exists() or Edition.objects.that_show(image).filter(state__in=Edition.EFFECTIVE).exists()
