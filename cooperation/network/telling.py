"""Tells the ties of the network as the pages do: in sentences, with their period and their sources."""

from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import get_language

from content.rendering import date_label, period_label
from content.text import Html, Reader, Text

from ..sentences import sentence
from .graph import Graph, Tie
from .layout import Layout


def telling(tie: Tie) -> Html:
    """The sentence of a tie, with links to both pages."""
    return sentence(tie.role, tie.subject.name, tie.object.name, Reader(get_language()).text(tie.detail))


def told(tie: Tie) -> Text:
    """The sentence of a tie as plain text."""
    return Text(unescape(strip_tags(telling(tie))))


def row(tie: Tie, paths: dict[str, str], reader: Reader) -> dict:
    """What the table says of a tie."""
    period, undated = period_label(tie.period, [citation["date"] for citation in tie.citations])
    return {
        "sentence": telling(tie),
        "period": period,
        "undated": undated,
        "url": f"{tie.subject.url}#r-{tie.anchor}",
        "sources": [source(citation, paths, reader) for citation in tie.citations],
    }


def source(citation: dict, paths: dict[str, str], reader: Reader) -> dict:
    address = paths.get(citation["source"], f"/id/{citation['source']}")
    return {
        "publisher": reader.text(citation["publisher"]),
        "title": reader.text(citation["title"]),
        "place": reader.text(citation["place"]),
        "date_label": date_label(citation["date"]),
        "url": f"{address}#p-{citation['passage']}",
    }


def rows_by_subject(graph: Graph, ties: list[Tie], layout: Layout, reader: Reader) -> list[dict]:
    """The rows of the table under who they are about, in alphabetical order."""
    paths = {edition.summary["content_id"]: edition.path(reader.language) for edition in graph.sources}
    order = {}
    for tie in sorted(ties, key=lambda tie: (tie.subject.sort_key, tie.subject.page_id)):
        order.setdefault(tie.subject, []).append(row(tie, paths, reader) | {"code": layout.code(tie)})
    return [{"subject": subject, "rows": rows} for subject, rows in order.items()]
