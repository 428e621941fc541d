"""A source's page: its passages, and what on the site rests on each. Provenance read from the other end."""

from collections import defaultdict
from itertools import groupby
from typing import NamedTuple

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from content.cleaning import web_address
from content.documents import CLAIMS, LEAD
from content.models.source import REPLACES
from content.reading import Surroundings
from content.rendering.periods import date_label
from content.rendering.plain import Named, Sentence, title_of
from content.rendering.sentences import Name, sentence
from content.rendering.text import Reader, Text

from .facts import Fact, listed


class Resting(NamedTuple):
    """A claim that rests on a passage: the page that it stands on, where it stands there, and how it reads."""

    page: Named
    anchor: str
    words: Sentence


class ShownPassage(NamedTuple):
    """A passage of a source: where it stands, what it says, and what rests on it."""

    id: str
    key: str
    place: Text
    summary: Text
    resting: list[Resting]


def passages(document: dict, around: Surroundings, reader: Reader) -> list[ShownPassage]:
    resting, text = resting_claims(around, reader), reader.text
    return [
        ShownPassage(each["id"], each["key"], text(each["place"]), text(each["summary"]), resting[each["key"]])
        for each in document["passages"]
    ]


def source_facts(document: dict, around: Surroundings, reader: Reader) -> list[Fact]:
    """What there is to know of a document itself, and whether there is a newer edition of it."""
    details = document["details"]
    url, language = web_address(details["url"]), language_name(details["language"])
    site, archived = ("" if url else web_address(details["publisher_url"])), web_address(details["archived_url"])
    note, read = reader.text(details["date_note"]), reader.text(details["read_form"])
    digest = reader.text({reader.language: details["fingerprint"]})
    older = [
        around.pages[page] for page in document.get("classification", {}).get(REPLACES, ()) if page in around.pages
    ]
    newer = [link.page for link in around.links_in if link.role == REPLACES]
    facts = [
        Fact(_("Newer edition"), listed(newer, reader)),
        Fact(_("Older edition"), listed(older, reader)),
        Fact(_("Read the document itself"), address(url), is_address=True),
        Fact(_("The publisher’s site"), address(site), is_address=True),
        Fact(_("Address of the document"), (_("not known"),) if site else ()),
        Fact(_("Archived copy"), address(archived), is_address=True),
        Fact(_("Language"), (language,) if language else ()),
        Fact(_("About its date"), (Named(note),) if note else ()),
        Fact(_("What was read"), (Named(read),) if read else ()),
        Fact(_("Last read on"), (date_label(reader.language, day),) if (day := details["read_on"]) else ()),
        Fact(_("SHA-256 of what was read"), (Named(digest),) if digest else ()),
    ]
    return [fact for fact in facts if fact.parts]


def address(url: str) -> Sentence:
    return (Named(Text(url), url),) if url else ()


def language_name(code: str) -> str:
    """The name of a language in that of the reader; of one that is not known its code, and of none nothing."""
    return gettext(LANG_INFO[code]["name"]) if code in LANG_INFO else code


def resting_claims(around: Surroundings, reader: Reader) -> dict[str, list[Resting]]:
    """The claims that cite each passage, by its key."""
    resting = defaultdict(list)
    links = [link for link in around.links_in if link.role == "cites"]
    links.sort(key=lambda link: link.page.sort_key(reader.language))
    for _page, group in groupby(links, key=lambda link: link.page.page_id):
        citing = list(group)
        this, title = Name.of(citing[0].page, reader).unlinked(), title_of(citing[0].page, reader)
        for link in citing:
            for claim in link.data["claims"]:
                if "target" not in claim or claim["target"] in around.pages:
                    resting[link.anchor].append(Resting(title, *excerpt(claim, this, around, reader)))
    return resting


def shown_anchor(claim: dict) -> str:
    """Where a lead, a statement or a step stands on its page."""
    return LEAD if claim["kind"] == LEAD else f"{CLAIMS[claim['kind'] + 's']}-{claim['anchor']}"


def excerpt(claim: dict, this: Name, around: Surroundings, reader: Reader) -> tuple[str, Sentence]:
    """Where a claim stands on its page, and how it reads there."""
    if claim["kind"] != "relation":
        return shown_anchor(claim), (Named(reader.text(claim["excerpt"])),)
    target = around.pages[claim["target"]]
    other = Name.in_words(target.page_type, target.summary, reader)
    return f"r-{claim['anchor']}", sentence(claim, this, other, reader)
