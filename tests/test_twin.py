"""The static twin: the whole site as files, which say what the site says, and the same bytes each time."""

import io
import os
import re
import shutil
import socket
import subprocess
from contextlib import ExitStack, contextmanager
from html import unescape
from urllib.error import HTTPError
from urllib.parse import unquote
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from content.models import Redaction
from content.publishing import withdraw
from content.record import live
from content.redacting import redact
from cooperation.twin.exporting import key_of
from tests import factories, servers

ORIGIN = "http://testserver"
TOLD = re.compile(r"(\d+) files, of which (\d+) were written; (\d+) of")
LINKS = re.compile(r'\s(?:href|src|action)="([^"]*)"')
pytestmark = [pytest.mark.django_db, pytest.mark.looks]


@pytest.fixture(scope="module")
def written():
    """A body with another address than it had, one that informs it, and one that was withdrawn."""
    council = factories.published(factories.organisation(name="Raad", slug="raad"))
    service = factories.organisation(name="Dienst", slug="dienst")
    factories.relation(service, council, role="informs")
    factories.published(service)
    council.slug_nl, council.lead_nl = "hoge-raad", "Wat er later stond."
    council.save()
    factories.publish(council)
    gone = factories.published(factories.organisation(name="Weg", slug="weg"))
    withdraw(gone, reason={"nl": "Opgeheven.", "en": "Ended."})
    return {"raad": council, "dienst": service, "weg": gone}


@pytest.fixture(autouse=True)
def _served(settings):
    settings.BASE_URL = ORIGIN
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True  # nothing was collected


@pytest.fixture(scope="module")
def exported():
    return {}


@pytest.fixture
def twin(bodies, exported, tmp_path, tmp_path_factory):
    """A folder with the site as it is, which was exported once for all tests of this module."""
    if "twin" not in exported:
        exported["twin"] = tmp_path_factory.mktemp("exported") / "twin"
        export(exported["twin"])
    return shutil.copytree(exported["twin"], tmp_path / "twin")


def export(folder, **options):
    """How many files there are, how many of them were written, and how many of an earlier export went."""
    told = io.StringIO()
    call_command("export_site", folder, stdout=told, **{"stderr": io.StringIO()} | options)
    return [int(each) for each in TOLD.search(told.getvalue()).groups()]


def files(folder):
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def page(twin, path):
    return (twin / "data" / path.strip("/") / "index.html").read_text()


def test_it_says_what_the_site_says_at_every_address(client, twin):
    compared = 0
    for name, content in files(twin / "data").items():
        path = f"/{name.removesuffix('index.html')}"
        if path.startswith("/static/") or name == "503.html":
            continue
        response = client.get(path if not re.search("/id/|/embed/", path) else path.rstrip("/"))
        if response.status_code not in (200, 404, 410):
            continue
        live = b"".join(response) if response.streaming else response.content
        if name.endswith(".html") and "/search/" not in path and "/zoeken/" not in path:
            live, content = words(live), words(content)
        if "twin.js" not in str(content):
            assert live == content, path
            compared += 1
    assert compared > 200


def words(html):
    """A page without its tags, and all addresses in it that ask nothing."""
    text = re.sub(r'\saction="[^"]*"', "", html.decode())
    return re.sub("<[^>]*>", "<>", text), [each for each in LINKS.findall(text) if "?" not in each]


def test_every_link_leads_to_a_file_or_says_that_it_leads_to_the_site(twin):
    found = 0
    for name, content in files(twin / "data").items():
        for address in map(unescape, LINKS.findall(content.decode())) if name.endswith(".html") else ():
            path = address.removeprefix(ORIGIN).partition("#")[0]
            if "?" in path:
                assert address.startswith(("http", "mailto:")), (name, address)
            elif path.startswith("/"):
                place = twin / "data" / unquote(path).strip("/")
                assert place.is_file() or (place / "index.html").is_file(), (name, address)
                found += 1
    assert found > 1000


def test_every_form_asks_the_site_but_for_search(twin):
    forms = [each for content in pages_of(twin) for each in re.findall("<form[^>]*>", content)]
    asking = [each for each in forms if 'role="search"' not in each]
    assert len(asking) > 10
    assert [each for each in asking if f' action="{ORIGIN}/' not in each] == []


