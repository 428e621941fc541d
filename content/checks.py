"""What Django's checks say of the database: `manage.py check --database default`."""

from django.core.checks import Warning
from django.urls import Resolver404, resolve
from django.utils.translation import override

from .models import Edition
from .rules import triggers


def rules_are_there(databases=None, **kwargs) -> list[Warning]:
    """The rules of what is kept are in the database, and no public page is hidden by a route of the site."""
    return [each for using in databases or () for each in [*missing_rules(using), *hidden_pages(using)]]


def missing_rules(using: str) -> list[Warning]:
    if not triggers.is_migrated(using) or not (lacking := triggers.missing(using)):
        return []
    hint = "Run `manage.py migrate`, which puts them on."
    return [Warning(f"{len(lacking)} rules are missing in the database.", hint=hint, id="content.W001")]


def hidden_pages(using: str) -> list[Warning]:
    if not triggers.is_migrated(using):
        return []
    open_ones = Edition.objects.using(using).final().filter(superseded_at=None)
    paths = (path for paths in open_ones.values_list("path_nl", "path_en").iterator() for path in paths)
    hint = "Give the page another address, or the route."
    return [
        Warning(f"{path} is a page that a route of the site hides.", hint=hint, id="content.W002")
        for path in paths
        if is_hidden(path)
    ]


def is_hidden(path: str) -> bool:
    """Whether a path leads elsewhere than to a page."""
    with override(path[1:3]):
        try:
            return resolve(path).url_name != "page_detail"
        except Resolver404:
            return True
