"""The timeline as data: the events of each year, what its sources say, and all claims that these rest on."""

from collections.abc import Iterable

from content.rendering.plain import as_text, data_of
from content.rendering.sentences import Name
from content.rendering.text import Reader
from content.richtext import plain

from ..timeline.events import Event, Said
from ..timeline.naming import Names
from ..timeline.reading import Timeline, Year
from .site import Site, ends


def timeline_as_data(found: Timeline, site: Site, path: str) -> dict:
    """Return the years; a claim stands in `claims`, once, and is named in them by its permanent id."""
    names = Names(found.pages, site.reader)
    years = [
        {
            "year": name,
            "events": [event_as_data(event, names, site.origin + path) for event in year.events],
            "ends": [event.anchor for event in year.ends],
            "told": told(year),
        }
        for name, year in found.years.items()
    ]
    return {
        "years": years,
        "undated": told(found.undated),
        "claims": [claim(said, names, site) for said in said_in([*found.years.values(), found.undated])],
        "is_whole": found.is_whole,
    }


def event_as_data(event: Event, names: Names, address: str) -> dict:
    """An event: what tells of it, and the page that begins or ends with it, if it is the period of one."""
    return {
        "anchor": event.anchor,
        "url": f"{address}#{event.anchor}",
        "title": data_of(names.plain(event)),
        "period": event.period,
        "page": event.of_page.summary["content_id"] if event.of_page else None,
        "claims": [said.entry["id"] for said in event.claims],
    }


def told(year: Year) -> list[dict]:
    """What sources of a year say of no other time than their own."""
    return [
        {"source": source, "claims": [said.entry["id"] for group in document.pages.values() for said in group]}
        for source, document in year.told.items()
    ]


def said_in(years: Iterable[Year]) -> list[Said]:
    """All claims of some years, each once."""
    found = [said for year in years for event in year.events for said in event.claims]
    found += [said for year in years for each in year.told.values() for group in each.pages.values() for said in group]
    return list({said.entry["id"]: said for said in found}.values())


def claim(said: Said, names: Names, site: Site) -> dict:
    page, entry = said.edition.summary["content_id"], said.entry
    made = site.claim(
        said.kind, page, entry, said.citations, path=said.address(site.reader.language), words=words(said, names)
    )
    return made | ({"relation": ends(entry["role"], page, entry["target"])} if said.kind == "relation" else {})


def words(said: Said, names: Names) -> str:
    """What a claim says: a relation its sentence, a statement its heading and its text."""
    if said.kind == "relation":
        return " ".join(as_text(names.parts(said, Name.without_markup)).split())
    reader: Reader = names.reader
    heading = str(reader.text(said.entry["heading"])) if said.entry["heading"] else ""
    return ": ".join(filter(None, (heading, plain(reader.html(said.entry["text"])))))
