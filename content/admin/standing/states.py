"""Where a page stands between its working copy and the public, as editors see it in lists and forms."""

from collections.abc import Iterable

from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ...changes import compared, rows_of, shows_what_changed
from ...documents.building import read_parts
from ...documents.taking import Public
from ...models import Edition, Page, page_types
from ...record import newest
from ...rendering.markup import element, joined
from .standing import WAYS, under_way, way_of, ways_of

LABELS = {
    "draft": gettext_lazy("not public yet"),
    "public": gettext_lazy("public"),
    "changed": gettext_lazy("edited since published"),
    "stale": gettext_lazy("shows what has changed"),
    "withdrawn": gettext_lazy("withdrawn"),
}

# Beside where it stands: what somebody wrote on and nobody sent on its way.
OPEN = {"open": gettext_lazy("not submitted yet")}


def edition_in_force(page: Page) -> Edition | None:
    """The edition that readers meet now, or the withdrawal of it."""
    if hasattr(page, "in_force"):
        return page.in_force[0] if page.in_force else None
    return Edition.objects.in_force(newest().moment).filter(page=page.pk).first()


def sources_in_force(page: Page) -> Public:
    """What the sources say in public; a list of pages shares it."""
    return getattr(page, "public_sources", None) or Public(newest().moment)


def states_of(page: Page) -> list[str]:
    """The keys in LABELS of where a page stands: one, or both ways in which a public page can have changed."""
    edition = edition_in_force(page)
    if edition is None:
        return ["draft"]
    if edition.is_withdrawn:
        return ["withdrawn"]
    working, public = documents(page, edition)
    differs = {
        "changed": working != public,
        "stale": shows_what_changed(page, edition, sources_in_force(page)),
    }
    return [state for state, holds in differs.items() if holds] or ["public"]


def documents(page: Page, edition: Edition) -> tuple[dict, dict]:
    """The working copy and what is public of it, to compare: built once for a page that was read with its states."""
    known = vars(page)
    if "in_force" not in known:
        return compared(page, edition)
    if "documents" not in known:
        known["documents"] = compared(page, edition)
    return known["documents"]


def states_of_rows(page: Page) -> dict[str, str]:
    """Of each claim or passage of a public page, by its id, whether it is new, changed or as it is public."""
    edition = edition_in_force(page)
    if edition is None or edition.is_withdrawn:
        return {}
    working, public = map(rows_of, documents(page, edition))
    return {key: state_of_row(row, public.get(key)) for key, row in working.items()}


def state_of_row(row: dict, public: dict | None) -> str:
    if public is None:
        return "new"
    return "public" if row == public else "changed"


def badge(page: Page) -> SafeString:
    """The state in a word or two, with a mark that CSS draws."""
    told = [*((state, LABELS[state]) for state in states_of(page)), *((way, WAYS[way]) for way in ways_of(page))]
    badges = [element("span", label, class_=f"state state--{state}") for state, label in told]
    return SafeString(joined(badges, " "))


def explanation(page: Page) -> str:
    """What the state means for readers, in a sentence or two."""
    states, edition = states_of(page), edition_in_force(page)
    if states == ["draft"] or edition is None:
        return _("Only editors can see this page.")
    facts = {
        "number": edition.number,
        "date": date_format(timezone.localtime(edition.published_at), "j F Y, H:i"),
        "reason": edition.change_note().get(get_language(), edition.change_note_nl),
    }
    if "withdrawn" in states:
        return _("Since %(date)s: %(reason)s") % facts
    told = [_("Readers see version %(number)d, of %(date)s.") % facts]
    if "changed" in states:
        told = [_("Readers still see version %(number)d, of %(date)s.") % facts]
    if "stale" in states:
        told.append(_("A source or the image that it shows says something else now; publishing it again shows that."))
    return " ".join(told)


class StateFilter(admin.SimpleListFilter):
    """Filters a list of pages by the states that their badges show."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*LABELS.items(), *OPEN.items(), *WAYS.items()]

    def queryset(self, request, queryset):
        """Whether a page differs from its working copy is seen in both, so all pages of the list are looked at."""
        if self.value() in WAYS:
            ways = under_way(queryset.order_by().values("pk"))
            return queryset.filter(pk__in=[page for page, found in ways.items() if self.value() in map(way_of, found)])
        if self.value() not in {**LABELS, **OPEN}:
            return queryset
        pages = with_states(queryset.order_by())
        return queryset.filter(pk__in=[page.pk for page in pages if is_in(page, self.value())])


def is_in(page: Page, state: str) -> bool:
    """Whether a page is in a state of the filter."""
    if state in OPEN:
        return {"draft", "changed"} & set(states_of(page)) != set() and not {"waits", "planned"} & set(ways_of(page))
    return state in states_of(page)


def with_states(found: Iterable[Page]) -> list[Page]:
    """Pages with all that their states depend on, in a number of queries that is fixed for each kind."""
    pages = list(found)
    if any(type(page) is Page for page in pages):
        pages = of_their_kinds(pages)
    by_kind: dict[type[Page], list[Page]] = {}
    for page in pages:
        by_kind.setdefault(type(page), []).append(page)
    for alike in by_kind.values():
        read_parts(alike)
    return know_states(pages)


def of_their_kinds(pages: list[Page]) -> list[Page]:
    """The same pages in the same order, each of its own class; one of a kind that is gone is left out."""
    found: dict[int, Page] = {}
    for name, model in page_types().items():
        if keys := [page.pk for page in pages if page.page_type == name]:
            found |= model._default_manager.in_bulk(keys)
    return [found[page.pk] for page in pages if page.pk in found]


def know_states(pages: list[Page]) -> list[Page]:
    """The same, of pages that were read with the parts of their documents, and that nothing was typed into."""
    moment = newest().moment
    editions = {edition.page_id: edition for edition in Edition.objects.in_force(moment).filter(page__in=pages)}
    public = Public(moment)
    public.read_sources(entry["source"] for edition in editions.values() for entry in edition.read()["citations"])
    ways = under_way([page.pk for page in pages])
    for page in pages:
        vars(page)["under_way"] = ways.get(page.pk, [])
        vars(page)["in_force"] = [editions[page.pk]] if page.pk in editions else []
        vars(page)["public_sources"] = public
    return pages
