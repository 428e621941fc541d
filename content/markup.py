"""The markup that stands a hundred times on a page: the proof beside a claim, a note, a row of a list.

It stands here rather than in a template because a template takes many times as long over it, and it is most of a page.
"""

from html import escape  # Django's own takes lazy texts as well, at several times the cost

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .languages import once_per_language
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


def joined(values: list[dict]) -> SafeString:
    """The markup of a number of values, one after another."""
    return SafeString("".join([each["item"] for each in values]))


@once_per_language
def proof_labels(kind: str) -> tuple[str, str]:
    """What a screen reader says of the link to a claim, and of the list of its sources."""
    if kind == "relation":
        return escape(_("Link to this relation")), escape(_("Sources of this relation"))
    return escape(_("Link to this statement")), escape(_("Sources of this statement"))


def proof(anchor: str, period: str, undated: bool, notes: list[dict], kind: str, language: str) -> SafeString:
    """What stands beside a claim: of when it is, a link to it, and its sources."""
    link_label, sources_label = proof_labels(language, kind)
    css = "period period--undated" if undated else "period"
    stamp = f'<span class="{css}">{escape(period)}</span>' if period else ""
    html = (
        f'<p class="when">{stamp} <a class="anchor" href="#{escape(anchor)}"><span aria-hidden="true">§</span>'
        f'<span class="hidden">{link_label}</span></a></p>'
    )
    if notes:
        html += f'<ul class="says" aria-label="{sources_label}">{joined(notes)}</ul>'
    return SafeString(html)


def statement_item(statement: dict, *, stands_alone: bool) -> SafeString:
    """A statement, and beside it its proof; a standing page has nothing above its statements, and needs no proof."""
    text = statement["text"]
    title = element("h2" if stands_alone else "h3", statement["heading"]) if statement["heading"] else ""
    return SafeString(
        f'<div class="entry" id="{escape(statement["anchor"])}"><div class="what">{title}<div{text.lang_attr}>{text}'
        f"</div></div>{'' if stands_alone else statement['proof']}</div>"
    )


def relation_item(relation: dict) -> SafeString:
    """A relation told as a sentence, and beside it its proof."""
    sentence = relation["sentence"]
    return SafeString(
        f'<li class="entry" id="{escape(relation["anchor"])}"><p class="what"{sentence.lang_attr}>{sentence}</p>'
        f"{relation['proof']}</li>"
    )


def note_item(note: dict, language: str) -> SafeString:
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
        html += f'<p><a class="written-out" href="{escape(note["external_url"])}">{read_label(language)}</a></p>'
    return SafeString(f"{html}</div></li>")


@once_per_language
def read_label() -> str:
    return escape(_("Read the document itself"))


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
    return SafeString(
        f'<li class="row"><div class="row__text"><p class="row__title">{title}</p>{lead}</div> '
        f'<p class="row__mark">{" ".join(marks)}</p></li>'
    )


def name_item(page: dict) -> SafeString:
    """A page in a list of names."""
    short = f' <span class="row__abbreviation">{escape(page["abbreviation"])}</span>' if page["abbreviation"] else ""
    return SafeString(
        f'<li><a href="{escape(page["url"])}"{page["title"].lang_attr}>{escape(page["title"])}</a>{short}</li>'
    )
