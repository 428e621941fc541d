"""System checks: what a kind of page still lacks, said before a visitor finds out. `manage.py check` runs them."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.contrib import admin
from django.core.checks import Error
from django.core.exceptions import FieldDoesNotExist
from django.urls import LocalePrefixPattern, URLPattern, URLResolver, get_resolver
from django.utils.translation import override
from modeltranslation.translator import translator

from content.languages import DEFAULT, in_each_language
from content.models import Page, page_types

from .kinds import KINDS, PageKind, listed

SCHEMA = Path(__file__).with_name("schemas") / "details.json"
BESIDE = ("theme",)  # filters whose values are pages, of whatever kind


def kinds_are_complete(app_configs=None, **kwargs) -> list[Error]:
    """Every type of page has an entry in kinds.py, and each entry all that the site asks of it."""
    missing = [model for name, model in page_types().items() if name not in KINDS]
    found = [error(model, 1, "has no entry in cooperation/kinds.py.", "Add one.") for model in missing]
    for kind in KINDS.values():
        # A model that cannot make a document yet can be asked nothing about it.
        found += list(lacking(kind)) or list(amiss_in_documents(kind.model))
    for kind, value, owner in called_otherwise():
        told = f"calls the sort “{value}” otherwise than {owner} does."
        found.append(error(kind.model, 14, told, "Let one of them have another value."))
    for kind, owner in sharing():
        found.append(error(kind.model, 2, f"lives where {owner} does.", "Give it another section."))
    return found


def sharing() -> Iterator[tuple[PageKind, str]]:
    """The kinds with a list whose section is that of another, or of another part of the site, in some language."""
    for kind in listed():
        for language, section in sections(kind).items():
            others = [other.label for other in listed() if other is not kind and sections(other)[language] == section]
            found = [str(each) for each in others] + routes_at(section, language)
            if found:
                yield kind, f"“{found[0]}”"
                break


def routes_at(section: str, language: str) -> list[str]:
    """The names of the routes that a list in a section would hide, but for lists and for pages."""
    with override(language):
        resolvers = [each for each in get_resolver().url_patterns if isinstance(each, URLResolver)]
        routes = [
            route
            for resolver in resolvers
            if isinstance(resolver.pattern, LocalePrefixPattern)
            for route in resolver.url_patterns
            if isinstance(route, URLPattern) and route.pattern.match(section)
        ]
    names = [route.name or "" for route in routes]
    return [name for name in names if not name.endswith("_list") and name != "page_detail"]


def called_otherwise() -> Iterator[tuple[PageKind, str, str]]:
    """Sorts that two kinds have and call otherwise: search has one label for each."""
    known: dict[str, tuple[str, PageKind]] = {}
    for kind in KINDS.values():
        for sort in kind.sorts or ():
            label, other = known.setdefault(sort.value, (str(sort.label), kind))
            if label != str(sort.label):
                yield kind, sort.value, str(other.singular)


def sections(kind: PageKind) -> dict[str, str]:
    """The section of a kind in each language."""
    return in_each_language(lambda _language: str(kind.section))


def lacking(kind: PageKind) -> Iterator[Error]:
    """What one kind lacks."""
    model = kind.model
    if kind.is_listed and not kind.section:
        yield error(model, 3, "has a list, and no section to live in.", "Give its model a `section`.")
    elif not can_be_reached(model):
        yield error(model, 4, f"lives in “{kind.section}”, where no page is found.", "See cooperation/urls.py.")
    if kind.is_listed and not kind.lead:
        yield error(model, 5, "has a list without a lead.", "Give its entry in cooperation/kinds.py one.")
    if kind.is_body and not kind.network:
        yield error(model, 6, "is a body without a place in the network.", "Give its entry a `network`.")
    if kind.is_body and not (kind.sorts and has_field(model, "kind")):
        yield error(model, 7, "is a body without sorts.", "Give its model choices `Kind` and a field `kind`.")
    if kind.is_body and not has_field(model, f"sentence_name_{DEFAULT}"):
        yield error(model, 8, "is not translated.", "Register it in cooperation/translation.py, among the bodies.")
    elif model not in translator.get_registered_models():
        yield error(model, 8, "is not translated.", "Register it in cooperation/translation.py.")
    if not admin.site.is_registered(model):
        yield error(model, 9, "has no form.", "Register it in cooperation/admin.py.")


def amiss_in_documents(model: type[Page]) -> Iterator[Error]:
    """What a model names and its documents do not have, or have and do not describe."""
    details = model().details()
    for name in [*model.summary_details, *model.facet_details, *filter(None, [model.date_detail])]:
        if name not in details:
            yield error(model, 10, f"names “{name}”, which its documents do not have.", "Add it to its `details`.")
    for name in model.filters:
        if name not in BESIDE and name not in model.facet_details:
            yield error(model, 11, f"has a filter “{name}” that is no facet.", "Add it to `facet_details`.")
        if name not in BESIDE and not has_field(model, name):
            yield error(model, 12, f"has a filter “{name}” that is no field.", "Add the field, or take it out.")
    if unknown := sorted(set(details) - described(str(model._meta.model_name))):
        told = f"has “{', '.join(unknown)}” in its documents, which no schema describes."
        yield error(model, 13, told, "Add it to cooperation/schemas/details.json.")


def can_be_reached(model: type[Page]) -> bool:
    """Whether pages of a type have addresses that lead to them, in each language."""
    page = model(**{f"slug_{DEFAULT}": "x"})
    return not model.section or all(
        page.section.endswith("/") and found
        for found in in_each_language(lambda language: page.can_be_reached(language)).values()
    )


def described(name: str) -> set[str]:
    """The details that the schema of documents has for a type of page."""
    schemas = json.loads(SCHEMA.read_text())["$defs"]
    found, todo = set(), [schemas.get(name, {})]
    while todo:
        schema = todo.pop()
        found |= schema.get("properties", {}).keys()
        todo += [
            schemas[part["$ref"].rpartition("/")[2]] for part in [*schema.get("allOf", []), schema] if "$ref" in part
        ]
    return found


def has_field(model: type[Page], name: str) -> bool:
    try:
        return bool(model._meta.get_field(name))
    except FieldDoesNotExist:
        return False


def error(model: type[Page], number: int, what: str, hint: str) -> Error:
    return Error(f"{model.__name__} {what}", hint=hint, obj=model, id=f"cooperation.E{number:03}")
