"""Tells the ties of the network as the pages do: in sentences, with their period and their sources.

The table is written here rather than in a template, for the reason that content/markup.py gives.
"""

from html import escape, unescape

from django.utils.html import strip_tags

from content.markup import element
from content.periods import date_label, period_label
from content.text import Html, Reader, Text

from ..sentences import sentence
from .graph import Graph, Tie
from .layout import Layout


def telling(tie: Tie, reader: Reader) -> Html:
    """The sentence of a tie, with links to both pages."""
    return sentence(tie.role, tie.subject.name, tie.object.name, tie.detail, reader)


def told(tie: Tie, reader: Reader) -> Text:
    """The sentence of a tie as plain text."""
    plain = sentence(tie.role, tie.subject.name.unlinked(), tie.object.name.unlinked(), tie.detail, reader)
    return Text(unescape(strip_tags(plain)))


def table_groups(graph: Graph, ties: list[Tie], layout: Layout, reader: Reader) -> Html:
    """The body of the table: the ties under who they are about, in alphabetical order."""
    paths = {edition.summary["content_id"]: edition.path(reader.language) for edition in graph.sources}
    groups = {}
    for tie in sorted(ties, key=lambda tie: (tie.subject.sort_key, tie.subject.page_id)):
        groups.setdefault(tie.subject, []).append(tie)
    html = []
    for subject, members in groups.items():
        head = f'<th scope="rowgroup" rowspan="{len(members)}"{subject.title.lang_attr}>{escape(subject.title)}</th>'
        rows = [row(tie, layout.code(tie), paths, reader) for tie in members]
        rows[0] = rows[0].replace(">", f">{head}", 1)
        html.append(f"<tbody>{''.join(rows)}</tbody>")
    return Html("".join(html))


def row(tie: Tie, code: str, paths: dict[str, str], reader: Reader) -> str:
    """One tie: the sentence, of when it is with a link to where it stands, and its sources."""
    period, undated = period_label(tie.period, [citation["date"] for citation in tie.citations], reader.language)
    css = "period period--undated" if undated else "period"
    place = escape(f"{tie.subject.url}#r-{tie.anchor}")
    sources = "".join(source(citation, paths, reader) for citation in tie.citations)
    return (
        f'<tr data-relation="{code}"><td>{telling(tie, reader)}</td>'
        f'<td class="when"><a class="{css}" href="{place}">{escape(period)}</a></td>'
        f'<td><ul class="says">{sources}</ul></td></tr>'
    )


def source(citation: dict, paths: dict[str, str], reader: Reader) -> str:
    address = paths.get(citation["source"], f"/id/{citation['source']}")
    title = reader.text(citation["title"])
    return (
        f"<li>{element('span', reader.text(citation['publisher']), 'says__publisher')}, "
        f'<a href="{escape(address)}#p-{escape(citation["passage"])}"{title.lang_attr}>{escape(title)}</a>, '
        f"{element('span', reader.text(citation['place']))} "
        f'<span class="says__date">({escape(date_label(reader.language, citation["date"]))})</span></li>'
    )
