"""Which other public pages change when a page is published or withdrawn: seen by doing it, and undoing it."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from content.changes import changed
from content.documents.taking import Public
from content.kept import turns
from content.languages import LANGUAGES
from content.models import Edition, Link, Page
from content.problems import problems
from content.reading import Surroundings, surroundings
from content.record import State
from content.rehearsing import Rehearsed, rehearsed
from content.rendering.plain import Named, title_of
from content.rendering.text import Reader
from content.search.naming import names_at

from ..citing.said import all_said_on, changes
from ..citing.telling import counted
from ..kinds import KINDS, SOURCE
from ..pages.mentions import QUIET, texts_naming
from ..pages.values import ShownPage, page_values
from ..views.article import article
from .concerned import concerned

MOST = 400  # pages that are looked at


class Consequence(NamedTuple):
    """Another page that changes: what it is called, where it is, and what changes on it."""

    page: int
    title: Named
    languages: list[str]  # in which something changes on it
    claims: str  # how many of its claims change, come and go, in words; nothing if only a name or a link does


class Consequences(NamedTuple):
    """All that changes elsewhere; or why that cannot be known, because the page cannot be published as it is."""

    pages: list[Consequence]
    later: list[Named]  # pages that show new words of a source only when they are published again
    problems: list[str]
    is_whole: bool = True  # whether all pages that may change were looked at
    places: str = ""  # the lists, views and files that show the page, in words


class Look(NamedTuple):
    """What a page shows in a state of the site, by language: as values, and as it is drawn."""

    edition: Edition
    values: dict[str, ShownPage]
    drawn: dict[str, tuple]


def consequences_of(page: Page, document: dict | None, missing: Iterable[str] = ()) -> Consequences:
    """The pages that change when a document of a page is published, or the page is withdrawn, where there is none.

    `missing` are the reasons that are known already why it cannot be.
    """
    if wrong := [*missing, *(problems(page, document) if document else [])]:
        return Consequences([], [], wrong)
    turn = turns()
    try:
        with rehearsed(page, document) as stage:  # nobody else publishes meanwhile, so nothing is drawn in here
            wanted = sorted(concerned(page.pk, stage) - {page.pk})
            then = looks(wanted[:MOST], stage.after)
            later = to_be_published_again(page, stage)
    except ValidationError as error:
        return Consequences([], [], error.messages)
    now = looks(wanted[:MOST], stage.before)
    drawn = [(before(), then[each]()) for each, before in now.items()]
    found = [consequence(before, after) for before, after in drawn if before.drawn != after.drawn]
    whole = len(wanted) <= MOST and turn == turns()
    return Consequences(found, later, [], is_whole=whole, places=places_of(page.page_type))


def places_of(page_type: str) -> str:
    """The lists, views and files that show pages of a kind, in words."""
    kind = KINDS[page_type]
    found = [_("the list “%(kind)s”") % {"kind": kind.label}] if kind.is_listed else []
    found += [_("search")]
    found += [_("the network"), _("connections"), _("who sits where")] if kind.is_body else []
    found += [_("the timeline")] if kind.model.cites_sources else []
    found += [_("how much is in date"), _("what changed, with its feeds"), _("data and files to take away")]
    return get_text_list(found, _("and"))


def looks(pages: list[int], state: State) -> dict[int, Callable[[], Look]]:
    """What these pages show in a state, as far as they are public: by their keys, in the alphabet.

    All that is read for it is read by now, so that each can be drawn when the state is undone.
    """
    for language in LANGUAGES:
        names_at(state, language)  # kept by its state for as long as the shelves are not emptied (`turns`)
    editions = Edition.objects.at(state.moment).filter(page__in=pages).in_alphabet(get_language())
    return {edition.page_id: ready(edition, state) for edition in editions}


def ready(edition: Edition, state: State) -> Callable[[], Look]:
    document = edition.read()
    for language in LANGUAGES if edition.page_type in QUIET else ():
        texts_naming(document["content_id"], language, state)  # kept as well
    return partial(look, edition, document, surroundings(document, edition.page_id, state.moment), state)


def look(edition: Edition, document: dict, around: Surroundings, state: State) -> Look:
    values, drawn = {}, {}
    for language in LANGUAGES:
        with override(language):
            values[language] = page_values(document, around, language)
            drawn[language] = article(document, around, state, language, edition).html, values[language].themes
    return Look(edition, values, drawn)


def consequence(before: Look, after: Look) -> Consequence:
    """What changes on a page: of its claims in the first language in which any does."""
    languages = [language for language in LANGUAGES if before.drawn[language] != after.drawn[language]]
    told = ""
    for language in languages:
        one, other = (all_said_on(each.values[language]) for each in (before, after))
        told = told or ", ".join(counted(changes(one, other)))
    return Consequence(before.edition.page_id, title_of(before.edition, Reader(get_language())), languages, told)


def to_be_published_again(page: Page, stage: Rehearsed) -> list[Named]:
    """The pages that cite words of a source which are others then: they show these once they are published again."""
    if stage.edition.page_type != SOURCE.name or stage.edition.is_withdrawn:
        return []
    was, will = Public(stage.before.moment), Public(stage.after.moment)
    links = Link.objects.at(stage.after.moment).filter(target=page.pk, role="cites")
    citing = Edition.objects.at(stage.after.moment).filter(pk__in=links.values("edition")).exclude(page=page.pk)
    found = []
    for edition in citing.in_alphabet(get_language()):
        entries = [each for each in edition.read()["citations"] if each["source"] == str(page.content_id)]
        for each in (was, will):
            each.read_sources([str(page.content_id)])
        if any(changed(entry, will) and not changed(entry, was) for entry in entries):
            found.append(title_of(edition, Reader(get_language())))
    return found
