"""Cleans every text that comes in, by whatever door: forms, fixtures, the shell.

What has no meaning goes without a word: control characters, invisible ones, accents written in pieces (Unicode NFC),
line breaks of a word processor. What changes how a text reads, and cannot be seen, is refused: signs that turn the
direction of writing around (Unicode Standard Annex 9).
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .languages import DEFAULT, Label

LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Controls but for tab and line feed; soft hyphens; marks of direction; what joins and takes no room; blanks that are
# letters; variants of letters; the byte order mark; tags; what is no character at all.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2060-\u2064"
    "\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
# These join letters of some scripts, and emoji; between others they are invisible.
JOINER = re.compile("[\u200c\u200d]")
JOINED = {"So", "Sk", "Mn", "Mc", "Lo"}
TURNED = _("This holds an invisible sign that turns the direction of the text around.")
SILENT = _("This text says nothing.")
NO_ADDRESS = _("Begin the address with https:// or http://, without a name or a password in it.")
PUBLIC_ADDRESS = re.compile(r"https?://[^/@\s]+(?:[/?#]|$)", re.IGNORECASE)
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
SPACES = re.compile(r"\s+")
# What an XML file cannot hold (XML 1.0, 2.2).
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def clean(text: str, *, lines: bool = True) -> str:
    """Return a text without what has no meaning; without `lines` as one line."""
    if text.isascii() and text.isprintable():
        return text if lines else " ".join(text.split(" ")).strip()
    text = INVISIBLE.sub("", LINE_BREAK.sub("\n", unicodedata.normalize("NFC", text)))
    text = TURNING.sub("", JOINER.sub(joins, text))
    return text if lines else SPACES.sub(" ", text).strip()


def joins(match: re.Match) -> str:
    """A joiner where it joins something, or else nothing."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return match[0] if before and after and unicodedata.category(before) in JOINED else ""


def cleaned(value):
    """The same of all texts in a document."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: cleaned(each) for name, each in value.items()}
    return [cleaned(each) for each in value] if isinstance(value, list) else value


def digits(text: str) -> str:
    """A number or a date that was written in the digits or with the spaces of another script, as programs read it."""
    text = clean(text, lines=False)
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def for_xml(text: str) -> str:
    """A text without what would make an XML file ill-formed; documents of earlier times may hold such signs."""
    return NOT_IN_XML.sub("", text)


def web_address(url: str) -> str:
    """An address that a reader may be led to, or nothing: no other scheme than of the web and of mail."""
    return url if ADDRESS.match(url) else ""


class Cleaned(models.Model):
    """A model whose texts are cleaned: when it is validated, and again when it is saved without that."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.clean_texts()
        super().save(*args, **kwargs)

    def clean_fields(self, exclude=None):
        turning: dict = {field.name: [TURNED] for field, text in self.texts() if TURNING.search(text)}
        self.clean_texts()
        for field, text in self.texts():
            if text and (wrong := self.wrong_with(field, text)) and field.name not in (exclude or ()):
                turning.setdefault(field.name, [wrong])
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            turning = error.update_error_dict(turning)
        if turning:
            raise ValidationError(turning)

    def clean_texts(self) -> None:
        for field, text in self.texts():
            setattr(self, field.attname, self.clean_text(field, text))

    def texts(self) -> list[tuple[models.Field, str]]:
        """The fields that hold a text: of a translated one its columns, for its own name means one of these."""
        kinds = (models.CharField, models.TextField)
        fields = [field for field in self._meta.concrete_fields if isinstance(field, kinds) and not field.choices]
        fields = [field for field in fields if not hasattr(self, f"{field.name}_{DEFAULT}")]
        return [(field, text) for field in fields if isinstance(text := self.__dict__.get(field.attname), str)]

    def wrong_with(self, field: models.Field, text: str) -> Label:
        """Why a text cannot stay in its field, or nothing."""
        if isinstance(field, models.URLField):
            return "" if PUBLIC_ADDRESS.match(text) else NO_ADDRESS
        return "" if any(map(str.isalnum, text)) else SILENT

    def clean_text(self, field: models.Field, text: str) -> str:
        if isinstance(field, models.URLField):
            return clean(text, lines=False)
        return clean(text, lines=not isinstance(field, models.CharField))
