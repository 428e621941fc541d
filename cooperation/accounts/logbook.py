"""What happened to an account, in Django's own log of the admin."""

from typing import Literal

from django.contrib.admin.models import CHANGE, LogEntry


def note(by, user, did: Literal["added", "changed", "deleted"], name: str) -> None:
    """Write down who added, changed or took away what of an account; the name is translated when it is read."""
    LogEntry.objects.log_actions(
        user_id=by.pk, queryset=[user], action_flag=CHANGE, change_message=[{did: {"name": name, "object": str(user)}}],
        single_object=True,
    )  # fmt: skip
