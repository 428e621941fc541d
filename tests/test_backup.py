"""Backup and restore, as an operator does it: on a site of its own, while somebody writes; then all of it is lost."""

import json
import re
import shutil
import subprocess
import tarfile
from contextlib import contextmanager, suppress
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
from content.models import Edition, Image, Publication, Redaction
from content.publishing import withdraw
from content.record import live, state_of
from content.redacting import redact
from cooperation.letters.models import Letter
from tests import factories
from tests.crawling import OF_THE_MOMENT, OF_TODAY
from tests.previous import connected_to
from tests.servers import PYTHON, ROOT, Site, environment, manage

POSTGRES = "postgresql" in settings.DATABASES["default"]["ENGINE"]
WORDS, LATER = "Xyzzyplugh", "Quuxfrobozz"
# An editor who saves, publishes, and adds a picture and takes it away again, over and over.
WRITE = """
import django
django.setup()
from itertools import count
from content.models import Page
from tests import factories
page = Page.objects.get(slug_nl="druk").specific
for number in count(1):
    page.lead_nl, page.image = f"Keer {number}.", factories.image()
    page.save()
    factories.publish(page)
    print(number, flush=True)
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
        kept.turn_to(state_of_nothing())
        kept.LASTING.clear()
        kept.CARRIED.clear()
        yield


def state_of_nothing():
    from content.record import NOTHING

    return NOTHING


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
    """What is answered at every permanent address, and at every page at the moment of each publication up to one."""
    client, answers = Client(), {}
    for publication in Publication.objects.filter(serial__lte=serial):
        for edition in Edition.objects.in_force(publication.moment):
            permanent = f"/nl/id/{short(edition.summary['content_id'])}/{publication.serial}"
            claims = [claim["id"] for claim in edition.read()["statements"] + edition.read()["relations"]]
            moment = publication.moment.isoformat().replace("+00:00", "Z")
            paths = [f"{path}?at={moment}" for path in edition.paths().values()]
            for path in [permanent, *(f"{permanent}/{short(claim)}" for claim in claims), *paths, f"/nl/?at={moment}"]:
                answer = client.get(path)
                text = OF_THE_MOMENT.sub("", OF_TODAY.sub("", answer.content.decode()))
                answers[path] = answer.status_code, answer.get("Location"), text
    answers["record"] = whole(client, "/record.jsonl").splitlines()[:serial]
    for image in Image.objects.all():
        answers[image.file.url] = whole(client, image.file.url) if is_of(image, serial) else b""
    return answers


def whole(client, path):
    """A file as it is sent."""
    return b"".join(client.get(path).streaming_content)


def is_of(image, serial):
    """Whether a public page showed an image by then."""
    return Edition.objects.that_show(image).filter(publication__serial__lte=serial).exists()


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
            made = manage("backup", backup, **site.variables)
        manifest = json.loads(tarfile.open(backup).extractfile("manifest.json").read())
        serial = manifest["record"]["serial"]
        lost = Publication.objects.count()
        before = crawl(serial)
        claim = Edition.objects.filter(page__slug_nl="dienst").first().read()["statements"][-1]["id"]
        remove(Edition.objects.filter(page__slug_nl="dienst").first().page, claim)
        manage("backup", list_, "--removals", **site.variables)
        record = whole(Client(), "/record.jsonl")
    lose(site)
    return SimpleNamespace(
        site=site, backup=backup, list=list_, manifest=manifest, serial=serial, lost=lost, before=before, claim=claim,
        record=record, made=made, folder=folder,
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
    assert re.search(r"Nothing is known of what was removed by law after .*those words are public again", told(finished))
    with open_site(lost.site):
        assert live() == state_of(lost.serial)
        after = crawl(lost.serial)
        assert after.keys() == lost.before.keys()
        assert {path for path in after if after[path] != lost.before[path]} == set()
        assert WORDS in str(after)
        assert LATER not in str(after)
        assert list(Letter.objects.values_list("state", "text")) == [("given_up", "")]
        factories.publish(Edition.objects.filter(page__slug_nl="druk").first().page)  # its rules and its order are there
        assert live().serial == lost.serial + 1


def test_a_removal_after_the_backup_does_not_come_back(lost):
    for given in (["--removals", lost.list], ["--removals", lost.folder / "record.jsonl", "--replace"]):
        (lost.folder / "record.jsonl").write_bytes(lost.record)
        finished = run(lost.site, "restore", lost.backup, *given)
        assert finished.returncode == 0, told(finished)
        assert "Removed again, by law: Dienst" in told(finished)
        assert "Nothing is known" not in told(finished)
        with open_site(lost.site):
            assert WORDS not in str(crawl(live().serial))
            assert "Keer" in str(crawl(live().serial))
            if not POSTGRES:
                assert WORDS.encode() not in b"".join(each.read_bytes() for each in lost.folder.glob("*.sqlite3*"))
    assert WORDS.lower() not in lost.list.read_text().lower()
