from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from django.core.management.base import BaseCommand

from content.languages import LANGUAGES
from content.models import Edition
from content.record import live
from content.rendering.plain import as_text
from content.rendering.sentences import Name, sentence
from content.rendering.text import Reader


class Line(NamedTuple):
    """A relation as one of its two pages tells it in a language."""

    address: str
    role: str
    language: str
    side: str
    text: str


class Command(BaseCommand):
    help = "Prints every relation of the public site as a sentence, from both sides and in both languages, to be read."

    def handle(self, *args, **options):
        for line in told_from_both_sides():
            self.stdout.write("\t".join(line))


def told_from_both_sides() -> Iterator[Line]:
    """The sentences of all relations whose pages are both public."""
    editions = list(Edition.objects.at(live().moment).order_by("path_nl"))
    pages = {edition.summary["content_id"]: edition for edition in editions}
    for edition in editions:
        for relation in edition.read()["relations"]:
            if relation["target"] not in pages:
                continue
            other = pages[relation["target"]]
            for language, inverse in product(LANGUAGES, (False, True)):
                reader = Reader(language)
                ends = [Name.of(edition, reader), Name.of(other, reader)]
                this, there = ends[::-1] if inverse else ends
                yield Line(
                    f"{edition.path('nl')}#r-{relation['anchor']}",
                    relation["role"],
                    language,
                    "<" if inverse else ">",
                    as_text(sentence(relation, this, there, reader, inverse=inverse)),
                )
