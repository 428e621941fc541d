"""Finding what the public site says at an address at a moment. Public code reads editions here, and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from .models import Edition, Link, Page


class Moved(Exception):
    """The page that had this path lives elsewhere now: at `path`."""

    def __init__(self, path: str):
        super().__init__(path)
        self.path = path


def edition_at(path: str, language: str, moment: datetime) -> Edition:
    """Return the edition in force at a path: approved, or withdrawn.

    Raises Moved when the page that once had the path has another now, and Edition.DoesNotExist when no page had it.
    """
    there = Edition.objects.in_force(moment).on_path(path, language).order_by("state")  # approved before withdrawn
    if edition := there.first():
        return edition
    before = Edition.objects.filter(state=Edition.State.APPROVED, published_at__lte=moment)
    pages = before.on_path(path, language).order_by("-published_at").values("page")[:1]
    edition = Edition.objects.in_force(moment).get(page__in=list(pages.values_list("page", flat=True)))
    raise Moved(edition.path(language))


@dataclass
class Surroundings:
    """What a page shows of other pages, at a moment."""

    pages: dict[str, Edition]  # by content id: the live editions of the pages that the document refers to
    links_in: list[Link]  # from the live editions of other pages, each with its edition
    standing: list[Edition]  # the standing pages, for the footer


def surroundings(document: dict, page_id: int, moment: datetime) -> Surroundings:
    """Read what stands around a document: one query for what points at it, one for what it points at."""
    live = Edition.objects.at(moment)
    links_in = Link.objects.at(moment).filter(target=page_id).with_edition()
    if document["page_type"] != "source":
        links_in = links_in.exclude(role="cites")
    targets = {relation["target"] for relation in document["relations"]}
    targets.update(citation["source"] for citation in document["citations"])
    targets.update(*document.get("classification", {}).values())
    links_in = list(links_in)
    pages, standing = {}, []
    wanted = Page.objects.filter(Q(content_id__in=targets) | Q(page_type="infopage"))
    for edition in live.with_summary().filter(page__in=wanted.order_by().values("pk")):
        pages[edition.summary["content_id"]] = edition
        if edition.page_type == "infopage":
            standing.append(edition)
    # The sources that the incoming relations cite are, as a rule, among them; a permanent link stands in for the rest.
    return Surroundings(pages, links_in, standing)
