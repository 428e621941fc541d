"""Queries that are composed once per thread, planned once per connection, and asked often.

Django takes several times as long to compose the queries behind a page as the database takes to answer them, and
PostgreSQL to plan them; and they are the same each time but for a few values.
"""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from threading import local
from typing import Any

from django.db import NotSupportedError, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, JSONField, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Parameter(Expression):
    """Stands in a queryset for a value that is known only when the query runs."""

    def __init__(self, name: str, field: Field):
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list]:
        return "%s", [self]

    def bind(self, values: dict, connection: BaseDatabaseWrapper) -> object:
        """Return this parameter's value as the database's driver takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Prepared:
    """A queryset with Parameters in it, of instances of a model or of `values_list()`, without related objects."""

    def __init__(self, queryset: QuerySet):
        self.queryset = queryset
        self._composed = local()

    def rows(self, **values: object) -> list:
        """Run the query with a value for each of its parameters."""
        alias = router.db_for_read(self.queryset.model)
        connection = connections[alias]
        sql, params, compiler, converters, documents, make = self._compose(alias)
        params = [param.bind(values, connection) if isinstance(param, Parameter) else param for param in params]
        rows: Iterable = answers(connection, sql, params)
        if converters:
            rows = compiler.apply_converters(rows, converters)
        if documents:
            rows = parsed(rows, documents)
        return list(map(make, rows))

    def _compose(self, alias: str) -> tuple:
        """Return what stays the same on a connection, which belongs to a thread."""
        known = vars(self._composed)
        if alias not in known:
            compiler = self.queryset.query.clone().get_compiler(using=alias)
            sql, params = compiler.as_sql()
            columns = [column for column, *_rest in compiler.select]
            make: Callable = tuple
            if not compiler.query.values_select:
                make = partial(self.queryset.model.from_db, alias, [column.target.attname for column in columns])
            converters = compiler.get_converters(columns)
            documents = [place for place, column in enumerate(columns) if isinstance(column.output_field, JSONField)]
            for place in documents:
                del converters[place]
            known[alias] = sql, params, compiler, converters, documents, make
        return known[alias]


def answers(connection: BaseDatabaseWrapper, sql: str, params: list) -> list[tuple]:
    """Ask the database. PostgreSQL keeps its plan of the question, and Django's wrappers see it; nothing else is done."""
    if connection.vendor != "postgresql" or connection.queries_logged:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()
    try:
        return planned_answers(connection, sql, params)
    except NotSupportedError:  # a column is of another type than when that was planned
        if connection.in_atomic_block:
            raise
        connection.close()
        return planned_answers(connection, sql, params)


def planned_answers(connection: Any, sql: str, params: list) -> list[tuple]:
    """What PostgreSQL answers by a plan that it keeps, or makes now."""

    def execute(sql: str, params: list, *_more: object) -> None:
        with connection.wrap_database_errors:
            cursor.execute(sql, params, prepare=True)

    connection.ensure_connection()
    cursor = connection.Database.Cursor(connection.connection)
    for wrapper in connection.execute_wrappers:
        execute = partial(wrapper, execute)
    execute(sql, params, False, {"connection": connection, "cursor": cursor})
    return cursor.fetchall()


def parsed(rows: Iterable, documents: list[int]) -> Iterable:
    """Parse the columns that hold JSON. What rows share by that is only read, never changed."""
    columns = list(zip(*rows, strict=True))
    for place in documents if columns else ():
        columns[place] = tuple(map(short_one if len(columns[place]) > 1 else json.loads, columns[place]))
    return zip(*columns, strict=True)


@lru_cache(2048)
def short_one(text: str) -> object:
    """What stands in one of several rows: the same ones are read again and again."""
    return json.loads(text)
