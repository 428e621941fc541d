"""Words that readers use for what the pages call otherwise; each line is one group, in one language."""

from functools import lru_cache

from .words import stem

GROUPS = {
    "nl": """
        terreur terrorisme terrorist terroristisch
        extremist extremisme
        jihadist jihadisme
        geld gelden financiering
        toezicht toezichthouder controle
        rapport verslag
        opleiding training
        ministerie departement
        justitie om
        agent politie
        geheim spion spionage inlichtingen
        kind kinderen minderjarige jongere jeugd
        aanslag geweld
    """,
    "en": """
        terror terrorism terrorist
        extremist extremism
        jihadi jihadist jihadism
        money fund funding
        oversee oversight supervise supervisor supervision
        report review
        training education
        ministry department
        prosecutor prosecution
        officer police
        secret spy intelligence
        child children minor youth
        attack violence
    """,
}


@lru_cache
def groups(language: str) -> list[set[str]]:
    return [{stem(word, language) for word in line.split()} for line in GROUPS[language].split("\n") if line.strip()]


def synonyms(word: str) -> set[str]:
    """The stems of words that mean the same as a folded word."""
    found = set()
    for language in GROUPS:
        for group in groups(language):
            if stem(word, language) in group:
                found |= group
    return found
