"""What is done with several rows at once, one after the other."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError


def do_with_each(
    model_admin, request, rows, act: Callable, told: Callable[..., str], *, is_logged: bool = True
) -> None:
    """Act on rows, and tell of each what came of it: `told(row)`, or why it was refused (a ValidationError).

    What is written down elsewhere by whoever acts (`Decision`) is not logged once more.
    """
    for row in rows:
        try:
            act(row, by=request.user)
        except ValidationError as error:
            model_admin.message_user(request, f"{row}: {' '.join(error.messages)}", messages.ERROR)
        else:
            if is_logged:
                model_admin.log_change(request, row, told(row))
            model_admin.message_user(request, told(row), messages.SUCCESS)
