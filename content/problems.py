"""What keeps a document from being published, in the editor's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .anchors import own_anchors, public_anchors
from .cleaning import clean
from .documents import LEAD, claims_of
from .models import Edition, Page

# What a claim says, of a statement, a relation or a step.
SAYING = {"heading", "text", "gap", "period", "role", "target", "detail", "detail_inverse", "is_our_reading", "remark"}


class Problem(str):
    """What is wrong, in words, and where: in which claim, by its id, and in which field of that or of the page."""

    claim: str = ""
    field: str = ""

    @classmethod
    def at(cls, told: str, claim: str = "", field: str = "") -> "Problem":
        problem = cls(told)
        problem.claim, problem.field = claim, field
        return problem


def problems(page: Page, document: dict) -> list[Problem]:
    """Return everything that is wrong with a document of a page."""
    found = []
    if not document["title"].get("nl"):
        found.append(Problem.at(_("The page has no Dutch title."), field="title_nl"))
    image = document["image"]
    if image and not (image["decorative"] or image["alt"].get("nl")):
        told = _("The image has no alternative text: say what it shows, for who does not see it.")
        found.append(Problem.at(told, field="image"))
    found += moved_anchors(document, public_anchors(page.pk))
    if not page.cites_sources:
        return found
    if not document["lead_claim"]["citations"] and needs_ground(page, document["lead"]):
        told = _("The lead does not say where it is written: choose a passage.")
        found.append(Problem.at(told, field="lead_passages"))
    for claim in claims_of(document):
        if not claim["citations"] and claim.get("text") != {}:
            told = _("“%(anchor)s” does not say where it is written: choose a passage.") % claim
            found.append(Problem.at(told, claim["id"], "passages"))
    if not document["citations"]:
        found.append(Problem.at(_("The page cites no source. Add a statement with its passage.")))
    return found


def needs_ground(page: Page, lead: dict[str, str]) -> bool:
    """Whether a lead has to cite a passage: any does, unless it has stood there since before leads had sources."""
    if not lead or page.pk is None:
        return bool(lead)
    current = Edition.objects.final().filter(page=page.pk, superseded_at=None).first()
    before = current.read() if current else None
    return before is None or bool(before["lead_claim"]["citations"]) or as_stored(before["lead"]) != as_stored(lead)


def as_stored(lead: dict[str, str]) -> dict[str, str]:
    """A lead as it is kept, and not as a browser sends it: that ends lines in two signs."""
    return {language: clean(text).strip() for language, text in lead.items()}


def altered_claims(before: dict, after: dict) -> list[str]:
    """The anchors of the claims of a document that a later one words otherwise, or leaves out."""
    now = {claim["id"]: words_of(claim) for claim in claims_of(after)}
    found = [claim["anchor"] for claim in claims_of(before) if now.get(claim["id"]) != words_of(claim)]
    return found + [LEAD] * bool(before["lead"] and as_stored(before["lead"]) != as_stored(after["lead"]))


def words_of(claim: dict) -> dict:
    """A claim without what does not change what it says: where it stands, and the numbers of its sources."""
    return {name: value for name, value in claim.items() if name in SAYING}


def silent(before: dict, after: dict, note: dict[str, str], change: str) -> list[ValidationError]:
    """What keeps words that readers may have cited from being changed: nobody tells them what changed, and why.

    The code of each is the field that was left empty.
    """
    altered = [] if note.get("nl") and change else altered_claims(before, after)
    if not altered:
        return []
    claims = {"claims": ", ".join(f"“{anchor}”" for anchor in altered)}
    found = []
    if not note.get("nl"):
        told = _("Readers may have cited what you change or take away here: %(claims)s. Write a note for them.")
        found.append(ValidationError(told % claims, code="change_note_nl"))
    if not change:
        told = _("Readers may have cited what you change or take away here: %(claims)s. Choose the sort of change.")
        found.append(ValidationError(told % claims, code="change"))
    return found


def moved_anchors(document: dict, known: dict[str, str]) -> list[Problem]:
    """The anchors that would lead elsewhere than those that are `known`: ids by anchor."""
    by_id = {key: anchor for anchor, key in known.items()}
    found = []
    for anchor, key in own_anchors(document).items():
        if by_id.get(key, anchor) != anchor:
            found.append(Problem.at(fixed_anchor(anchor[2:], by_id[key][2:]), key, "anchor"))
        elif known.get(anchor, key) != key:
            found.append(Problem.at(used_anchor(anchor[2:]), key, "anchor"))
    return found


def fixed_anchor(new: str, public: str) -> str:
    """Why an anchor cannot be changed."""
    return _("“%(new)s” was public as “%(public)s”: links end in that, so it stays.") % {"new": new, "public": public}


def used_anchor(anchor: str) -> str:
    """Why an anchor cannot be used."""
    return _("“%(anchor)s” was the anchor of something else on this page. Choose another one.") % {"anchor": anchor}


def no_passage(entry: dict) -> str:
    """Why a citation cannot be kept: its source has no such passage now."""
    place = entry["place"].get("nl", entry["passage"])
    return _("“%(title)s” has no passage “%(passage)s” any more.") % {
        "title": entry["title"].get("nl", ""),
        "passage": place,
    }
