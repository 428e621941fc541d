"""Backup and restore, as an operator does it: on a site of its own, while somebody writes; then all of it is lost."""

import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.test.utils import override_settings

from content import kept
from content.identity import short
from content.models import Edition, Publication, Redaction
from content.publishing import withdraw
from content.record import NOTHING, live, state_of
from content.redacting import redact
from cooperation.backup.dumping import where
from cooperation.letters.models import Letter
from tests import factories
from tests.crawling import OF_THE_MOMENT, OF_TODAY
from tests.hosts import until
from tests.postgres import owner, programs
from tests.previous import connected_to
from tests.servers import PYTHON, ROOT, Site, environment, manage

POSTGRES = "postgresql" in settings.DATABASES["default"]["ENGINE"]
WORDS, LATER = "Xyzzyplugh", "Quuxfrobozz"
# An editor who saves, publishes, and adds a picture and takes it away again, over and over.
WRITE = """
import django
django.setup()
from itertools import count
from time import sleep
from content.models import Page
from tests import factories
page = Page.objects.get(slug_nl="druk").specific
for number in count(1):
    page.lead_nl, page.image = f"Keer {number}.", factories.image()
    page.save()
    factories.publish(page)
    print(number, flush=True)
    sleep(0.2)
"""


@contextmanager
def somebody_writes(site):
    """Let another process save and publish; it is killed in the end."""
    command: list = [PYTHON, "-c", WRITE]
    writer = subprocess.Popen(command, cwd=ROOT, env=environment(**site.variables), stdout=subprocess.PIPE)
    try:
        assert writer.stdout.readline() == b"1\n"
        yield
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()


@contextmanager
def open_site(site):
    """Let this process work at a site."""
    with connected_to(site), override_settings(MEDIA_ROOT=site.media):
        kept.turn_to(NOTHING)
        kept.LASTING.clear()
        kept.CARRIED.clear()
        yield


def fill():
    """What a site has: pages with pictures, one withdrawn, one planned, one with words removed, a letter that waits."""
    pressed = factories.published(factories.organisation(name="Druk", slug="druk"))
    service = factories.organisation(name="Dienst", slug="dienst", image=factories.image())
    factories.relation(service, pressed, role="informs")
    factories.statement(service, text=f"<p>{WORDS} staat er.</p>", anchor="weg")
    factories.published(service)
    service.image = factories.image()  # the first one is shown by an edition alone
    service.save()
    factories.publish(service)
    withdraw(factories.published(factories.organisation(slug="opgeheven")), reason={"nl": "Weg.", "en": "Gone."})
    remove(factories.published(factories.organisation(name=LATER, slug="verwijderd")))
    letter = {"to": "a@example.org", "language": "nl", "template": "x", "subject": "x", "text": "x"}
    Letter.objects.create(**letter, asked_at=live().moment, due=live().moment, until=live().moment)


def remove(page, claim=None):
    asked = {"page_id": page.pk, "claim": claim, "reason_nl": "Wet.", "reason_en": "Law.", "asked_by": factories.user()}
    return redact(Redaction.objects.create(**asked), by=factories.user())


def crawl(serial):
    """What is answered at the permanent addresses of what each publication up to one brought, and of all in the end."""
    client, answers = Client(), {}
    for publication in Publication.objects.filter(serial__lte=serial):
        is_last = publication.serial == serial
        found = Edition.objects.in_force(publication.moment) if is_last else publication.editions.all()
        moment = publication.moment.isoformat().replace("+00:00", "Z")
        paths = [f"/nl/?at={moment}"]
        for edition in found:
            permanent = f"/nl/id/{short(edition.summary['content_id'])}/{publication.serial}"
            claims = [claim["id"] for claim in edition.read()["statements"] + edition.read()["relations"]]
            paths += [permanent, *(f"{permanent}/{short(claim)}" for claim in claims)]
            paths += [f"{path}?at={moment}" for path in edition.paths().values()]
        for path in paths:
            answer = client.get(path)
            text = OF_THE_MOMENT.sub("", OF_TODAY.sub("", answer.content.decode()))
            answers[path] = answer.status_code, answer.get("Location"), text
    answers["record"] = whole(client, "/record.jsonl").splitlines()[:serial]
    shown = Edition.objects.filter(publication__serial__lte=serial, document__image__url__isnull=False)
    return answers | {url: whole(client, url) for url in set(shown.values_list("document__image__url", flat=True))}


def whole(client, path):
    """A file as it is sent."""
    return b"".join(client.get(path).streaming_content)


