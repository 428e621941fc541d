"""Which pages may show something else once a page is published: found by links, names and words, to be looked at."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from content.languages import LANGUAGES
from content.models import Edition, Link, SearchPage
from content.models.edition import in_force
from content.reading import surroundings
from content.record import State
from content.rehearsing import Rehearsed
from content.rendering.mentions import as_key
from content.search.naming import linked, named, names_at, texts_with

from ..kinds import QUESTION, SOURCE
from ..pages.mentions import QUIET

Names = dict[str, list[tuple]]  # of one page, by language, each with where it leads


def concerned(page: int, stage: Rehearsed) -> set[int]:
    """The pages that may show something else in a state of the site that differs by one page, by its key."""
    before, after = stage.before.moment, stage.after.moment
    near = reach(page, before) | reach(page, after)
    one, other = made_of(near, before), made_of(near, after)
    found = {each for each in near if one.get(each) != other.get(each)} | begun(before, after)
    names = [names_of(page, moment) for moment in (before, after)]
    if names[0] == names[1]:
        return found | explaining(page, stage)
    return found | naming(names, after) | glossary(after)


def made_of(pages: set[int], moment: datetime) -> dict[int, tuple]:
    """The keys of the rows around pages at a moment: while they are the same, a page tells the same of others."""
    editions = Edition.objects.at(moment).filter(page__in=pages)
    return {each.page_id: surroundings(each.read(), each.page_id, moment).made_of for each in editions}


def reach(page: int, moment: datetime) -> set[int]:
    """The pages that a page may be told of on at a moment: those that it has links with, and those that these have.

    A source tells of claims between two others, and a question of relations of others.
    """
    told = Edition.objects.at(moment).of_type(QUESTION.name, SOURCE.name).values_list("page", flat=True)
    return ends(ends({page}, moment), moment) | set(told)


def ends(pages: set[int], moment: datetime) -> set[int]:
    """These pages, and all that links of theirs lead to or come from."""
    standing: QuerySet[Link] = Link.objects.filter(in_force(moment, "edition__"))
    out = standing.filter(edition__page__in=pages).values_list("target", flat=True)
    back = standing.filter(target__in=pages).values_list("edition__page", flat=True)
    return pages | set(out) | set(back)


def begun(before: datetime, after: datetime) -> set[int]:
    """The pages of relations that may have begun between two moments: their facts tell what stands on the day."""
    if timezone.localdate(before) == timezone.localdate(after):
        return set()
    links = Link.objects.at(after).filter(data__period__since__gte=f"{timezone.localdate(before):%Y}")
    return {key for pair in links.values_list("edition__page", "target") for key in pair}


def names_of(page: int, moment: datetime) -> Names:
    """The names by which texts link to a page at a moment."""
    return {
        language: named(linked(language, moment).filter(edition__page=page)).get(page, []) for language in LANGUAGES
    }


def naming(names: Iterable[Names], moment: datetime) -> set[int]:
    """The public pages that have one of these names in their texts."""
    wanted = {word for each in names for own in each.values() for word, _target in own}
    # A text that is not translated is read in Dutch by all.
    return {each.page.page_id for language in LANGUAGES for each in texts_with(wanted, moment, language)}


def glossary(moment: datetime) -> set[int]:
    """The public pages that tell where their name stands in the texts of others."""
    return set(Edition.objects.at(moment).of_type(*QUIET).values_list("page", flat=True))


def explaining(page: int, stage: Rehearsed) -> set[int]:
    """Those of them whose name stands in a text of a page, before or after."""
    editions = Edition.objects.in_force(stage.before.moment) | Edition.objects.in_force(stage.after.moment)
    rows = SearchPage.objects.filter(edition__in=editions.filter(page=page).values("pk")).values_list(
        "places", flat=True
    )
    said = as_key(" ".join(text for places in rows for _anchor, _heading, text, _other in places))
    wanted = Edition.objects.at(stage.after.moment).of_type(*QUIET).values_list("page", "page__content_id")
    return {key for key, content_id in wanted if any(name in said for name in spoken(str(content_id), stage.after))}


def spoken(content_id: str, state: State) -> list[str]:
    """The names of a page, in all languages, in small letters."""
    return [name for language in LANGUAGES for name in names_at(state, language).leading_to(content_id)]
