"""Dutch that is hard to read: which sentence, and why."""

import re
from collections.abc import Iterable, Iterator

from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _

from .dutch import LONGEST_MEAN, LONGEST_SENTENCE, LOWEST_SCORE, NAME, WORD, Names, Readability, sentences, syllables
from .finding import Finding, Kind, Words

# A sentence is hard when its score is low, though it is no short one, and it has a word as long as this. Of a short one
# the score says little; the words of the subject itself nobody can do without.
LOWEST, WORDS, SYLLABLES = 20, 8, 6
SUBJECT = re.compile("terroris|radicalis|extremis|internationa|initiatie", re.IGNORECASE)
QUOTED = re.compile("‘[^’]*’|“[^”]*”")  # what others call something
ENOUGH = 60  # words of a page that say something of its level
MOST = 200  # letters of a sentence


def style(texts: Iterable[Words], names: Names) -> Iterator[Finding]:
    """Tell of each Dutch sentence that is long, or hard because of its words; and of a page above the level."""
    dutch = [text for text in texts if text.language == "nl" and text.is_sentence]
    for text in dutch:
        for sentence in sentences(text.html):
            if told := why_hard(sentence, names):
                yield Finding(*told, text.claim, text.field)
    measure = Readability.of([text.html for text in dutch], names)
    is_hard = measure.score < LOWEST_SCORE or measure.mean > LONGEST_MEAN
    if is_hard and sum(len(WORD.findall(names.set_aside(text.html))) for text in dutch) >= ENOUGH:
        why = _(
            "As a whole, the Dutch of this page is above level B1: its score is %(score)d (55 or more is easy), with "
            "%(mean)d words in a sentence (15 or fewer is easy). Shorter words and sentences help."
        )
        yield Finding(Kind.LEVEL, why % {"score": measure.score, "mean": measure.mean})


def why_hard(sentence: str, names: Names) -> tuple[Kind, str] | None:
    """Why a sentence is hard to read, and what helps; nothing where it is not."""
    told_words = QUOTED.sub(NAME, names.set_aside(sentence))
    words = WORD.findall(told_words)
    shown: dict[str, object] = {
        "sentence": Truncator(sentence).chars(MOST),
        "number": len(words),
        "most": LONGEST_SENTENCE,
    }
    if len(words) > LONGEST_SENTENCE:
        told = _("“%(sentence)s” has %(number)d words; %(most)d is long. Make two sentences of it.")
        return Kind.SENTENCE, told % (shown | {"most": LONGEST_SENTENCE})
    score = Readability.of([told_words], names).score
    long = [word for word in words if syllables(word) >= SYLLABLES and not SUBJECT.search(word)]
    if len(words) < WORDS or score >= LOWEST or not long:
        return None
    told = _("“%(sentence)s” is hard to read, by %(words)s. Say it in shorter words, or in two sentences.")
    return Kind.WORDS, told % (
        shown | {"words": get_text_list([f"“{word}”" for word in dict.fromkeys(long)], _("and"))}
    )
