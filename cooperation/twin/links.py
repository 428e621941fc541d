"""Which addresses of the site a text leads to, in which file each of them stands, and what leads to the live site."""

import re
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

LEADING = {
    "html": re.compile(r'\s(?:href|src|action)="([^"]*)"'),
    "css": re.compile(r"""url\(["']?([^"')]*)"""),
}
VERSIONS = re.compile(r'\ssrcset="([^"]*)"')
TEXTS = ("html", "css", "js", "json", "jsonld", "jsonl", "xml", "csv", "svg", "graphml", "txt")
WRITTEN_OUT = r"(/[^\s\"'<>&\\|,;(){}…]*+)(?!{)"  # behind the origin, wherever a text names an address
ELSEWHERE = ("/admin/", "/moment/")  # for editors; and what answers by what a header asks
QUERIED = re.compile(r'(<(?:a|link)\b[^>]*?\shref=")([^"?]*)(?=\?)')
FORM = re.compile(r'<form\b(?![^>]*\srole="search")[^>]*>')
ACTION = re.compile(r'\saction="([^"]*)"')
SUGGESTIONS = re.compile(r'\sdata-suggestions="[^"]*"')


def paths_in(text: str, end: str, path: str, origin: str) -> list[str]:
    """The paths of the site without a query that a file leads to; `end` is that of its name, `path` its own."""
    found = re.findall(re.escape(origin) + WRITTEN_OUT, text)
    if end in LEADING:
        found += LEADING[end].findall(text)
        found += [each.split()[0] for versions in VERSIONS.findall(text) for each in versions.split(", ")]
    own = urlsplit(origin)
    addresses = (urlsplit(urljoin(origin + path, unescape(each))) for each in found)
    ours = [each.path.rstrip(".") for each in addresses if each[:2] == own[:2] and not each.query]
    return [each for each in dict.fromkeys(ours) if each and not each.startswith(ELSEWHERE)]


def name_of(path: str, *, is_page: bool) -> str:
    """The file of a path: of a page “index.html” in a folder, as any server of files looks for it."""
    name = unquote(path).strip("/")
    return str(PurePosixPath(name, "index.html")) if is_page and not name.endswith(".html") else name


def led_to_live(html: str, path: str, origin: str) -> str:
    """A page of which all that asks something leads to the live site, but for search, which the copy does itself.

    A server of files would answer “?level=local” with the whole list, and say nothing of it.
    """
    html = QUERIED.sub(lambda link: link[1] + urljoin(origin + path, link[2]), html)
    html = FORM.sub(lambda form: with_action(form[0], path, origin), html)
    return SUGGESTIONS.sub("", html)


def with_action(form: str, path: str, origin: str) -> str:
    found = ACTION.search(form)
    rest = ACTION.sub("", form).removesuffix(">")
    return f'{rest} action="{urljoin(origin + path, found[1] if found else "")}">'
