"""Approving several submitted editions at once, of pages of any kind: what waits of each, with what it changes."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...models import Edition, Page, Policy
from ...plans import companions
from ...publishing import approve
from ...sets import check_whole, no_more
from ..standing.standing import moment_told, name_of, review_url, under_way_of
from ..standing.states import edition_in_force, with_states
from ..workflow.publication import added
from .bulk import Act, Row
from .bulk_acts import planned


@dataclass
class WaitingRow(Row):
    """A page of which something waits: that is what is decided on, whatever its working copy says by now."""

    edition: Edition | None = None

    @property
    def seen(self) -> str:
        around = [edition_in_force(self.page), *under_way_of(self.page)]
        return ":".join([self.key, *(str(each.pk) for each in around if each)])

    @property
    def review_url(self) -> str:
        return review_url(self.edition) if self.edition else ""


class Approve(Act):
    """Approve what waits of pages, now, as their screens of review do one by one."""

    name = "approve"
    label = gettext_lazy("Approve what waits …")
    title = gettext_lazy("Approve what waits of these pages")
    lead = gettext_lazy("What was submitted of each page is published as it was submitted: readers see it at once.")
    button = gettext_lazy("Approve")
    form = forms.Form

    def may(self, options, request):
        return request.user.has_perms(["content.view_edition", "content.publish_edition"])

    def back(self, options, request):
        return reverse("admin:inbox")

    def rows(self, pages, user):
        rows = [self.row(page, user) for page in pages]
        there = {page.pk for page in pages}
        for each in list(rows):
            for other in companions(each.edition) if each.edition else ():
                if other.is_waiting and other.page_id not in there:
                    there.add(other.page_id)
                    rows.append(self.row(with_states([other.page.specific])[0], user))
        numbers = {row.edition.pk: row.page.pk for row in rows if row.edition}
        for row in rows:
            if row.edition:
                row.group = min(numbers.get(each.pk, row.page.pk) for each in (row.edition, *companions(row.edition)))
        return rows

    def row(self, page: Page, user) -> WaitingRow:
        edition = waiting(page)
        if edition is None:
            return WaitingRow(page, refused=[_("Nothing of it waits for review.")])
        facts = {"person": name_of(edition.submitted_by), "when": moment_told(edition.submitted_at)}
        told = [_("What %(person)s submitted on %(when)s is published.") % facts]
        told += [note for note in edition.change_note().values() if note]
        refused = planned(page) + [no_more(other) for other in companions(edition) if not other.is_waiting]
        if Policy.asks_two_people() and edition.submitted_by_id == user.pk:
            refused.append(_("You submitted this, so somebody else approves it."))
        return WaitingRow(page, told, refused, edition=edition)

    def do(self, pages, form, user):
        editions: dict[int, Any] = {page.pk: waiting(page) for page in pages}
        first = editions[pages[0].pk]
        check_whole(companions(first))
        left = [each.page for each in companions(first) if each.page_id not in editions]
        if left:
            told = _("“%(page)s” was submitted together with this: tick both, or neither.")
            raise ValidationError([told % {"page": page} for page in left])
        approve(first, by=user)
        return [[added(editions[page.pk])] for page in pages]

    def done(self, count):
        return ngettext("%(count)d page was published: %(pages)s.", "%(count)d pages were published: %(pages)s.", count)


def waiting(page: Page) -> Edition | None:
    return next((edition for edition in under_way_of(page) if edition.is_waiting), None)