def stored(site):
    """All that the database of a site has stored, also in what is left of what was deleted, in small letters."""
    if not site.postgres:
        files = [each for each in site.file.parent.glob(f"{site.file.name}*") if each.is_file()]
        return b"".join(each.read_bytes() for each in files).decode("latin-1").lower()
    with open_site(site):
        environ = environment() | where()
    return subprocess.run(["pg_dump"], env=environ, check=True, capture_output=True, text=True).stdout.lower()


def lose(site):
    """Let all of a site be gone."""
    shutil.rmtree(site.media, ignore_errors=True)
    if not site.postgres:
        for each in ("", "-wal", "-shm"):
            Path(f"{site.file}{each}").unlink(missing_ok=True)
        return
    settings = connections["default"].settings_dict
    options = settings["OPTIONS"] | {"host": settings["HOST"], "dbname": "postgres"}
    with psycopg.connect(**options, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{site.name}" WITH (FORCE)')
    site.create()


def run(site, *arguments, **options):
    command: list = [PYTHON, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment(**site.variables), capture_output=True, **options)


def told(finished):
    return (finished.stdout + finished.stderr).decode()


@pytest.fixture(scope="module", autouse=True)
def _may_ask(django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def drill(tmp_path_factory, worker_id):
    """A site that was backed up while somebody wrote, what it said, and what became of it after it was lost."""
    folder = tmp_path_factory.mktemp("drill")
    site, backup, list_ = Site(folder, f"drill-{worker_id}"), folder / "site.backup", folder / "removals.jsonl"
    site.create()
    with connected_to(site):
        manage("migrate", "--verbosity=0", **site.variables)
    with open_site(site):
        fill()
        with somebody_writes(site):
            manage("backup", backup, **site.variables)
        with tarfile.open(backup) as packed:
            manifest = json.loads(packed.extractfile("manifest.json").read())
        serial = manifest["record"]["serial"]
        lost = Publication.objects.count()
        before = crawl(serial)
        claim = Edition.objects.filter(page__slug_nl="dienst").first().read()["statements"][-1]["id"]
        remove(Edition.objects.filter(page__slug_nl="dienst").first().page, claim)
        manage("removals", list_, **site.variables)
        record = whole(Client(), "/record.jsonl")
    lose(site)
    return SimpleNamespace(
        site=site, backup=backup, list=list_, manifest=manifest, serial=serial, lost=lost, before=before, claim=claim,
        record=record, folder=folder,
    )  # fmt: skip


@pytest.fixture
def lost(drill):
    """The same, with nothing left but the backup."""
    lose(drill.site)
    return drill


def test_what_is_restored_says_what_the_site_said_at_every_permanent_address(lost):
    assert lost.serial <= lost.lost
    assert "Keer" in str(lost.before)
    finished = run(lost.site, "restore", lost.backup)
    assert finished.returncode == 0, told(finished)
    assert re.search(
        r"Nothing is known of what was removed by law after .*those words are public again", told(finished)
    )
    with open_site(lost.site):
        assert live() == state_of(lost.serial)
        after = crawl(lost.serial)
        assert after.keys() == lost.before.keys()
        assert {path for path in after if after[path] != lost.before[path]} == set()
        assert WORDS in str(after)
        assert WORDS.lower() in stored(lost.site)
        assert LATER not in str(after)
        assert list(Letter.objects.values_list("state", "text")) == [("given_up", "")]
        factories.publish(Edition.objects.filter(page__slug_nl="druk").first().page)
        assert live().serial == lost.serial + 1


@pytest.mark.skipif(POSTGRES, reason="its files are the server's; what it dumps has nothing that was deleted")
def test_a_database_that_is_written_anew_has_nothing_left_of_words_that_went_by_law(lost):
    assert run(lost.site, "restore", lost.backup).returncode == 0
    with open_site(lost.site):
        remove(Edition.objects.filter(page__slug_nl="dienst").first().page, lost.claim)
    assert WORDS.lower() in stored(lost.site)
    finished = run(lost.site, "compact")
    assert finished.returncode == 0, told(finished)
    assert WORDS.lower() not in stored(lost.site)


def test_a_removal_after_the_backup_does_not_come_back(lost):
    for given in (["--removals", lost.list], ["--removals", lost.folder / "record.jsonl", "--replace"]):
        (lost.folder / "record.jsonl").write_bytes(lost.record)
        finished = run(lost.site, "restore", lost.backup, *given)
        assert finished.returncode == 0, told(finished)
        assert "Removed again, by law: Dienst" in told(finished)
        assert "Nothing is known" not in told(finished)
        assert WORDS.lower() not in stored(lost.site)
        assert "keer 1." in stored(lost.site)
    assert WORDS.lower() not in lost.list.read_text().lower()
    run(lost.site, "removals", lost.folder / "now.jsonl")
    assert run(lost.site, "removals", "-").stdout == (lost.folder / "now.jsonl").read_bytes()
    piped = run(lost.site, "removals", "--again", "-", input=lost.list.read_bytes())
    assert "0 of 2 removals" in told(piped), told(piped)


@pytest.mark.long
def test_without_a_list_it_says_what_it_cannot_know_and_a_list_that_comes_later_is_carried_out(lost):
    finished = run(lost.site, "restore", lost.backup)
    assert "cannot be known here" in told(finished)
    finished = run(lost.site, "removals", lost.list, "--again")
    assert "Removed again, by law: Dienst" in told(finished)
    assert "1 of 2 removals" in told(finished)
    assert "0 of 2 removals" in told(run(lost.site, "removals", lost.list, "--again"))
    with open_site(lost.site):
        assert WORDS not in str(crawl(live().serial))


def test_a_site_with_content_is_left_alone_and_what_breaks_off_changes_nothing(lost):
    assert run(lost.site, "restore", lost.backup).returncode == 0
    with open_site(lost.site):
        factories.publish(Edition.objects.filter(page__slug_nl="druk").first().page)
        now = live()
    refused = run(lost.site, "restore", lost.backup)
    assert refused.stderr.startswith(b"CommandError: Nothing was restored. This site has content.")
    shutil.rmtree(lost.site.media)
    lost.site.media.write_text("")  # no picture can be written: the last thing that is done before the database
    broken = run(lost.site, "restore", lost.backup, "--replace")
    assert broken.stderr.startswith(b"CommandError: Nothing was restored.")
    with open_site(lost.site):
        assert live() == now
    lost.site.media.unlink()
    finished = run(lost.site, "restore", lost.backup, "--replace", "--removals", lost.list)
    assert finished.returncode == 0, told(finished)
    lost_ones = f"Publications {lost.serial + 1} to {max(lost.lost + 1, lost.serial + 1)} are lost"
    assert lost_ones in told(finished)
    assert WORDS.lower() not in stored(lost.site)
    assert manage("check", "--database=default", **lost.site.variables)


@pytest.mark.long
def test_a_backup_of_the_schema_before_is_brought_to_that_of_today(lost):
    older = lost.folder / "older.backup"
    assert run(lost.site, "restore", lost.backup).returncode == 0
    manage("migrate", "content", "0031", "--verbosity=0", **lost.site.variables)
    manage("backup", older, **lost.site.variables)
    lose(lost.site)
    finished = run(lost.site, "restore", older, "--removals", lost.list)
    assert finished.returncode == 0, told(finished)
    assert "Removed again" in told(finished)
    assert manage("check", "--database=default", **lost.site.variables)
    assert WORDS.lower() not in stored(lost.site)


def repacked(lost, change):
    """The backup, with its files by name as a change leaves them."""
    path, folder = lost.folder / "changed.backup", lost.folder / "changed"
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(lost.backup) as packed:
        names = packed.getnames()
        packed.extractall(folder, filter="data")
    change(folder)
    with tarfile.open(path, "w:gz", compresslevel=1) as packed:
        for each in [*names, *sorted({str(file.relative_to(folder)) for file in folder.rglob("*")} - set(names))]:
            if (folder / each).is_file():
                packed.add(folder / each, each)
    return path


def altered(folder):
    file = next(folder.glob("database.*"))
    file.write_bytes(file.read_bytes()[:-1] + b"x")


def of_a_newer_release(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["migrations"].append(["content", "9999_new"])
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (altered, "was altered: database.* is not what it was"),
        (lambda folder: (folder / "redactions.jsonl").unlink(), "redactions.jsonl is missing"),
        (lambda folder: (folder / "media/more").write_text(""), "media/more is missing, or too much"),
        (lambda folder: (folder / "manifest.json").unlink(), "the list of its files is missing"),
    ],
)
def test_what_is_not_whole_is_found_before_anything_is_touched(drill, change, why):
    with pytest.raises(CommandError, match=f"Nothing was restored. .*{why}"):
        call_command("restore", repacked(drill, change), check=True)


def test_a_backup_of_a_release_that_is_not_known_here_is_refused(lost):
    finished = run(lost.site, "restore", repacked(lost, of_a_newer_release))
    assert re.fullmatch(b"CommandError: Nothing was restored. This backup is of another release.*\n", finished.stderr)


def test_what_is_cut_off_or_is_no_backup_is_told_in_one_line(drill, tmp_path):
    whole_one, path = drill.backup.read_bytes(), tmp_path / "given"
    for given in (whole_one[:-2000], whole_one[:100], b"", b"age-encryption.org/v1" * 99):
        path.write_bytes(given)
        with pytest.raises(CommandError, match=r"^Nothing was restored\. This is no whole backup[^\n]*$"):
            call_command("restore", path, check=True)


# What docs/backup.md says, word for word


def commands(begin, end):
    """The commands in a part of the document, one script for each block."""
    text = (ROOT / "docs/backup.md").read_text()
    part = text[text.index(f"\n## {begin}") : text.index(f"\n## {end}")]
    return re.findall(r"^```console\n(.*?)^```", part, re.MULTILINE | re.DOTALL)


def shell(script, places, **options):
    for there, here in places.items():
        script = script.replace(there, str(here))
    finished = subprocess.run(["bash", "-e", "-c", script], capture_output=True, text=True, **({"cwd": ROOT} | options))
    assert finished.returncode == 0, (script, finished.stdout, finished.stderr)
    return finished.stdout + finished.stderr


@pytest.mark.long
def test_the_commands_of_the_document_back_up_and_restore(lost, tmp_path):
    places = {".venv/bin/python": PYTHON, "/srv/": f"{tmp_path}/"}
    for folder in ("backup", "keys"):
        (tmp_path / folder).mkdir()
    assert run(lost.site, "restore", lost.backup).returncode == 0
    making, listing = commands("Making one", "What was removed"), commands("What was removed", "Restoring")
    given = {"env": environment(**lost.site.variables)}
    said = "".join(shell(each, places, **given) for each in [*making, *listing])
    assert "A whole backup of" in said
    assert b"age-encryption.org" in (tmp_path / "backup/site.age").read_bytes()[:100]
    assert sorted(each.name for each in (tmp_path / "backup").iterdir()) == [
        "recipients.txt", "removals.jsonl", "site.age", "site.backup",
    ]  # fmt: skip
    lose(lost.site)
    assert "The site is restored" in "".join(shell(each, places, **given) for each in commands("Restoring", "Why"))
    with open_site(lost.site):
        assert crawl(lost.serial) == lost.before


@pytest.fixture
def archiving():
    """PostgreSQL as the document configures it, and what asks it: it archives all that is written."""
    with tempfile.TemporaryDirectory(prefix="moment-") as name:
        folder, run_as = Path(name), owner() | {"cwd": name}
        os.chown(folder, run_as.get("user", -1), run_as.get("group", -1))
        environ = environment(PATH=f"{programs()}:/usr/bin:/bin", PGHOST=name, PGUSER="tests", PGDATABASE="site")

        def do(script, **more):
            return shell(script, {"/srv/": f"{name}/"} | more, env=environ, **run_as)

        def ask(query, database="site"):
            with psycopg.connect(host=name, user="tests", dbname=database, autocommit=True) as connection:
                cursor = connection.execute(query)
                return cursor.fetchall() if cursor.description else []

        do("initdb --pgdata=/srv/data --username=tests --auth=trust --no-sync; mkdir /srv/archive")
        [settings] = re.findall(r"^```ini\n(.*?)^```", (ROOT / "docs/backup.md").read_text(), re.MULTILINE | re.DOTALL)
        with (folder / "data/postgresql.conf").open("a") as file:
            file.write(settings.replace("/srv/", f"{name}/"))
            file.write(f"listen_addresses = ''\nunix_socket_directories = '{name}'\n")
        start = "pg_ctl --pgdata=/srv/data --wait --log=/srv/log start"
        stop = "pg_ctl --pgdata=/srv/data --mode=immediate stop"
        do(start)
        ask("CREATE DATABASE site", "postgres")
        yield SimpleNamespace(folder=folder, do=do, ask=ask, start=start, stop=stop)
        do(stop)


@pytest.mark.long
@pytest.mark.database
def test_postgresql_goes_back_to_a_moment(archiving):
    """Something is said, and then something else: back to the moment between the two."""
    copying, going_back = commands("Every moment", "How long")
    archiving.ask("CREATE TABLE said (what text)")
    archiving.do(copying)
    archiving.ask("INSERT INTO said VALUES ('before')")
    [(moment,)] = archiving.ask("SELECT clock_timestamp()::text")
    archiving.ask("INSERT INTO said VALUES ('after')")
    [(last,)] = archiving.ask("SELECT pg_walfile_name(pg_switch_wal())")
    until(lambda: (archiving.folder / "archive" / last).exists())
    archiving.do(archiving.stop)
    archiving.do(going_back, **{"2026-11-30 12:00:00+01": moment})
    archiving.do(archiving.start)
    until(lambda: archiving.ask("SELECT pg_is_in_recovery()") == [(False,)])
    assert archiving.ask("SELECT what FROM said") == [("before",)]
