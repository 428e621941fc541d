"""Pictures of shared pages on disk: drawn once, and again where the folder lost, spoiled or could not take them."""

import multiprocessing
import resource
import threading
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image

from content.redacting import redact
from cooperation import circuit
from cooperation.share import drawn
from tests import factories
from tests.test_redaction import asked
from tests.test_share import og_image

pytestmark = pytest.mark.looks

PAGE = UUID(int=7)


@pytest.fixture
def png(tmp_path):
    Image.effect_noise((200, 200), 50).save(tmp_path / "noise.png")
    return (tmp_path / "noise.png").read_bytes()


@pytest.fixture(autouse=True)
def _usable(monkeypatch):
    monkeypatch.setattr(drawn, "_folder", circuit.Circuit("The folder", OSError))


@contextmanager
def full():
    """No file of this process may grow: as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def files(settings):
    return sorted(Path(settings.SHARE_ROOT).glob("*/*"))


@pytest.mark.django_db
def test_what_is_cut_off_or_spoiled_is_drawn_again(settings, png):
    times = count(1)

    def ask():
        return drawn.picture(PAGE, "0" * 12, lambda: next(times) and png)

    assert [ask(), ask(), next(times)] == [png, png, 2]
    (file,) = files(settings)
    flipped = bytes([*png[:20_000], png[20_000] ^ 1, *png[20_001:]])
    for spoiled in (b"", png[:100], png[:-1], png[:-12], flipped, b"<html>", b"\0" * len(png)):
        file.write_bytes(spoiled)
        assert drawn.found(PAGE, "0" * 12) is None
        assert ask() == file.read_bytes() == png
    file.unlink()
    file.parent.rmdir()
    assert ask() == png
    assert next(times) == 11


@pytest.mark.django_db
def test_a_folder_that_takes_nothing_costs_a_line_a_minute_and_no_picture(settings, png, caplog, monkeypatch, tmp_path):
    monkeypatch.setattr(circuit, "REST", 0)
    whole, settings.SHARE_ROOT = settings.SHARE_ROOT, "/proc/no/such/folder"
    assert [drawn.picture(PAGE, f"{number:012x}", lambda: png) for number in range(3)] == [png] * 3
    settings.SHARE_ROOT = whole
    with full():
        assert drawn.picture(PAGE, "3" * 12, lambda: png) == png
    assert not files(settings)  # nor half of a file
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert drawn.picture(PAGE, "3" * 12, lambda: png) == png
    assert len(files(settings)) == 1


@pytest.mark.django_db
def test_the_folder_keeps_no_more_than_there_is_room_for(settings, png, monkeypatch):
    monkeypatch.setattr(drawn, "ROOM", 3 * len(png))
    for number in range(5):
        drawn.picture(PAGE, f"{number:012x}", lambda: png)
        time.sleep(0.01)  # files are as old as the clock of the file system tells apart
    assert [file.stem[-1] for file in files(settings)] == ["2", "3", "4"]


@pytest.mark.django_db
def test_many_who_ask_at_once_get_one_drawing_and_few_draw_at_a_time(png, monkeypatch):
    drawing, most, drawings, lock = [0], [0], [], threading.Lock()

    def draw(digest):
        with lock:
            drawing[0] += 1
            most[0] = max(most[0], drawing[0])
            drawings.append(digest)
        time.sleep(0.05)
        with lock:
            drawing[0] -= 1
        return png

    paths = {digest: drawn.path_of(PAGE, digest) for digest in map("{:012x}".format, range(4))}

    monkeypatch.setattr(drawn, "path_of", lambda page, digest: paths[digest])  # a thread has no database here

    def ask(digest):
        drawn.picture(PAGE, digest, lambda: draw(digest))

    threads = [threading.Thread(target=ask, args=[digest]) for digest in paths for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(drawings) == sorted(paths)
    assert most[0] <= drawn.AT_ONCE


def in_turn(root, told):
    with drawn.turn("0" * 12):
        told.put("begins")
        time.sleep(0.1)
        told.put("ends")


def test_workers_wait_for_each_other(settings):
    processes = multiprocessing.get_context("fork")
    told = processes.SimpleQueue()
    workers = [processes.Process(target=in_turn, args=[settings.SHARE_ROOT, told]) for _each in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [told.get() for _time in range(6)] == ["begins", "ends"] * 3


@pytest.mark.database
@pytest.mark.django_db
def test_after_a_removal_by_law_nothing_of_before_is_left_on_disk(client, settings):
    page = factories.published(factories.organisation(name="Xyzzy", slug="dienst"))
    factories.published(factories.organisation(name="Ander", slug="ander"))
    before = og_image(client, "/nl/organisaties/dienst/")
    assert client.get(before).status_code == 200
    (file,) = files(settings)
    redact(asked(page), by=factories.user())
    assert client.get(before).status_code in (302, 404)
    client.get(og_image(client, "/nl/organisaties/ander/"))
    assert not file.exists()
    assert len(files(settings)) == 1
