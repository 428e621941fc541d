"""What is made once for each state of the site, and kept until the next publication."""

import re
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.utils.translation import override

from content import kept as shelves
from content.kept import Shelf, kept, kept_for_good, size_of, turn_to
from content.record import State, live
from cooperation.views import article
from tests import factories
from tests.networks import get

pytestmark = pytest.mark.looks

PAST, FIRST, SECOND = (State(10_000_000 + number, datetime(2030, 1, number, tzinfo=UTC)) for number in (1, 2, 3))
LONG = "x" * 100_000


@pytest.fixture
def made():
    """Makes a number, another one each time."""
    numbers = count(1)
    return lambda: next(numbers)


@pytest.fixture(autouse=True)
def _present():
    turn_to(FIRST)


def test_what_was_made_for_a_state_is_made_once(made):
    assert [kept(FIRST, "lists", made), kept(FIRST, "lists", made), kept(FIRST, "matrix", made)] == [1, 1, 2]


def test_a_publication_lets_go_of_all_that_was_kept_before_it(made):
    kept(FIRST, "lists", made)
    kept(FIRST, "focus", made, endless=True)
    kept(PAST, "lists", made)
    turn_to(SECOND)
    assert kept(SECOND, "lists", made) == 4
    assert [kept(FIRST, "lists", made), kept(PAST, "lists", made)] == [5, 6]


def test_what_is_still_being_made_when_the_site_changes_is_not_kept(made):
    """It may hold words that the change took out."""

    def slowly():
        turn_to(SECOND)
        return made()

    assert [kept(PAST, "footer", slowly), kept(PAST, "footer", made)] == [1, 2]


def test_a_state_is_more_than_its_number(made):
    """After a backup came back a serial number may stand for another state."""
    kept(FIRST, "lists", made)
    other = FIRST._replace(moment=FIRST.moment + timedelta(seconds=1))
    turn_to(other)
    assert kept(other, "lists", made) == 2


def test_states_of_the_past_are_kept_apart(made):
    turn_to(SECOND)
    assert [kept(PAST, "footer", made), kept(FIRST, "footer", made), kept(PAST, "footer", made)] == [1, 2, 1]


@pytest.mark.database
def test_after_a_backup_came_back_the_site_is_kept_as_before(made):
    turn_to(SECOND)
    turn_to(PAST)
    assert [kept(PAST, "lists", made), kept(PAST, "lists", made), len(shelves.FEW._kept)] == [1, 1, 1]


def test_questions_about_the_past_push_out_nothing_of_the_present(made, monkeypatch):
    monkeypatch.setattr(shelves, "PAST", Shelf(1_000_000))
    assert kept(FIRST, "lists", made) == 1
    for number in range(100):
        kept(PAST, number, lambda: LONG)
    assert shelves.PAST.used < 1_000_000
    assert kept(FIRST, "lists", made) == 1


def test_what_readers_make_up_pushes_out_nothing_of_what_all_see(made, monkeypatch):
    monkeypatch.setattr(shelves, "ENDLESS", Shelf(1_000_000))
    monkeypatch.setattr(shelves, "FEW", Shelf(1_000_000))
    assert kept(FIRST, "network", made) == 1
    for number in range(100):
        kept(FIRST, f"network {number}", lambda: LONG, endless=True)
    assert shelves.ENDLESS.used < 1_000_000
    assert kept(FIRST, "network", made) == 1


def test_a_shelf_keeps_what_was_asked_for_last_and_nothing_that_takes_most_of_it():
    shelf = Shelf(450_000)
    for key in ("one", "two", "three", "four"):
        shelf.put(key, LONG)
    shelf.get("one")
    shelf.put("five", LONG)
    assert [key for key in ("one", "two", "three", "four", "five") if shelf.get(key)] == [
        "one",
        "three",
        "four",
        "five",
    ]
    shelf.put("six", LONG * 2)
    assert shelf.get("six") is None


def test_the_size_of_a_value_is_that_of_all_that_it_holds():
    assert size_of([{"text": LONG}, (LONG,)]) > 100_000
    assert size_of([LONG] * 50) < 110_000
    assert size_of(datetime) == size_of(FIRST.__class__) == 0


@pytest.mark.django_db
def test_a_focus_that_readers_choose_leaves_the_network_of_all_where_it_is(
    client, bodies, django_assert_max_num_queries
):
    get(client, "/nl/netwerk/")
    for path in ("organisaties/alleen", "organisaties/nergens", "x" * 80, "../..", "%00"):
        get(client, f"/nl/netwerk/?focus={path}")
    with django_assert_max_num_queries(1):
        get(client, "/nl/netwerk/")


@pytest.mark.database
@pytest.mark.django_db
def test_what_lasts_is_let_go_of_where_the_record_is_another_one(made):
    """As after a backup came back, whose rows may have the same keys and say something else."""
    factories.published(factories.organisation())
    state = live()
    turn_to(state)
    assert [kept_for_good("changes", made), kept_for_good("changes", made)] == [1, 1]
    turn_to(SECOND)
    assert kept_for_good("changes", made) == 1
    turn_to(state)
    assert kept_for_good("changes", made) == 2


@pytest.mark.database
@pytest.mark.django_db
def test_an_article_is_made_once_and_anew_when_something_around_it_changes(client, monkeypatch):
    make, made = article.article, []
    monkeypatch.setattr(article, "article", lambda *args: made.append(args) or make(*args))
    service, council = factories.organisation(slug="bureau"), factories.organisation(name="College", slug="college")
    factories.statement(service, text="Het hof weet het.")
    factories.published(service)
    factories.published(council)

    def asked():
        html = get(client, "/nl/organisaties/bureau/")
        assert f"/{live().serial}/" in re.search('class="anchor" href="([^"]+)"', html)[1]
        return html

    assert 'class="named"' not in asked()
    factories.published(factories.info_page())
    asked()
    assert len(made) == 1
    factories.relation(council, service)
    factories.publish(council)
    assert "#r-" not in asked()
    assert "/nl/organisaties/college/" in asked()
    assert len(made) == 2
    factories.published(factories.organisation(name="Hof", slug="hof"))
    assert 'class="named" href="/nl/organisaties/hof/"' in asked()
    assert len(made) == 3


@pytest.mark.django_db
def test_what_is_kept_is_in_the_language_of_the_reader(client):
    factories.published(factories.organisation(title_en="Service"))
    for language, other in (("nl", "en"), ("en", "nl")):
        with override(other):
            assert f'<html lang="{language}">' in client.get(f"/{language}/").content.decode()
    assert "About this site" not in client.get("/nl/").content.decode()
