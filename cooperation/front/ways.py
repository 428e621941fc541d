"""Ways into the site: questions and themes as rows with the opening of their lead, and words to search for."""

import re
from collections import Counter
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import ngettext
from markupsafe import Markup

from content.record import State
from content.references import Reference
from content.rendering.plain import Named, title_of
from content.rendering.text import Reader, Text

from ..kinds import ORGANISATION, PARTNERSHIP
from ..lists.short_names import shortened
from ..lists.weights import weights
from ..look.choices import query_string
from ..models import abbreviation_in
from ..network.arcs import arcs
from ..network.graph import Graph

SHORT = 120  # characters of a lead
SENTENCE_END = re.compile(r"(?<=[.!?]) (?=\w)")


class Way(NamedTuple):
    """A page as a way in: its title, how its lead begins, and of a theme what is filed under it, drawn and told."""

    title: Named
    lead: Text
    picture: Markup = Markup()
    told: str = ""


def way(page: Reference, state: State, reader: Reader) -> Way:
    return Way(title_of(page, reader), opening(reader.text(shortened(state)(page).summary["lead"])))


def theme_way(theme: Reference, graph: Graph | None, state: State, reader: Reader) -> Way:
    """A theme with the network of the bodies that are filed under it, where the site is small enough to draw it."""
    found = way(theme, state, reader)
    if not graph:
        return found
    nodes = {node.page_id for node in graph.nodes if theme.content_id in node.themes}
    ties = [tie for tie in graph.ties if nodes.issuperset(node.page_id for node in tie.ends)]
    if not ties:
        return found
    told = [
        ngettext("%(count)d body", "%(count)d bodies", len(nodes)) % {"count": len(nodes)},
        ngettext("%(count)d relation", "%(count)d relations", len(ties)) % {"count": len(ties)},
    ]
    return found._replace(picture=arcs(graph, theme.content_id), told=", ".join(told))


def opening(text: Text) -> Text:
    """As many whole sentences as are read at a glance: at least the first."""
    first, *others = SENTENCE_END.split(text)
    for sentence in others:
        if len(first) + len(sentence) >= SHORT:
            break
        first = f"{first} {sentence}"
    shown = Text(first)
    shown.lang, shown.attrs = text.lang, text.attrs
    return shown


def examples(state: State, pages: list[Reference], themes: list[Reference], reader: Reader) -> list[Named]:
    """Words to search for: what the best connected bodies are called for short, and a theme."""
    heavy = weights(state, ORGANISATION.name) + weights(state, PARTNERSHIP.name) if pages else Counter()
    bodies = sorted((page for page in pages if heavy[page.page_id]), key=lambda page: -heavy[page.page_id])
    short = [name for page in bodies if (name := abbreviation_in(page.summary, reader.language))][:3]
    words = [*short, *(str(reader.text(theme.summary["title"])) for theme in themes[:1])]
    search, language = reverse("search"), reader.language
    return [Named(reader.text({language: word}), search + query_string({"q": word})) for word in words]
