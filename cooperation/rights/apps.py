from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "cooperation.rights"
    verbose_name = _("Rights")

    def ready(self):
        from .groups import after_migrating

        post_migrate.connect(after_migrating, dispatch_uid="cooperation.rights")
