"""Tells the ties of the network as the pages do: in sentences, with their period and their sources."""

from markupsafe import Markup

from content.rendering.markup import element, inline, joined, link, sentence_markup
from content.rendering.periods import date_label, period_of
from content.rendering.plain import as_text
from content.rendering.sentences import sentence
from content.rendering.text import Reader

from .graph import Graph, Tie
from .layout import Layout


def told(tie: Tie, reader: Reader) -> str:
    """The sentence of a tie as plain text."""
    ends = tie.subject.name.without_markup(), tie.object.name.without_markup()
    return " ".join(as_text(sentence(tie.data, *ends, reader)).split())


def table_groups(graph: Graph, ties: list[Tie], layout: Layout, reader: Reader) -> Markup:
    """The body of the table: the ties under who they are about, in alphabetical order."""
    paths = {page.content_id: page.path(reader.language) for page in graph.sources}
    groups: dict = {}
    for tie in sorted(ties, key=lambda tie: (tie.subject.sort_key, tie.subject.page_id)):
        groups.setdefault(tie.subject, []).append(tie)
    bodies = []
    for subject, members in groups.items():
        head = element("th", link(subject.title, subject.url), scope="rowgroup", rowspan=len(members))
        heads = [head, *[""] * (len(members) - 1)]
        rows = [row(tie, head, layout.code(tie), paths, reader) for tie, head in zip(members, heads, strict=True)]
        bodies.append(element("tbody", *rows))
    return joined(bodies)


def row(tie: Tie, head: str, code: str, paths: dict[str, str], reader: Reader) -> Markup:
    """One tie: the sentence, of when it is with a link to where it stands, and its sources.

    The sentence has a link to the other page: the one that it is about stands above it.
    """
    period = period_of(tie.period, tie.citations, reader.language)
    css = "period period--undated" if period.is_undated else "period"
    telling = sentence(tie.data, tie.subject.name.unlinked(), tie.object.name, reader)
    when = element("a", period.label, class_=css, href=f"{tie.subject.url}#r-{tie.anchor}")
    cells = [sentence_markup(telling), when, says(tie, paths, reader, is_dated=not period.is_undated)]
    return element("tr", head, *[element("td", cell) for cell in cells], data_relation=code)


def says(tie: Tie, paths: dict[str, str], reader: Reader, *, is_dated: bool) -> Markup:
    """The sources of a tie, each with its places; without dates where it stands beside them that they have none."""
    sources: dict[str, list[dict]] = {}
    for citation in tie.citations:
        sources.setdefault(citation["source"], []).append(citation)
    told = [source(citations, paths, reader, is_dated=is_dated) for citations in sources.values()]
    if len(told) == 1:
        return told[0]
    return element("ul", *[element("li", each) for each in told], class_="relations__sources")


def source(citations: list[dict], paths: dict[str, str], reader: Reader, *, is_dated: bool) -> Markup:
    """Who says so, in which document, and where in it: the link leads there."""
    first = citations[0]
    date = f" ({date_label(reader.language, first['date'])})" if is_dated else ""
    address = paths.get(first["source"], f"/id/{first['source']}")
    links = [link(reader.text(each["place"]), f"{address}#p-{each['passage']}") for each in citations]
    publisher, title = inline(reader.text(first["publisher"])), inline(reader.text(first["title"]))
    return joined([publisher, ", ", title, date, ", ", joined(links, "; ")])
