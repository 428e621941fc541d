"""Writes HTML and SVG. No other room writes a tag: whatever comes in is escaped here, unless it is markup already.

`element` makes any element. What stands a hundred times on a page (a claim with its proof, a note, a row of a list) has
a function of its own, because a template takes many times as long over it, and it is most of a page: within these,
`safe` makes of each part what can stand in HTML. What is handed on is Markup; what only these functions put together
is a text. Django's admin takes only a SafeString. `claim_markup`, `mention_markup` and `note_markup` beside it do the
same.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from .plain import Named, Sentence
from .text import Html, Text, isolated

NOTHING = Markup()
# Elements without content: closed at once in XML, and not at all in HTML.
VOID = {"img": ">", "input": ">", "link": ">", "path": "/>", "rect": "/>", "source": ">", "xhtml:link": "/>"}
PLAIN, MARKED = (str, Text), (Markup, Html)


def safe(value: Any) -> str:
    """A text as it stands in HTML: escaped, unless it is markup already."""
    kind = type(value)
    if kind in PLAIN:
        return _escaped(value)
    return value if kind in MARKED else escape(value)


@lru_cache(8192)  # most of what stands on a page stands on others as well
def _escaped(text: str) -> str:
    return str.__str__(escape(str(text)))


def marked(html: str) -> Markup:
    """What was put together of safe parts; the constructor of Markup asks first what it is given, hundreds of times."""
    return str.__new__(Markup, html)


def element(tag: str, *content: object, like: object = "", **attributes: object) -> Markup:
    """An element around content: texts, which are escaped, and markup.

    `class_` stands for the attribute `class`, `data_node` for `data-node`; numbers are written as short as they can be,
    and an attribute without a value is left out. The element is in the language and direction of a text that is alone
    in it, or that it is to be `like`.
    """
    html = f"<{tag}"
    for name, value in attributes.items():
        kind = type(value)
        if kind is int or kind is float:
            html += f' {_NAMES.get(name) or _named(name)}="{value if kind is int else format(value, "g")}"'
        elif value or name == "alt":  # an empty one says that a picture adds nothing
            html += f' {_NAMES.get(name) or _named(name)}="{safe(str(value))}"'
    if len(content) == 1:
        [only] = content
        return marked(f"{html}{getattr(like or only, 'attrs', '')}>{safe(only)}</{tag}>")
    if not content and tag in VOID:
        return marked(f"{html}{getattr(like, 'attrs', '')}{VOID[tag]}")
    return marked(f"{html}{getattr(like, 'attrs', '')}>{''.join(map(safe, content))}</{tag}>")


_NAMES: dict[str, str] = {}


def _named(attribute: str) -> str:
    """An attribute as it is written."""
    _NAMES[attribute] = name = attribute.rstrip("_").replace("_", "-")
    return name


def joined(parts: Iterable, between: str = "") -> Markup:
    """Texts and markup, one after another."""
    return marked(safe(between).join(map(safe, parts)))


def inline(text: Text) -> Markup:
    """A text within a sentence; in an element of its own only where it is in another language."""
    return marked(f"<span{text.attrs}>{safe(text)}</span>" if text.attrs else safe(text))


def link(text: str, url: str) -> Markup:
    """A link that says in which language its text is."""
    return marked(f'<a href="{safe(url)}"{getattr(text, "attrs", "")}>{safe(text)}</a>')


def name(named: Named) -> Markup:
    """A name, as a link if it has an address."""
    return link(named.text, named.url) if named.url else inline(named.text)


def sentence_markup(sentence: Sentence) -> Markup:
    return marked("".join([name(part) if type(part) is Named else safe(part) for part in sentence]))


def row(title: Named, short: str, lead: Text, marks: Sequence[Markup]) -> Markup:
    """A page in a list: its title with a short name, what it is, and marks of what kind it is."""
    above = f"{link(*title)}{short_name(short, '({})')}"
    told = f'<p class="row__lead"{lead.attrs}>{safe(lead)}</p>' if lead else ""
    return marked(
        f'<li class="row"><p class="row__title">{above}</p>{told} '
        f'<p class="row__mark">{" ".join(map(safe, marks))}</p></li>'
    )


def short_name(short: str, form: str = "{}") -> Markup:
    """The short name behind a name, with the space before it."""
    if not short:
        return NOTHING
    return marked(f' <span class="row__abbreviation">{form.format(safe(isolated(short)))}</span>')
