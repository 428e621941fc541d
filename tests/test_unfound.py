"""Words that readers looked for and did not find: counted by the day, and nothing of who asked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection

from content import clock
from cooperation.upkeep.models import UnfoundWord
from cooperation.upkeep.unfound import _waiting, note, unfound, write_down
from tests import factories
from tests.forms import words

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
BEGIN = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def seek(client):
    """A function by which a reader looks for something on a day after the beginning."""
    with clock.set_to(BEGIN):
        factories.published(factories.organisation(name="Dienst", title_en="Service"))
    _waiting.clear()

    def look_for(text, day=0, **more):
        with clock.set_to(BEGIN + timedelta(days=day)):
            response = client.get("/en/search/", {"q": text}, **more)
        write_down()
        return response

    yield look_for
    _waiting.clear()


def told_unfound(day):
    return [(each.words, each.times, each.days) for each in unfound((BEGIN + timedelta(days=day)).date())]


@pytest.mark.database
def test_what_was_not_found_on_three_days_is_told_by_its_words_and_not_before(seek):
    for day in (0, 0, 0, 1):
        seek("Zorgverzekéring Aanvragen", day)
    assert told_unfound(1) == []
    assert not UnfoundWord.objects.exclude(words="").exists()
    assert "zorg" not in str(list(UnfoundWord.objects.values()))
    seek("zorgverzekering  aanvragen?", 5)
    assert told_unfound(5) == [("zorgverzekering aanvragen", 5, 3)]
    assert told_unfound(95) == []
    seek("qqqq", 120)
    assert [each.day for each in UnfoundWord.objects.all()] == [(BEGIN + timedelta(days=120)).date()]


@pytest.mark.parametrize(
    "text", ["jan@example.org", "0612345678", "huis 12", "https://example.org/qqq", "q" * 61, "?!", " "]
)
def test_what_may_tell_of_somebody_is_not_counted(seek, text):
    seek(text)
    assert not UnfoundWord.objects.exists()


def test_what_is_found_or_asked_by_a_robot_or_of_another_moment_is_not_counted(client, seek):
    seek("Service")
    seek("qqqq", headers={"User-Agent": "Examplebot/1.0"})
    for path in ("/en/search/?q=qqqq&at=2026-04-01", "/en/search/?q=qqqq&page=1", "/en/search/?q=qqqq&type=term"):
        with clock.set_to(BEGIN + timedelta(days=5)):
            assert client.get(path).status_code == 200
    write_down()
    assert not UnfoundWord.objects.exists()


def test_what_an_editor_looks_for_is_not_counted(writer, seek):
    seek("qqqq")
    assert not UnfoundWord.objects.exists()


@pytest.mark.database
def test_each_reader_counts_and_none_waits_for_that(seek):
    response = seek("qqqq")
    assert "private" in response["Cache-Control"]

    def locked(execute, sql, *args):
        if "unfoundword" in sql:
            raise OperationalError("database is locked")
        return execute(sql, *args)

    with connection.execute_wrapper(locked):
        assert seek("qqqq").status_code == 200
        assert sum(_waiting.values()) == 1
    write_down()
    assert UnfoundWord.objects.get().times == 2


@pytest.mark.database
def test_who_makes_up_words_does_not_fill_the_site(seek, monkeypatch):
    monkeypatch.setattr("cooperation.upkeep.unfound.MOST_A_DAY", 3)
    monkeypatch.setattr("cooperation.upkeep.unfound.MOST_WAITING", 5)
    for number in range(10):
        note("q" * (number + 4), BEGIN.date())
    assert len(_waiting) == 5
    write_down()
    assert UnfoundWord.objects.count() == 3


@pytest.mark.database
def test_editors_see_what_was_not_found(client, seek):
    for day in (0, 1, 2):
        seek("Zorgverzekering", day)
    client.force_login(factories.user(superuser=True))
    with clock.set_to(BEGIN + timedelta(days=3)):
        assert "zorgverzekering Keren: 3 Dagen: 3" in words(client, "/admin/content/confirmation/")
