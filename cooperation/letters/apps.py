from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "cooperation.letters"
    verbose_name = _("Letters")

    def ready(self):
        from . import on_the_way

        on_the_way.connect()
