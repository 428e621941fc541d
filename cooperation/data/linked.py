"""A page as linked data (JSON-LD 1.1): what it is about, and each claim with what it was derived from.

A relation is a statement that is talked about (rdf:Statement), as of a time and by a source: that it holds today is not
said. A kind and a level are our own classification, no fact of the documents, and are left out.
"""

from content.rendering.plain import Told
from content.rendering.text import Text

from ..kinds import KINDS
from ..licence import LICENCE
from ..pages.provenance import ShownPassage
from ..roles import role_of
from .page import whole
from .shown import Ends, Shown
from .vocabulary import MEMBER, OF_THE_OBJECT, PREFIXES


def linked_data(shown: Shown) -> dict:
    """Return what a page says as a graph: the page itself, what it is about, and its claims."""
    claims = [claim(*each, shown) for each in shown.claims() if shown.cite_claim(each[0].id)]
    passages = [passage(each, shown) for each in shown.page.passages]
    return {"@context": PREFIXES, "@graph": [document(shown), subject(shown), *claims, *passages]}


def document(shown: Shown) -> dict:
    """The page as it was shown in one state of the site: of this is the licence."""
    return {
        "@id": shown.cite,
        "@type": "schema:WebPage",
        "schema:about": node(shown.permalink(shown.page.id)),
        "schema:inLanguage": shown.language,
        "schema:license": node(LICENCE),
    }


def subject(shown: Shown) -> dict:
    """What the page is about, by its permanent id."""
    page = shown.page
    kind = KINDS.get(page.type)
    found: dict[str, object] = {
        "@id": shown.permalink(page.id),
        "@type": kind.term if kind else "schema:Thing",
        "schema:name": text(page.title, shown),
        "schema:url": node(shown.url),
    }
    if page.abbreviation:
        found["schema:alternateName"] = page.abbreviation
    if page.lead:
        found["schema:description"] = text(page.lead, shown)
    if page.image:
        found["schema:image"] = image(page.image, shown)
    return found


def image(said: dict, shown: Shown) -> dict:
    """The picture of a page, with who made it and by which licence."""
    found: dict[str, object] = {
        "@type": "schema:ImageObject",
        "schema:contentUrl": node(whole(said["url"], shown)),
        "schema:width": said["width"],
        "schema:height": said["height"],
    }
    if said["alt"]:
        found["schema:description"] = text(said["alt"], shown)
    if said["credit"]:
        found["schema:creditText"] = said["credit"]
    if said["licence_url"]:
        found["schema:license"] = node(said["licence_url"])
    return found


def claim(told: Told, words: str, lang: str, shown: Shown) -> dict:
    found: dict[str, object] = {
        "@id": f"urn:uuid:{told.id}",
        "@type": ["schema:Claim"],
        "schema:url": node(shown.cite_claim(told.id)),
        "schema:text": {"@value": words, "@language": lang},
        "prov:wasDerivedFrom": [node(each) for each in sources(told, shown)],
        "schema:citation": [
            {"@id": f"urn:uuid:{cited.id}", "schema:isPartOf": node(shown.permalink(cited.source.id))}
            for cited in told.citations
        ],
    }
    if told.period.label:
        found["schema:temporalCoverage"] = told.period.label
    if told.kind == "relation":
        return found | relation(shown.ends[told.id], shown)
    return found | {"schema:about": node(shown.permalink(shown.page.id))}


def sources(told: Told, shown: Shown) -> list[str]:
    """The sources of a claim, each once."""
    return list(dict.fromkeys(shown.permalink(cited.source.id) for cited in told.citations))


def relation(ends: Ends, shown: Shown) -> dict:
    """A relation by the standard term of its role; a membership also as the W3C Organization Ontology has it."""
    term, subject, other = role_of(ends.role).term, shown.permalink(ends.subject), shown.permalink(ends.object)
    first, second = (other, subject) if term in OF_THE_OBJECT else (subject, other)
    found: dict[str, object] = {
        "@type": ["schema:Claim", "rdf:Statement"],
        "rdf:subject": node(first),
        "rdf:predicate": node(term),
        "rdf:object": node(second),
    }
    if term == MEMBER:
        found["@type"] = ["schema:Claim", "rdf:Statement", "org:Membership"]
        found |= {"org:member": node(subject), "org:organization": node(other)}
    return found


def passage(each: ShownPassage, shown: Shown) -> dict:
    """A passage of a source, with what it says in our own words."""
    return {
        "@id": f"urn:uuid:{each.id}",
        "@type": "prov:Entity",
        "schema:url": node(shown.cite_claim(each.id)),
        "schema:description": text(each.summary, shown),
        "schema:isPartOf": node(shown.permalink(shown.page.id)),
    }


def node(identity: str) -> dict[str, str]:
    return {"@id": identity}


def text(words: Text, shown: Shown) -> dict[str, str]:
    """A text in its own language."""
    return {"@value": str(words), "@language": words.lang or shown.language}
