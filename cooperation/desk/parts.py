"""What a document says, in parts with the labels that an editor knows: of the page itself, and of each claim."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.documents import pages_linked
from content.languages import DEFAULT, LANGUAGES, translations
from content.licences import licence_of
from content.models import Image, Page, Passage, Source, Statement, page_types
from content.models.page import ReviewEvery
from content.reading import pages_with
from content.record import State
from content.rendering.periods import date_label, dated
from content.rendering.plain import as_text
from content.rendering.sentences import Name, sentence
from content.rendering.text import Reader, Text
from content.richtext import plain, words_and_links

from ..models import Relation, Step
from .labels import EVERY, date, field_of, kind_of, label, told, yes_no

OTHERS = ("classification", "not_linked")


class Item(NamedTuple):
    """One of a list: what it is called, and its picture."""

    words: str
    picture: str = ""


class Part(NamedTuple):
    """One thing that is said: texts by language, or a list of items by their ids; `raw` is a text with its layout."""

    label: str
    texts: dict[str, str] = {}
    items: dict[str, Item] = {}
    raw: dict[str, str] = {}


class Said(NamedTuple):
    """What stands together under one id: a claim, a passage, the page itself."""

    id: str
    kind: str
    name: str
    parts: dict[str, Part]


class Titles:
    """What other pages are called: as they are public in a state, or else as their working copy has it."""

    def __init__(self, documents: Iterable[dict], state: State):
        wanted = {each for document in documents for each in named_in(document)}
        self.public = {page.content_id: page for page in pages_with({UUID(each) for each in wanted}, state.moment)}
        missing = Page.objects.filter(content_id__in=wanted - self.public.keys())
        self.working = {str(page.content_id): page.specific for page in missing}

    def name(self, content_id: str, reader: Reader) -> Name:
        """How a page is called within a sentence."""
        if content_id in self.public:
            return Name.of(self.public[content_id], reader)
        if page := self.working.get(content_id):
            summary = {**page.details(), "title": translations(page, "title")}
            return Name.in_words(str(page._meta.model_name), summary, reader)
        return Name(Text(content_id))

    def title(self, content_id: str) -> str:
        if content_id in self.public:
            return Reader(get_language()).text(self.public[content_id].summary["title"])
        return str(self.working.get(content_id, content_id))


def named_in(document: dict) -> set[str]:
    """The pages that a document names, by content id."""
    found = {relation["target"] for relation in document["relations"]}
    found.update(document["details"].get("not_linked", ()), *document.get("classification", {}).values())
    found.update(pages_linked(document))
    return found


def page_said(document: dict, titles: Titles) -> Said:
    """What a document says of the page itself."""
    model, details = page_types().get(document["page_type"], Page), document["details"]
    parts = {name: Part(label(model, name), dict(document[name])) for name in ("title", "lead")}
    lead = document["lead_claim"]
    parts |= {f"lead_{name}": part for name, part in proof(lead, document).items()}
    parts["path"] = Part(label(model, "slug"), dict(document["path"]))
    for name, value in details.items():
        if name not in OTHERS:
            parts[name] = Part(label(model, name), told(field_of(model, name), value))
    lists = {**document.get("classification", {}), "not_linked": details.get("not_linked", ())}
    for name, pages in lists.items():
        named = {each: Item(titles.title(each)) for each in pages}
        parts[name] = Part(label(model, name if field_of(model, name) else f"{name}s"), items=named)
    parts |= picture(document["image"])
    parts["review_by"] = Part(label(model, "review_by"), {EVERY: date(document["review_by"] or "")})
    every = {str(months): each for months, each in ReviewEvery.choices}.get(str(document.get("review_every")), "")
    parts["review_every"] = Part(label(model, "review_every"), {EVERY: str(every)})
    return Said(document["content_id"], "page", "", parts)


def picture(image: dict | None) -> dict[str, Part]:
    if not image:
        return {}
    focal = "{} / {}".format(*image["focal_point"])
    words = image["alt"].get(get_language()) or image["alt"].get(DEFAULT, "")
    return {
        "image": Part(label(Page, "image"), items={image["key"] or image["url"]: Item(words, image["url"])}),
        "alt": Part(label(Image, "alt"), dict(image["alt"])),
        "decorative": Part(label(Image, "decorative"), {EVERY: _("yes") if image["decorative"] else ""}),
        "credit": Part(label(Image, "credit"), {EVERY: image["credit"]}),
        "licence": Part(label(Image, "licence"), {EVERY: str(licence_of(image["licence"]).label)}),
        "focal_point": Part(_("Focal point"), {EVERY: focal}),
    }


def statement_said(claim: dict, document: dict, titles: Titles) -> Said:
    parts = {
        "heading": Part(label(Statement, "heading"), dict(claim["heading"])),
        "text": Part(
            _("Text"),
            {lang: words_and_links(text, titles.title) for lang, text in claim["text"].items()},
            raw=claim["text"],
        ),
        **closing(claim, document),
    }
    name = claim["heading"].get(get_language()) or claim["heading"].get(DEFAULT)
    return Said(claim["id"], kind_of(Statement), name or short(plain(claim["text"].get(DEFAULT, ""))), parts)


def relation_said(claim: dict, document: dict, titles: Titles, names: dict[str, Name]) -> Said:
    """A relation; `names` says what its page is called, which is the same in what is compared."""
    told = {}
    for language in LANGUAGES:
        reader = Reader(language)
        told[language] = as_text(sentence(claim, names[language], titles.name(claim["target"], reader), reader))
    parts = {
        "sentence": Part(_("Sentence"), told),
        "target": Part(label(Relation, "other"), items={claim["target"]: Item(titles.title(claim["target"]))}),
        "detail_inverse": Part(label(Relation, "detail_inverse"), dict(claim["detail_inverse"])),
        "reading": Part(label(Relation, "is_our_reading"), {EVERY: yes_no(bool(claim.get("is_our_reading")))}),
        **closing(claim, document),
    }
    return Said(claim["id"], kind_of(Relation), told[get_language()], parts)


def step_said(claim: dict, document: dict) -> Said:
    chosen = {key: Item(words) for key, words in relations_by_id(claim["chosen"]).items()}
    parts = {name: Part(label(Step, name), dict(claim[name])) for name in ("heading", "text", "gap")}
    parts |= {"chosen": Part(label(Step, "relations"), items=chosen), **closing(claim, document)}
    return Said(claim["id"], kind_of(Step), claim["heading"].get(get_language(), ""), parts)


def relations_by_id(keys: list[str]) -> dict[str, str]:
    found = {str(each.pk): str(each) for each in Relation.objects.filter(pk__in=keys).select_related("page", "other")}
    return {key: found.get(key, key) for key in keys}


def passage_said(passage: dict) -> Said:
    parts = {name: Part(label(Passage, name), dict(passage[name])) for name in ("place", "summary")}
    parts["key"] = Part(label(Passage, "key"), {EVERY: passage["key"]})
    return Said(passage["id"], kind_of(Passage), passage["place"].get(get_language(), passage["key"]), parts)


def citation_said(entry: dict) -> Said:
    """What a document has of a passage that it cites: the words of the source, as they were public then."""
    models = {"publisher": Source, "title": Source, "place": Passage, "summary": Passage}
    parts = {name: Part(label(model, name), dict(entry[name])) for name, model in models.items()}
    parts["date"] = Part(label(Source, "date"), {EVERY: date(entry["date"])})
    parts["url"] = Part(label(Source, "url"), {EVERY: entry["url"] or entry["publisher_url"]})
    return Said(entry["passage_id"], _("Cited passage"), passage_label(entry), parts)


def closing(claim: dict, document: dict) -> dict[str, Part]:
    """What comes last of each claim: of when it is, what it rests on, what a body says of it, and its anchor."""
    remark = claim.get("remark", {})
    said = {
        "remark": Part(label(Statement, "remark"), dict(remark.get("text", {}))),
        "remark_by": Part(label(Statement, "remark_by"), dict(remark.get("by", {}))),
        "remark_date": Part(label(Statement, "remark_date"), {EVERY: date(remark.get("date", ""))}),
        "remark_url": Part(label(Statement, "remark_url"), {EVERY: remark.get("url", "")}),
    }
    return {**proof(claim, document), **said, "anchor": Part(label(Statement, "anchor"), {EVERY: claim["anchor"]})}


def proof(claim: dict, document: dict) -> dict[str, Part]:
    entries = {entry["number"]: entry for entry in document["citations"]}
    cited = [entries[number] for number in claim["citations"]]
    period = claim["period"]
    when = dated(get_language(), *(period.get(name, "") for name in ("since", "until", "as_of")))
    return {
        "period": Part(_("Period"), {EVERY: when}),
        "passages": Part(
            label(Statement, "passages"), items={each["passage_id"]: Item(passage_label(each)) for each in cited}
        ),
    }


def passage_label(entry: dict) -> str:
    """A passage, as an editor knows it: its source with the date, and its place."""
    text = Reader(get_language()).text
    return f"{text(entry['title'])} ({date_label(get_language(), entry['date'])}), {text(entry['place'])}"


def short(text: str) -> str:
    return Truncator(text).words(10, truncate=" …")
