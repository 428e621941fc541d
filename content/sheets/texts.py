"""The texts of pages out to a translator, as a workbook, and back: only the translation is ever written."""

from collections.abc import Iterable
from hashlib import blake2s
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django_prose_editor.fields import ProseEditorField

from ..cleaning import clean
from ..documents.building import read_parts
from ..entry_problems import Problem, Wrong
from ..languages import DEFAULT
from ..models import Page
from ..translating import Known, State, Text, confirm, page_of, texts_of_row
from .cells import YES, value_in
from .markup import markup_in
from .opening import Cell, Line, Refused

SHEET = "texts"
COLUMNS = ("page", "text", DEFAULT, "translation", "state", "still_right", "key", "fingerprint")
LONGEST = 32_767  # signs in a cell of a workbook


def said(text: str | None) -> str:
    """A text as a cell gives it back."""
    return clean(text or "").strip()


def fingerprint(text: str | None) -> str:
    return blake2s(said(text).encode(errors="replace"), digest_size=12).hexdigest()


def key_of(text: Text) -> str:
    return ":".join(map(str, text.key))


# Out


def workbook_of(pages: Iterable[Page]) -> bytes:
    """All texts of pages, each beside its translation, for whoever translates them."""
    import xlsxwriter  # asked for by few

    specific = [page.specific for page in pages]
    for model in {type(page) for page in specific}:
        read_parts([page for page in specific if type(page) is model])
    known = Known(page__in=[page.pk for page in specific])
    labels = {State.COMPLETE: _("complete"), State.MISSING: _("missing"), State.OUT_OF_DATE: _("out of date")}
    output = BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        quiet = book.add_format({"num_format": "@", "valign": "top", "font_color": "#767676"})
        bold = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        sheet = book.add_worksheet(SHEET)
        sheet.freeze_panes(1, 2)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for place, (name, width, comment) in enumerate(zip(COLUMNS, WIDTHS, COMMENTS, strict=True)):
            sheet.set_column(place, place, width, text)
            sheet.write_string(0, place, name, bold)
            if comment:
                sheet.write_comment(0, place, str(comment), {"x_scale": 2})
        number = 0
        for page in specific:
            for each, state in known.states(page):
                number += 1
                prints = f"{fingerprint(each.source)}:{fingerprint(each.translation)}"
                cells = [str(page), place_of(each), each.source, each.translation, str(labels[state]), ""]
                for place, value in enumerate([*cells, key_of(each), prints]):
                    if len(value) > LONGEST:
                        raise ValidationError(_("“%(page)s” has a text that no cell can hold.") % {"page": page})
                    if value:
                        sheet.write_string(number, place, said(value), quiet if place > 5 else text)
    return output.getvalue()


WIDTHS = (28, 28, 60, 60, 14, 14, 14, 14)
COMMENTS = (
    "",
    "",
    gettext_lazy("The Dutch, which stays as it is."),
    gettext_lazy("Write the translation here. Keep the tags: p is a paragraph, li a point of a list, a a link."),
    "",
    gettext_lazy("An x, if a translation that is out of date is still right as it stands."),
    gettext_lazy("Leave this column as it is."),
    gettext_lazy("Leave this column as it is."),
)


def place_of(text: Text) -> str:
    """Where a text stands on its page."""
    row: Any = text.row
    label = str(row._meta.get_field(f"{text.field}_{DEFAULT}").verbose_name).removesuffix(f" [{DEFAULT}]")
    return label if isinstance(row, Page) else f"{Truncator(str(row)).chars(60)}: {label}"


# And back


class TranslatedText:
    """A row that came back, with the interface of an entry (`content/entries.py:Entry`)."""

    def __init__(self, where: str, text: Text, cells: dict[str, Cell], user: Any):
        self.where, self.text, self.cells, self.user = where, text, cells, user
        self.object, self.model = text.row, type(text.row)
        self.page = Page.objects.get(pk=page_of(text.row))
        self.fields = {"content_id": str(self.page.content_id)}
        self.notes = 0

    def at_cell(self, problem: Problem) -> Problem:
        """The same, with the cell of the translation."""
        cell = self.cells["translation"].where if "translation" in self.cells else ""
        return problem._replace(where=f"{problem.where}, {cell}") if cell else problem

    def save(self) -> None:
        """Nothing refers to it."""

    def save_deferred_fields(self) -> None:
        """Write the translation, if it is another one than went out, and nobody wrote either text meanwhile."""
        try:
            self.write()
        except ValidationError as error:
            raise Wrong([Problem(self.where, self.text.name, error)]) from None

    def write(self) -> None:
        field = self.model._meta.get_field(self.text.name)
        value = said(str(value_in(self.cells["translation"], field) or "")) if "translation" in self.cells else ""
        dutch, was = self.sent_out()
        is_right = str(self.cells.get("still_right", Cell("", "")).value or "").strip().lower() in YES
        if fingerprint(value) == was and not is_right:
            return
        if not value:
            raise ValidationError(gettext_lazy("the translation is gone. Take it away on the form of the page"))
        self.object.refresh_from_db()
        if fingerprint(self.text.source) != dutch:
            raise ValidationError(gettext_lazy("somebody changed the Dutch after this file was taken along"))
        if fingerprint(value) != fingerprint(self.text.translation):
            if fingerprint(self.text.translation) != was:
                raise ValidationError(gettext_lazy("somebody changed the translation after this file was taken along"))
            self.store(field, value)
        confirm(self.page.pk, [self.text], by=self.user)
        self.notes = 1

    def sent_out(self) -> tuple[str, str]:
        """The fingerprints of both texts as they went out."""
        prints = str(self.cells["fingerprint"].value if "fingerprint" in self.cells else "").split(":")
        if len(prints) != 2:
            raise ValidationError(gettext_lazy("the fingerprint is not what it was. Take the texts along anew"))
        return prints[0], prints[1]

    def store(self, field: Any, value: str) -> None:
        if isinstance(field, ProseEditorField):
            value = markup_in(value, self.text.source, self.text.translation)
        elif "<" in value and "<" not in self.text.source:
            raise ValidationError(gettext_lazy("there is no room for markup in this text"))
        setattr(self.object, self.text.name, value)
        with override(None):  # a field is its Dutch
            try:
                self.object.full_clean()
            except ValidationError as error:
                raise ValidationError(error.error_dict.get(self.text.name) or error) from None
            self.object.save()


def in_texts(lines: Iterable[Line], user: Any) -> list[TranslatedText]:
    """The rows that came back. Raises Refused where one is of nothing that is here."""
    found, kept = [], {}
    for line in lines:
        where = _("sheet “%(sheet)s”, row %(row)d") % {"sheet": line.sheet, "row": line.number}
        key = str(line.cells["key"].value or "") if "key" in line.cells else ""
        owner, _sign, _rest = key.partition(":")
        if owner not in kept:
            kept[owner] = {key_of(text): text for text in texts_by(owner)}
        if key not in kept[owner]:
            raise Refused(_("%(where)s: this text is not here any more, or its key was changed.") % {"where": where})
        found.append(TranslatedText(where, kept[owner][key], line.cells, user))
    return found


def texts_by(owner: str) -> Iterable[Text]:
    """The texts of the row of a permanent id."""
    from .kinds import models_by_sheet

    for model in models_by_sheet().values():
        name = "content_id" if issubclass(model, Page) else "uid" if hasattr(model, "uid") else "pk"
        try:
            row = model._default_manager.filter(**{name: owner}).first()
        except ValidationError:
            return
        if row is not None:
            yield from texts_of_row(row)
            return
