"""What is on its way for a page: what waits for review, what is planned and what came back, with the way to each."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...models import Edition, Page
from ...plans import plan_label

WAYS = {
    "waits": gettext_lazy("waits for review"),
    "planned": gettext_lazy("planned"),
    "returned": gettext_lazy("came back"),
}


def name_of(user) -> str:
    """What a person is called here; of what no person did, that somebody did."""
    return (user.get_full_name() or user.get_username()) if user else _("Someone")


def moment_told(moment) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i") if moment else ""


def under_way(pages: Iterable[int]) -> dict[int, list[Edition]]:
    """The editions of pages that are on their way, by page: what waits first, then plans as they come due."""
    found: dict[int, list[Edition]] = {}
    editions = Edition.objects.under_way().filter(page__in=pages).with_summary()
    for edition in editions.select_related("submitted_by", "approved_by").order_by("published_at", "pk"):
        found.setdefault(edition.page_id, []).append(edition)
    return {page: sorted(editions, key=lambda edition: edition.is_plan) for page, editions in found.items()}


def under_way_of(page: Page) -> list[Edition]:
    return page.under_way if hasattr(page, "under_way") else under_way([page.pk]).get(page.pk, [])


def way_of(edition: Edition) -> str:
    """Which of WAYS an edition that is on its way is on."""
    if edition.is_waiting:
        return "waits"
    return "planned" if edition.is_plan else "returned"


def ways_of(page: Page) -> list[str]:
    """The keys in WAYS of what is on its way for a page."""
    return list(dict.fromkeys(map(way_of, under_way_of(page))))


def standing(page: Page) -> list[dict]:
    """What is on its way for a page, each in a sentence, with the address where it is looked at."""
    return [
        {"way": way_of(edition), "told": told(edition), "note": reason(edition), "url": review_url(edition)}
        for edition in under_way_of(page)
    ]


def told(edition: Edition) -> str:
    """Where an edition that is on its way stands."""
    facts = {"person": name_of(edition.submitted_by), "when": moment_told(edition.submitted_at)}
    if edition.is_waiting:
        return _("%(person)s submitted a version on %(when)s. It waits for review.") % facts
    if edition.is_plan:
        return _("Planned: %(plan)s.") % {"plan": plan_label(edition)}
    by = {"reviewer": name_of(edition.approved_by)} | facts
    return _("%(reviewer)s sent back what %(person)s submitted on %(when)s.") % by


def reason(edition: Edition) -> str:
    """Why it came back."""
    return edition.review_note if way_of(edition) == "returned" else ""


def review_url(edition: Edition) -> str:
    return reverse("admin:content_edition_review", args=[edition.pk])


def outcome(edition: Edition) -> str:
    """What became of an edition that was submitted; nothing as long as it waits."""
    decision = next(iter(edition.decisions.all()), None)  # the last one
    facts = {
        "person": name_of(decision.by if decision else edition.approved_by),
        "at": moment_told(decision.at if decision else None),
        "when": moment_told(edition.published_at),
        "number": edition.number,
    }
    if edition.is_waiting:
        return ""
    if edition.is_plan:
        is_moved = decision is not None and decision.act == decision.Act.MOVED
        told = _("Planned: %(plan)s. %(person)s moved it on %(at)s.") if is_moved else ""
        return (told or _("Planned: %(plan)s. %(person)s saw to it.")) % (facts | {"plan": plan_label(edition)})
    if edition.publication_id:
        facts["person"] = name_of(edition.approved_by)
        is_gone = _("It was withdrawn on %(when)s by %(person)s.")
        return (
            is_gone if edition.is_withdrawn else _("%(person)s published it on %(when)s, as version %(number)d.")
        ) % facts
    if edition.state == Edition.State.OVERTAKEN:
        return _("It was overtaken: something newer of this page was submitted or published.")
    if edition.state == Edition.State.REJECTED:
        return (_("%(person)s sent it back on %(at)s.") if decision else _("%(person)s sent it back.")) % facts
    if decision and decision.act == decision.Act.TAKEN_BACK:
        return _("%(person)s took it back on %(at)s.") % facts
    return _("The plan was cancelled by %(person)s.") % facts
