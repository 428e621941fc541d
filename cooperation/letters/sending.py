"""Taking letters to the mail server: each once, also with several senders, restarts, and a server that is away."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import formataddr
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from content import clock

from .models import Letter

logger = logging.getLogger(__name__)

# A sender has a letter to itself for so long. One that is stopped in the middle loses it, and another tries again.
TAKEN_FOR = timedelta(minutes=10)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


class ServerAway(Exception):
    """The mail server could not be reached: no other letter would fare better now."""


def deliver_due(go_on: Callable[[], bool] = lambda: True) -> int:
    """Send every letter that is due, and return how many went. Those that fail wait longer each time."""
    sent = 0
    try:
        while go_on() and (letter := take()):
            sent += deliver(letter)
    except ServerAway:
        pass
    Letter.objects.filter(ended_at__lt=clock.now() - Letter.KEPT).delete()
    return sent


def take() -> Letter | None:
    """Take the next letter that is due, so that no other sender has it.

    The number of tries is what two senders could not both raise: the one who comes second changes no row. That holds
    on either database, and no transaction is open while a mail server thinks.
    """
    moment = clock.now()
    for letter in Letter.objects.waiting().filter(due__lte=moment).order_by("due", "pk")[:20]:
        mine = Letter.objects.waiting().filter(pk=letter.pk, tries=letter.tries)
        if letter.until <= moment:
            mine.update(state=Letter.State.GIVEN_UP, text="", ended_at=moment)
        elif mine.update(tries=F("tries") + 1, due=moment + TAKEN_FOR):
            letter.tries += 1
            return letter
    return None


def deliver(letter: Letter) -> bool:
    """Try to send a letter that was taken, and write down what became of it. Raises ServerAway."""
    try:
        message(letter).send()
    except (OSError, ValueError) as error:
        failed(letter, error)
        if isinstance(error, SMTPDataError | SMTPRecipientsRefused | ValueError):
            return False
        raise ServerAway from error
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT, text="", ended_at=clock.now(), last_error="")
    return True


def failed(letter: Letter, error: Exception) -> None:
    """Let a letter wait for its next try, or give it up: when nothing can come of it, or its time is over."""
    told = told_of(error)
    moment = clock.now()
    next_try = moment + min(FIRST_WAIT * 2 ** min(letter.tries - 1, 20), LONGEST_WAIT)
    mine = Letter.objects.waiting().filter(pk=letter.pk, tries=letter.tries)
    if is_final(error) or next_try > letter.until:
        mine.update(state=Letter.State.GIVEN_UP, text="", ended_at=moment, last_error=told)
    else:
        mine.update(due=next_try, last_error=told)
    logger.warning("The letter “%s” (%s) could not be sent: %s", letter.template, letter.pk, told)


def is_final(error: Exception) -> bool:
    """Whether a mail server refused this very letter for good (RFC 5321, 4.2.1), or it is no letter at all."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _told in error.recipients.values())
    return isinstance(error, ValueError) or (isinstance(error, SMTPDataError) and error.smtp_code >= 500)


def told_of(error: Exception) -> str:
    """What went wrong, as one line: a mail server's own words where it has any."""
    if isinstance(error, SMTPRecipientsRefused):
        error = SMTPResponseException(*next(iter(error.recipients.values())))
    if isinstance(error, SMTPResponseException):
        words = error.smtp_error.decode(errors="replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        told = f"{error.smtp_code} {words}"
    else:
        told = str(error) or type(error).__name__
    return " ".join(told.replace("\0", "").split())[:300]


def message(letter: Letter) -> EmailMessage:
    """A letter as it goes. It keeps its Message-ID, by which a reader's mailbox knows what came twice."""
    with override(letter.language):
        sender = formataddr((_("Who works with whom"), settings.EMAIL_FROM), charset="utf-8")
    host = settings.EMAIL_FROM.rpartition("@")[2]
    headers = {
        "Message-ID": f"<letter-{letter.pk}-{stamp(letter.asked_at)}@{host}>",
        "Auto-Submitted": "auto-generated",  # RFC 3834: no machine answers it
        "Content-Language": letter.language,
    }
    answers = [settings.SITE_EMAIL] if settings.SITE_EMAIL else None
    return EmailMessage(letter.subject, letter.text, sender, [letter.to], headers=headers, reply_to=answers)


def stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%d%H%M%S%f}"
