"""Asks the full-text index of the database. The two differ in how a question is written, and in nothing else.

What is asked are words of letters and digits (and facets of known form), so nothing in it can be taken for an operator.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, connections, router
from django.db.models import UUIDField

from ..models import SearchPage
from .query import Term

SHORTEST = "length(word)"
UUID_FIELD: UUIDField = UUIDField()


class Postgresql:
    """A tsvector: https://www.postgresql.org/docs/current/textsearch-controls.html."""

    AND, OR = " & ", " | "
    WORD, BEGINNING = "'{}'", "'{}':*"
    NEAREST = "ts_rank(vector, asked, 2) DESC"
    WORDS = """
        SELECT word FROM content_searchword, CAST(%s AS tsquery) AS asked
        WHERE vector @@ asked AND language = %s AND {live}
        ORDER BY {order}, word LIMIT %s
    """
    PAGES = "content_searchpage page"
    FOUND = "content_found_by(page.terms) @@ CAST(%s AS tsquery)"
    LIVE = """EXISTS (
        SELECT 1 FROM content_searchpage page
        WHERE content_found_by(page.terms) @@ CAST('''' || word || '''' AS tsquery) AND {moment}
    )"""


class Sqlite:
    """An FTS5 table beside the table itself: https://www.sqlite.org/fts5.html."""

    AND, OR = " AND ", " OR "
    WORD, BEGINNING = '"{}"', '"{}"*'
    NEAREST = "found.rank"
    WORDS = """
        SELECT word FROM content_searchword_index(%s) AS found JOIN content_searchword ON id = found.rowid
        WHERE language = %s AND {live} ORDER BY {order}, word LIMIT %s
    """
    # By itself it takes the table, whose rows are so long that each is on a page of its own.
    PAGES = "content_searchpage page INDEXED BY search_page_found"
    FOUND = "page.id IN (SELECT rowid FROM content_searchpage_index(%s))"
    LIVE = """EXISTS (
        SELECT 1 FROM content_searchpage_index('"' || word || '"') AS told
        JOIN content_searchpage page ON page.id = told.rowid WHERE {moment}
    )"""


Engine = type[Postgresql] | type[Sqlite]
ENGINES: dict[str, Engine] = {"postgresql": Postgresql, "sqlite": Sqlite}


def engine() -> Engine:
    return ENGINES[connection.vendor]


# A page that is public: not that of a plan, and not that of an earlier version.
LIVE = "page.published_at <= %s AND (page.superseded_at > %s OR page.superseded_at IS NULL)"
# Of a question, one part after the other: the pages that have it.
PAGES = """
    SELECT {part}, id, content_id FROM (
        SELECT page.id, page.content_id FROM {pages} WHERE {found} AND {moment}
        ORDER BY page.shortest_name, page.edition_id LIMIT {most}
    ) AS part_{part}
"""
# Those of some pages, by content id, in one language.
OWN = """page.language = %s AND page.edition_id IN (
    SELECT edition.id FROM content_edition edition JOIN content_page named ON named.id = edition.page_id
    WHERE named.content_id IN ({})
)"""


def pages_with_each(
    expressions: list[str], moment: datetime, most: int, own: Iterable[UUID] = (), language: str = ""
) -> list[dict[int, UUID]]:
    """For each expression the live pages that match it: content id by key, at most so many of them. In one query.

    At the end come, in a language, those of pages that are asked for as such.
    """
    asked = engine()
    ids = [UUID_FIELD.get_db_prep_value(page, connection) for page in own]
    conditions = [(asked.PAGES, asked.FOUND, [each]) for each in expressions]
    if ids:
        conditions.append(("content_searchpage page", OWN.format(", ".join(["%s"] * len(ids))), [language, *ids]))
    parts = [
        PAGES.format(part=part, pages=table, found=found, moment=LIVE, most=most)
        for part, (table, found, _values) in enumerate(conditions)
    ]
    now = connection.ops.adapt_datetimefield_value(moment)
    pages: list[dict[int, UUID]] = [{} for _ in [*expressions, "own"]]
    with connections[router.db_for_read(SearchPage)].cursor() as cursor:
        values = [value for *_where, own_values in conditions for value in (*own_values, now, now)]
        cursor.execute(" UNION ALL ".join(parts), values)
        for part, key, page in cursor.fetchall():
            pages[part][key] = page if isinstance(page, UUID) else UUID(page)
    return pages


def expression(terms: list[Term], facets: list[str], *, names: bool = False) -> str:
    """What pages have to match: all terms, and all facets; with `names`, the terms in what they are called."""
    asked = engine()
    return asked.AND.join(
        [*(either(asked, term, "=" if names else "") for term in terms), *map(asked.WORD.format, facets)]
    )


def either(asked: Engine, term: Term, mark: str) -> str:
    """A term or what else counts as that word; with the mark that stands before the words of names."""
    exact = {term.word, *term.stems, *term.joined, *term.others, *term.synonyms}
    found = [asked.WORD.format(mark + word) for word in sorted(exact)]
    if not mark:  # or a relation to a page that is called so
        found += [asked.WORD.format(f"to={page}") for page in sorted(term.named)]
    if term.prefix:
        found.append(asked.BEGINNING.format(mark + term.word))
    return f"({asked.OR.join(found)})"


def vocabulary(
    grams: list[list[str]], language: str, moment: datetime, limit: int, *, nearest: bool = False
) -> list[str]:
    """The public words that have all runs of letters of one of these lists: the shortest, or those with the most."""
    asked = engine()
    expression = asked.OR.join(f"({asked.AND.join(map(asked.WORD.format, each))})" for each in grams)
    # A word counts while a page that is public has it.
    live = asked.LIVE.format(moment=f"page.language = content_searchword.language AND {LIVE}")
    statement = asked.WORDS.format(live=live, order=asked.NEAREST if nearest else SHORTEST)
    now = connection.ops.adapt_datetimefield_value(moment)
    with connections[router.db_for_read(SearchPage)].cursor() as cursor:
        cursor.execute(statement, [expression, language, now, now, limit])
        return list(dict.fromkeys(word for (word,) in cursor.fetchall()))
