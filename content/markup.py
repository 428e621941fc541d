"""The markup that stands a hundred times on a page: the proof beside a claim, a note, a row of a list.

It stands here rather than in a template because a template takes many times as long over it, and it is most of a page.
"""

from html import escape  # Django's own takes lazy texts as well, at several times the cost

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .text import Text


def element(tag: str, text: Text, css: str = "") -> str:
    """One element around a text, which is escaped, in the language that the text is in."""
    css = f' class="{css}"' if css else ""
    return f"<{tag}{css}{getattr(text, 'lang_attr', '')}>{escape(str(text))}</{tag}>"


def citation_item(note: dict) -> str:
    """A source beside a claim: its number, publisher, title, place and date."""
    return (
        f'<li><a class="says__number" href="#{note["note_id"]}">{note["number"]}</a> '
        f"{element('span', note['publisher'], 'says__publisher')}, "
        f'<a href="{escape(note["url"])}"{note["title"].lang_attr}>{escape(note["title"])}</a>, '
        f'{element("span", note["place"])} <span class="says__date">({escape(note["date_label"])})</span></li>'
    )


def proof(anchor: str, period: str, undated: bool, notes: list[dict], kind: str) -> SafeString:
    """What stands beside a claim: of when it is, a link to it, and its sources."""
    is_relation = kind == "relation"
    link_label = _("Link to this relation") if is_relation else _("Link to this statement")
    css = "period period--undated" if undated else "period"
    stamp = f'<span class="{css}">{escape(period)}</span>' if period else ""
    html = (
        f'<p class="when">{stamp} <a class="anchor" href="#{escape(anchor)}"><span aria-hidden="true">§</span>'
        f'<span class="hidden">{escape(link_label)}</span></a></p>'
    )
    if notes:
        label = _("Sources of this relation") if is_relation else _("Sources of this statement")
        items = "".join(note["item"] for note in notes)
        html += f'<ul class="says" aria-label="{escape(label)}">{items}</ul>'
    return mark_safe(html)  # noqa: S308 - every part is escaped above


def note_item(note: dict) -> SafeString:
    """A note at the foot of a page: the source in full, and what stands there."""
    html = (
        f'<li class="notes__item" id="{note["note_id"]}"><span class="notes__number">{note["number"]}</span> '
        f"<div><p>{element('span', note['publisher'])}, "
        f'<a class="notes__title" href="{escape(note["url"])}"{note["title"].lang_attr}>{escape(note["title"])}</a>, '
        f"{element('span', note['place'])} ({escape(note['date_label'])})</p>"
    )
    if note["summary"]:
        html += element("p", note["summary"], "notes__summary")
    if note["external_url"]:
        label = escape(_("Read the document itself"))
        html += f'<p><a class="written-out" href="{escape(note["external_url"])}">{label}</a></p>'
    return mark_safe(f"{html}</div></li>")  # noqa: S308


def row_item(row: dict) -> SafeString:
    """A page in a list."""
    title = f'<a href="{escape(row["url"])}"{row["title"].lang_attr}>{escape(row["title"])}</a>'
    if row["abbreviation"]:
        title += f' <span class="row__abbreviation">({escape(row["abbreviation"])})</span>'
    marks = []
    if row["level"]:
        marks.append(f'<span class="level level--{row["level"]}">{escape(str(row["level_label"]))}</span>')
    marks += [element("span", row[name]) for name in ("kind_label", "publisher", "date_label") if row.get(name)]
    lead = element("p", row["lead"], "row__lead") if row["lead"] else ""
    return mark_safe(  # noqa: S308
        f'<li class="row"><div class="row__text"><p class="row__title">{title}</p>{lead}</div> '
        f'<p class="row__mark">{" ".join(marks)}</p></li>'
    )
