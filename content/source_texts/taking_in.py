"""Takes in the text of a source: from a file of plain text, from a PDF, or as it was pasted."""

import hashlib
import re
import subprocess
import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..cleaning import TURNING, clean
from . import pdf

MOST_BYTES = 20 * 1024 * 1024
BOXED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")  # Word and OpenDocument, older Word, rich text
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Given(NamedTuple):
    """A text that was given, as it is kept; the fingerprint of the file; and what that was called."""

    text: str
    fingerprint: str
    file_name: str


def of_file(upload) -> Given:
    """The text of an uploaded file; raises ValidationError that says why there is none."""
    if upload.size > MOST_BYTES:
        raise ValidationError(_("This file is larger than 20 MB. Paste the part of its text that you need."))
    content = upload.read()
    text = text_of_pdf(content) if content[:1024].lstrip().startswith(b"%PDF-") else decoded(content)
    return Given(kept(text), hashlib.sha256(content).hexdigest(), clean(upload.name, lines=False)[-200:])


def of_paste(text: str) -> Given:
    """A text that was pasted; raises ValidationError for one that says nothing, or is too long."""
    return Given(kept(text), hashlib.sha256(text.encode()).hexdigest(), "")


def decoded(content: bytes) -> str:
    """What a file of plain text says: UTF-8 or UTF-16 by its mark, and else UTF-8 or Windows-1252."""
    if content.startswith(BOXED):
        raise ValidationError(
            _("This is a file of a word processor. Save it as PDF or as plain text, or paste its text.")
        )
    for mark, encoding in ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if CONTROL.search(content):
        raise ValidationError(_("This is no text that we can read. Use a PDF or a file of plain text, or paste it."))
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def text_of_pdf(content: bytes) -> str:
    """The text of a PDF, a form feed after each page: read in a process of its own, whatever is in it."""
    command = [sys.executable, pdf.__file__]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=pdf.MOST_SECONDS, check=False)  # noqa: S603
        status = done.returncode
    except subprocess.TimeoutExpired:
        status = pdf.TOO_LONG
    if status == pdf.LOCKED:
        raise ValidationError(_("This PDF opens with a password only. Save it without one, or paste its text."))
    if status == pdf.TOO_LONG:
        raise ValidationError(_("This PDF takes too long to read. Paste the part of its text that you need."))
    if status:
        raise ValidationError(_("This PDF cannot be read. Open it, and paste its text."))
    text = done.stdout.decode(errors="replace")
    if not text.strip():
        raise ValidationError(_("There is no text in this PDF, only pictures of it. Let a program read these first."))
    return text


def kept(text: str) -> str:
    """A text as it is kept: clean, without blanks at the ends of lines, never two empty lines after each other."""
    pages = [clean(TURNING.sub("", page)) for page in text.split("\f")]
    lines = ["\n".join(" ".join(line.split()) for line in page.splitlines()).strip() for page in pages]
    text = re.sub(r"\n{3,}", "\n\n", "\f".join(lines)).strip("\n\f")
    if not text.strip():
        raise ValidationError(_("This text says nothing."))
    if len(text) > pdf.MOST_CHARACTERS:
        raise ValidationError(_("This text is longer than three million characters. Give the part that you need."))
    return text
