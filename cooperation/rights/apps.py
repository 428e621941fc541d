from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "cooperation.rights"
    verbose_name = _("Rights")

    def ready(self):
        from django.contrib.auth.models import Group

        from .groups import after_migrating, label_of

        # Wherever a group is named, of whatever screen: in the language of whoever reads.
        Group.__str__ = lambda group: str(label_of(group))  # type: ignore[method-assign]
        post_migrate.connect(after_migrating, dispatch_uid="cooperation.rights")
