"""Many citations at once: what each said, and how that stands at a moment, in one line."""

from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from content.identity import short
from content.models import Edition
from content.reading import surroundings
from content.record import State
from content.rendering.plain import title_of
from content.rendering.text import Reader, Text

from ..pages.values import page_values
from .absence import absence, absences, day, told, told_of_those_over
from .addresses import Citation
from .cited import NeverShown, became, shown
from .history import Stretch, history
from .said import Said, said_in
from .standing import Standing, compared, still_so
from .telling import still_so_line

UNKNOWN = "unknown"  # beside what can become of a claim: no such citation is known here
GROUPS = {
    Standing.UNCHANGED: "unchanged", Standing.CHANGED: "changed", Standing.SOURCE: "changed",
    Standing.REMOVED: "gone", Standing.WITHDRAWN: "gone", Standing.HIDDEN: "gone", Standing.REDACTED: "gone",
    UNKNOWN: UNKNOWN,
}  # fmt: skip


class Checked(NamedTuple):
    """A citation that was looked up: what it said, and how that stands."""

    standing: str
    text: str  # the standing in one line
    title: Text = Text()  # of its page, as it was cited
    words: str = ""  # of its claim, as they were cited; nothing of a page as a whole
    changed: Markup | str = ""  # its words with what went and came marked
    because: str = ""  # the note of the editors
    changes: list[dict] = []  # of a page as a whole: what changed on it, claim by claim


def check(citation: Citation, own: str, language: str, present: State) -> Checked:
    """How a citation stands at a moment, told in the active language; `own` is its address to cite.

    Its words are compared in the `language` in which it was cited: what changed in another one leaves it as it was.
    """
    try:
        state, edition = shown(citation.page, citation.serial)
    except NeverShown:
        return not_known()
    if state.serial > present.serial:  # who looks at a moment knows of nothing that came after it
        return not_known()
    now = Edition.objects.in_force(present.moment).get(page=edition.page_id)
    if edition.is_withdrawn:
        return of_withdrawn(edition, edition, present, language)
    if not citation.claim:
        return of_page(edition, state, now, present, own, language)
    there = said_in(edition, state, language, present)
    said = next((each for key, each in there.items() if short(key) == citation.claim), None)
    return of_claim(said, edition, state, present, language) if said else of_gone(citation, edition, state, language)


def of_withdrawn(cited: Edition, withdrawn: Edition, present: State, language: str) -> Checked:
    """A page that was withdrawn by the time that it was cited, or since; it may be back."""
    title, off = title_of(cited, Reader(language)).text, absence(withdrawn, present, language)
    if off.back:
        return Checked(Standing.CHANGED, told(off), title)
    text = _("This page was withdrawn on %(since)s.") % {"since": day(off.since)}
    return Checked(Standing.WITHDRAWN, text, title, because=off.reason)


def of_page(edition: Edition, state: State, now: Edition, present: State, own: str, language: str) -> Checked:
    """A page as a whole."""
    if now.is_withdrawn:
        return of_withdrawn(edition, now, present, language)
    if edition.is_removed:
        text = _("The words of this page were removed by law.")
        return Checked(Standing.REDACTED, text, title_of(edition, Reader(language)).text)
    since = became(edition, state, now, present, own, language)
    found = Standing.CHANGED if since["changes"] else Standing.UNCHANGED
    off = told_of_those_over(absences(edition.page_id, state, present, language))
    title = title_of(edition, Reader(language)).text
    return Checked(found, f"{off} {since['text']}".strip(), title, changes=since["changes"])


def of_claim(said: Said, edition: Edition, state: State, present: State, language: str) -> Checked:
    """A claim on a page."""
    title = title_of(edition, Reader(language)).text
    stretches = history(edition, said.id, language, present)
    still = still_so(stretches, state.serial)
    if not still and stretches:  # of very many publications, those of long ago are not in the history
        then = Stretch(*state, said, "", False)
        still = compared(then, stretches)
    if not still:
        return Checked(Standing.REMOVED, _("No longer on the site."), title, said.words)
    line = still_so_line(still, language)
    off = told_of_those_over(absences(edition.page_id, state, present, language))
    return Checked(
        line["standing"], f"{off} {line['text']}".strip(), title, said.words, line["changed"], line["because"]
    )


def of_gone(citation: Citation, edition: Edition, state: State, language: str) -> Checked:
    """A claim that had gone by the time that it was cited: what its page said of that; or one that it never had."""
    document = edition.read()
    around = surroundings(document, edition.page_id, state.moment)
    anchors = {mark.anchor for mark in around.gone if short(mark.claim) == citation.claim}
    page = page_values(document, around, language)
    mark = next((each for each in page.gone if anchors.intersection(each.anchors)), None)
    return Checked(Standing.REMOVED, mark.words, page.title) if mark else not_known()


def not_known() -> Checked:
    return Checked(UNKNOWN, _("This citation is not known here."))


def summary(found: list[Checked]) -> str:
    """How many citations are unchanged, changed, gone and unknown, in one sentence."""
    counts = Counter(GROUPS[each.standing] for each in found)
    groups = {
        "unchanged": ngettext("%(count)d unchanged", "%(count)d unchanged", counts["unchanged"]),
        "changed": ngettext("%(count)d changed", "%(count)d changed", counts["changed"]),
        "gone": ngettext("%(count)d gone", "%(count)d gone", counts["gone"]),
        UNKNOWN: ngettext("%(count)d not known here", "%(count)d not known here", counts[UNKNOWN]),
    }
    parts = [words % {"count": counts[group]} for group, words in groups.items() if counts[group]]
    sentence = ngettext("%(count)d citation: %(parts)s.", "%(count)d citations: %(parts)s.", len(found))
    return sentence % {"count": len(found), "parts": ", ".join(parts)}
