"""Moving what is planned to another moment: the edition stays as it was approved, and only its time is another one."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from . import record, signals
from .freezing import lock
from .models import Decision, Edition
from .plans import companions, decide_on_plans, decided
from .publishing import check_approver, check_sources
from .sets import refresh


@transaction.atomic
def move_plan(plan: Edition, *, by, at: datetime) -> Edition:
    """Move a plan, with what is planned together with it, to another moment that is to come.

    What is checked is what was when it was planned: who may do so, the moment, what else is planned for the page, and
    that its sources are public. Raises ValidationError.
    """
    editions = [plan, *companions(plan)]
    lock(each.page_id for each in editions)
    with record.locked() as moment:
        refresh(editions)
        if not plan.is_plan:
            raise ValidationError(_("Only what is planned can be moved."))
        if at <= moment:
            raise ValidationError(_("This moment has passed. Choose one that is to come."))
        plans = [each for each in editions if each.is_plan]
        for each in plans:
            if not each.is_withdrawn:
                check_approver(each, by)
            others = Edition.objects.planned().filter(page=each.page_id).exclude(pk=each.pk)
            decide_on_plans(each, at, by, keep=others.values_list("pk", flat=True), cancel=())
        check_sources([each for each in plans if not each.is_withdrawn])
        for each in plans:
            each.published_at = at
            each.save(update_fields=["published_at"])
            decided(each, Decision.Act.MOVED, by)
    signals.decided.send(Edition, edition=plan, by=by, act=Decision.Act.MOVED)
    return plan
