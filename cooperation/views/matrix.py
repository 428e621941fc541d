"""Who sits where: one table of organisations and partnerships, on the page and as a file."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.kept import kept
from content.languages import in_each_language
from content.rendering.plain import Named
from content.rendering.text import Reader, Text

from ..frame import of_when, origin, show
from ..matrix.markup import body, head, legend
from ..matrix.reading import COLUMNS, Matrix, read_matrix
from ..matrix.signs import signs
from ..models import Level
from ..moment import day_of, moment_of, staying
from ..network.exports import View, as_csv
from ..tables.columns import Where

WIDE = 16  # columns, from which on the table scrolls on any screen


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """The table of all partnerships, or of those at one level: `?level=national`."""
    reader = Reader(get_language())
    level, state = asked(request), moment_of(request)
    name = f"matrix {level} {reader.language}"
    drawn = kept(state, name, lambda: draw(read_matrix(state.moment, reader, level), reader))
    content = {
        **drawn,
        "levels": [
            {"label": label, "url": paths_of("matrix", value)[reader.language], "current": value == level}
            for value, label in [("", _("every level")), *Level.choices]
        ],
        "level": level,
        "file": paths_of("matrix_download", level)[reader.language],
        **of_when(state),
    }
    trail = [Named(Text(_("Who sits where")))]
    return show(
        request,
        "matrix.html",
        content,
        trail=trail,
        paths=paths_of("matrix", level),
        is_view=True,
        data=paths_of("matrix_data", level)[reader.language],
    )


def draw(found: Matrix, reader: Reader) -> dict:
    """What stays the same until the next publication: the table, and what it leaves out."""
    used = signs(found)
    return {
        "columns": len(found.columns),
        "rows": len(found.rows),
        "is_wide": len(found.columns) > WIDE,
        "head": head(found),
        "body": body(found, used, reader),
        "legend": legend(used),
        "rows_left": found.rows_left,
        "links_left": found.links_left,
        "most_columns": COLUMNS if found.columns_left else 0,
    }


@require_safe
def matrix_download(request: HttpRequest) -> HttpResponse:
    """The same relations as a file, a line for each."""
    reader = Reader(get_language())
    level, state = asked(request), moment_of(request)
    found = read_matrix(state.moment, reader, level)
    day = day_of(request)
    address = origin(request) + staying(request, paths_of("matrix", level)[reader.language])
    view = View([*found.rows, *found.columns], found.ties, reader, Where(origin(request), state), address, day)
    name = _("who-sits-where") + f"-{day.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_csv(view), content_type="text/csv; charset=utf-8", headers=headers)


def asked(request: HttpRequest) -> str:
    """The level in the address; one that is unknown counts as none."""
    level = request.GET.get("level", "")
    return level if level in Level.values else ""


def paths_of(name: str, level: str) -> dict[str, str]:
    return in_each_language(lambda _language: reverse(name) + (f"?level={level}" if level else ""))
