"""The public record: one order of all that was published, and the moment at which the live site is read.

Publications follow each other under a lock, which is held only for the stamp and the commit: whoever publishes has
written everything else before. The moment of a publication is the time of the database after the lock was had, or just
past the publication before it. So whoever reads the site as it was at the moment of the newest publication that is
committed reads one state of it, whatever is being published meanwhile, and whatever any host's clock says.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.db.models import Max, Subquery, Value
from django.db.models.functions import Concat, Now
from django.utils.translation import gettext as _

from . import clock
from .anchors import marks_of, public_targets
from .models import Address, Edition, Link, Listing, Publication, SearchPage
from .plans import call_off
from .prepared import Prepared
from .sorting import END, change_key

log = logging.getLogger(__name__)
TICK = timedelta(microseconds=1)


class State(NamedTuple):
    """A state of the whole public site: from the moment of a publication until the next one."""

    serial: int
    moment: datetime


NOTHING = State(0, datetime(1970, 1, 1, tzinfo=UTC))
_plans = Edition.objects.planned().order_by("published_at").values("published_at")[:1]
HEAD = Prepared(
    Publication.objects.order_by("-serial")
    .annotate(planned=Subquery(_plans), now=Now())
    .values_list("serial", "moment", "planned", "now")[:1]
)


class Head(NamedTuple):
    """How the record stands: the state of the site, what time it is, and for when the next plan is."""

    state: State
    now: datetime
    planned: datetime | None


def live() -> State:
    """The public site as it is now, for whoever reads: in one small query, unless a plan has come due.

    Not within a transaction that writes: it may have to take the record, which comes last (`newest()`).
    """
    return head().state


def head(*, may_settle: bool = True) -> Head:
    """How the record stands now, once what has come due is in it, unless it is read where nobody can write."""
    found = HEAD.rows()
    if may_settle and (is_due(*found[0][2:]) if found else Edition.objects.planned().exists()):
        settle()
        found = HEAD.rows()
    if not found:
        return Head(NOTHING, clock.now(), clock.now())
    serial, moment, planned, now = found[0]
    return Head(State(serial, moment), clock.told() or now, planned)


def newest() -> State:
    """The public site as it is now, for whoever is going to write."""
    head = HEAD.rows()
    return State(*head[0][:2]) if head else NOTHING


def is_due(planned: datetime | None, now: datetime) -> bool:
    return planned is not None and planned <= (clock.told() or now)


def state_at(moment: datetime) -> State:
    """The public site as it was at a moment."""
    found = Publication.objects.filter(moment__lte=moment).order_by("-serial").values_list("serial", "moment").first()
    return State(*found) if found else NOTHING


def state_of(serial: int) -> State:
    """The public site after a publication. Raises Publication.DoesNotExist."""
    return State(*Publication.objects.values_list("serial", "moment").get(serial=serial))


def settle() -> None:
    """Let what was planned for a time that has come take its place in the record.

    Nobody waits for that: while somebody else writes, or when the database cannot be written, the site stays as it is
    until the next reader comes.
    """
    try:
        with unhurried(), transaction.atomic():
            if Edition.objects.planned().filter(published_at__lte=clock.now()).exists():
                with locked(wait=False):
                    pass
    except OperationalError as error:
        log.info("What is planned waits: %s", error)
    except DatabaseError:
        log.exception("What is planned cannot go live")


@contextmanager
def unhurried() -> Iterator[None]:
    """Let SQLite say at once that somebody else writes, instead of waiting."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        before = cursor.fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {before}")


@contextmanager
def locked(*, wait: bool = True) -> Iterator[datetime]:
    """Hold the record, within a transaction: yields the moment at which one may publish.

    What has come due goes first. Until the transaction ends nobody else publishes, redacts or cancels a plan.
    """
    if connection.vendor == "postgresql":  # on SQLite a transaction is alone from its beginning
        with connection.cursor() as cursor:
            at_once = "" if wait else "NOWAIT"
            cursor.execute(f"LOCK TABLE {Publication._meta.db_table} IN SHARE ROW EXCLUSIVE MODE {at_once}")
    last = Publication.objects.first()
    moment = max(clock.now(), last.moment + TICK) if last else clock.now()
    due = list(Edition.objects.planned().filter(published_at__lte=moment).order_by("published_at", "pk"))
    for planned in sorted({edition.published_at for edition in due}):
        let_go_live(planned, [edition for edition in due if edition.published_at == planned])
    if due and (last := Publication.objects.first()):
        moment = max(moment, last.moment + TICK)
    yield moment


def let_go_live(moment: datetime, plans: list[Edition]) -> None:
    """Give plans their place in the record, together. Where the database refuses that, each goes by itself.

    One that is refused by itself is cancelled: it would keep all others back.
    """
    try:
        with transaction.atomic():
            publish_at(moment, plans)
    except IntegrityError:
        if len(plans) == 1:
            log.exception("What was planned for %s is cancelled", moment)
            because = _("It could not go live, because something else was published meanwhile.")
            call_off(plans[0], plans[0].approved_by, because)
            return
        for number, plan in enumerate(plans):
            let_go_live(moment + number * TICK, [plan])


def publish_at(moment: datetime, editions: list[Edition]) -> Publication:
    """Give editions of different pages, approved or withdrawn, their place in the record. Needs `locked()`."""
    serial = (Publication.objects.aggregate(last=Max("serial"))["last"] or 0) + 1
    publication = Publication.objects.create(serial=serial, moment=moment)
    pages = [edition.page_id for edition in editions]
    before = {
        edition.page_id: edition for edition in Edition.objects.final().filter(page__in=pages, superseded_at=None)
    }
    public = public_targets([*before.values(), *editions]) if before else {}
    for edition in editions:
        edition.published_at = moment
        if edition.page_id in before:
            Link.objects.bulk_create(marks_of(before[edition.page_id], edition, serial, public))
    ended = [edition.pk for edition in before.values()]
    Edition.objects.filter(pk__in=ended).update(superseded_at=moment)
    SearchPage.objects.filter(edition__in=ended).update(superseded_at=moment)
    for edition in editions:
        edition.number = before[edition.page_id].number + 1 if edition.page_id in before else 1
        edition.publication = publication
        edition.save(update_fields=["number", "publication", "published_at", "state", "approved_by"])
    paths = {path for edition in editions for path in edition.paths().values()}
    Address.objects.filter(path__in=paths, publication=None).update(publication=publication)
    approved = [edition.pk for edition in editions if not edition.is_withdrawn]
    SearchPage.objects.filter(edition__in=approved).update(published_at=moment)
    key = Concat(Value(change_key(moment) + END), "name_nl")
    Listing.objects.filter(edition__in=approved).update(changed=key)
    return publication
