"""Which names lead to which pages at a moment, and which pages have a name in their texts."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from sys import intern

from django.db.models import CharField

from ..models import Edition, SearchPage
from ..models.edition import between
from ..prepared import Parameter, Prepared
from ..reading import MOMENT
from ..rendering.mentions import Names, Target
from .engines import engine, pages_with_each
from .words import words

ALL = 1_000_000  # of the pages that have a name


def names_at(moment: datetime, language: str) -> Names:
    """The names in a language by which texts link to a page that is public at a moment. This looks at the whole site:
    keep it until the next publication.
    """
    rows = linked().rows(moment=moment, language=language)
    targets = ((names, Target(str(page), intern(page_type), *paths)) for names, page, page_type, *paths in rows)
    return Names((name, target) for names, target in targets for name in names.splitlines())


@cache
def linked() -> Prepared:
    rows = SearchPage.objects.filter(between(MOMENT), language=Parameter("language", CharField())).exclude(linked="")
    target = ("content_id", "edition__page_type", "edition__path_nl", "edition__path_en")
    return Prepared(rows.order_by("pk").values_list("linked", *target))


def editions_with(names: Iterable[str], moment: datetime, language: str) -> list[Edition]:
    """The public editions that have all the words of one of these names, whether or not they have it as it is."""
    asked = engine()
    facet = asked.WORD.format(f"lang={language}")
    each = [asked.AND.join([facet, *map(asked.WORD.format, words(name))]) for name in names if words(name)]
    found = {key for pages in (pages_with_each(each, moment, ALL) if each else []) for key in pages}
    return list(Edition.objects.filter(found_as__in=found).order_by("pk"))
