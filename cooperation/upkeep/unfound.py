"""Words that readers looked for and did not find, counted by the day: what the site lacks, and nothing of who asked.

A question may itself be personal. So one with digits, with an address of mail or of the web, or of more than 60 signs
is not counted at all. Any other is at first only a mark, of which nobody reads what it was; its words are written
once it was asked on three different days. Nothing is kept for more than 90 days.

Whoever reads never waits for this: a process counts in memory, and writes down what it counted now and then.
"""

import logging
from collections import Counter
from datetime import date, timedelta
from threading import Lock, Timer
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.models import Count, F, Max, Sum
from django.utils.crypto import salted_hmac

from content.search.words import WORD, fold, normalise

from .models import UnfoundWord

LONGEST = 60  # signs
DAYS = 3  # different ones on which something was asked, until it is read
KEPT = timedelta(days=90)
MOST_WAITING, MOST_A_DAY, MOST_SHOWN = 200, 1000, 50
ROBOTS = ("bot", "crawl", "spider")

log = logging.getLogger(__name__)
_waiting: Counter[tuple[date, str]] = Counter()
_lock = Lock()
_timers: list[Timer] = []


class Unfound(NamedTuple):
    """What was looked for and not found, how often, on how many days, and when last."""

    words: str
    times: int
    days: int
    last: date


def note(text: str, day: date) -> None:
    """Count that somebody found nothing by a text."""
    words = counted_as(text)
    if not words:
        return
    with _lock:
        if (day, words) in _waiting or len(_waiting) < MOST_WAITING:
            _waiting[day, words] += 1
        if settings.UNFOUND_EVERY and not _timers:
            _timers.append(Timer(settings.UNFOUND_EVERY, write_in_the_background))
            _timers[0].daemon = True
            _timers[0].start()


def counted_as(text: str) -> str:
    """The folded words of a text; nothing where it might tell of a person, or says nothing."""
    text = normalise(text).strip()
    if len(text) > LONGEST or "@" in text or "://" in text or any(map(str.isdigit, text)):
        return ""
    return " ".join(filter(None, map(fold, WORD.findall(text))))


def write_in_the_background() -> None:
    try:
        write_down()
    finally:
        connections.close_all()  # of this thread


def write_down() -> None:
    """Write down what was counted. What cannot be written now waits for the next time."""
    with _lock:
        counted = dict(_waiting)
        _waiting.clear()
        _timers.clear()
    try:
        with transaction.atomic():
            for (day, words), times in counted.items():
                add(day, words, times)
            if counted:
                forget(max(day for day, _words in counted))
    except DatabaseError as error:
        log.info("What was not found is written later: %s", error)
        with _lock:
            _waiting.update(counted)


def add(day: date, words: str, times: int) -> None:
    """Add to what was counted on a day; with its words, where it was asked on enough days."""
    mark = salted_hmac("cooperation.upkeep.unfound", words, algorithm="sha256").hexdigest()
    if not UnfoundWord.objects.filter(mark=mark, day=day).update(times=F("times") + times):
        if UnfoundWord.objects.filter(day=day).count() >= MOST_A_DAY:
            return
        UnfoundWord.objects.create(mark=mark, day=day, times=times)
    if UnfoundWord.objects.filter(mark=mark).count() >= DAYS:
        UnfoundWord.objects.filter(mark=mark, day=day).update(words=words)


def forget(day: date) -> None:
    """Let go of what is too old on a day."""
    UnfoundWord.objects.filter(day__lt=day - KEPT).delete()


def unfound(day: date) -> list[Unfound]:
    """What was looked for most and not found, of what was asked on enough days."""
    rows = UnfoundWord.objects.filter(day__gte=day - KEPT).values("mark")
    counted = rows.annotate(words=Max("words"), sum=Sum("times"), days=Count("day"), last=Max("day"))
    often = counted.filter(days__gte=DAYS).exclude(words="").order_by("-days", "-sum", "words")
    return [Unfound(*each) for each in often.values_list("words", "sum", "days", "last")[:MOST_SHOWN]]


def is_reader(request) -> bool:
    """Whether somebody asks who reads: no editor, and no robot that says so."""
    agent = request.headers.get("User-Agent", "").lower()
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and not any(name in agent for name in ROBOTS)
