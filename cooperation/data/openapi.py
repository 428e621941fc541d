"""The addresses of data as an OpenAPI 3.1 document: built of what the code knows, in the language of these addresses.

Kinds of pages, filters and their values are those of the site in a state; what is said of them, and the form of each
answer, stands in openapi.yaml.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.urls import reverse

from content.kept import kept
from content.models import Edition
from content.record import State
from content.rendering.text import Reader

from ..kinds import KINDS, PageKind, listed
from ..licence import LICENCE, LICENCE_NAME
from ..lists.directory import directory
from ..lists.filters import Filters
from ..lists.filters import labels as filter_labels
from ..models import Level
from ..network.choices import values_of
from ..network.graph import graph_in
from ..search.narrowing import REFERRING, VALUE, headings, labels
from ..timeline.reading import types

WORDS = Path(__file__).with_name("openapi.yaml")
VERSION = "1.0.0"  # of the form of the answers: what is added makes 1.1, what is taken away or renamed makes 2.0
JSON, LINKED = "application/json", "application/ld+json"
MOMENT = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
TEXT = {"type": "string", "minLength": 1}
SLUG = {"type": "string", "pattern": "^[a-z0-9][-a-z0-9]*$"}
NUMBER = {"type": "integer", "minimum": 1, "maximum": 10**17 - 1}


class Address(NamedTuple):
    """One address, or one for each page of a kind: what sort it is of, and by what it can be asked."""

    sort: str
    name: str
    path: str
    parameters: list[dict]
    label: str = ""  # of the kind of page


def openapi(state: State, language: str) -> dict:
    """Return the document for a language, of the site in a state."""
    return kept(state, f"openapi {language}", lambda: Description(state, Reader(language)).document())


def words(language: str) -> dict:
    """What is said in a language, and the schemas."""
    return in_language(written(), language)


@cache
def written() -> dict:
    return yaml.safe_load(WORDS.read_text())


def in_language(value: Any, language: str) -> Any:
    """The same with each text in one language."""
    if isinstance(value, list):
        return [in_language(each, language) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"nl", "en"}:
        return value[language]
    return {name: in_language(each, language) for name, each in value.items()}


class Description:
    """Describes the site in a state, in one language."""

    def __init__(self, state: State, reader: Reader):
        self.state, self.reader = state, reader
        self.words = words(reader.language)

    def document(self) -> dict:
        told = self.words
        return {
            "openapi": "3.1.0",
            "info": {
                "title": told["title"],
                "version": VERSION,
                "description": "\n\n".join(
                    [told["lead"], *(f"**{each['title']}.** {each['text']}" for each in told["rules"]), told["licence"]]
                ),
                "license": {"name": LICENCE_NAME, "url": LICENCE},
            },
            "tags": [{"name": name, "description": sort["title"]} for name, sort in told["sorts"].items()],
            "paths": {address.path: {"get": self.operation(address)} for address in self.addresses()},
            "components": {"schemas": told["schemas"]},
        }

    def operation(self, address: Address) -> dict:
        sort = self.words["sorts"][address.sort]
        content_type = LINKED if address.sort == "linked" else JSON
        statuses = ["304", *(["400", "404"] if address.parameters else [])]
        if address.sort in ("page", "linked"):
            statuses += ["301", "302", "410"]
        return {
            "operationId": address.name,
            "tags": [address.sort],
            "summary": f"{sort['title']}: {address.label}" if address.label else sort["title"],
            "description": sort["text"],
            "parameters": address.parameters,
            "responses": {
                "200": self.answer("200", content_type, sort["schema"]),
                **{status: self.problem(status) for status in sorted(statuses)},
            },
        }

    def answer(self, status: str, content_type: str, schema: str) -> dict:
        return {
            "description": self.words["answers"][status],
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {content_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
        }

    def problem(self, status: str) -> dict:
        told: dict[str, Any] = {"description": self.words["answers"][status]}
        if status >= "400":
            told["content"] = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        return told

    # The addresses, and what each of them can be asked by

    def addresses(self) -> Iterator[Address]:
        for kind in KINDS.values():
            yield from self.addresses_of_pages(kind)
        for kind in listed():
            path = reverse("list_data", kwargs={"kind": kind})
            yield Address("list", f"{kind.name}_list", path, self.list_parameters(kind), str(kind.plural))
        at, levels = self.at(), {str(level): str(level.label) for level in Level}
        yield Address("network", "network", reverse("network_data"), [*self.network_parameters(), at])
        yield Address("matrix", "matrix", reverse("matrix_data"), [self.chosen("level", levels), at])
        kinds = {name: str(KINDS[name].plural) for name in types()}
        yield Address("timeline", "timeline", reverse("timeline_data"), [self.chosen("kind", kinds, "page_type"), at])
        yield Address("up_to_date", "up_to_date", reverse("up_to_date_data"), [at])
        yield Address("connections", "connections", reverse("connections_data"), [*self.ends(), at])
        every = {name: str(kind.plural) for name, kind in KINDS.items()}
        until = self.parameter("until", NUMBER)
        of_kind = self.chosen("kind", every, "page_type")
        yield Address("changes", "changes", reverse("changes_data"), [of_kind, until, at])
        serial = self.parameter("serial", NUMBER, place="path", example=self.state.serial or None)
        yield Address("change", "change", reverse("change_data", args=[0]).replace("/0/", "/{serial}/"), [serial, at])
        yield Address("search", "search", reverse("search_data"), [*self.search_parameters(), at])
        yield Address("schema", "document_schema", reverse("document_schema"), [])
        yield Address("record", "record_head", reverse("record_head"), [])

    def addresses_of_pages(self, kind: PageKind) -> Iterator[Address]:
        live = Edition.objects.at(self.state.moment).of_type(kind.name).in_alphabet(self.reader.language)
        first = next(iter(live[:1].references()), None)
        slug = self.parameter("slug", SLUG, place="path", example=first.slug(self.reader.language) if first else None)
        for sort, name in (("page", "page_data"), ("linked", "page_linked_data")):
            path = reverse(name, args=[f"{kind.section}0"]).replace("/0/", "/{slug}/")
            yield Address(sort, f"{kind.name}_{sort}", path, [slug, self.at()], str(kind.singular))

    def list_parameters(self, kind: PageKind) -> list[dict]:
        filters = Filters(kind, directory(self.state), self.reader)
        slugs = {key: theme.slug(self.reader.language) for key, theme in filters.themes.items()}
        return [
            *(
                self.chosen(
                    name,
                    {slugs.get(value, value): label for value, label in values.items()},
                    described=f"{filter_labels(self.reader.language, kind.name, name)[0]}.",
                )
                for name, values in filters.values.items()
            ),
            self.chosen("sort", filters.orders),
            self.parameter("from", {"type": "string"}, "start"),
            self.at(),
        ]

    def network_parameters(self) -> Iterator[dict]:
        graph = graph_in(self.state, self.reader.language)
        slugs = {theme.content_id: theme.slug(self.reader.language) for theme in graph.themes}
        for name, (label, values) in values_of(graph, self.reader).items():
            values = {slugs.get(value, value): str(told) for value, told in values.items() if value}
            yield self.chosen(name, values, described=f"{label}.")
        yield self.parameter("focus", {"type": "string"}, example=graph.ties[0].subject.tail if graph.ties else None)

    def ends(self) -> Iterator[dict]:
        graph = graph_in(self.state, self.reader.language)
        tie = next((tie for tie in graph.ties if tie.is_among_actors), None)
        for name, end in zip(("from", "to"), tie.ends if tie else (None, None), strict=True):
            yield self.parameter(name, TEXT, is_required=True, example=end.tail if end else None)
        yield self.parameter("kind", {"enum": ["all"]}, "programmes")

    def search_parameters(self) -> Iterator[dict]:
        yield self.parameter("q", TEXT, is_required=True, example=self.words["example"])
        known = labels(self.reader.language)
        for name, heading in headings().items():
            if name in REFERRING:
                yield self.parameter(name, {"type": "string", "pattern": f"^{VALUE.pattern}$"}, "reference")
            else:
                yield self.chosen(name, known[name], described=f"{heading}.")
        yield self.parameter("page", NUMBER)

    def at(self) -> dict:
        return self.parameter("at", MOMENT)

    def chosen(self, name: str, values: dict[str, str], text: str = "", *, described: str = "") -> dict:
        """A parameter with these values, each with what it is called."""
        made = self.parameter(name, {"enum": list(values)}, text, described=described)
        return made | {"x-labels": {value: str(label) for value, label in values.items()}}

    def parameter(
        self,
        name: str,
        schema: dict,
        text: str = "",
        *,
        described: str = "",
        place: str = "query",
        is_required: bool = False,
        example: object = None,
    ) -> dict:
        made = {
            "name": name,
            "in": place,
            "required": is_required or place == "path",
            "description": described or self.words["parameters"][text or name],
            "schema": schema,
        }
        return made if example is None else made | {"example": example}
