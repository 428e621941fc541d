"""The markup that stands a hundred times on a page: the proof beside a claim, a note, a row of a list.

It stands here rather than in a template because a template takes many times as long over it, and it is most of a page.
"""

from html import escape  # Django's own takes lazy texts as well, at several times the cost

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..languages import once_per_language
from .text import Html, Text, isolated


def element(tag: str, text: Text, css: str = "") -> str:
    """One element around a text, which is escaped, in the language that the text is in."""
    css = f' class="{css}"' if css else ""
    return f"<{tag}{css}{getattr(text, 'attrs', '')}>{escape(str(text))}</{tag}>"


def inline(text: Text) -> str:
    """A text within a sentence, escaped; in an element of its own only where it is in another language."""
    return element("span", text) if text.attrs else escape(str(text))


def joined(values: list[dict]) -> SafeString:
    """The markup of a number of values, one after another."""
    return SafeString("".join([each["item"] for each in values]))


@once_per_language
def proof_labels(kind: str) -> tuple[str, str]:
    """What a screen reader says of the link to a claim, and of the list of its sources."""
    if kind == "relation":
        return escape(_("Link to this relation")), escape(_("Sources of this relation"))
    return escape(_("Link to this statement")), escape(_("Sources of this statement"))


def proof(anchor: str, period: str, undated: bool, citations: str, kind: str, language: str) -> str:
    """What stands beside a claim: of when it is, a link to it, and its sources."""
    link_label, sources_label = proof_labels(language, kind)
    css = "period period--undated" if undated else "period"
    stamp = f'<span class="{css}">{escape(period)}</span>' if period else ""
    sources = f'<ul class="says" aria-label="{sources_label}">{citations}</ul>' if citations else ""
    return (
        f'<p class="when">{stamp} <a class="anchor" href="#{escape(anchor)}" '
        f'aria-label="{link_label}">§</a></p>{sources}'
    )


def statement_item(anchor: str, heading: Text, text: Html, proven: str, *, stands_alone: bool) -> str:
    """A statement, and beside it its proof; a standing page has nothing above its statements, and needs no proof."""
    title = element("h2" if stands_alone else "h3", heading) if heading else ""
    return (
        f'<div class="entry" id="{escape(anchor)}"><div class="what">{title}<div{text.attrs}>{text}'
        f"</div></div>{'' if stands_alone else proven}</div>"
    )


def relation_item(anchors: list[str], sentence: Html, proven: str) -> str:
    """A relation told as a sentence, and beside it its proof. Its first anchor is shown; the others lead here too."""
    first, *former = map(escape, anchors)
    text, own = str(sentence), f' id="{former[0]}"' if former else ""
    for anchor in former[1:]:
        text = f'<span id="{anchor}">{text}</span>'
    return f'<li class="entry" id="{first}"><p class="what"{own}{sentence.attrs}>{text}</p>{proven}</li>'


def row_item(row: dict) -> SafeString:
    """A page in a list."""
    title = f'<a href="{escape(row["url"])}"{row["title"].attrs}>{escape(row["title"])}</a>'
    if row["abbreviation"]:
        title += f' <span class="row__abbreviation">({escape(isolated(row["abbreviation"]))})</span>'
    marks = []
    if row["level"]:
        marks.append(f'<span class="level level--{row["level"]}">{escape(str(row["level_label"]))}</span>')
    marks += [element("span", row[name]) for name in ("kind_label", "publisher", "date_label") if row.get(name)]
    lead = element("p", row["lead"], "row__lead") if row["lead"] else ""
    return SafeString(
        f'<li class="row"><p class="row__title">{title}</p>{lead} <p class="row__mark">{" ".join(marks)}</p></li>'
    )


def name_item(page: dict) -> SafeString:
    """A page in a list of names."""
    short = (
        f' <span class="row__abbreviation">{escape(isolated(page["abbreviation"]))}</span>'
        if page["abbreviation"]
        else ""
    )
    return SafeString(
        f'<li><a href="{escape(page["url"])}"{page["title"].attrs}>{escape(page["title"])}</a>{short}</li>'
    )
