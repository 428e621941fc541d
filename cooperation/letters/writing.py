"""Writing letters: from a template, a reader's language and a few values to a row in the queue."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from content import clock
from content.cleaning import clean

from . import postman
from .models import Letter

USEFUL_FOR = timedelta(days=3)


def are_sent() -> bool:
    """Whether this site has a mail server; where it has none, the screens that would send a letter say so."""
    return bool(settings.SENDS_LETTERS)


def send(
    template: str, to: str, language: str, context: Mapping[str, object], *, until: datetime | None = None
) -> Letter:
    """Put a letter in the queue, in the caller's transaction: it goes when that is committed, and not if it is undone.

    `template` is the stem of a file in templates/letters/. Every text in `context` becomes one line, so a name cannot
    add a paragraph. After `until`, when its link leads nowhere any more, it is not tried again: three days without it.

    Raises ValidationError for an address that is none. Without a mail server it is written down as not sent.
    """
    validate_email(to)
    subject, text = compose(template, language, context)
    moment = clock.now()
    letter = Letter(
        to=to,
        language=language,
        template=template,
        subject=subject,
        asked_at=moment,
        due=moment,
        until=until or moment + USEFUL_FOR,
    )
    if are_sent():
        letter.text = text
    else:
        letter.state, letter.ended_at = Letter.State.UNSENT, moment
    letter.save(force_insert=True)
    transaction.on_commit(postman.ring)
    return letter


def compose(template: str, language: str, context: Mapping[str, object]) -> tuple[str, str]:
    """The subject and the text of a letter. Its template begins with the line of the subject."""
    values = {name: clean(value, lines=False) if isinstance(value, str) else value for name, value in context.items()}
    frame = {"origin": settings.BASE_URL, "site_editor": settings.SITE_EDITOR, "site_email": settings.SITE_EMAIL}
    with override(language):
        written = render_to_string(f"letters/{template}.txt", frame | values).strip()
    subject, _line, text = written.partition("\n")
    paragraphs = re.sub(r"\n{3,}", "\n\n", text.strip())
    return shortened(clean(subject, lines=False)), f"{paragraphs}\n"


def shortened(subject: str) -> str:
    most = Letter._meta.get_field("subject").max_length or 0
    return subject if len(subject) <= most else f"{subject[: most - 1]}…"
