"""A copy stands in for the site behind one nginx, as docs/publishing.md says: from a dead site to files and back."""

import re
import threading
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import gettempdir
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests import servers

pytestmark = pytest.mark.looks
DOCUMENT = servers.ROOT / "docs/publishing.md"


@contextmanager
def site(port=0, status=200):
    """A site that answers everything, with one status; a port of 0 is a free one."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/healthz" else status)
            self.send_header("Content-Length", "8")
            self.end_headers()
            self.wfile.write(b"The site")

        do_POST = do_GET

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Site) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


@pytest.fixture
def twin(tmp_path_factory):
    """A folder with a copy of a few pages, which a user without rights can read."""
    folder = tmp_path_factory.mktemp("twin") / "copy"
    for name in ("nl/over/index.html", "nl/nakijken/index.html", "nl/404.html", "404.html", "503.html"):
        (folder / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "data" / name).write_text(f"The copy: {name}")
    for each in (folder, *folder.parents):
        if Path(gettempdir()) in each.parents:
            each.chmod(0o755)
    return folder


@contextmanager
def both(origin, twin):
    """nginx before a site and its copy, with the lines that the document has for that."""
    place, text = servers.free_place(), DOCUMENT.read_text()
    before = re.search(r"```nginx\n(proxy_intercept_errors.*?)```", text, re.DOTALL)[1]
    own = (servers.ROOT / "docs/twin.conf").read_text()
    assert before.count("127.0.0.1:8090") == own.count("127.0.0.1:8090") == 1
    own = own.replace("127.0.0.1:8090", place).replace("/srv/twin", str(twin))
    with servers.nginx(origin, site=before.replace("127.0.0.1:8090", place), http=own) as proxy:
        yield proxy.address


def get(address, data=None):
    try:
        with urlopen(address, data, timeout=30) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_the_copy_stands_in_while_the_site_is_dead_or_says_503_and_no_longer(twin):
    with ExitStack() as later, ExitStack() as first:
        port = first.enter_context(site())
        address = later.enter_context(both(f"http://127.0.0.1:{port}", twin))
        assert get(f"{address}/nl/over/") == (200, "The site")
        first.close()
        assert get(f"{address}/nl/over/") == (200, "The copy: nl/over/index.html")
        assert get(f"{address}/nl/nergens/") == (404, "The copy: nl/404.html")
        assert get(f"{address}/nl/over/?at=2014") == (503, "The copy: 503.html")
        assert get(f"{address}/nl/nakijken/", b"text=x") == (503, "The copy: 503.html")
        assert get(f"{address}/admin/") == (503, "The copy: 503.html")
        with site(port, status=503):
            assert get(f"{address}/nl/over/") == (200, "The copy: nl/over/index.html")
            assert get(f"{address}/nl/over/?at=2014") == (503, "The copy: 503.html")
        with site(port, status=404):
            assert get(f"{address}/nl/over/") == (404, "The site")
        with site(port):
            assert get(f"{address}/nl/over/") == (200, "The site")
