"""What else a term may stand for: longer words that it is a part of, or the word that was meant."""

from datetime import datetime
from os.path import commonprefix

from .engines import vocabulary
from .query import Query, Term
from .readers import stems
from .words import distance, grams, letters, parts

SHORTEST_PART = 4
MOST_WORDS = 100
NEAREST = 100
MOST_MISTAKES = 3
LONG = 8  # letters; of a shorter word one that differs in two of them is another word
MOST_CORRECTIONS = 5


def extend(query: Query, language: str, moment: datetime) -> list[Term]:
    """Add to each term the compounds that it is a part of, or else corrections; return the terms that nobody uses."""
    asked = [term for term in query.terms if not term.prefix]
    if not asked:
        return []
    known = vocabulary([grams_of(term) for term in asked], language, moment, MOST_WORDS)
    for term in asked:
        core = core_of(term)
        term.extend(containing=[word for word in known if core and core in word])
    said = stems(language)
    unknown = [term for term in asked if not (any(map(term.quality, known)) or term.stems & said)]
    for term in unknown:
        term.extend(corrections=corrections(term, language, moment))
    return [term for term in unknown if not (term.corrections or term.synonyms or term.others)]


def core_of(term: Term) -> str:
    """The part by which a term is recognised within longer words; none when it is too short for that."""
    core = commonprefix([term.word, *term.stems])  # noqa: RUF071 -- of letters, as meant
    return next((part for part in (core, term.word) if len(part) >= SHORTEST_PART), "")


def grams_of(term: Term) -> list[str]:
    return parts(core_of(term)) if core_of(term) else grams(term.word)


def corrections(term: Term, language: str, moment: datetime) -> list[str]:
    """The words that differ least from a term, if they differ little for its length."""
    length = len(term.word)
    if length < SHORTEST_PART:
        return []
    allowed = min(length // 3, MOST_MISTAKES) if length >= LONG else 1
    alike = [[gram] for gram in [*grams(term.word), letters(term.word)]]
    near = vocabulary(alike, language, moment, NEAREST, nearest=True)
    found = [
        (wrong, -len(commonprefix([word, term.word])), word)  # noqa: RUF071 -- of letters, as meant
        for word in near
        if abs(len(word) - length) <= allowed and (wrong := distance(term.word, word)) <= allowed
    ]
    least = min(found, default=(0,))[0]
    return [word for wrong, _same, word in sorted(found) if wrong == least][:MOST_CORRECTIONS]
