"""Accounts and groups in the admin: whoever gives rights gives groups, and cannot make a superuser of anybody."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from .groups import BY_NAME, label_of

admin.site.unregister([User, Group])


class GroupsField(forms.ModelMultipleChoiceField):
    """Groups by their names in the reader's language, each with what it may do."""

    def label_from_instance(self, group):
        role = BY_NAME.get(group.name)
        return f"{role.label}: {role.told}" if role else group.name


@admin.register(User)
class AccountAdmin(UserAdmin):
    """A superuser sees all; whoever is not gives groups alone, and does not touch a superuser."""

    list_display = ["username", "full_name", "email", "is_in", "is_active", "last_login"]
    list_filter = ["groups", "is_active", "is_superuser"]
    filter_horizontal = ["user_permissions"]
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
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (request.user.is_superuser or not is_superuser(obj))

    def has_delete_permission(self, request, obj=None):
        """What somebody did stays theirs: an account is made inactive. One that never did anything can go."""
        return request.user.is_superuser and super().has_delete_permission(request, obj)

    @admin.display(description=_("name"))
    def full_name(self, user):
        return user.get_full_name()

    @admin.display(description=_("groups"))
    def is_in(self, user):
        return ", ".join(str(label_of(group)) for group in user.groups.all())


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

    @admin.display(description=_("group"), ordering="name")
    def called(self, group):
        return label_of(group)

    @admin.display(description=_("what it may do"))
    def may(self, group):
        return BY_NAME[group.name].told if group.name in BY_NAME else ""


def is_ours(group) -> bool:
    return group is not None and group.name in BY_NAME
