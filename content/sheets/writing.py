"""Workbooks of content to write in: empty ones, and what is stored, in the form in which it can be brought back."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..dumping import entry
from ..models import Claim, Page, Passage, Source, page_types
from .cells import shown
from .kinds import columns_of, models_by_sheet

LONGEST = 32_767  # signs in a cell of a workbook
LONGEST_LIST = 255  # signs of the values that a cell may have
WIDE = {"TextField", "ProseEditorField"}


def template() -> bytes:
    """A workbook with every sheet and no rows."""
    return as_workbook({})


def of_source(source: Source) -> bytes:
    """A source with its passages, and all pages and claims of the working copies that rest on it."""
    claims = list(resting_on(source))
    pages = {page.pk: page for page in (claim.page for claim in claims)}
    pages |= {page.pk: page for passage in source.passages.all() for page in passage.leads.all()}
    rows: dict[str, list[Any]] = {"source": [source], "passage": list(source.passages.all())}
    for page in sorted((page.specific for page in pages.values()), key=lambda page: page.natural_key()):
        if page.pk != source.pk:
            rows.setdefault(str(page._meta.model_name), []).append(page)
    for claim in sorted(claims, key=lambda claim: (claim.page.natural_key(), claim.position, claim.anchor)):
        rows.setdefault(str(claim._meta.model_name), []).append(claim)
    return as_workbook(rows)


def resting_on(source: Source) -> Iterable[Claim]:
    """Every claim of a working copy that cites a passage of a source, once."""
    for relation in Passage._meta.related_objects:
        model: Any = relation.related_model
        if relation.many_to_many and issubclass(model, Claim):
            yield from model._default_manager.filter(passages__source=source.pk).select_related("page").distinct()


def as_workbook(rows: dict[str, list[Any]]) -> bytes:
    """A workbook with these rows, each a cell for each of its fields."""
    import xlsxwriter  # asked for by few

    output = BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        text = book.add_format({"num_format": "@", "valign": "top"})  # stays a text when somebody types in it
        wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        bold = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        for name, model in models_by_sheet().items():
            columns = columns_of(model)
            page = book.add_worksheet(name)
            page.freeze_panes(1, 2)
            page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
            for place, field in enumerate(columns):
                is_wide = (
                    field.many_to_many or type(field).__name__ in WIDE or (getattr(field, "max_length", 0) or 0) > 150
                )
                page.set_column(
                    place, place, 50 if is_wide else max(14, len(field.name) + 3), wrapped if is_wide else text
                )
                page.write_string(0, place, field.name, bold)
                page.write_comment(0, place, about(field), {"x_scale": 2})
                if (choices := choices_of(field)) and len(",".join(choices)) <= LONGEST_LIST:
                    page.data_validation(1, place, 10_000, place, {"validate": "list", "source": choices})
            for number, row in enumerate(rows.get(name, ()), 1):
                fill(page, number, columns, row)
    return output.getvalue()


def fill(page: Any, number: int, columns: list[Any], row: Any) -> None:
    said = entry(row, place=-1)["fields"]  # its place is always said
    for place, field in enumerate(columns):
        value = shown(said.get(field.name))
        if isinstance(value, bool):
            page.write_boolean(number, place, value)
        elif isinstance(value, int):
            page.write_number(number, place, value)
        elif value and len(value) > LONGEST:
            told = _("“%(row)s”: “%(field)s” is longer than a cell of a workbook can hold.")
            raise ValidationError(told % {"row": row, "field": field.verbose_name})
        elif value:
            page.write_string(number, place, value)


def choices_of(field: Any) -> list[str]:
    return [str(value) for value, _label in getattr(field, "flatchoices", ()) if value]


def about(field: Any) -> str:
    """What a column is for, in the words of the form."""
    told = [capfirst(str(field.verbose_name)), strip_tags(str(field.help_text))]
    if field.is_relation:
        related = field.related_model
        if issubclass(related, Page):
            told.append(_("Its kind and Dutch address: organisation/aivd."))
        elif issubclass(related, Passage):
            told.append(_("The address of its source and its key, each on a line of its own: jaarverslag/ct-infobox."))
        elif issubclass(related, Claim):
            told.append(_("The kind and Dutch address of its page, and its anchor: organisation/aivd/met-nctv."))
    elif choices := choices_of(field):
        told.append(", ".join(choices))
    return "\n".join(filter(None, told))[:2000]


def kinds_written(user: Any) -> list[type[Page]]:
    """The kinds of pages that somebody may change."""
    return [
        model
        for model in page_types().values()
        if user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}")
    ]
