"""The paths of the routes of a page."""

from django.urls import reverse
from django.utils.translation import get_language

from content.languages import in_each_language
from content.models import Edition
from content.references import tail_of


def path_of(edition: Edition, name: str, **more: object) -> str:
    """The path of a route of a page (its history, a version) in the active language."""
    return reverse(name, kwargs={"path": tail_of(edition.path(get_language())), **more})


def paths_of(edition: Edition, name: str, **more: object) -> dict[str, str]:
    """The same in each language."""
    return in_each_language(lambda _language: path_of(edition, name, **more))
