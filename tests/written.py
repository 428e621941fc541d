"""Words of which no language has any: one in every text that somebody writes, so that it tells what got where."""

import re
from collections import defaultdict
from hashlib import sha256
from uuid import NAMESPACE_OID, uuid5

from content.models import Edition, Page, Source
from content.record import live

LANGUAGES = ("nl", "en")
WORD = re.compile("zq[a-p]{12}")
LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
TRANSLATED = "title sentence_name lead heading text detail place summary publisher date_note".split()  # noqa: SIM905 -- a list to be read
TEXTS = [*(f"{name}_{language}" for name in TRANSLATED for language in LANGUAGES), "abbreviation", "url", "website"]
SHAPES = dict.fromkeys(["text_nl", "text_en"], "<p>{}</p>") | dict.fromkeys(["url", "website"], "https://a.example/{}")
NAMES = ("title", "sentence_name", "abbreviation")
ADDRESSES = ("slug_nl", "slug_en", "anchor", "key")


def word(number: int) -> str:
    """So long that search takes none for another that was typed wrong."""
    return "zq" + sha256(b"%d" % number).hexdigest()[:12].translate(LETTERS)


def words(*texts) -> set[str]:
    return set(WORD.findall(str(texts).lower()))


def identity(word: str):
    return uuid5(NAMESPACE_OID, word)


def claims(page: Page) -> list:
    return [*page.statements.all(), *(page.relations.all() if hasattr(page, "relations") else ())]


def parts(page: Page) -> list:
    """The rows of a working copy."""
    return [page, *claims(page), *(page.passages.all() if isinstance(page, Source) else ())]


class Written:
    """The words that were written, and which of them are to be public. It holds keys, so that it can be copied."""

    def __init__(self):
        self.number = 0  # of the last word
        self.names = set()  # those of pages
        self.own = {}  # the words of each edition, with those of its change note
        self.taken = {}  # the words that it could take from sources
        self.claims = defaultdict(lambda: defaultdict(set))  # the words of each claim of each page
        self.lasting = set()  # the words of addresses and anchors, which stay when others are removed
        self.removed, self.reasons = set(), set()

    def word(self) -> str:
        self.number += 1
        return word(self.number)

    def note(self) -> dict[str, str]:
        return {language: self.word() for language in LANGUAGES}

    def write(self, row) -> None:
        """Put other words in every text of a row."""
        for name in TEXTS:
            if hasattr(row, name):
                setattr(row, name, SHAPES.get(name, "{}").format(self.word()))
                self.names |= words(getattr(row, name)) if name.startswith(NAMES) else set()
        row.save()

    def keep(self, editions: list[Edition], note: dict[str, str]) -> None:
        """Remember the words of the working copies that these editions were just made of."""
        for edition in editions:
            page = Page.objects.get(pk=edition.page_id).specific
            self.own[edition.pk] = words(note, *map(vars, parts(page)))
            self.lasting |= words(*(getattr(row, name, "") for row in parts(page) for name in ADDRESSES))
            for claim in claims(page):
                self.claims[page.pk][claim.pk] |= words(vars(claim))
        sources = Edition.objects.at(live().moment).of_type("source")
        taken = set().union(*(self.own[source.pk] for source in sources))
        self.taken |= {edition.pk: taken for edition in editions}

    def remove(self, page: Page, claim, reason: dict[str, str]) -> None:
        """Let the words of a page go, or of a claim on it; pages that are published as a set have a note in common."""
        its = set(Edition.objects.filter(page=page.pk).values_list("pk", flat=True))
        others = self.own.keys() - its
        only = set().union(*(self.own[pk] for pk in its)).difference(*(self.own[pk] for pk in others))
        self.removed |= self.claims[page.pk][claim] if claim else only
        self.reasons |= words(reason)

    def public(self) -> set[str]:
        """The words that the site ever said, and may still say somewhere."""
        said = set().union(*(self.own[pk] for pk in Edition.objects.final().values_list("pk", flat=True)))
        return said - (self.removed - self.lasting) | self.reasons

    def current(self) -> set[str]:
        """The words that the live site may say."""
        return self.said_by(Edition.objects.at(live().moment))

    def newest(self) -> set[str]:
        """The same, and what is told of pages that were withdrawn."""
        return self.said_by(Edition.objects.in_force(live().moment))

    def said_by(self, editions) -> set[str]:
        """Where something stood before is told by its anchor."""
        keys = editions.values_list("pk", flat=True)
        said = set().union(*(self.own[pk] | self.taken.get(pk, set()) for pk in keys))
        return (said | self.reasons | self.lasting) & self.public()
