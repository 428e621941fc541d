"""A claim that is cited, told: what it said, whether it still does, and what it said through time."""

from collections import Counter

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from content.rendering.claim_markup import Claims
from content.rendering.differences import differences
from content.rendering.markup import element, joined, sentence_markup
from content.rendering.note_markup import notes, told_passage
from content.rendering.plain import Note, Told
from content.rendering.remark_markup import remark_markup
from content.rendering.text import Text, isolated

from ..pages.provenance import ShownPassage
from ..pages.values import ShownPage
from .history import Stretch
from .said import Change, Said
from .standing import Standing, StillSo


def claim_markup(page: ShownPage, claim: str, own: str, language: str) -> tuple[Markup, Markup]:
    """A claim of a page by its id, with its proof, and the notes of what it rests on; `own` is its address to cite."""
    claims = Claims(language)
    for passage in page.passages:
        if passage.id == claim:
            return passage_markup(passage, own), Markup()
    told, body = body_of(page, claim)
    what, proof = element("div", body, class_="what"), claims.proof(told._replace(url=own))
    entry = element("div", what, " ", proof, remark_markup(told.remark), class_="entry")
    cited: dict[int, Note] = {}
    for each in told.citations:
        cited.setdefault(each.source.number, Note(each.source, [])).passages.append(each)
    return entry, notes(cited.values(), language)


def body_of(page: ShownPage, claim: str) -> tuple[Told, Markup]:
    """A claim of a page, and its words as markup."""
    if page.lead_proof and page.lead_proof.id == claim:
        return page.lead_proof, element("p", page.lead, class_="lead")
    for step in page.steps:
        if step.proof and step.proof.id == claim:
            return step.proof, headed(step.heading, element("p", step.text))
    for told in page.statements:
        if told.id == claim:
            return told, headed(told.heading, element("div", told.text))
    relations = [told for group in page.groups for told in group.relations if told.id == claim]
    return relations[0], element("p", sentence_markup(relations[0].sentence))


def headed(heading: Text, body: Markup) -> Markup:
    return element("h3", heading) + body if heading else body


def passage_markup(passage: ShownPassage, own: str) -> Markup:
    return told_passage(f"p-{passage.key}", passage.summary, passage.place, Markup(), _("Cite this passage"), own)


def still_so_line(still: StillSo, language: str) -> dict:
    """Whether a claim still stands as it was cited, in one line; and where its words changed, how."""
    on = {"date": day(still.since), "page": isolated(still.now.hidden.page) if still.now.hidden else ""}
    told = {
        Standing.UNCHANGED: _("Still so on the site: unchanged since %(date)s."),
        Standing.CHANGED: _("Changed on %(date)s. This is what changed:"),
        Standing.SOURCE: _("The words are the same, but their source was changed on %(date)s."),
        Standing.REMOVED: _("No longer on the site: removed on %(date)s."),
        Standing.WITHDRAWN: _("No longer on the site: the page was withdrawn on %(date)s."),
        Standing.HIDDEN: _("Not shown on the site now: the page “%(page)s” was withdrawn on %(date)s."),
        Standing.REDACTED: _("The words of this claim were removed by law."),
    }[still.standing] % on
    if still.was_otherwise:
        told = _("So again on the site, since %(date)s: in between it was different, or gone.") % on
    then, now = still.then.said, still.now.said
    changed = ""
    if then and now and still.standing == Standing.CHANGED:
        changed = differences(then.wording, now.wording, language)
    if then and now and still.standing == Standing.SOURCE:
        changed = differences("; ".join(then.sources), "; ".join(now.sources), language)
    because = "" if still.standing in (Standing.UNCHANGED, Standing.REDACTED) else still.since.note
    because = still.now.hidden.reason if still.now.hidden else because
    return {"standing": still.standing, "text": told, "changed": changed, "because": because}


def history_rows(stretches: list[Stretch], addresses: dict[int, str]) -> list[dict]:
    """What a claim said through time, the newest first; `addresses` are where each can be seen, by serial number."""
    rows = []
    for stretch in reversed(stretches):
        words = f"{stretch.said.words} {stretch.said.remark}".strip() if stretch.said else not_here(stretch)
        rows.append(
            {
                "date": day(stretch),
                "words": words,
                "note": stretch.note,
                "url": addresses[stretch.serial] if stretch.said else "",
            }
        )
    return rows


def not_here(stretch: Stretch) -> str:
    """Why a claim was not there."""
    if stretch.hidden:
        return _("Not shown: the page “%(page)s” was withdrawn.") % {"page": isolated(stretch.hidden.page)}
    return _("The page was withdrawn.") if stretch.is_withdrawn else _("It was not here.")


def since_then(found: list[Change], claim_addresses: dict[str, str], language: str) -> dict:
    """What changed on a page since it was cited, in one line, and claim by claim."""
    told = counted(found)
    if not told:
        return {"text": _("All that it says is still so."), "changes": []}
    return {
        "text": _("Of what it says, since then: %(changes)s.") % {"changes": ", ".join(told)},
        "changes": [change_row(each, claim_addresses, language) for each in found],
    }


def counted(found: list[Change]) -> list[str]:
    """How many claims changed, went and came, of each that there are any."""
    counts = Counter("new" if not each.before else "gone" if not each.after else "changed" for each in found)
    parts = {
        "changed": ngettext("%(count)d changed", "%(count)d changed", counts["changed"]),
        "gone": ngettext("%(count)d gone", "%(count)d gone", counts["gone"]),
        "new": ngettext("%(count)d new", "%(count)d new", counts["new"]),
    }
    return [words % {"count": counts[kind]} for kind, words in parts.items() if counts[kind]]


def change_row(change: Change, claim_addresses: dict[str, str], language: str) -> dict:
    before, after, why = change
    label, words = _("Changed"), differences(in_full(before), in_full(after), language)
    if not (before and after):
        label = _("Not shown") if why else _("Gone") if before else _("New")
        words = joined([in_full(before or after), element("span", f" {why}")] if why else [in_full(before or after)])
    said = before or after
    return {"label": label, "words": words, "url": claim_addresses.get(said.id, "") if said else ""}


def in_full(said: Said | None) -> str:
    """A claim with of when it is and what it rests on: all that can change of it."""
    if not said:
        return ""
    return said.wording + (f" – {'; '.join(said.sources)}" if said.sources else "")


def day(stretch: Stretch) -> str:
    return date_format(timezone.localtime(stretch.moment), "j F Y, H:i")
