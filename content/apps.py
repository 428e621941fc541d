from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class EditorsConfig(AdminConfig):
    """Django's admin, with the site of our editors."""

    default_site = "content.admin_site.EditorsSite"


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self):
        from .checks import rules_are_there
        from .rules.triggers import after_migrating, before_migrating

        pre_migrate.connect(before_migrating, sender=self, dispatch_uid="content.rules")
        post_migrate.connect(after_migrating, sender=self, dispatch_uid="content.rules")
        checks.register(rules_are_there, checks.Tags.database)
