"""Copying a page, as what a new one of the same kind begins with: under a name of its own, and public nowhere."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ...cleaning import clean
from ...copying import copy
from ...languages import DEFAULT, LANGUAGES
from ...models import Page
from ..options import Options


class CopyForm(forms.ModelForm):
    """What the copy is called; its address is made of that."""

    class Meta:
        model = Page
        fields = [f"title_{language}" for language in LANGUAGES]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[f"title_{DEFAULT}"].required = True

    def clean(self):
        for language in LANGUAGES:
            name = f"title_{language}"
            title = clean(self.cleaned_data.get(name) or "", lines=False)
            self.cleaned_data[name] = title
            if title and not slugify(title):
                self.add_error(name, _("No address can be made of this: use letters or digits as well."))
        return self.cleaned_data

    def _post_clean(self):
        """The fields are those of a page that there is not yet: `copy` makes it and checks its address."""

    @property
    def titles(self) -> dict[str, str]:
        found = {language: self.cleaned_data[f"title_{language}"] for language in LANGUAGES}
        return {language: title for language, title in found.items() if title}

    @property
    def slugs(self) -> dict[str, str]:
        """The last part of the address in each language; without a title of its own, that of the Dutch one."""
        return {language: slugify(self.titles.get(language, self.titles[DEFAULT])) for language in LANGUAGES}

    def tell(self, error: ValidationError) -> None:
        """Say what is wrong with the address at the title that it was made of."""
        for field, told in getattr(error, "message_dict", {NON_FIELD_ERRORS: error.messages}).items():
            name = field.replace("slug_", "title_")
            self.add_error(name if name in self.fields else None, told)


class Copies(Options):
    """Admin options for pages: a screen that makes a new page after one that there is."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_copy"
        view = self.admin_site.admin_view(self.copy_view)
        return [path("<path:object_id>/copy/", view, name=name), *super().get_urls()]

    def copy_view(self, request, object_id):
        """Ask what the copy is called, make it, and lead to its form."""
        page = self.get_object(request, unquote(object_id))
        if page is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not (self.has_view_permission(request, page) and self.has_add_permission(request)):
            raise PermissionDenied
        form = CopyForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                made = copy(page, title=form.titles, slug=form.slugs, by=request.user)
            except ValidationError as error:
                form.tell(error)
            else:
                return self.copied(request, page, made)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Copy “%(page)s”") % {"page": page},
            "opts": self.opts,
            "page": page,
            "form": form,
        }
        return TemplateResponse(request, "admin/content/copy.html", context)

    def copied(self, request, page, made):
        self.log_addition(request, made, _("Copied from “%(page)s”") % {"page": page})
        told = _("This is a copy of “%(page)s”, and nobody outside sees it. Change what does not hold of this page.")
        self.message_user(request, told % {"page": page}, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[made.pk])
        )

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["may_copy"] = obj is not None and self.has_add_permission(request)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
