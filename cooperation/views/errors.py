from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, in both languages. Django's own view asks the request for its host, which may be what is bad about it."""
    return HttpResponse(render_to_string("400.html"), status=400)
