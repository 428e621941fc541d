from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Wishes(models.Model):
    """Which letters about pages on their way somebody wants; who has no row wants them all."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    waiting = models.BooleanField(_("something waits for my review"), default=True)
    returned = models.BooleanField(_("something came back to me, or a plan of mine was cancelled"), default=True)
    approved = models.BooleanField(_("something of mine was approved"), default=True)
    language = models.CharField(
        _("language of the letters"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE[:2]
    )

    class Meta:
        verbose_name = _("wishes about letters")
        verbose_name_plural = _("wishes about letters")
        default_permissions = ()

    def __str__(self):
        return str(self.user)


class LetterQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Letter.State.WAITING)


class Letter(models.Model):
    """One letter to one person, and what became of it.

    Its text may hold a link that opens a door, so it is kept only while it waits: not in what was sent or given up.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        SENT = "sent", _("sent")
        GIVEN_UP = "given_up", _("given up")
        UNSENT = "unsent", _("not sent: this site has no mail server")

    to = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    template = models.CharField(_("which letter"), max_length=60)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(_("asked at"))
    due = models.DateTimeField(_("next try"))
    until = models.DateTimeField(_("given up after"))
    tries = models.PositiveIntegerField(_("tries"), default=0)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    # How long what became of a letter is told.
    KEPT = timedelta(days=90)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-asked_at", "-pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["due"], condition=Q(state="waiting"), name="letter_due"),
            models.Index(fields=["-asked_at", "-id"], name="letter_asked"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state="waiting") | Q(text=""), name="letter_without_text_once_ended")
        ]

    def __str__(self):
        return f"{self.to}: {self.subject}"
