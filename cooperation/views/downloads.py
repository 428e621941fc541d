"""Everything that the site says, to take away: one archive, and each file of it by itself."""

from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.chain import head
from content.rendering.plain import Named
from content.rendering.text import Text

from ..frame import of_when, origin, paths_to, show
from ..moment import moment_of
from ..tables.archive import TooLarge, archive_of
from ..tables.dictionary import ARCHIVE, FILES, WORKBOOK
from .problems import for_programs

# By the end of a name; anything else is plain text.
TYPES = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "graphml": "application/graphml+xml; charset=utf-8",
    "jsonl": "application/jsonl",
    "json": "application/json; charset=utf-8",
}


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What there is to download at a moment: what is in each file, and how large it is."""
    state = moment_of(request)
    trail, paths = [Named(Text(_("Data")))], paths_to("data")
    try:
        archive = archive_of(state, origin(request))
    except TooLarge:
        return show(request, "data.html", of_when(state), trail=trail, paths=paths)
    with ZipFile(BytesIO(archive)) as files:
        sizes = {entry.filename: entry.file_size for entry in files.infolist()}
    rows = [{"name": name, "told": told, "size": sizes[name], "url": address(name)} for name, told in FILES.items()]
    content = {
        "archive": {"name": ARCHIVE, "size": len(archive), "url": address(ARCHIVE)},
        "workbook": next(row for row in rows if row["name"] == WORKBOOK),
        "files": rows,
        "sha256": sha256(archive).hexdigest(),
        "head": head(state).sha256,
        **of_when(state),
    }
    return show(request, "data.html", content, trail=trail, paths=paths, is_view=True)


@for_programs
@require_safe
def data_file(request: HttpRequest, name: str) -> HttpResponse:
    """The archive, or one file out of it: the same bytes for everybody, in either language."""
    if name != ARCHIVE and name not in FILES:
        raise Http404
    state = moment_of(request)
    try:
        content = archive_of(state, origin(request))
    except TooLarge:
        raise Http404 from None
    if name != ARCHIVE:
        with ZipFile(BytesIO(content)) as archive:
            content = archive.read(name)
    stem, _dot, end = name.partition(".")
    own = f"{stem}-{timezone.localdate(state.moment).isoformat()}-{state.serial}{_dot}{end}"
    headers = {"Content-Disposition": f'attachment; filename="{own}"'}
    return HttpResponse(content, content_type=TYPES.get(end, "text/plain; charset=utf-8"), headers=headers)


def address(name: str) -> str:
    return reverse("data_file", args=[name])
