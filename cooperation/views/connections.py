"""How are these two connected? The shortest chains between two bodies, as sentences with their sources."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from content.languages import LANGUAGES
from content.record import State
from content.references import Reference
from content.rendering.markup import link
from content.rendering.note_markup import notes
from content.rendering.plain import Named
from content.rendering.sentences import Name, capitalised
from content.rendering.text import Reader, Text, isolated

from .. import kinds
from ..connections.bodies import LONGEST_NAME, Asked, ask, in_link, label, named_like
from ..connections.chains import LONGEST
from ..connections.nearest import Near
from ..connections.reading import connect
from ..connections.telling import over_any, tell
from ..frame import show
from ..kinds import KINDS
from ..moment import moment_of
from ..network.selection import whole

ENDS = ("from", "to")


@dataclass
class Between:
    """Between which two the chains are asked for, and whether these may lead through programmes."""

    ends: list[Asked]
    programmes: bool
    everything: bool  # whether all bodies were looked at, which those of a large site are not
    among: list[Reference]

    @property
    def is_clear(self) -> bool:
        return all(end.body for end in self.ends)

    def was_typed(self, language: str) -> bool:
        """Whether a body is named otherwise than its address does."""
        return any(end.body and end.text != in_link(end.body, language, self.among) for end in self.ends)

    def path(self, language: str, name: str = "connections", **changes: str) -> str:
        """The address of the same between in a language, with some of its values changed; or that of its data."""
        values = {
            name: in_link(end.body, language, self.among) if end.body else end.text
            for name, end in zip(ENDS, self.ends, strict=True)
        }
        values = values | {"kind": "all" if self.programmes else ""} | changes
        query = urlencode({name: value for name, value in values.items() if value}, safe="/")
        with override(language):
            return reverse(name) + (f"?{query}" if query else "")


@require_safe
def connections(request: HttpRequest) -> HttpResponse:
    """The form, and the chains between the two bodies that `?from=` and `?to=` name.

    They are named by the last part of their addresses; a name that was typed leads to the same question in that form.
    """
    reader, state = Reader(get_language()), moment_of(request)
    between = parse(request.GET, state, reader.language)
    paths = {language: between.path(language) for language in LANGUAGES}
    if between.is_clear and between.was_typed(reader.language):
        return HttpResponseRedirect(paths[reader.language])
    content = {
        "fields": [field(request.GET, number, between, reader) for number in range(2)],
        "names": sorted(label(body, reader) for body in between.among) if between.everything else [],
        "lists": lists(),
        "programmes": between.programmes,
        **(answer(between, state, reader) if between.is_clear else {}),
    }
    return show(
        request,
        "connections.html",
        content,
        trail=[Named(Text(_("Connections")))],
        paths=paths,
        is_view=True,
        data=between.path(reader.language, "connections_data") if between.is_clear else "",
    )


def parse(query: QueryDict, state: State, language: str) -> Between:
    texts = [query.get(name, "").replace("\0", "").strip()[:LONGEST_NAME] for name in ENDS]
    everything = whole(state, language)
    pages = everything.pages if everything else named_like(texts, state.moment)
    among = [page for page in pages if KINDS[page.page_type].is_actor]
    ends = [ask(text, among, state.moment, language) for text in texts]
    return Between(ends, query.get("kind") == "all", bool(everything), among)


def field(query: QueryDict, number: int, between: Between, reader: Reader) -> dict:
    """One of the two fields: what stands in it, and what is the matter with that."""
    name, end = ENDS[number], between.ends[number]
    return {
        "name": name,
        "label": [_("First body"), _("Second body")][number],
        "value": label(end.body, reader) if end.body else end.text,
        "is_missing": not end.text and any(query.get(other) for other in ENDS) and name in query,
        "is_unknown": bool(end.text) and not end.body and not end.choices,
        "choices": [
            {
                "label": label(body, reader),
                "url": between.path(reader.language, **{name: in_link(body, reader.language, between.among)}),
            }
            for body in end.choices
        ],
    }


def lists() -> Markup:
    """Where bodies that act can be looked up."""
    links: list[str] = [link(str(kind.plural), reverse(f"{kind.name}_list")) for kind in kinds.actors()]
    return Markup(get_text_list(links))  # noqa: S704 -- of links, which are markup


def answer(between: Between, state: State, reader: Reader) -> dict:
    """The chains, or why there are none."""
    one, other = (end.body for end in between.ends if end.body)
    titles: dict = {
        "one": isolated(reader.text(one.summary["title"])),
        "names": [isolated(Name.of(end, reader).without_markup().text) for end in (one, other)],
        "ends": [{"title": label(end, reader), "url": end.path(reader.language)} for end in (one, other)],
    }
    if one.page_id == other.page_id:
        return titles | {"is_same": True}
    ends = (one.page_id, other.page_id)
    chains, graph, near = connect(ends, state, reader, programmes=between.programmes, everything=between.everything)
    told, cited = tell(chains.shown, graph, reader)
    loose = [chain for chain in told if chain["over"]]
    return titles | {
        "chains": [chain for chain in told if not chain["over"]],
        "loose": loose,
        "over": over_any(loose),
        "shown": len(told),
        "near": [near_by(each, between, reader) for each in near],
        "steps": len(told[0]["steps"]) if told else 0,
        "total": chains.total,
        "rest": chains.total - len(told),
        "is_complete": chains.is_complete,
        "longest": LONGEST,
        "with_programmes": between.path(reader.language, kind="all"),
        "notes": notes(cited.gathered, reader.language),
    }


def near_by(near: Near, between: Between, reader: Reader) -> dict:
    """Those near one end, each with the address of its connection with the other end."""
    known = {body.page_id: body for body in between.among}
    names = {end.body.page_id: name for name, end in zip(ENDS, between.ends, strict=True) if end.body}
    links = []
    for node in near.bodies:
        text = in_link(known[node.page_id], reader.language, between.among) if node.page_id in known else node.tail
        title = capitalised(node.name.without_markup().text)
        links.append({"title": title, "url": between.path(reader.language, **{names[near.end.page_id]: text})})
    return {
        "end": near.end.name.without_markup().text,
        "other": near.other.name.without_markup().text,
        "by_theme": near.by_theme,
        "steps": near.steps,
        "links": links,
    }
