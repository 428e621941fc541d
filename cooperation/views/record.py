"""The public record for whoever wants to check it: as a chain of lines, and the hash of the last one."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from content.canonical import canonical
from content.chain import head, parts

from ..moment import moment_of
from .problems import for_programs, open_to_all


@require_safe
def record_file(request: HttpRequest) -> StreamingHttpResponse:
    """All publications up to now, the oldest first: a line of JSON each (RFC 8785, jsonlines.org)."""
    text = (part.text for part in parts(moment_of(request)))
    return open_to_all(StreamingHttpResponse(text, content_type="application/jsonl"))


@for_programs
@require_safe
def record_head(request: HttpRequest) -> HttpResponse:
    """The serial number, the moment and the hash of the last line."""
    return HttpResponse(canonical(head(moment_of(request)).entry()), content_type="application/json")