def pages_of(twin):
    return [each.read_text() for each in (twin / "data").rglob("*.html")]


def test_the_same_again_writes_nothing_and_the_manifest_holds(twin, tmp_path):
    before = files(twin)
    stamps = {each: each.stat().st_mtime_ns for each in twin.rglob("*")}
    total, written, gone = export(twin)
    assert (written, gone, files(twin)) == (0, 0, before)
    assert {each: each.stat().st_mtime_ns for each in twin.rglob("*")} == stamps
    subprocess.run(["sha256sum", "--check", "--quiet", "manifest-sha256.txt"], cwd=twin, check=True)
    assert len(before["manifest-sha256.txt"].splitlines()) == total == len(files(twin / "data"))
    assert b"BagIt-Version: 1.0" in before["bagit.txt"]


class BreaksOff(io.StringIO):
    def write(self, text):
        raise KeyboardInterrupt


def test_an_export_that_broke_off_is_seen_goes_on_and_ends_in_the_same_bytes(twin, tmp_path):
    other = tmp_path / "other"
    with pytest.raises(KeyboardInterrupt):
        export(other, stderr=BreaksOff())
    begun = files(other)
    assert "begun.txt" in begun
    assert "manifest-sha256.txt" not in begun
    (other / "data/nl/index.html").write_text("half")
    total, written, _gone = export(other)
    assert written == total - len(files_in_data(begun)) + 1
    assert files(other) == files(twin)


def files_in_data(found):
    return [name for name in found if name.startswith("data/")]


@pytest.mark.long
def test_what_is_no_more_goes_and_what_changed_is_written(bodies, twin):
    (twin / "data/nl/oud.html").write_text("from before")
    bodies["dienst"].lead_nl = "Iets heel anders."
    bodies["dienst"].save()
    factories.publish(bodies["dienst"])
    before = files(twin)
    total, written, gone = export(twin)
    after = files(twin)
    assert "Iets heel anders." in page(twin, "/nl/organisaties/dienst/")
    assert "data/nl/oud.html" not in after
    assert gone == len(set(files_in_data(before)) - set(after)) > 1
    assert written < total
    assert after["data/nl/404.html"] == before["data/nl/404.html"]


def test_addresses_that_lead_on_and_pages_that_are_gone_are_pages_too(bodies, twin):
    moved, door = page(twin, "/nl/organisaties/raad/"), page(twin, "/")
    assert f'<link rel="canonical" href="{ORIGIN}/nl/organisaties/hoge-raad/">' in moved
    assert '<a href="/nl/organisaties/hoge-raad/">' in moved
    assert '<a href="/nl/">' in door
    assert '<a href="/en/">' in door
    assert "canonical" not in door
    permanent = page(twin, f"/id/{bodies['dienst'].content_id}")
    assert '<a href="/en/organisations/dienst-en/">' in permanent
    assert "Opgeheven." in page(twin, "/nl/organisaties/weg/")
    for name in ("404.html", "nl/404.html", "en/404.html", "503.html"):
        assert (twin / "data" / name).is_file()
    assert (twin / "data/favicon.ico").read_bytes()[:4] == b"\0\0\1\0"


@pytest.mark.long
def test_a_copy_of_the_past_has_nothing_that_came_later(bodies, tmp_path):
    first = bodies["dienst"].editions.get().published_at
    export(tmp_path / "then", at=first.isoformat())
    assert "Wat er later stond." not in "".join(map(str, files(tmp_path / "then").values()))
    assert (tmp_path / "then/data/nl/organisaties/raad/index.html").exists()
    assert not (tmp_path / "then/data/nl/organisaties/hoge-raad").exists()


def test_search_lists_all_pages_with_what_readers_say(twin):
    found = page(twin, "/en/search/")
    assert re.findall(r'row__title"><a href="([^"]+)"', found)[:2] == [
        "/en/organisations/dienst-en/",
        "/en/organisations/raad-en/",
    ]
    assert "data-suggestions" not in found


