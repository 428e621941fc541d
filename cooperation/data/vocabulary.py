"""The standard terms in which the site says what its pages and relations are."""

from ..roles import role_of

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
}
MEMBER = "org:memberOf"
# The terms of roles that run the other way: a body drew up a plan, and of the plan one says who its creator is.
OF_THE_OBJECT = {
    "dcterms:contributor",
    "dcterms:creator",
    "dcterms:publisher",
    "org:hasSite",
    "org:reportsTo",
    "prov:wasAssociatedWith",
    "prov:wasInformedBy",
    "schema:funder",
    "schema:participant",
}


def written_out(term: str) -> str:
    """The address of a term: that of "org:memberOf" is http://www.w3.org/ns/org#memberOf."""
    prefix, _colon, name = term.partition(":")
    return PREFIXES[prefix] + name


def term_of(role: str) -> dict[str, str]:
    """The standard term of a role: it is said of the subject, or of the object where it runs the other way."""
    term = role_of(role).term
    of = "object" if term in OF_THE_OBJECT else "subject"
    return {"name": term, "address": written_out(term), "said_of": of}
