"""Who may come into the admin, and how they show that it is them."""

from allauth.account.apps import AccountConfig
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from content import apps as kernel


class AccountsConfig(AppConfig):
    default = True
    name = "cooperation.accounts"
    verbose_name = _("Accounts")

    def ready(self):
        from . import signals

        signals.connect()


class SignInConfig(AccountConfig):
    """allauth's sign-in, whose middleware is run by ours: in the admin alone, so that no reader waits for it."""

    default_auto_field = "django.db.models.AutoField"

    def ready(self):
        from allauth.account import checks  # noqa: F401 -- they register themselves


class GuardedEditorsConfig(kernel.EditorsConfig):
    """The admin, with the site that asks again who somebody is before what cannot be undone."""

    default = False
    default_site = "cooperation.accounts.admin_site.GuardedSite"
