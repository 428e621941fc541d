"""What a load balancer or an operator asks: is the site alive, and is it ready for readers?"""

from django.db import DatabaseError
from django.http import HttpResponse

from content.models import Edition
from content.record import live
from content.rules.triggers import is_migrated, missing


def alive() -> HttpResponse:
    """200 as long as this process answers; it asks nothing of anybody else."""
    return HttpResponse("ok", content_type="text/plain")


def ready() -> HttpResponse:
    """200 when a reader would get the site, or 503 with what is lacking."""
    lacking = what_is_lacking()
    return HttpResponse(lacking or "ready", content_type="text/plain", status=503 if lacking else 200)


def what_is_lacking() -> str:
    try:
        if not is_migrated("default"):
            return "The database is not migrated."
        if missing():
            return "The database lacks rules."
        if not Edition.objects.at(live().moment).exists():
            return "No page is public."
    except DatabaseError:
        return "The database does not answer."
    return ""
