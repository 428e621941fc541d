"""What search found as data."""

from content.rendering.plain import data_of
from content.search.answering import Answer, Result

from ..search.narrowing import REFERRING, headings
from .rows import row_as_data
from .site import Site


def results_as_data(answered: Answer, site: Site) -> dict:
    """Return one stretch of the results, and by what all of them can be narrowed down."""
    found, facets = answered.found, {name: dict[str, int]() for name in headings()}
    for name, value, count in found.counts:
        if name in facets and (name not in REFERRING or value in answered.pages):
            facets[name][value] = count
    return {
        "query": found.query.text,
        "corrected": found.corrected,
        "missing": [term.typed for term in found.missing],
        "has_all": found.has_all,
        "length": len(found.hits),
        "is_whole": not found.there_is_more,
        "results": [result(each, site) for each in answered.results] if found.ranking else [],
        "facets": facets,
    }


def result(found: Result, site: Site) -> dict:
    """A page that answers, with the places on it that answer best."""
    page = row_as_data(found.page, site.reader, site.origin)
    places = [
        {"url": f"{page['url']}#{place.anchor}", "heading": data_of(place.heading), "text": data_of(place.text)}
        for place in found.places
    ]
    return page | {"places": places}
