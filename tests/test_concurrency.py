"""Several people publish and read at the same time, on several hosts: whoever reads is shown one state of the site.

A final edition cannot be deleted, so these tests have a database of their own and leave there what they publish.
"""

import re
from datetime import timedelta
from itertools import pairwise, permutations

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from content import clock
from content.models import Edition, Publication
from content.publishing import approve, cancel_plan, publish, publish_set, reject, submit
from content.record import live
from cooperation.models import Organisation
from tests import factories, servers
from tests.hosts import begin, commit, hosts, together, undo, until
from tests.readers import Readers, look, show_what_was_when_they_were_asked, title_of

POSTGRES = "postgresql" in settings.DATABASES["default"]["ENGINE"]
several_write = pytest.mark.skipif(not POSTGRES, reason="SQLite lets nobody write beside an open transaction")
clocks_differ = pytest.mark.skipif(not POSTGRES, reason="SQLite is a file on one host, with one clock")
MINUTE, SOON = timedelta(minutes=1), timedelta(seconds=2)


@pytest.fixture(scope="module")
def variables(copy_of_site):
    return copy_of_site("concurrency")


@pytest.fixture(scope="module")
def _hosts(variables):
    clocks = [timedelta(), -10 * MINUTE, 10 * MINUTE] if POSTGRES else [timedelta()] * 3
    with hosts(variables["DATABASE_URL"], clocks) as made:
        yield made


@pytest.fixture
def people(_hosts):
    """Three people, each at a host; on PostgreSQL the clock of the second is slow and that of the third is fast."""
    yield _hosts
    together(_hosts, undo)


@pytest.fixture(scope="module")
def address(variables, tmp_path_factory):
    """Where gunicorn serves the site, with two workers; in the end both of them have answered."""
    log = tmp_path_factory.getbasetemp() / "gunicorn-concurrency.log"
    options = ["--access-logfile=-", "--access-logformat=worker %(p)s"]
    with servers.gunicorn(log, *options, workers=2, **variables) as server:
        yield server.address
    assert len(set(re.findall("worker <.*", log.read_text()))) == 2


# What people do.


def write(word, first="Een", second="Twee"):
    """Two pages that relate to each other and were never public; what they cite is."""
    pages = [factories.organisation(name=f"{word} {name}") for name in (first, second)]
    for page, other in permutations(pages):
        factories.relation(page, other)
    factories.publish_sources()
    return pages


def rename(pages, title):
    texts = dict.fromkeys(["title_nl", "title_en", "sentence_name_nl", "sentence_name_en"], title)
    Organisation.objects.filter(pk__in=[page.pk for page in pages]).update(**texts)


def release(pages, title):
    """Publish pages under another name, as a set."""
    rename(pages, title)
    return publish_set(pages)


def plan(pages, title, after):
    """Plan pages under another name, all for one moment."""
    rename(pages, title)
    moment = clock.now() + after
    return [approve(submit(page), at=moment) for page in pages]


def refuse(edition):
    return reject(edition, by=None, reason="Nee.")


# What they see.


def versions(page):
    """What the record has of a page: the number, both ends and the publication of each version."""
    found = Edition.objects.final().filter(page=page.pk).order_by("number")
    return list(found.values_list("number", "published_at", "superseded_at", "publication"))


def is_due(planned):
    return planned.published_at <= clock.now()


def record_is_whole():
    """Whether the record has each step once, in one order, and each page its versions without a gap."""
    steps = list(Publication.objects.order_by("serial").values_list("serial", "moment"))
    assert [serial for serial, _moment in steps] == list(range(1, len(steps) + 1))
    assert all(earlier[1] < later[1] for earlier, later in pairwise(steps))
    for page in Organisation.objects.all():
        found = versions(page)
        assert [number for number, *_rest in found] == list(range(1, len(found) + 1))
        assert all(earlier[2] == later[1] for earlier, later in pairwise(found))


@several_write
def test_who_wrote_first_and_publishes_last_is_not_missed(people):
    one, other, reader = people
    first, second = one.does(write, "Kraai")
    one.does(begin)
    waiting = one.does(submit, first)
    other.does(publish, second)
    assert reader.does(look, "Kraai") == {"Twee"}
    one.does(approve, waiting)
    assert reader.does(look, "Kraai") == {"Twee"}
    one.does(commit)
    assert together(people, look, "Kraai") == [{"Een", "Twee"}] * 3


def test_who_publishes_waits_for_who_is_publishing_and_readers_do_not(people):
    one, other, reader = people
    first, second = one.does(write, "Meeuw")
    assert reader.does(look, "Meeuw") == set()
    one.does(begin)
    one.does(publish, first)
    following = other.is_kept_waiting(reader, publish, second)
    assert reader.does(look, "Meeuw") == set()
    assert not following.done()
    one.does(commit)
    following.result(timeout=60)
    assert together(people, look, "Meeuw") == [{"Een", "Twee"}] * 3
    reader.does(record_is_whole)


