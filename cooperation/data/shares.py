"""How much of the site is in date as data."""

from content.references import Reference
from content.rendering.plain import data_of, title_of

from ..upkeep.counting import Counted, Share
from .site import Site

MOST = 200  # pages that are named


def shares_as_data(found: Counted, site: Site) -> dict:
    """Return what is in date in all, of each kind of page and of each source, and the pages that are due."""
    return {
        "totals": {"claims": share(found.claims), "pages": share(found.pages)},
        "confirmed": found.confirmed,
        "kinds": [{"type": name, **share(each)} for name, each in found.by_kind],
        "sources": [{**named(source, site), **share(each)} for source, each in found.by_source],
        "due": [{**named(page.page, site), "due": page.due.isoformat()} for page in found.due[:MOST]],
    }


def share(found: Share) -> dict:
    return {"in_date": found.in_date, "total": found.total}


def named(page: Reference, site: Site) -> dict:
    title = title_of(page, site.reader)
    return {"id": page.content_id, "type": page.page_type, "url": site.origin + title.url, "title": data_of(title.text)}
