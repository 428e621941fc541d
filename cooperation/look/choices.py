"""Choices as links: the values of a filter, each with its address and with how many pages there are of it."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.utils.formats import number_format
from markupsafe import Markup

from content.rendering.markup import element, joined


def choices(
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
        "items": joined(
            value_item(text, address(value), counts[value] if counts else None, is_chosen=value == chosen)
            for value, text in values.items()
            if not counts or counts[value] or value in (chosen, nothing)
        ),
    }


def value_item(text: str, url: str, count: int | None, *, is_chosen: bool) -> Markup:
    """A value of a filter in the list of all."""
    number = [" ", element("span", counted(count), class_="filter__count")] if count is not None else []
    current = "true" if is_chosen else ""
    return element("li", element("a", text, *number, like=text, href=url, aria_current=current))


def counted(count: int) -> str:
    """A number of pages as a reader sees it: with the thousands apart."""
    return str(count) if count < 1000 else number_format(count, force_grouping=True)


def query_string(values: dict[str, str]) -> str:
    """The part of an address after its path, or nothing."""
    return f"?{urlencode(values, safe='/')}" if values else ""
