"""Tells the ties of the network as the pages do: in sentences, with their period and their sources.

The table is written here rather than in a template, for the reason that content/rendering/markup.py gives.
"""

from html import escape

from content.rendering.markup import inline
from content.rendering.periods import date_label, period_label
from content.rendering.text import Html, Reader, Text
from content.richtext import plain

from ..roles.sentences import sentence
from .graph import Graph, Tie
from .layout import Layout


def telling(tie: Tie, reader: Reader) -> Html:
    """The sentence of a tie, with a link to the other page: the one that it is about stands above it."""
    return sentence(tie.data, tie.subject.name.unlinked(), tie.object.name, reader)


def told(tie: Tie, reader: Reader) -> Text:
    """The sentence of a tie as plain text."""
    return Text(plain(sentence(tie.data, tie.subject.name.without_markup(), tie.object.name.without_markup(), reader)))


def table_groups(graph: Graph, ties: list[Tie], layout: Layout, reader: Reader) -> Html:
    """The body of the table: the ties under who they are about, in alphabetical order."""
    paths = {edition.summary["content_id"]: edition.path(reader.language) for edition in graph.sources}
    groups = {}
    for tie in sorted(ties, key=lambda tie: (tie.subject.sort_key, tie.subject.page_id)):
        groups.setdefault(tie.subject, []).append(tie)
    html = []
    for subject, members in groups.items():
        link = f'<a href="{escape(subject.url)}"{subject.title.attrs}>{escape(subject.title)}</a>'
        head = f'<th scope="rowgroup" rowspan="{len(members)}">{link}</th>'
        rows = [row(tie, layout.code(tie), paths, reader) for tie in members]
        rows[0] = rows[0].replace(">", f">{head}", 1)
        html.append(f"<tbody>{''.join(rows)}</tbody>")
    return Html("".join(html))


def row(tie: Tie, code: str, paths: dict[str, str], reader: Reader) -> str:
    """One tie: the sentence, of when it is with a link to where it stands, and its sources."""
    period, undated = period_label(tie.period, [citation["date"] for citation in tie.citations], reader.language)
    css = "period period--undated" if undated else "period"
    place = escape(f"{tie.subject.url}#r-{tie.anchor}")
    return (
        f'<tr data-relation="{code}"><td>{telling(tie, reader)}</td>'
        f'<td><a class="{css}" href="{place}">{escape(period)}</a></td>'
        f"<td>{says(tie, paths, reader, is_dated=not undated)}</td></tr>"
    )


def says(tie: Tie, paths: dict[str, str], reader: Reader, *, is_dated: bool) -> str:
    """The sources of a tie, each with its places; without dates where it stands beside them that they have none."""
    sources = {}
    for citation in tie.citations:
        sources.setdefault(citation["source"], []).append(citation)
    told = [source(citations, paths, reader, is_dated=is_dated) for citations in sources.values()]
    return told[0] if len(told) == 1 else f'<ul class="relations__sources"><li>{"</li><li>".join(told)}</li></ul>'


def source(citations: list[dict], paths: dict[str, str], reader: Reader, *, is_dated: bool) -> str:
    """Who says so, in which document, and where in it: the link leads there."""
    first = citations[0]
    date = f" ({escape(date_label(reader.language, first['date']))})" if is_dated else ""
    address = escape(paths.get(first["source"], f"/id/{first['source']}"))
    places = [(escape(citation["passage"]), reader.text(citation["place"])) for citation in citations]
    links = [f'<a href="{address}#p-{passage}"{place.attrs}>{escape(place)}</a>' for passage, place in places]
    publisher, title = inline(reader.text(first["publisher"])), inline(reader.text(first["title"]))
    return f"{publisher}, {title}{date}, {'; '.join(links)}"
