"""What is kept of who comes in: tries to sign in, what is left of patience, one-time links, and sessions."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _


class Session(AbstractBaseSession):
    """A session, with the account that it is of, so that all of one account can be shown and ended."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("session"), _("sessions")

    @classmethod
    def get_session_store_class(cls):
        from .sessions import SessionStore

        return SessionStore


class Allowance(models.Model):
    """What somebody may still try: until when the tries that were made are being paid for, in seconds of the epoch."""

    key = models.CharField(max_length=64, primary_key=True)
    until = models.FloatField(db_index=True)

    def __str__(self):
        return self.key


class What(models.TextChoices):
    """What somebody shows."""

    PASSWORD = "password", _("password")
    PASSKEY = "passkey", _("passkey")
    CODE = "code", _("code of an app, or a recovery code")
    LINK = "link", _("one-time link")


class Result(models.TextChoices):
    """What came of it."""

    PASSED = "passed", _("right")
    FAILED = "failed", _("wrong")
    LIMITED = "limited", _("not looked at: too many tries")


class SignInAttempt(models.Model):
    """One try to show who one is: written once, never changed, and forgotten after `KEPT_DAYS`."""

    KEPT_DAYS = 366

    moment = models.DateTimeField(_("moment"), db_index=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("account"), related_name="+"
    )
    # The name of an account that is there. Of another name only a mark that tells it from others: people type their
    # password where their name belongs.
    name = models.CharField(_("name"), max_length=150)
    what = models.CharField(_("shown"), max_length=10, choices=What)
    again = models.BooleanField(_("while signed in"), default=False)
    result = models.CharField(_("result"), max_length=10, choices=Result)
    # Of tries that came thick, one line says how many.
    times = models.PositiveIntegerField(_("how many"), default=1)
    address = models.GenericIPAddressField(_("address"), null=True)
    device = models.CharField(_("device"), max_length=200)
    known_device = models.BooleanField(_("known device"), default=False)

    class Meta:
        verbose_name, verbose_name_plural = _("try to sign in"), _("tries to sign in")
        ordering = ["-moment", "-pk"]

    def __str__(self):
        return f"{self.name}: {self.get_what_display()}, {self.get_result_display()}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise TypeError("A try to sign in is written once.")
        super().save(*args, **kwargs)


class OneTimeLink(models.Model):
    """A link that lets somebody set their password once. Only a digest of it is kept."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        RECOVERY = "recovery", _("recovery")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.get_purpose_display()}: {self.user}"
