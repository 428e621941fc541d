"""A source's page: its passages, and what on the site rests on each. Provenance read from the other end."""

from collections import defaultdict
from html import escape
from itertools import groupby

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from content.cleaning import web_address
from content.languages import once_per_language
from content.reading import Surroundings
from content.rendering.markup import element, joined
from content.rendering.periods import date_label
from content.rendering.text import Reader

from ..roles.sentences import Name, sentence
from .facts import items
from .relations import target_name


def source_values(document: dict, around: Surroundings, reader: Reader) -> dict:
    """Return what only the page of a source shows."""
    details, language = document["details"], reader.language
    resting = resting_claims(around, reader)
    passages = [passage_values(passage, resting[passage["key"]], reader) for passage in document["passages"]]
    url, note = escape(web_address(details["url"])), reader.text(details["date_note"])
    facts = [
        (_("Read the document itself"), url and f'<a class="address" href="{url}">{url}</a>'),
        (_("Language"), language_name(details["language"])),
        (_("About its date"), note and element("span", note)),
    ]
    return {
        "publisher": reader.text(details["publisher"]),
        "date_label": date_label(language, details["date"]),
        "undated": not details["date"],
        "facts": items(facts),
        "passages": passages,
        "passage_items": joined(passages),
    }


def language_name(code: str) -> str:
    """The name of a language in that of the reader; of one that is not known its code, and of none nothing."""
    return gettext(LANG_INFO[code]["name"]) if code in LANG_INFO else escape(code)


def resting_claims(around: Surroundings, reader: Reader) -> dict[str, list[str]]:
    """The claims that cite each passage: the page that they stand on, and how they read."""
    resting = defaultdict(list)
    links = [link for link in around.links_in if link.role == "cites"]
    links.sort(key=lambda link: getattr(link.edition, f"sort_key_{reader.language}"))
    for _page, group in groupby(links, key=lambda link: link.edition.page_id):
        citing = list(group)
        edition = citing[0].edition
        this, title = Name.of(edition.summary, reader), reader.text(edition.summary["title"])
        path, name = escape(edition.path(reader.language)), f"{title.attrs}>{escape(title)}</a>"
        for link in citing:
            for claim in link.data["claims"]:
                if "target" in claim and claim["target"] not in around.pages:
                    continue
                anchor, excerpt = claim_excerpt(claim, this, around, reader)
                resting[link.anchor].append(f'<li><a href="{path}#{anchor}"{name}: {excerpt}</li>')
    return resting


def passage_values(passage: dict, resting: list[str], reader: Reader) -> dict:
    """A passage, and its markup: what it says, what rests on it, and where it stands."""
    summary = reader.text(passage["summary"])
    none, link_label = passage_labels(reader.language)
    anchor = f"p-{escape(passage['key'])}"
    rests = f'<ul class="rests">{"".join(resting)}</ul>' if resting else f'<p class="rests__none">{none}</p>'
    return {
        "summary": summary,
        "item": f'<div class="entry passage" id="{anchor}"><div class="what">{element("p", summary)}{rests}</div>'
        f'<p class="when">{element("span", reader.text(passage["place"]))} <a class="anchor" href="#{anchor}" '
        f'aria-label="{link_label}">§</a></p></div>',
    }


@once_per_language
def passage_labels() -> tuple[str, str]:
    """What stands where nothing rests on a passage, and what a screen reader says of the link to one."""
    return escape(_("Nothing rests on this passage yet.")), escape(_("Link to this passage"))


def claim_excerpt(claim: dict, this: Name, around: Surroundings, reader: Reader) -> tuple[str, str]:
    """Where a claim stands on its page, and how it reads there."""
    if claim["kind"] == "statement":
        return f"s-{escape(claim['anchor'])}", element("span", reader.text(claim["excerpt"]))
    other = target_name(claim, around, reader).unlinked()
    told = sentence(claim, this, other, reader)
    return f"r-{escape(claim['anchor'])}", f"<span{told.attrs}>{told}</span>"
