"""The kinds of pages: one entry each, in the order in which the site names them.

All that differs by kind stands here, or on the model where the kernel reads it too (its section, filters, facets and
summary). `cooperation/checks.py` says what is missing; docs/recipes.md tells how to add a kind.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from content.languages import Label
from content.models import InfoPage, Page, Source

from .models import Body, Organisation, Partnership, Programme, Question, Term, Theme
from .roles.role import ACTOR

# What stands above the statements and the relations of a page, unless its kind says otherwise.
STATEMENTS, RELATIONS = _("What the documents say"), _("With whom")


@dataclass(frozen=True, kw_only=True)
class InNetwork:
    """How a body stands in the network, and what a relation with one is called there."""

    filter_label: Label
    between: bool = False  # in the middle column, or beside it where its kind and level place it
    is_round: bool = False  # the corners of its box


@dataclass(frozen=True, kw_only=True)
class PageKind:
    """One kind of page."""

    model: type[Page]
    label: Label  # of its list, in the navigation
    lead: Label = ""  # of its list
    is_listed: bool = True  # has a list, which the sitemap names
    in_navigation: bool = True  # which the navigation names too
    timeline: int = 0  # the place at which a large site's timeline takes its pages; 0 for none
    network: InNetwork | None = None  # of a body
    term: str = "schema:CreativeWork"  # the standard term that comes nearest to what its pages are about
    statements_title: Label = STATEMENTS
    relations_title: Label = RELATIONS
    relations_lead: bool = False  # whether a page tells whom it is about with whom before what that does

    @cached_property
    def name(self) -> str:
        """The type of its pages, which stands in editions and in the names of its addresses and templates."""
        return str(self.model._meta.model_name)

    @property
    def singular(self) -> Label:
        return self.model._meta.verbose_name or self.name

    @property
    def plural(self) -> Label:
        return self.model._meta.verbose_name_plural or self.name

    @property
    def results_label(self) -> Label:
        """What its pages are called among the results of a search; an editor's word for some says nothing there."""
        return self.plural if self.is_listed else self.label

    @property
    def section(self) -> Label:
        """Where its pages live, after the language."""
        return self.model.section

    @property
    def sorts(self) -> type[TextChoices] | None:
        """The values of the field `kind`, of a model that has one: service, police, ministry …"""
        return getattr(self.model, "Kind", None)

    @property
    def is_body(self) -> bool:
        """Whether its pages can stand in relations."""
        return issubclass(self.model, Body)

    @property
    def stands_as(self) -> str:
        """What its pages are in a relation; nothing if they cannot stand in one."""
        return getattr(self.model, "stands_as", "")

    @property
    def is_actor(self) -> bool:
        """Whether its pages are bodies that act."""
        return self.stands_as == ACTOR


ORGANISATION = PageKind(
    model=Organisation,
    label=_("Organisations"),
    lead=_("Services, ministries, municipalities and other bodies that the documents name."),
    term="schema:Organization",
    timeline=3,
    network=InNetwork(filter_label=_("only between organisations")),
    statements_title=_("What it does"),
    relations_lead=True,
)
PARTNERSHIP = PageKind(
    model=Partnership,
    label=_("Partnerships"),
    lead=_("Where bodies work together: joint units, forums, coalitions and working groups."),
    term="schema:Organization",
    timeline=2,
    network=InNetwork(filter_label=_("with a partnership"), between=True, is_round=True),
    statements_title=_("What it does"),
    relations_lead=True,
)
PROGRAMME = PageKind(
    model=Programme,
    label=_("Programmes"),
    lead=_("What is drawn up, carried out or applied: strategies, plans, reports, laws and funds."),
    timeline=1,
    network=InNetwork(filter_label=_("with a programme"), between=True),
    statements_title=_("What it contains"),
    relations_title=_("Who is involved"),
)
THEME = PageKind(
    model=Theme,
    label=_("Themes"),
    lead=_("The subjects that bring pages together."),
    term="schema:DefinedTerm",
    timeline=4,
    statements_title=_("In short"),
)
TERM = PageKind(
    model=Term,
    label=_("Glossary"),
    lead=_("Words that the documents use, and what they mean there."),
    term="schema:DefinedTerm",
    timeline=5,
    statements_title=_("How the documents use it"),
)
QUESTION = PageKind(
    model=Question,
    label=_("Questions"),
    lead=_("Questions that a reader comes with, and what the documents answer."),
    term="schema:Question",
    in_navigation=False,
    statements_title=_("What else the documents say"),
)
SOURCE = PageKind(
    model=Source,
    label=_("Sources"),
    lead=_("The public documents that everything on this site rests on."),
)
STANDING = PageKind(
    model=InfoPage,
    label=_("About this site"),
    term="schema:WebPage",
    is_listed=False,
)

KINDS = {
    kind.name: kind
    for kind in [
        ORGANISATION,
        PARTNERSHIP,
        PROGRAMME,
        THEME,
        TERM,
        QUESTION,
        SOURCE,
        STANDING,
    ]
}


def listed() -> list[PageKind]:
    """The kinds that have a list."""
    return [kind for kind in KINDS.values() if kind.is_listed]


def bodies() -> list[PageKind]:
    """The kinds that can stand in relations."""
    return [kind for kind in KINDS.values() if kind.is_body]


def actors() -> list[PageKind]:
    """The kinds of bodies that act."""
    return [kind for kind in KINDS.values() if kind.is_actor]


def names(kinds: list[PageKind]) -> list[str]:
    """The types of pages of some kinds."""
    return [kind.name for kind in kinds]
