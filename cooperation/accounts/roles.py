"""What an account may do: the roles that an administrator chooses from when they invite somebody."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

EDITOR, PUBLISHER, ADMINISTRATOR = "editor", "publisher", "administrator"
ROLES = {
    EDITOR: _("Editor: writes pages and saves them"),
    PUBLISHER: _("Publisher: also publishes and withdraws them"),
    ADMINISTRATOR: _("Administrator: may do everything, also let others in"),
}
GROUPS = {EDITOR: "Editors", PUBLISHER: "Publishers"}


def give(user, role: str) -> None:
    """Give an account its role; its group is made the first time."""
    if role == ADMINISTRATOR:
        user.is_superuser = True
        user.save(update_fields=["is_superuser"])
        return
    group, is_new = Group.objects.get_or_create(name=GROUPS[role])
    if is_new:
        group.permissions.set(permissions_of(role))
    user.groups.add(group)


def permissions_of(role: str):
    """To see, add and change what belongs to pages; and for who publishes, that as well."""
    writing = Q(codename__startswith="view_") | Q(codename__startswith="add_") | Q(codename__startswith="change_")
    publishing = Q(codename="publish_edition") if role == PUBLISHER else Q(pk=None)
    return Permission.objects.filter(writing | publishing, content_type__app_label__in=["content", "cooperation"])
