"""What a list can be narrowed down by, and how it can be sorted: as parameters of the address, and as links."""

from dataclasses import dataclass, field, replace
from functools import partial

from django.db.models import Field
from django.http import QueryDict
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _

from content.languages import DEFAULT, once_per_language
from content.rendering.text import Reader
from content.sorting import filed_as

from ..kinds import KINDS, PageKind
from ..look.choices import choices, query_string
from .directory import Directory
from .weights import MOST

LONGEST_START = 200


@dataclass(frozen=True)
class Choice:
    """What a reader asked of a list: filters, an order, and from where. A theme is a content id."""

    filters: dict[str, str] = field(default_factory=dict)
    order: str = "name"
    start: str = ""

    def but(self, **filters: str) -> "Choice":
        """The same list from its beginning, with other values of some filters; an empty one takes a filter off."""
        kept = {name: value for name, value in (self.filters | filters).items() if value}
        return replace(self, filters=kept, start="")


class Filters:
    """The filters and orders of the list of one type of page, with what they are called."""

    def __init__(self, kind: PageKind, whole: Directory, reader: Reader):
        self.page_type, self.whole, self.reader = kind.name, whole, reader
        self.is_weighed = kind.is_body and whole.count(kind.name) <= MOST
        self.themes = {theme.content_id: theme for theme in whole.themes}
        self.values = {name: values(kind, name, whole, reader) for name in kind.model.filters}
        self.orders = {"name": _("by name"), "changed": _("latest change first")}
        if self.is_weighed:
            self.orders = {"name": _("by name"), "relations": _("most connected first")} | self.orders
        if kind.model.date_detail:
            self.orders["date"] = _("newest first")

    def parse(self, query: QueryDict) -> tuple[Choice, list[str]]:
        """Return what a query asks for, and the values in it that are unknown here."""
        asked = {name: value for name in (*self.values, "sort") if (value := query.get(name))}
        slugs = {page.slug(self.reader.language): key for key, page in self.themes.items()}
        known = self.values | {"theme": slugs, "sort": self.orders}
        unknown = [value for name, value in asked.items() if value not in known[name]]
        filters = {name: value for name, value in asked.items() if name != "sort" and value in known[name]}
        if "theme" in filters:
            filters["theme"] = slugs[filters["theme"]]
        order = asked["sort"] if asked.get("sort") in self.orders else "name"
        start = query.get("from", "").replace("\0", "")[:LONGEST_START]
        return Choice(filters, order, start), unknown

    def query_string(self, choice: Choice, language: str = "") -> str:
        """The parameters of a choice, always in the same order."""
        values = {name: choice.filters[name] for name in self.values if name in choice.filters}
        if "theme" in values:
            values["theme"] = self.themes[values["theme"]].slug(language or self.reader.language)
        if choice.order != "name":
            values["sort"] = choice.order
        # Where a name stands in the alphabet is not the same in another language.
        if choice.start and (choice.order != "name" or language in ("", self.reader.language)):
            values["from"] = choice.start
        return query_string(values)

    def length(self, choice: Choice) -> int:
        """How many pages there are in all."""
        return self.whole.count(self.page_type, choice.filters)

    def choices(self, choice: Choice, path: str) -> list[dict]:
        """The filters that tell pages apart or were chosen, and the orders: each value a link."""
        found = []
        for name, values in self.values.items():
            counts = {value: self.length(choice.but(**{name: value})) for value in ("", *values)}
            chosen = choice.filters.get(name, "")
            if chosen or any(0 < count < counts[""] for count in counts.values()):
                label, nothing = labels(self.reader.language, self.page_type, name)
                address = partial(self.address, path, choice, name)
                found.append(choices(label, {"": nothing} | values, chosen, address, counts))
        if self.length(choice) > 1:
            urls = {order: path + self.query_string(replace(choice.but(), order=order)) for order in self.orders}
            found.append(choices(_("Order"), self.orders, choice.order, urls.__getitem__))
        return found

    def address(self, path: str, choice: Choice, name: str, value: str) -> str:
        """The address of the same list with another value of a filter."""
        return path + self.query_string(choice.but(**{name: value}))

    def chosen(self, choice: Choice, path: str) -> list[dict]:
        """The filters that were chosen, each with the address without it."""
        return [
            {"label": self.values[name][value], "url": self.address(path, choice, name, "")}
            for name, value in choice.filters.items()
        ]


@once_per_language
def labels(page_type: str, name: str) -> tuple[str, str]:
    """What a filter is called, and no choice of it; one without words of its own is called what its field is."""
    known = {
        "level": (_("Level"), _("every level")),
        "kind": (capfirst(_("kind")), _("every kind")),
        "theme": (_("Theme"), _("every theme")),
        "publisher": (capfirst(_("publisher")), _("every publisher")),
        "language": (_("Language"), _("every language")),
    }
    return known.get(name) or (capfirst(str(field_of(KINDS[page_type], name).verbose_name)), _("all"))


def field_of(kind: PageKind, name: str) -> Field:
    return next(field for field in kind.model._meta.fields if field.name == name)


def values(kind: PageKind, name: str, whole: Directory, reader: Reader) -> dict[str, str]:
    """The values of a filter, with what they are called, in order."""
    if name == "theme":
        found = {theme.content_id: reader.text(theme.summary["title"]) for theme in whole.themes}
    elif name == "publisher":
        publishers = [source.summary["publisher"] for source in whole.sources]
        found = {slugify(publisher[DEFAULT]): reader.text(publisher) for publisher in publishers}
    else:
        return {value: str(label) for value, label in field_of(kind, name).flatchoices}
    return dict(sorted(found.items(), key=lambda item: filed_as(item[1])))
