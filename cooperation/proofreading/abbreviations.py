"""Abbreviations that a page uses before it says what they stand for."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from content.richtext import plain

from .finding import Finding, Kind, Words

if TYPE_CHECKING:
    from .known import Known

# Two capitals or more, as part of no address, compound or version of a licence.
SHORT = re.compile(r"(?<![\w.@/-])[A-Z]{2,}[a-z]?[A-Z]*(?![\w@-])")
# Everybody knows these, and no newsroom writes them out.
EVERYDAY = frozenset({"EU", "VN", "UN", "NAVO", "NATO", "VS", "US", "UK", "TV", "PDF", "URL"})
BRACKETS = re.compile(r"\([^()]*\)")


def abbreviations(texts: Iterable[Words], own: dict[str, str], known: "Known") -> Iterator[Finding]:
    """Tell of each abbreviation that the site knows where a page uses it first, unless it is written out until then.

    `own` is what the page is called, by language: it stands above all of it.
    """
    explained: dict[str, set[str]] = {}
    for text in texts:
        if not text.is_sentence:
            continue  # what a heading says is written out below it
        title = own.get(text.language, "")
        seen = explained.setdefault(text.language, {*SHORT.findall(title), *EVERYDAY})
        short, words = known.short[text.language], plain(text.html)
        seen |= {name for name, full in short.items() if full == title or name in title}
        named = without_names(words, known.titles[text.language])
        for name in used(words, named, short):
            if name in seen:
                continue
            seen.add(name)
            if not is_written_out(name, words, short[name]):
                told = _("“%(short)s” is not written out where this page says it first. Write: %(full)s (%(short)s).")
                yield Finding(Kind.ABBREVIATION, told % {"short": name, "full": short[name]}, text.claim, text.field)


def used(words: str, named: str, short: dict[str, str]) -> list[str]:
    """The abbreviations in a text, those of several words too, in its order."""
    found = [(words.find(name), name) for name in short if " " in name and name in words]
    within = {part for _place, name in found for part in name.split()}
    found += [(match.start(), match[0]) for match in SHORT.finditer(named) if match[0] in short]
    return [name for _place, name in sorted(found) if name not in within or " " in name]


def hides_one(title: str) -> bool:
    """Whether a name has a word in it that looks like an abbreviation, beside other words."""
    return " " in title and bool(SHORT.search(title))


def without_names(words: str, titles: Iterable[str]) -> str:
    """A text without the longer names in which an abbreviation is a word like any other."""
    for title in titles:
        if title in words:
            words = words.replace(title, " " * len(title))
    return words


def is_written_out(name: str, words: str, full: str) -> bool:
    """Whether a text says what an abbreviation stands for, in brackets after the name or the other way round."""
    in_brackets = any(name in part for part in BRACKETS.findall(words))
    return in_brackets or f"{name} (" in words or full.lower() in words.lower()
