"""Public pages can only be read, but for those that are marked here."""

from collections.abc import Callable

from django.views.decorators.csrf import csrf_exempt


def takes_post(view: Callable) -> Callable:
    """Let visitors send a form to a public view by POST, because what they send is too long for an address.

    All other public views answer 405 to that (`cooperation/middleware.py:ReadOnlyMiddleware`). Such a view changes
    nothing and keeps nothing: so it needs no token against forged forms, and sets no cookie for one.
    """
    view.takes_post = True  # type: ignore[attr-defined]
    return csrf_exempt(view)


def takes_forms_of_editors(view: Callable) -> Callable:
    """Let editors send the form of a page to a view outside the admin, with its token. It changes and keeps nothing."""
    view.takes_post = True  # type: ignore[attr-defined]
    return view
