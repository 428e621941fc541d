"""What is wrong with the parts of a page: headings, links within the site, and the day of checking."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.anchors import own_anchors
from content.dead_ends import Ending, inner_links
from content.languages import LANGUAGES
from content.models import Page
from content.record import State
from content.translating import words
from content.upkeep import upkeep_at

from .finding import Finding, Kind

# A paragraph that is bold from its beginning to its end.
AS_HEADING = re.compile(r"<p><strong>[^<]{1,80}</strong></p>")
FULL_STOP = re.compile(r"[^.][.:;,]$")


def headings(document: dict) -> Iterator[Finding]:
    """Tell of headings that are there twice, end like a sentence, or are no headings."""
    for language in LANGUAGES:
        field, seen = f"heading_{language}", defaultdict[str, int](int)
        for claim in [*document["statements"], *document["steps"]]:
            heading = claim["heading"].get(language, "")
            seen[words(heading)] += 1
            if heading and seen[words(heading)] == 2:
                told = _("“%(heading)s” stands above two parts of the page. Let each say what is below it.")
                yield Finding(Kind.HEADING, told % {"heading": heading}, claim["id"], field)
            if FULL_STOP.search(heading):
                told = _("“%(heading)s” ends like a sentence. A heading has no full stop.")
                yield Finding(Kind.HEADING, told % {"heading": heading}, claim["id"], field)
            if AS_HEADING.search(claim["text"].get(language, "")):
                told = _(
                    "A line in bold stands for a heading, which not everybody can see. Use the field for the heading."
                )
                yield Finding(Kind.HEADING, told, claim["id"], f"text_{language}")


def links(document: dict, moment: datetime) -> Iterator[Finding]:
    """Tell of links to a page that was withdrawn or is not public yet, or to a part of this page that is not there."""
    anchors = own_anchors(document)
    for link in inner_links(document, moment):
        field, shown = f"text_{link.language}", {"url": link.page or link.url}
        if link.ending == Ending.NOT_YET:
            told = _("A link leads to “%(url)s”, which is not public yet. Until it is, readers see the words alone.")
            yield Finding(Kind.LINK, told % shown, link.claim, field)
        elif link.ending == Ending.WITHDRAWN and link.page:
            told = _("A link leads to “%(url)s”, which was withdrawn. Readers see the words alone.")
            yield Finding(Kind.LINK, told % shown, link.claim, field)
        elif link.ending == Ending.WITHDRAWN:
            told = _("A link leads to “%(url)s”, which was withdrawn. Readers see why; choose another page if you can.")
            yield Finding(Kind.LINK, told % shown, link.claim, field)
        elif link.url.startswith("#") and link.url[1:] not in anchors:
            told = _("A link leads to “%(url)s”, which is no part of this page.")
            yield Finding(Kind.LINK, told % shown, link.claim, field)


def checking(page: Page, document: dict, state: State, today: date) -> Iterator[Finding]:
    """Tell that somebody is to read the sources again: of a public page what is due, of any other its own day."""
    if tended := upkeep_at(state).get(page.pk):
        if number := len(tended.due_on(today)):
            told = ngettext(
                "%(number)d part of this page is to be checked against its sources again.",
                "%(number)d parts of this page are to be checked against their sources again.",
                number,
            )
            yield Finding(Kind.CHECK, told % {"number": number}, field="review_by")
    elif (day := document["review_by"]) and (due := date.fromisoformat(day)) < today:
        told = _("The sources were to be read again by %(day)s. Do that, and choose a new day.")
        yield Finding(Kind.CHECK, told % {"day": date_format(due, "j F Y")}, field="review_by")
