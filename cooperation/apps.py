from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "cooperation"
    verbose_name = _("Cooperation")

    def ready(self):
        from .checks import kinds_are_complete

        checks.register(kinds_are_complete, checks.Tags.models)