def test_pages_that_link_to_each_other_are_published_at_once(people):
    one, other, reader = people
    pages = one.does(write, "Gans")
    for each in [host.starts(publish, page) for host, page in zip([one, other] * 5, pages * 5, strict=True)]:
        each.result(timeout=60)
    assert [len(reader.does(versions, page)) for page in pages] == [5, 5]
    reader.does(record_is_whole)


def test_versions_of_one_page_that_are_published_at_once_follow_each_other(people):
    page, _other = people[0].does(write, "Zwaan")
    together(people, publish, page, times=4)
    assert [number for number, *_rest in people[0].does(versions, page)] == list(range(1, 13))
    people[0].does(record_is_whole)


@pytest.mark.parametrize("act", [approve, refuse])
@pytest.mark.parametrize("late_act", [approve, refuse])
def test_of_two_who_decide_on_a_submission_at_once_one_is_refused(people, act, late_act):
    one, other, reader = people
    page, _other = one.does(write, "Eend")
    waiting = one.does(submit, page)
    one.does(begin)
    decided = one.does(act, waiting)
    following = other.is_kept_waiting(reader, late_act, waiting)
    one.does(commit)
    with pytest.raises(ValidationError, match="Alleen een ingediende editie"):
        following.result(timeout=60)
    assert len(reader.does(versions, page)) == (decided.state == "approved")


def test_what_has_come_due_is_published_once(people):
    one, other, reader = people
    pages = one.does(write, "Valk")
    one.does(publish_set, pages)
    before = reader.does(live)
    planned, _second = one.does(plan, pages, "Valk 2", SOON)
    until(lambda: reader.does(is_due, planned))
    one.does(begin)
    state = one.does(live)
    assert other.does(live) == before  # nobody waits for it
    one.does(commit)
    assert other.does(live) == state == reader.does(live) == (before.serial + 1, planned.published_at)
    assert [reader.does(versions, page)[1:] for page in pages] == [[(2, state.moment, None, state.serial)]] * 2


@clocks_differ
def test_publications_follow_the_clock_of_the_database_and_every_host_shows_them_at_once(people):
    exact, slow, fast = people
    pages = exact.does(write, "Uil")
    for number, host in enumerate([fast, slow, exact, slow, fast]):
        before = exact.does(clock.now)
        edition, _second = host.does(release, pages, f"Uil {number}")
        assert before < edition.published_at < exact.does(clock.now)
        assert together(people, title_of, pages[0]) == [(f"Uil {number}", False)] * 3
        assert together(people, look, "Uil") == [{str(number)}] * 3
    exact.does(record_is_whole)


@clocks_differ
def test_what_is_still_to_come_is_so_on_every_host(people):
    exact, slow, fast = people
    pages = exact.does(write, "Specht")
    exact.does(release, pages, "Specht 1")
    with pytest.raises(ValidationError, match="Dit moment is voorbij"):
        slow.does(plan, pages, "Specht 2", -SOON)
    planned = fast.does(plan, pages, "Specht 2", 5 * MINUTE)
    assert together(people, title_of, pages[0]) == [("Specht 1", True)] * 3
    for each in planned:
        slow.does(cancel_plan, each)
    planned, _second = fast.does(plan, pages, "Specht 3", SOON)
    until(lambda: exact.does(is_due, planned))
    exact.does(live)  # the first reader lets it go live; who reads in that very moment does not wait
    assert together(people, title_of, pages[0]) == [("Specht 3", False)] * 3


def test_what_is_published_between_two_queries_of_an_answer_does_not_show_in_it(people):
    one, *_others = people
    pages = one.does(write, "Lijster")
    one.does(release, pages, "Lijster 1")
    one.does(show_what_was_when_they_were_asked, "Lijster", pages, release)


def test_what_comes_due_while_people_read_shows_everywhere_at_once(people, address):
    one, *_others = people
    pages = one.does(write, "Kievit")
    one.does(release, pages, "Kievit 1")
    before = one.does(live)
    readers = Readers(address, "Kievit", pages)
    with readers.reading(last=2):
        planned, _second = one.does(plan, pages, "Kievit 2", SOON)
    readers.saw_one_state_at_a_time()
    assert one.does(live) == (before.serial + 1, planned.published_at)
    assert [one.does(versions, page)[1][3] for page in pages] == [before.serial + 1] * 2


def test_who_reads_while_somebody_publishes_gets_one_state_and_never_an_older_one(people, address):
    one, *_others = people
    pages = one.does(write, "Reiger")
    one.does(release, pages, "Reiger 1")
    readers = Readers(address, "Reiger", pages)
    with readers.reading(last=12):
        for number in range(2, 13):
            readers.are_told(one.does, release, pages, f"Reiger {number}", shows=number)
    readers.saw_one_state_at_a_time()
