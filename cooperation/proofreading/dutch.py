"""Measures how easy Dutch text is to read: the Flesch-Douma formula, and our norm for language level B1.

No tool that tells the level of a Dutch text by the European framework (CEFR) installs as a library, so the norm is our
own, and no test of B1. A text is above the level when its score is below 55, when its mean sentence has more than 15
words, or when one sentence has more than 25.

Names are set aside, for a writer cannot change them: those of organisations, partnerships and programmes, the terms
that the glossary explains, and abbreviations. A name counts as one word of its sentence, and its syllables do not
count. The subject itself ("terrorisme", "radicalisering") is not set aside.
"""

import re
from dataclasses import dataclass

LOWEST_SCORE, LONGEST_MEAN, LONGEST_SENTENCE = 55, 15, 25

NAME = "\N{BULLET}"  # stands in for a name
# Vowels that sound as one. On 44 words counted by hand it was wrong in one ("museum"); the hyphenation library Pyphen
# was wrong in four, because it does not cut off a single letter ("o-ver").
SYLLABLE = re.compile(r"aai|ooi|oei|eeuw|ieuw|aa|ee|oo|uu|ie(?!ë)|oe|eu|ui|ei|ij|au|ou|ai|oi|[aeiouyáéíóúàèêâîôûäëïöü]")
WORD = re.compile(rf"[^\W\d_]+(?:[-’'][^\W\d_]+)*|{NAME}|\d+")
FIRST = re.compile(r"\w+")
ENDINGS = ("en", "n", "s")  # of a name in plural, or whose something is
CAPITALS = re.compile(r"\b[A-Z]{2,}[\w’]*(?: \d{4})?")
BLOCK = re.compile(r"</?(?:p|ul|ol|li)>")
TAG = re.compile(r"<[^>]+>")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|:\s*$")


def syllables(word: str) -> int:
    """Count the syllables of a Dutch word by its groups of vowels; a word has at least one."""
    return max(1, len(SYLLABLE.findall(word.lower())))


class Names:
    """The names to set aside, in a text; by the word that each begins with, for there may be many thousands."""

    def __init__(self, names: set[str]):
        self.named: dict[str, list[str]] = {}
        for name in names:
            if first := FIRST.search(name):
                self.named.setdefault(first[0].lower(), []).append(name)

    def set_aside(self, text: str) -> str:
        words = {word.lower() for word in FIRST.findall(text)}
        words |= {word.removesuffix(ending) for word in words for ending in ENDINGS}
        near = sorted(
            (name for word in words for name in self.named.get(word, ())), key=lambda name: (-len(name), name)
        )
        if near:
            near.sort(key=lambda name: (-len(name), name))
            pattern = rf"\b(?:{'|'.join(map(re.escape, near))})(?:{'|'.join(ENDINGS)})?\b"
            text = re.sub(pattern, NAME, text, flags=re.IGNORECASE)
        text = CAPITALS.sub(NAME, text)
        return re.sub(rf"{NAME} \((?:kort: )?{NAME}\)", NAME, text)  # a name and its abbreviation are one


def sentences(html: str) -> list[str]:
    """Split a text into sentences; what stands in a list counts as a sentence per item."""
    blocks = (" ".join(TAG.sub("", block).split()) for block in BLOCK.split(html))
    return [sentence for block in blocks for sentence in SENTENCE_END.split(block) if WORD.search(sentence)]


@dataclass(frozen=True)
class Readability:
    """How easy a text is to read."""

    score: float  # Flesch-Douma: the higher, the easier
    mean: float  # words per sentence
    longest: int  # words in the longest sentence

    @classmethod
    def of(cls, texts: list[str], names: Names) -> "Readability":
        counts: list[int] = []
        letters: list[int] = []
        for sentence in (sentence for text in texts for sentence in sentences(names.set_aside(text))):
            words = WORD.findall(sentence)
            counts.append(len(words))
            letters.extend(syllables(word) for word in words if word[0].isalpha())
        mean = sum(counts) / max(1, len(counts))
        per_word = sum(letters) / max(1, len(letters))
        return cls(206.84 - 0.93 * mean - 77 * per_word, mean, max(counts, default=0))

    @property
    def is_above_level(self) -> bool:
        return self.score < LOWEST_SCORE or self.mean > LONGEST_MEAN or self.longest > LONGEST_SENTENCE
