"""Choices as links: the values of a filter, each with its address and with how many pages there are of it."""

from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import urlencode

from django.utils.formats import number_format
from django.utils.safestring import SafeString


def facet(
    label: str, values: dict[str, str], chosen: str, address: Callable[[str], str], counts: Mapping | None = None
) -> dict:
    """A filter as a reader sees it: each value a link, with how many there are of it.

    The first value stands for no choice. What is nowhere is left out, unless it was chosen.
    """
    nothing = next(iter(values))
    return {
        "label": label,
        "chosen": values.get(chosen, ""),
        "is_set": bool(chosen) and chosen != nothing,
        "items": SafeString(
            "".join(
                value_item(text, address(value), value == chosen, counts and counts[value])
                for value, text in values.items()
                if not counts or counts[value] or value in (chosen, nothing)
            )
        ),
    }


def value_item(text: str, url: str, is_chosen: bool, count: int | None) -> str:
    """A value of a filter in the list of all."""
    current = ' aria-current="true"' if is_chosen else ""
    number = ""
    if count is not None:
        number = f' <span class="filter__count">{counted(count)}</span>'
    lang = getattr(text, "attrs", "")
    return f'<li><a href="{escape(url)}"{lang}{current}>{escape(str(text))}{number}</a></li>'


def counted(count: int) -> str:
    """A number of pages as a reader sees it: with the thousands apart."""
    return str(count) if count < 1000 else number_format(count, force_grouping=True)


def query_string(values: dict[str, str]) -> str:
    """The part of an address after its path, or nothing."""
    return f"?{urlencode(values, safe='/')}" if values else ""
