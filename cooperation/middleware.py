from django.conf import settings
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path


class AddressLanguageMiddleware(LocaleMiddleware):
    """The language stands in the address; only addresses without one follow the reader's browser.

    Django's own middleware also guesses at addresses that lack their language, and marks that answer as depending on a
    cookie. Here those are unknown addresses like any other.
    """

    def process_response(self, request, response):
        if not get_language_from_path(request.path_info):
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", get_language() or settings.LANGUAGE_CODE)
        return response


class CompressionMiddleware(GZipMiddleware):
    """Pictures are compressed already."""

    def process_response(self, request, response):
        if response.get("Content-Type") == "image/png":
            return response
        return super().process_response(request, response)