def test_a_page_that_fails_stops_the_export_which_is_not_whole(bodies, tmp_path, monkeypatch):
    monkeypatch.setattr("cooperation.views.pages.article_of", lambda *args: 1 / 0)
    with pytest.raises(CommandError, match="answers 500"):
        export(tmp_path / "new")
    assert "manifest-sha256.txt" not in files(tmp_path / "new")


def test_what_goes_by_law_makes_another_copy_of_the_same_state(bodies, settings):
    before, state = key_of(ORIGIN, live()), live()
    reasons = {"reason_nl": "Wet.", "reason_en": "Law."}
    asked = Redaction.objects.create(page_id=bodies["dienst"].pk, asked_by=factories.user(), **reasons)
    redact(asked, by=factories.user())
    assert key_of(ORIGIN, state) != before
    settings.SITE_EMAIL = "other@example.org"
    assert len({before, key_of(ORIGIN, live()), key_of("http://elsewhere", live())}) == 3


@pytest.mark.parametrize(("name", "options"), [("full", {}), ("new", {"at": "2031"}), ("new", {"at": "1999-01-01"})])
def test_what_cannot_be_done_is_refused_with_one_line(bodies, tmp_path, name, options):
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("not to be touched")
    with pytest.raises(CommandError):
        export(tmp_path / name, **options)
    assert files(tmp_path) == {"full/mine.txt": b"not to be touched"}


# The real content, served


@contextmanager
def nginx(folder, root):
    """Serve a copy as docs/twin.conf does, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    own = (settings.BASE_DIR / "docs/twin.conf").read_text()
    own = own.replace("127.0.0.1:8090;\n  root", f"{address};\n  root").replace("/srv/twin", str(root))
    places = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\npid {folder}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{places}{own}}}\n"
    )
    log = folder / "nginx.log"
    command = [shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"), "-e", log, "-c", folder / "nginx.conf"]
    with log.open("a") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        servers.wait(process, f"http://{address}/", log)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def fetched(address, **options):
    try:
        with urlopen(address, timeout=60) as response:
            return response.status, response.headers, response.read()
    except HTTPError as error:
        return error.code, error.headers, error.read()


def differing(site, copy, name, number):
    """What a file of the copy has otherwise than the site; whether it is there at all for those that have a number."""
    path = "/" + name.removesuffix("index.html")
    path = path.rstrip("/") if re.search("/(id|embed)/", path) else path
    status, headers, content = fetched(copy + path)
    if status != 200:
        yield path, status
    elif not number and not re.match("/(id/|503)|/$|.*/(zoeken|search)/$", path):
        code, live_headers, live = fetched(site + path)
        if code not in (200, 404, 410):
            yield path, code
        types = [each["Content-Type"].partition(";")[0] for each in (headers, live_headers)]
        if types[0] != types[1]:
            yield path, types
        if name.endswith(".html"):
            live, content = words(live), words(content)
        if live != content:
            yield path, "other words"


@pytest.mark.long
def test_the_real_content_served_by_nginx_is_the_site(copy_of_site, tmp_path, browser):
    from tests.browser import Windows

    variables, twin = copy_of_site("twin"), tmp_path / "twin"
    with ExitStack() as running:
        site = running.enter_context(servers.gunicorn(tmp_path / "gunicorn.log", **variables))
        servers.manage("export_site", str(twin), BASE_URL=site.address, **variables)
        copy = running.enter_context(nginx(tmp_path, twin))
        names = sorted(files(twin / "data"))
        assert len(names) > 3000
        wrong = [path for number, name in enumerate(names) for path in differing(site.address, copy, name, number % 10)]
        assert wrong == []
        assert fetched(f"{copy}/nl/bestaat-niet/")[0] == 404
        assert fetched(f"{copy}/nl/organisaties/?level=local")[0] == 503
        windows = Windows(browser, copy)
        window = windows.open()
        window.goto("/nl/zoeken/?q=waar+kan+ik+radicalisering+melden")
        assert window.locator(".row__title").first.text_content().strip() == "Zorgen melden"
        windows.close()
        assert not windows.complaints
