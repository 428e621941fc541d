"""The least that Django can do: one view, no middleware, no template, no database."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import re_path

# The last three are what the site's way to serve asks for.
settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="only for measuring",
    TRUSTED_PROXY=False,
    SENDS_LETTERS=False,
    METRICS_ADDRESS="",
)


def empty(request):
    """Answer anything with next to nothing."""
    return HttpResponse("empty")


urlpatterns = [re_path("", empty)]
application = WSGIHandler()
