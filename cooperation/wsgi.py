"""The WSGI application that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections
from django.urls import reverse

from content.rules.triggers import missing

from .metrics.observing import Observed

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")

application = get_wsgi_application()
reverse("front_page")  # which loads all views: here they are loaded once, for all workers, and not by the first reader
if not settings.DEBUG:  # whoever changes code and templates sees so at once
    from .floods import Floods  # these read models, which are there by now
    from .kept_pages import KeptPages

    application = KeptPages(Floods(application))  # type: ignore[assignment]
application = Observed(application)  # type: ignore[assignment]


def require_rules() -> None:
    """Refuse to start on a database without the rules of what is kept, with one line that says what to do.

    A database that does not answer now may answer when a visitor comes.
    """
    try:
        lacking = missing()
    except DatabaseError:
        return
    finally:
        connections.close_all()  # the workers, which are forked off, have connections of their own
    if lacking:
        raise SystemExit(f"The database lacks {len(lacking)} of its rules: run bin/prepare, or manage.py migrate.")


require_rules()
