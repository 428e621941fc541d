"""Each query that is composed once finds what Django finds, with rows and without: those that are new as well."""

import ast
import re
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from threading import local
from typing import NamedTuple
from uuid import UUID

import pytest
from django.conf import settings
from django.db.models import DateTimeField, Value
from django.db.models.functions import Now

from content import clock
from content.prepared import Parameter, Prepared
from content.publishing import approve
from content.record import NOTHING
from tests import factories
from tests.networks import small_network

pytestmark = pytest.mark.django_db
ROOT = Path(settings.BASE_DIR)
STOPPED = datetime(2020, 2, 2, tzinfo=UTC)
# Between them, these ask each query. That of a new one comes with it.
VISITED = [
    "/nl/",
    "/nl/organisaties/",
    "/nl/organisaties/?from=m",
    "/nl/organisaties/dienst/",
    "/nl/bronnen/verslag/",
    "/nl/vragen/signaal/",
    '/nl/zoeken/?q=dienst "wat het is"',
    "/nl/zoeken/suggesties/?q=dienst",
]
NOBODY = {datetime: NOTHING.moment, int: 0, UUID: UUID(int=0)}


def makers():
    """Everything at the top of a module in which a Prepared is made, by the name of that module and its own."""
    found = {}
    for path in [each for app in ("content", "cooperation") for each in (ROOT / app).rglob("*.py")]:
        for code in map(ast.unparse, ast.parse(path.read_text()).body):
            if re.search(r"\bPrepared\(", code):
                module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                name = re.search(r"^(?:def |class )?(\w+)", code, re.MULTILINE)[1]
                found[module, name] = getattr(import_module(module), name)
    return found


def forget(found):
    """Let everything that is kept be made anew."""
    for each in found.values():
        getattr(each, "cache_clear", bool)()


def by_django(queryset, values):
    """The rows of a queryset with values for its parameters, without anything that was composed before."""

    def bound(parameter, compiler, connection):
        return Value(values[parameter.name], parameter.output_field).as_sql(compiler, connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Parameter, "as_sql", bound)
        return list(queryset.all())


def told(rows):
    """All that is in rows, tuples or instances, in a form in which what differs in type differs."""
    return [(type(row), repr(row if isinstance(row, tuple) else contents(row))) for row in rows]


def contents(instance):
    return vars(instance) | {"_state": vars(instance._state)}


class Answer(NamedTuple):
    """What was asked of a query, and what it found."""

    query: Prepared
    values: dict
    rows: list
    rows_of_django: list


@pytest.fixture
def asked(monkeypatch):
    """What is asked from now on, by where the query is made."""
    answers, found, make, ask = defaultdict(list), makers(), Prepared.__init__, Prepared.rows

    def making(self, queryset):
        make(self, queryset)
        caller = sys._getframe(1)
        self.place = caller.f_globals["__name__"], caller.f_code.co_name

    def asking(self, **values):
        rows, rows_of_django = ask(self, **values), by_django(self.queryset, values)
        answers[self.place].append(Answer(self, values, told(rows), told(rows_of_django)))
        return rows_of_django  # so that the site goes on, and all that differ are told

    def stopped(_now, compiler, connection, **_options):
        return Value(STOPPED, DateTimeField()).as_sql(compiler, connection)

    for method in ("as_sqlite", "as_postgresql"):
        monkeypatch.setattr(Now, method, stopped)
    for place, each in found.items():
        if isinstance(each, Prepared):
            monkeypatch.setattr(each, "place", place, raising=False)
            monkeypatch.setattr(each, "_composed", local())
    monkeypatch.setattr(Prepared, "place", None, raising=False)
    monkeypatch.setattr(Prepared, "__init__", making)
    monkeypatch.setattr(Prepared, "rows", asking)
    forget(found)
    yield answers
    forget(found)


def visit(client):
    for path in VISITED:
        client.get(path)


def test_each_finds_what_django_finds_with_rows_and_without(client, asked):
    visit(client)
    made = small_network()
    question = factories.question(slug="signaal")
    question.steps.get().relations.set(made["dienst"].relations.all())
    factories.published(question)
    factories.publish(factories.source(slug="verslag"))
    approve(factories.submit(factories.organisation()), at=clock.now() + timedelta(days=1))
    visit(client)
    for answer in [each for answers in asked.values() for each in answers]:
        answer.query.rows(**{name: NOBODY.get(type(value), value) for name, value in answer.values.items()})
    differing = {place for place, answers in asked.items() for each in answers if each.rows != each.rows_of_django}
    answered = {place: {bool(answer.rows) for answer in asked[place]} for place in makers()}
    assert differing == set()
    assert {place: found for place, found in answered.items() if found != {True, False}} == {}
