"""What went wrong when two people did different things at the same moment, on hosts of their own."""

from functools import partial

from content.models import Edition, Redaction
from content.publishing import reject, withdraw
from content.redacting import redact
from tests.readers import interrupted
from tests.test_concurrency import (  # noqa: F401 -- the fixtures of that module, and what its people do
    SOON,
    Organisation,
    ValidationError,
    _hosts,
    approve,
    begin,
    commit,
    factories,
    is_due,
    live,
    people,
    plan,
    publish,
    publish_set,
    pytest,
    release,
    several_write,
    submit,
    until,
    write,
)

GONE = {"nl": "Weg.", "en": "Gone."}


@pytest.fixture(scope="module")
def variables(copy_of_site):
    return copy_of_site("races")


def give_an_address(page):
    page = Organisation.objects.get(pk=page.pk)
    page.slug_nl += "-anders"
    page.save()


def cite(page, title="Bron"):
    """Let a page rest on a new source, which is public."""
    source = factories.source(title=title)
    factories.statement(page, passages=[factories.passage(of=source)])
    factories.publish_sources()
    return source


def take_out(page):
    """Redact all that a page says."""
    reasons = {"reason_nl": "Weg.", "reason_en": "Gone."}
    return redact(Redaction.objects.create(page_id=page.pk, asked_by=factories.user(), **reasons), by=factories.user())


def versions_page(pages):
    """The versions of a page, with a publication after the first query of the answer."""
    return interrupted(f"{pages[0].path('nl')}versies/", 1, partial(release, pages, "Mus 2"))


def test_the_versions_of_a_page_are_those_of_the_state_that_is_shown(people):  # noqa: F811
    pages = people[0].does(write, "Mus")
    people[0].does(release, pages, "Mus 1")
    html = people[0].does(versions_page, pages)
    assert "Mus 1" in html
    assert "Versie 2" not in html


@several_write
def test_a_new_address_and_a_link_to_that_page_are_published_at_once(people):  # noqa: F811
    one, other, reader = people
    first, second = one.does(write, "Mus")
    one.does(publish_set, [first, second])
    other.does(begin)
    other.does(give_an_address, second)  # what the form saves, in the transaction that publishes
    one.does(begin)
    one.does(publish, first)  # has the record; that `second` is there is checked at the commit
    following = other.is_kept_waiting(reader, publish, second)
    committed = one.starts(commit)
    assert following.exception(timeout=20) is None
    other.does(commit)
    committed.result(timeout=20)


def test_a_reader_does_not_wait_for_who_writes_when_a_plan_comes_due(people):  # noqa: F811
    one, other, reader = people
    pages, [page, _other] = one.does(write, "Mus"), one.does(write, "Vink")
    one.does(publish_set, pages)
    planned, _second = one.does(plan, pages, "Mus 2", SOON)
    one.does(begin)
    one.does(publish, page)
    until(lambda: other.does(is_due, planned))
    before = reader.starts(live).result(timeout=5)
    one.does(commit)
    assert reader.does(live).serial > before.serial


@several_write
def test_who_withdraws_is_told_of_a_page_that_was_published_meanwhile(people):  # noqa: F811
    one, other, reader = people
    page, _other = one.does(write, "Mus")
    source = one.does(cite, page)
    one.does(begin)
    one.does(publish, page)
    following = other.is_kept_waiting(reader, withdraw, source, reason=GONE)
    one.does(commit)
    assert following.exception(timeout=20).code == "leaned_on"


@several_write
def test_of_two_who_decide_at_once_the_second_is_told_that_it_was_decided(people):  # noqa: F811
    one, other, reader = people
    page, _other = one.does(write, "Mus")
    edition = one.does(submit, page)
    one.does(begin)
    one.does(reject, edition, by=None, reason="Nee.")
    following = other.is_kept_waiting(reader, approve, edition)
    one.does(commit)
    assert following.exception(timeout=20).code == "decided"
    assert reader.does(outcome_of, edition) == ("rejected", "Nee.")


def outcome_of(edition):
    edition.refresh_from_db()
    return edition.state, edition.review_note


def cited_by_nobody():
    """A public source, and a page that is going to cite it."""
    [page, _other] = write("Mus")
    source = factories.source(title="Geheim")
    factories.statement(page, passages=[factories.passage(of=source)])
    factories.publish_sources()
    return page, source


def documents():
    """All that was ever frozen, as text."""
    return str(list(Edition.objects.values_list("document", flat=True)))


@several_write
def test_what_first_cites_a_source_while_its_words_are_removed_is_published_without_them(people):  # noqa: F811
    one, other, reader = people
    page, source = one.does(cited_by_nobody)
    other.does(begin)
    other.does(take_out, source)
    following = one.is_kept_waiting(reader, publish, page)
    other.does(commit)
    following.result(timeout=20)
    assert "Geheim" not in reader.does(documents)


@several_write
@pytest.mark.parametrize("act", [submit, publish])
def test_what_was_frozen_when_words_were_to_be_removed_loses_them_as_well(people, act):  # noqa: F811
    one, other, reader = people
    page, source = one.does(cited_by_nobody)
    one.does(begin)
    one.does(act, page)
    following = other.is_kept_waiting(reader, take_out, source)
    one.does(commit)
    following.result(timeout=20)
    assert "Geheim" not in reader.does(documents)
