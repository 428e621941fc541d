"""Accounts and groups in the admin: whoever gives rights gives groups, and cannot make a superuser of anybody."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from content.admin.options import Options

from .groups import BY_NAME, label_of

admin.site.unregister(Group)
# What is given or taken, as the log has it: translated when it is read.
STATUS, GROUP, PERMISSION = gettext_noop("status"), gettext_noop("group"), gettext_noop("permission")


class GroupsField(forms.ModelMultipleChoiceField):
    """Groups by their names in the reader's language, each with what it may do."""

    def label_from_instance(self, group):
        role = BY_NAME.get(group.name)
        return f"{role.label}: {role.told}" if role else group.name


class PermissionsField(forms.ModelMultipleChoiceField):
    """Rights in the reader's language."""

    def label_from_instance(self, permission):
        kind = permission.content_type
        acts = {"add": _("add"), "change": _("change"), "delete": _("delete"), "view": _("view")}
        told = acts.get(permission.codename.removesuffix(f"_{kind.model}")) or gettext(permission.name)
        return f"{kind.app_labeled_name}: {told}"


def rights() -> dict:
    """How a field of rights is made: of those that some screen asks for, of what it shows or of the rows on it."""
    registered = admin.site._registry
    shown = {*registered, *(inline.model for options in registered.values() for inline in options.inlines)}
    kinds = ContentType.objects.get_for_models(*shown, for_concrete_models=False).values()
    asked = Permission.objects.filter(content_type__in=kinds).select_related("content_type")
    return {"form_class": PermissionsField, "queryset": asked}


class GivesGroups(Options):
    """Options for accounts: a superuser sees all; whoever is not gives groups alone, and does not touch a superuser."""

    ALONE = ("is_superuser", "user_permissions")  # what only a superuser gives

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        kept = [(name, [each for each in more["fields"] if each not in self.ALONE], more) for name, more in fieldsets]
        return [(name, {**more, "fields": fields}) for name, fields, more in kept]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs |= {"form_class": GroupsField, "widget": forms.CheckboxSelectMultiple}
            return db_field.formfield(**kwargs)
        kwargs |= rights() if db_field.name == "user_permissions" else {}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (request.user.is_superuser or not is_superuser(obj))

    def construct_change_message(self, request, form, formsets, add=False):
        """What the log says: which rights were given and taken, by their names."""
        message = super().construct_change_message(request, form, formsets, add)
        before, after = (rights_of(values) for values in (form.initial, form.cleaned_data))
        given, taken = after - before, before - after
        return [*message, *told_of("added", given), *told_of("deleted", taken)]

    @admin.display(description=_("groups"))
    def is_in(self, user):
        told = [str(_("superuser"))] if user.is_superuser else []
        return ", ".join([*told, *(str(label_of(group)) for group in user.groups.all())])


def rights_of(values: dict) -> set[tuple[str, str]]:
    """The rights in a form of an account: what each is, and what it is called."""
    flags = {(STATUS, name) for name in ("superuser", "staff", "active") if values.get(f"is_{name}")}
    groups = {(GROUP, each.name) for each in values.get("groups") or ()}
    return flags | groups | {(PERMISSION, str(each)) for each in values.get("user_permissions") or ()}


def told_of(did: str, rights: set[tuple[str, str]]) -> list[dict]:
    return [{did: {"name": name, "object": each}} for name, each in sorted(rights)]


def is_superuser(user) -> bool:
    return user is not None and user.is_superuser


@admin.register(Group)
class OwnGroupAdmin(GroupAdmin):
    """The groups that come with the site are as the code says; a site can have others beside them."""

    list_display = ["called", "may"]
    list_display_links = ["called"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not is_ours(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_ours(obj)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs |= rights() if db_field.name == "permissions" else {}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("group"), ordering="name")
    def called(self, group):
        return label_of(group)

    @admin.display(description=_("what it may do"))
    def may(self, group):
        return BY_NAME[group.name].told if group.name in BY_NAME else ""


def is_ours(group) -> bool:
    return group is not None and group.name in BY_NAME
