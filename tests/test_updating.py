"""A new release takes over while readers read and an editor publishes: as docs/updating.md says, word for word.

The release before is this tree; the new one is a copy with another look, another text and a larger schema.
"""

import json
import re
import signal
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from itertools import count

import pytest

from tests.copies import PACKAGES, committed, copy_of_project, git
from tests.editors import Editor
from tests.servers import EDITOR, PYTHON, ROOT, environment, manage

FORM = "/admin/cooperation/organisation/{}/change/"
# The schema of the new release: a table, a column that may be empty, and one with a default that the database knows.
EXPANDS = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("content", "{last}")]
    operations = [
        migrations.CreateModel("Novelty", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddField("page", "novelty", models.TextField(null=True)),
        migrations.AddField("edition", "novel", models.BooleanField(default=False, db_default=False)),
    ]
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A repository with two releases, v1.1.0 and v1.2.0."""
    folder = copy_of_project(tmp_path_factory.mktemp("repository") / "site.git")
    for version in ("1.1.0", "1.2.0"):
        if version == "1.2.0":
            last = sorted((folder / "content/migrations").glob("0*.py"))[-1].stem
            (folder / "content/migrations/0999_expand.py").write_text(EXPANDS.format(last=last))
            css = folder / "static/css/base.css"
            css.write_text(f"{css.read_text()}\n.novelty {{ color: teal; }}\n")
        base = folder / "templates/base.html"
        text = re.sub(r'<meta name="novelty".*?>\n', "", base.read_text())
        base.write_text(text.replace("</head>", f'<meta name="novelty" content="{version}">\n</head>', 1))
        committed(folder, f"Release {version}")
        git(folder, "tag", "--annotate", "--message", version, f"v{version}")
    return folder


class Systemd:
    """What systemd does with docs/site.socket and docs/site.service: it holds the socket, and starts what they say."""

    def __init__(self, root):
        unit = (ROOT / "docs/site.service").read_text().replace("/srv/site", str(root))
        self.command = re.search("^ExecStart=(.*)$", unit, re.MULTILINE)[1].split()
        self.folder = re.search("^WorkingDirectory=(.*)$", unit, re.MULTILINE)[1]
        backlog = int(re.search("^Backlog=(.*)$", (ROOT / "docs/site.socket").read_text(), re.MULTILINE)[1])
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=backlog)
        self.place = self.socket.getsockname()
        self.log = root / "log"

    def start(self):
        script = f'exec 3<&{self.socket.fileno()}; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"'
        with self.log.open("a") as output:
            self.process = subprocess.Popen(
                ["bash", "-c", script, "-", *self.command], cwd=self.folder, env=bare_environment(),
                pass_fds=[self.socket.fileno()], stdout=output, stderr=output,
            )  # fmt: skip

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)


def bare_environment():
    """The environment without settings: those stand in the one .env."""
    return {name: value for name, value in environment().items() if name in ("PATH", "HOME", "LANG")}


class Visitors:
    """Readers, each of whom asks for a page and for what it names; they note what was not answered as it should."""

    def __init__(self, place):
        self.place, self.stopped = place, threading.Event()
        self.failed, self.seen = [], []  # and of which release each page was
        self.threads = [threading.Thread(target=self.read, args=[number]) for number in range(3)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def read(self, number):
        pages = ["/nl/", "/en/organisations/aivd/", "/nl/zoeken/?q=infobox", "/nl/organisaties/", "/en/network/"]
        for turn in count(number):
            if self.stopped.is_set():
                return
            path = pages[turn % len(pages)]
            html = self.get(path)
            for found in re.findall(r'href="(/static/css/[^"]+)"', html):
                self.get(found)
            self.seen += re.findall('name="novelty" content="(.*?)"', html)

    def get(self, path):
        """What is answered, on a connection of its own, by who waits for half a minute at most."""
        connection = HTTPConnection(*self.place, timeout=30)
        try:
            connection.request("GET", path, headers={"Connection": "close"})
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException) as error:
            self.failed.append((path, repr(error)))
            return ""
        finally:
            connection.close()
        if answer.status != 200:
            self.failed.append((path, answer.status))
        return text

    def go_on(self, times=20):
        """Return of which releases the next pages are that are asked for."""
        before = len(self.seen) + len(self.threads)  # some are being asked for
        while len(self.seen) < before + times and not self.failed:
            time.sleep(0.05)
        return set(self.seen[before:])


@contextmanager
def somebody_publishes(address, page):
    """Let an editor publish a page over and over; yields how often it was acknowledged, and what was not."""
    acknowledged, failed, stopped = [], [], threading.Event()

    def work():
        editor = Editor(address, EDITOR["username"], EDITOR["password"])
        for number in count(1):
            if stopped.is_set():
                return
            try:
                editor.saves(FORM.format(page), "_publish", lead_nl=f"Keer {number}.")
                acknowledged.append(number)
            except (AssertionError, OSError, HTTPException) as error:
                failed.append((number, repr(error)))

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield acknowledged, failed
    finally:
        stopped.set()
        thread.join()


def commands(place):
    """The commands of a block of the document."""
    blocks = re.findall(r"^```console\n(.*?)^```", (ROOT / "docs/updating.md").read_text(), re.MULTILINE | re.DOTALL)
    return blocks[place]


def follow(script, places):
    """Do what the document says: the last line lets systemd restart the site."""
    for there, here in places.items():
        script = script.replace(there, str(here))
    *lines, last = script.strip().splitlines()
    assert last == "systemctl restart site"
    lines = [f"{PACKAGES}{line}" if line == "bin/prepare" else line for line in lines]
    command = ["bash", "-e", "-c", "\n".join(lines)]
    finished = subprocess.run(command, env=bare_environment(), capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout + finished.stderr


@pytest.fixture
def systemd(repository, copy_of_site, tmp_path):
    """A site that is installed as the document says, and serves v1.1.0."""
    variables = copy_of_site("updating") | {"STATIC_ROOT": str(tmp_path / "var/static")}
    settings = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "false", "FLOOD_LIMIT": "0", **variables}
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    running = Systemd(tmp_path)
    running.places = {"/srv/site": tmp_path, "https://example.org/who-works-with-whom.git": repository}
    code = "from content.models import Page; print(Page.objects.get(slug_nl='om').pk)"
    running.page = manage("shell", "--verbosity=0", "--command", code, **variables).strip()
    follow(commands(0).replace("1.2.0", "1.1.0"), running.places)
    running.start()
    yield running
    running.stop()
    running.socket.close()


@pytest.mark.long
def test_a_release_takes_over_without_a_failed_request_and_back_again(systemd):
    address = "http://{}:{}".format(*systemd.place)
    with Visitors(systemd.place) as visitors, somebody_publishes(address, systemd.page) as (acknowledged, failed):

        def all_go_on():
            before = len(acknowledged)
            seen = visitors.go_on()
            while len(acknowledged) < before + 2 and not failed:
                time.sleep(0.1)
            return seen

        assert all_go_on() == {"1.1.0"}
        files = set(re.findall(r'href="(/static/css/[^"]+)"', visitors.get("/nl/")))
        for script, before, after in [(commands(0), "1.1.0", "1.2.0"), (commands(1), "1.2.0", "1.1.0")]:
            follow(script, systemd.places)
            # With the schema and the files of the other one.
            assert all_go_on() == {before}, [*visitors.failed, *failed, systemd.log.read_text()]
            systemd.stop()
            systemd.start()
            assert all_go_on() == {after}, [*visitors.failed, *failed, systemd.log.read_text()]
            assert [path for path in files if not visitors.get(path)] == []
    assert visitors.failed == []
    assert failed == []
    assert not re.search("Traceback|ERROR", systemd.log.read_text())


@pytest.mark.looks
def test_files_of_the_release_before_stay_for_a_month(tmp_path):
    """Those of the release, that one may go back to, and those that pages name which readers have open."""
    tree, place = copy_of_project(tmp_path / "site"), tmp_path / "static"
    old, noted = place / "css/base.0123456789ab.css", tmp_path / "static.left.json"
    old.parent.mkdir(parents=True)
    old.write_text("a {}")
    variables = {"STATIC_ROOT": str(place), "SECRET_KEY": "x", "ALLOWED_HOSTS": "x", "HTTPS": "false"}

    def collect():
        command: list = [PYTHON, "manage.py", "collect"]
        subprocess.run(command, cwd=tree, env=environment(**variables), check=True)
        return json.loads(noted.read_text())

    assert list(collect()) == ["css/base.0123456789ab.css"]
    assert old.exists()
    noted.write_text(json.dumps({"css/base.0123456789ab.css": "2026-01-01", "css/base.css": "2026-01-01"}))
    assert collect() == {}
    assert not old.exists()
    assert (place / "css/base.css").exists()
