"""Texts with markup in a cell: HTML with no more than the editor offers, built as the text that it follows."""

import re
from html.parser import HTMLParser

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from ..rendering.markup import element
from ..richtext import plain, sanitise

BLOCKS = {"p", "ul", "ol", "li"}
ALONE = {"br"}
PARAGRAPHS = re.compile(r"\n\s*\n")


class Tags(HTMLParser):
    """The tags of a text in their order, each with the address of a link; and the first that is not closed right."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.broken = ""
        self.feed(html)
        self.close()
        if self.open:
            self.broken = self.broken or f"<{self.open[-1]}>"

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs).get("href") or ""))
        if tag not in ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.broken = self.broken or f"</{tag}>"

    @property
    def blocks(self) -> list[str]:
        return [tag for tag, _href in self.found if tag in BLOCKS]

    @property
    def links(self) -> list[str]:
        return sorted(href for tag, href in self.found if tag == "a")


def markup_in(cell: str, dutch: str, before: str) -> str:
    """The markup that a cell says, clean; ValidationError tells what is broken, or built otherwise than the Dutch.

    Words without any tag are paragraphs, with an empty line between them. Paragraphs, lists and links have to be those
    of the Dutch, or those of the translation that was there `before`.
    """
    if "<" not in cell:
        cell = "".join(element("p", part.strip()) for part in PARAGRAPHS.split(cell))
    made, clean = Tags(cell), sanitise(cell)
    if made.broken:
        raise ValidationError(gettext_lazy("the markup is broken at %(tag)s"), params={"tag": made.broken})
    kept = Tags(clean)
    if lost := [tag for tag, _href in made.found if tag not in {each for each, _href in kept.found}]:
        raise ValidationError(gettext_lazy("there is no room for <%(tag)s> in a text"), params={"tag": lost[0]})
    if plain(clean) != plain(cell) or kept.links != made.links:
        raise ValidationError(gettext_lazy("a part of this would be taken out, as it is no text"))
    models = [Tags(dutch), Tags(before)]
    if kept.blocks not in [each.blocks for each in models]:
        facts = {"blocks": " ".join(f"<{tag}>" for tag in models[0].blocks)}
        raise ValidationError(gettext_lazy("it has other paragraphs or lists than the Dutch: %(blocks)s"), params=facts)
    if kept.links not in [each.links for each in models]:
        facts = {"links": ", ".join(models[0].links) or "–"}
        raise ValidationError(gettext_lazy("it has other links than the Dutch: %(links)s"), params=facts)
    return clean
