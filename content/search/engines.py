"""Asks the full-text index of the database. The two differ in how a question is written, and in nothing else.

What is asked are words of letters and digits (and facets of known form), so nothing in it can be taken for an operator.
"""

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from ..models import SearchPart
from .query import Query, Term


class Postgresql:
    """A tsvector in the column `vector`: https://www.postgresql.org/docs/current/textsearch-controls.html."""

    AND, OR = " & ", " | "
    MATCHES = "content_searchpart.vector @@ %s::tsquery"
    WORDS = """
        SELECT word FROM content_searchword, CAST(%s AS tsquery) AS asked
        WHERE vector @@ asked AND language = %s
        ORDER BY ts_rank(vector, asked, 2) DESC, word LIMIT %s
    """

    def word(self, word: str, *, prefix: bool = False, names: bool = False) -> str:
        marks = ("*" if prefix else "") + ("A" if names else "")
        return f"'{word}':{marks}" if marks else f"'{word}'"

    def phrase(self, words: list[str]) -> str:
        return "(" + " <-> ".join(map(self.word, words)) + ")"


class Sqlite:
    """An FTS5 table beside the table itself: https://www.sqlite.org/fts5.html."""

    AND, OR = " AND ", " OR "
    MATCHES = "content_searchpart.id IN (SELECT rowid FROM content_searchpart_index(%s))"
    WORDS = """
        SELECT word FROM content_searchword_index(%s) AS found JOIN content_searchword ON id = found.rowid
        WHERE language = %s ORDER BY found.rank, word LIMIT %s
    """

    def word(self, word: str, *, prefix: bool = False, names: bool = False) -> str:
        return ("{names name_stems} : " if names else "") + f'"{word}"' + ("*" if prefix else "")

    def phrase(self, words: list[str]) -> str:
        return '"' + " ".join(words) + '"'


def engine():
    return {"postgresql": Postgresql, "sqlite": Sqlite}[connection.vendor]()


def parts(query: Query, facets: list[str], *, any_term: bool = False, names: bool = False):
    """The parts in which all terms occur, or any of them; `names` looks only at what pages are called."""
    asked = engine()
    terms = [either(asked, term, names) for term in query.terms]
    found = [f"({(asked.OR if any_term else asked.AND).join(terms)})"] if terms else []
    expression = asked.AND.join([*found, *map(asked.phrase, query.phrases), *map(asked.word, facets)])
    return SearchPart.objects.filter(RawSQL(asked.MATCHES, [expression], BooleanField()))  # noqa: S611


def either(asked, term: Term, names: bool) -> str:
    """A term or what else counts as that word."""
    exact = {term.word, *term.stems, *term.joined, *term.others, *term.synonyms}
    found = [asked.word(word, names=names) for word in sorted(exact)]
    found += [asked.word(word, prefix=True, names=names) for word in sorted(term.beginnings)]
    return f"({asked.OR.join(found)})"


def vocabulary(grams: list[list[str]], language: str, limit: int) -> list[str]:
    """The words that have all runs of letters of one of these lists; the nearest first."""
    asked = engine()
    expression = asked.OR.join(f"({asked.AND.join(map(asked.word, each))})" for each in grams)
    with connection.cursor() as cursor:
        cursor.execute(asked.WORDS, [expression, language, limit])
        return [word for (word,) in cursor.fetchall()]
