"""Rows of the admin that are there to be read."""

from .options import Options


class ReadOnly(Options):
    """Admin options for what is written down by the site alone: nobody adds, changes or deletes it here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
