"""The standard terms in which the site says what its pages and relations are."""

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
