"""The screen on which a submitted edition is approved, sent back or taken back, and a plan is moved or cancelled.

Every decision is checked anew in `publishing`, under the lock: what this screen shows may be of a moment ago.
"""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ...changes import is_edited
from ...languages import in_each_language
from ...models import Edition, Policy
from ...plans import companions, plan_label
from ...publishing import approve, cancel_plan, reject, take_back
from ...record import live
from ...replanning import move_plan
from ..options import Options
from ..standing.standing import moment_told, name_of, outcome, review_url
from .review_forms import ApprovalForm, MoveForm, ReasonForm

APPROVE, REJECT, TAKE_BACK, MOVE, CANCEL = "approve", "reject", "take_back", "move", "cancel"


class Review:
    """One edition before one person: what they may decide on it, and what they decide."""

    def __init__(self, request, edition: Edition, may_publish: bool):
        self.user, self.edition, self.may_publish = request.user, edition, may_publish
        sent = request.POST.get("decision") if request.method == "POST" else ""
        self.sent = sent if sent in (APPROVE, REJECT, TAKE_BACK, MOVE, CANCEL) else ""
        self.is_own = edition.submitted_by_id == self.user.pk
        self.asks_two = Policy.asks_two_people()
        self.companions = companions(edition)
        own = [edition, *self.companions]
        plans = Edition.objects.planned().filter(page__in=[each.page_id for each in own])
        plans = plans.exclude(pk__in=[each.pk for each in own]).select_related("page").order_by("published_at", "pk")
        self.others_planned = list(plans.with_summary())
        self.approval = ApprovalForm(self.others_planned, request.POST if self.sent == APPROVE else None)
        self.moving = MoveForm(edition, request.POST if self.sent == MOVE else None, auto_id=f"id_{MOVE}_%s")
        why = {
            REJECT: _("Say why it goes back: whoever submitted it wants to know."),
            CANCEL: _("Say why it is cancelled: whoever planned it wants to know."),
        }
        self.sending_back, self.cancelling = (
            ReasonForm(missing, request.POST if self.sent == act else None, auto_id=f"id_{act}_%s")
            for act, missing in why.items()
        )

    @property
    def may_approve(self) -> bool:
        return self.may_publish and self.edition.is_waiting and not self.needs_another

    @property
    def needs_another(self) -> bool:
        """Whether somebody else has to approve this, because this person submitted it."""
        return self.asks_two and self.is_own

    @property
    def may_send_back(self) -> bool:
        return self.may_publish and self.edition.is_waiting and not self.is_own

    @property
    def may_take_back(self) -> bool:
        return self.is_own and self.edition.is_waiting

    @property
    def may_move(self) -> bool:
        return self.may_cancel and (self.edition.is_withdrawn or not self.needs_another)

    @property
    def may_cancel(self) -> bool:
        return self.may_publish and self.edition.is_plan

    def is_allowed(self) -> bool:
        """Whether this person may send what they sent, or decide on anything here at all."""
        return self.is_own if self.sent == TAKE_BACK else self.may_publish

    def decide(self) -> str:
        """Do what was asked, and return what is told of it. Raises ValidationError where it cannot be done."""
        edition, facts = self.edition, {"page": self.edition.page}
        if self.sent == APPROVE and self.approval.is_valid():
            approve(edition, by=self.user, **self.approval.decision)
            if edition.is_plan:
                return _("“%(page)s” is planned: %(plan)s.") % (facts | {"plan": plan_label(edition)})
            return _("“%(page)s” was published.") % facts
        if self.sent == REJECT and self.sending_back.is_valid():
            reject(edition, by=self.user, reason=self.sending_back.cleaned_data["reason"])
            return _("“%(page)s” was sent back.") % facts
        if self.sent == TAKE_BACK:
            take_back(edition, by=self.user)
            return _("You took back what you submitted of “%(page)s”. What you wrote is still there.") % facts
        if self.sent == MOVE and self.moving.is_valid():
            move_plan(edition, by=self.user, at=self.moving.moment)
            return _("“%(page)s” is planned: %(plan)s.") % (facts | {"plan": plan_label(edition)})
        if self.sent == CANCEL and self.cancelling.is_valid():
            cancel_plan(edition, by=self.user, reason=self.cancelling.cleaned_data["reason"])
            return _("What was planned for “%(page)s” was cancelled.") % facts
        return ""

    @property
    def form_sent(self):
        forms = {APPROVE: self.approval, REJECT: self.sending_back, MOVE: self.moving, CANCEL: self.cancelling}
        return forms.get(self.sent)

    @property
    def is_open(self) -> bool:
        """Whether what was sent can still be decided on."""
        return self.edition.is_plan if self.sent in (MOVE, CANCEL) else self.edition.is_waiting

    @property
    def typed(self) -> str:
        """The reason that somebody typed for something that is decided by now: they have it back here."""
        return "" if self.is_open or self.form_sent is None else self.form_sent.data.get("reason", "")


class Reviews(Options):
    """Admin options for editions: a screen on which each is reviewed."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.review_view)
        return [path("<path:object_id>/review/", view, name="content_edition_review"), *super().get_urls()]

    def review_view(self, request, object_id):
        """Show what was submitted, and let those who may do so decide on it."""
        live()  # what has come due goes first
        edition = self.get_object(request, unquote(object_id))
        if edition is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        review = Review(request, edition, self.has_publish_permission(request))
        if request.method == "POST":
            if not review.is_allowed():
                raise PermissionDenied
            review, is_done = self.decide(request, review)
            if is_done:
                return HttpResponseRedirect(review_url(edition))
        return TemplateResponse(request, "admin/content/review.html", self.context_of(request, review))

    def decide(self, request, review: Review) -> tuple[Review, bool]:
        """Do what was asked, and tell of it: the review as it is then, and whether something was decided."""
        try:
            told = review.decide()
        except ValidationError as error:
            review.edition.refresh_from_db()  # somebody else may have decided meanwhile, or planned something
            review = Review(request, review.edition, review.may_publish)
            if review.is_open and review.form_sent is not None:
                review.form_sent.add_error(None, error.messages)
            else:
                for message in error.messages:
                    self.message_user(request, message, messages.ERROR)
            return review, False
        if told:
            self.message_user(request, told, messages.SUCCESS)
        return review, bool(told)

    def context_of(self, request, review: Review) -> dict:
        edition = review.edition
        page = edition.page.specific
        return {
            **self.admin_site.each_context(request),
            "title": _("Review “%(page)s”") % {"page": edition.page},
            "opts": self.opts,
            "review": review,
            "companions": [
                (str(each.page), review_url(each), "" if each.state == edition.state else each.get_state_display())
                for each in review.companions
            ],
            "edition": edition,
            "page": page,
            "notes": in_each_language(lambda language: edition.change_note()[language]),
            "submitted_by": name_of(edition.submitted_by),
            "submitted_at": moment_told(edition.submitted_at),
            "outcome": outcome(edition),
            "is_written_on": edition.is_waiting and is_edited(page, edition),
            "form_url": reverse(f"admin:{page._meta.app_label}_{page._meta.model_name}_change", args=[page.pk]),
            "previews": in_each_language(lambda _language: reverse("page_preview", args=[page.content_id])),
        }
