"""Whatever people do with a few pages, in whatever order: only what is final is public, and what was public stays.

HISTORIES=500 looks at as many histories, other ones each time; with SEED=… as well, at the same ones again.
"""

import os
from copy import deepcopy
from datetime import timedelta
from itertools import count, groupby, pairwise
from random import randrange

import pytest
from django.conf import settings as site
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, note, seed, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir

from content import clock
from content.documents.building import build_document
from content.documents.restoring import restore
from content.documents.taking import TakenBefore
from content.models import Edition, InfoPage, Page, Publication, Source
from content.publishing import publish_set
from cooperation.models import Organisation, Partnership, Theme
from tests import factories
from tests.crawling import Crawler
from tests.histories import History
from tests.written import identity

MANY, STEPS = "HISTORIES" in os.environ, int(os.environ.get("STEPS", "40"))
SEED = int(os.environ.get("SEED") or randrange(10**9))
# The first of each is what a failing history is left with where nothing else matters; what happens more often, and to
# which pages, stands here more often.
OPERATIONS = """
    wait save submit approve plan rename add retire cite revise publish withdraw plan_withdrawal cancel reject
    publish_set bring_back redact look save submit approve plan revise wait submit approve revise rename
""".split()  # noqa: SIM905 -- a list to be read
PAGES = (2, 4, 0, 3, 2, 4, 0, 1, 5, 6)
OPERATION = st.tuples(st.sampled_from(OPERATIONS), st.sampled_from(PAGES), st.integers(0, 2), st.integers(0, 5))
# What is found only where much comes together: names that change, plans that come due at once, an address that belonged
# to another page, and words that are removed when others have taken them.
STORY = """
    revise 4 0 0, revise 2 1 0, look 2 0 0, rename 2 0 0, plan 2 1 0, save 0 0 0, plan 0 2 2, submit 4 0 0, look 2 0 0,
    wait 2 0 5, rename 3 0 4, publish 3 1 0, publish_set 4 0 2, retire 4 0 0, cite 2 1 1, plan 4 0 3, approve 2 1 0,
    redact 2 1 1, withdraw 4 2 4, redact 0 1 0, bring_back 4 0 0, revise 4 1 2
"""
SECOND = timedelta(seconds=1)
set_hypothesis_home_dir(site.BASE_DIR / "var/hypothesis")
begun = count(1)


@pytest.fixture(scope="module")
def written():
    """How every history begins: sources, bodies that relate to each other, a theme, a standing page; one is a draft."""
    history = History([factories.user() for _number in range(3)])

    def new(model, **fields):
        word = history.words.word()
        page = model(content_id=identity(word), slug_nl=word, slug_en=f"{word}-en", **fields)
        history.words.write(page)
        history.pages.append(page.pk)
        return page

    with clock.set_to(history.now):
        sources = [new(Source, kind="report", language="nl", date=date) for date in ("2014", "2025-12")]
        bodies = [new(Organisation, kind="police", level=level) for level in ("national", "local")]
        bodies.append(new(Partnership, kind="forum", level="national", start="2011"))
        theme, standing = new(Theme), new(InfoPage)
        for number, page in enumerate([*sources, *sources, *bodies, theme, standing]):
            history.add(page, 0, 2 * (number % 3))
        for number, body in enumerate(bodies):
            body.themes.add(theme)
            history.add(body, number, 1 if number else 3)
        because = history.words.note()
        editions = publish_set(Page.objects.exclude(pk=bodies[1].pk), change_note=because)
        history.due |= {edition.pk: history.now for edition in editions}
        history.words.keep(editions, because)
    return history


@pytest.fixture
def beginning(_kept, db, capsys):
    if MANY:
        with capsys.disabled():
            print(f"SEED={SEED}")
    return _kept


@settings(
    max_examples=int(os.environ.get("HISTORIES", "3")),
    derandomize=not MANY,
    database=None,
    deadline=None,
    print_blob=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
@example([(name, *map(int, how)) for name, *how in map(str.split, STORY.split(","))])
@given(st.lists(OPERATION, min_size=STEPS, max_size=STEPS))
def test_only_what_is_final_is_public_and_what_was_public_stays(beginning, operations):
    with transaction.atomic():
        follow(deepcopy(beginning), operations)
        transaction.set_rollback(True)


if MANY:
    test_only_what_is_final_is_public_and_what_was_public_stays = seed(SEED)(
        test_only_what_is_final_is_public_and_what_was_public_stays
    )


def follow(history: History, operations: list[tuple]):
    """Let people do what they do, and look at what comes of it."""
    # No two histories have a moment in common: what is kept of the site until it changes is that of one moment.
    history.now += timedelta(days=1, milliseconds=next(begun))
    crawler = Crawler(history.words)
    for name, *how in operations:
        with clock.set_to(history.now):
            if name == "look":
                crawler.look()
            else:
                note(f"{name} {how}: {history.do(name, *how)}")
        with clock.set_to(history.now):
            crawler.arrive()  # whatever has come due goes live because somebody looks
            check_record(history)
            crawler.remember()
    with clock.set_to(history.now):
        crawler.look()
        crawler.recall()
        check_documents()


def check_record(history: History):
    """The record has one order; of each page there is one edition at a time, and it is what was to be public."""
    record = list(Publication.objects.order_by("serial").values_list("serial", "moment"))
    assert [serial for serial, _moment in record] == list(range(1, len(record) + 1))
    assert all(one < other for (_one, one), (_other, other) in pairwise(record))
    final = list(Edition.objects.final().defer("document").select_related("publication").order_by("page_id", "number"))
    due = {key: moment for key, moment in history.due.items() if moment <= history.now}
    assert {edition.pk for edition in final} == due.keys()
    for edition in final:
        assert edition.published_at == edition.publication.moment
        assert timedelta() <= edition.published_at - due[edition.pk] < SECOND
    for _page, editions in groupby(final, key=lambda edition: edition.page_id):
        editions = list(editions)
        assert [edition.number for edition in editions] == list(range(1, len(editions) + 1))
        assert [edition.superseded_at for edition in editions[:-1]] == [each.published_at for each in editions[1:]]
        assert editions[-1].superseded_at is None


def check_documents():
    """What is restored of a document is that document."""
    for edition in Edition.objects.final().filter(state="approved", redaction=None).order_by("pk"):
        document = edition.read()
        try:
            with transaction.atomic():
                assert build_document(restore(document), TakenBefore(document)) == document
                transaction.set_rollback(True)
        except ValidationError:  # it refers to what is not there any more
            continue
