"""What is told of the site to who watches over it: all that its workers counted, and how the database says it stands.

Each name says what it counts; docs/operations.md tells which of them are alarms, and docs/alerts.yaml when.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.db import Error, connections
from django.db.models import Count, Max, Q
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from content import clock
from content.models import Edition, Redaction
from content.record import live

from ..letters.models import Letter
from ..patience import READER, wait_for
from ..probes import what_is_lacking
from ..upkeep.models import AddressCheck
from .tally import BOUNDS, all_of

ENDS = [*map(str, BOUNDS), "+Inf"]
DAY = timedelta(days=1)


class Counts(Collector):
    """What all workers counted."""

    def __init__(self, folder: Path):
        self.folder = folder

    def collect(self) -> Iterator[Metric]:
        """The sums over all places of workers, with their labels, of which there is a bounded number."""
        labels = ["kind", "status", "answer"]
        requests = CounterMetricFamily(
            "site_requests", "Answers, by sort of address and where they came from", labels=labels
        )
        errors = CounterMetricFamily("site_errors", "Answers that are errors of ours: 500, 503")
        queries = CounterMetricFamily("site_database_queries", "Questions to the database", labels=["kind"])
        took = HistogramMetricFamily("site_answer_seconds", "Until an answer was made or found", labels=["answer"])
        starts = CounterMetricFamily("site_worker_starts", "Workers that were started, with those that died since")
        numbers: defaultdict[tuple, int] = defaultdict(int)
        asked: defaultdict[str, int] = defaultdict(int)
        buckets: defaultdict[str, list[int]] = defaultdict(lambda: [0] * len(ENDS))
        seconds: defaultdict[str, float] = defaultdict(float)
        started = 0
        for more, counted in all_of(self.folder):
            started += more
            for key, found in counted.items():
                numbers[key[:3]] += found.number
                asked[key.kind] += found.queries
                buckets[key.answer][key.bucket] += found.number
                seconds[key.answer] += found.seconds
        for which, number in numbers.items():
            requests.add_metric(which, number)
        for kind, number in asked.items():
            queries.add_metric([kind], number)
        for answer, found_in in buckets.items():
            up_to = [(end, float(sum(found_in[: place + 1]))) for place, end in enumerate(ENDS)]
            took.add_metric([answer], up_to, seconds[answer])
        starts.add_metric([], started)
        errors.add_metric([], sum(number for (_kind, status, _answer), number in numbers.items() if status == "5xx"))
        yield from (requests, errors, queries, took, starts)


class Standing(Collector):
    """How the site stands, as the database says: of what is not public, only how much there is."""

    def describe(self) -> list[Metric]:
        return []  # the library would collect, to know

    def collect(self) -> Iterator[Metric]:
        """Whether readers get the site; all else only where the database answers within a reader's patience."""
        try:
            wait_for(READER)
            found = list(standing())
            lacking = what_is_lacking()
        except Error:
            found, lacking = [], "The database does not answer."
        finally:
            connections.close_all()  # of this thread: none is held until somebody asks again
        yield GaugeMetricFamily("site_ready", "Whether readers get the site: 1, or 0", value=not lacking)
        yield from found


def standing() -> Iterator[Metric]:
    """What needs somebody, or soon will. Raises an error of the database where it does not answer."""
    state, now = live(), clock.now()  # what has come due goes live here, as it does for a reader
    age = max((now - state.moment).total_seconds(), 0)
    yield GaugeMetricFamily("site_publication_age_seconds", "Since the last publication", value=age)
    planned = Edition.objects.planned().aggregate(
        due=Count("pk", filter=Q(published_at__lte=now)), ahead=Count("pk", filter=Q(published_at__gt=now))
    )
    yield family("site_plans", "Plans: ahead, or due and not live yet", "when", planned)
    letters = Letter.objects.aggregate(
        waiting=Count("pk", filter=Q(state="waiting")),
        late=Count("pk", filter=Q(state="waiting", asked_at__lt=now - timedelta(hours=1))),
        given_up=Count("pk", filter=Q(state="given_up", ended_at__gte=now - DAY)),
    )
    yield family("site_letters", "Letters: in the queue, longer than an hour, given up since a day", "state", letters)
    links = AddressCheck.objects.aggregate(
        last=Max("looked_at"), **{state: Count("pk", filter=Q(state=state)) for state in AddressCheck.State.values}
    )
    looked_at = links.pop("last")
    yield family("site_source_addresses", "Addresses of sources, by what was found there", "state", links)
    if looked_at:
        age = max((now - looked_at).total_seconds(), 0)
        yield GaugeMetricFamily("site_source_addresses_age_seconds", "Since sources were looked for", value=age)
    waiting = Redaction.objects.filter(publication=None).count()
    yield GaugeMetricFamily("site_redactions_waiting", "Removals by law that nobody confirmed yet", value=waiting)


def family(name: str, what: str, label: str, values: dict[str, int]) -> Metric:
    found = GaugeMetricFamily(name, what, labels=[label])
    for value, number in values.items():
        found.add_metric([value], number)
    return found
