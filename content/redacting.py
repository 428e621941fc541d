"""Lawful removal: words that a court, or a person's right, takes out of what the site ever said.

It is the one change of a final edition that there is. Where the words were stands that they were removed, when and why;
that the edition was there, its number, its time and its digest stay. It takes two people, and makes a step of the
record, so that everything that is kept of the site is made anew.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from . import record
from .anchors import mark, places, public_targets
from .documents.building import build_document, build_summary, links_of
from .documents.restoring import restore
from .documents.taking import Public, citation_of
from .forgetting import (
    forget_brought_files,
    forget_images,
    forget_in_admin,
    forget_in_citing,
    forget_in_links,
    forget_in_saved,
    forget_notes,
    forget_text,
    forget_translations,
)
from .freezing import lock
from .languages import LANGUAGES, in_each_language
from .lists import enlist
from .models import Edition, Link, Listing, Page, Redaction, SearchPage, page_types
from .rendering.markup import element
from .rules import WORDS
from .search.indexing import forget, index
from .sorting import sort_key


@transaction.atomic
def redact(redaction: Redaction, *, by) -> Redaction:
    """Carry out what somebody else asked for: in every edition of the page, and where other pages took its words.

    Raises ValidationError when it was done already, or when `by` is who asked for it.
    """
    # All pages: whoever freezes one just now has read the words already. They are waited for, and lose them as well.
    lock(Page.objects.values_list("pk", flat=True))
    try:
        redaction.refresh_from_db()
    except Redaction.DoesNotExist:
        raise ValidationError(_("This was taken back meanwhile.")) from None
    if redaction.confirmed_by_id:
        raise ValidationError(_("This was carried out already."))
    if by.pk == redaction.asked_by_id:
        raise ValidationError(_("It takes two people: somebody else has to confirm this."))
    with record.locked() as moment:
        said = redaction.notice(moment)
        own = {edition: edition.read() for edition in Edition.objects.filter(page=redaction.page_id)}
        working = build_document(redaction.page, Public(moment))
        saved = [copy.read() for copy in redaction.page.saved_copies.all()]
        images = [document["image"] for document in [working, *own.values(), *saved] if document["image"]]
        # The working copy goes along: otherwise the next publication would bring the words back.
        page = restore(without(working, redaction, said))
        Redaction.objects.filter(pk=redaction.pk).update(confirmed_by=by)
        left = {edition: without(document, redaction, said) for edition, document in own.items()}
        kept = forget_in_saved(page.content_id, lambda document: without(document, redaction, said))
        if not redaction.claim:
            sources = [*kept, *left.values()]
            left |= {edition: without_source(edition.read(), sources) for edition in taking_from(redaction)}
            forget_in_citing(page.content_id, lambda document: without_source(document, sources))
        forget(set().union(*[rewrite(edition, document, redaction, said) for edition, document in left.items()]))
        forget_in_admin(page, whole=not redaction.claim)
        forget_translations(page, redaction.claim)
        forget_in_links(page)
        forget_notes(page)
        forget_brought_files()
        if not redaction.claim:
            forget_images(images)
            forget_text(page)
        redaction.publication = record.publish_at(moment, [])
        redaction.confirmed_by = by
        redaction.save(update_fields=["publication"])
    redaction.refresh_from_db()  # with its page as that is called now
    return redaction


def taking_from(redaction: Redaction):
    """The editions of other pages that took words of this one: those that cite it."""
    citing = Link.objects.filter(target=redaction.page_id, role="cites").values("edition")
    return Edition.objects.filter(pk__in=citing).exclude(page=redaction.page_id)


def without(document: dict, redaction: Redaction, said: dict[str, str]) -> dict:
    """A document without the words of one claim, or without any that were its own."""
    if document["lead_claim"]["id"] == str(redaction.claim):
        return document | {"lead": said, "lead_mentions": []} if document["lead"] else document
    if redaction.claim:
        text = {language: str(element("p", words)) for language, words in said.items()}
        heading = in_each_language(lambda _language: _("Removed"))  # of a step, which leads to its part of the page
        return document | {
            "statements": [emptied(claim, redaction, text) for claim in document["statements"]],
            "relations": [claim for claim in document["relations"] if claim["id"] != str(redaction.claim)],
            "steps": [emptied(claim, redaction, said, heading=heading, gap={}) for claim in document["steps"]],
        }
    removed = in_each_language(lambda _language: _("Removed page"))
    document = document | {
        "title": removed,
        "lead": said,
        "lead_claim": document["lead_claim"] | {"period": {}, "citations": []},
        "lead_mentions": [],
        "image": None,
        "details": blank(document),
        "statements": [],
        "relations": [],
        "steps": [],
        "citations": [],
    }
    if "passages" in document:
        place = in_each_language(lambda _language: _("removed passage"))
        document["passages"] = [passage | {"place": place, "summary": said} for passage in document["passages"]]
    return document


def emptied(claim: dict, redaction: Redaction, text: dict[str, str], **more: dict) -> dict:
    if claim["id"] != str(redaction.claim):
        return claim
    left = {name: value for name, value in claim.items() if name != "remark"}
    return left | {"heading": {}, "text": text, "mentions": []} | more


def blank(document: dict) -> dict:
    """The details without their words; a choice, a number or a yes or no says nothing of anybody, and stays."""
    chosen = {field.name for field in page_types()[document["page_type"]]._meta.fields if field.choices}
    return {
        name: type(value)() if is_words(value) and name not in chosen else value
        for name, value in document["details"].items()
    }


def is_words(value: object) -> bool:
    """Whether a value of the details is a text, or one by language."""
    return isinstance(value, str) or (isinstance(value, dict) and all(isinstance(each, str) for each in value.values()))


def without_source(document: dict, left: list[dict]) -> dict:
    """The document of another page with what is `left` of the source that it cites."""
    entries = {passage["id"]: citation_of(source, passage) for source in left for passage in source.get("passages", ())}
    return document | {"citations": [entry | entries.get(entry["passage_id"], {}) for entry in document["citations"]]}


def rewrite(edition: Edition, document: dict, redaction: Redaction, said: dict[str, str]) -> set[str]:
    """Store the words that are left, and all that is made of them; return those that it is not found by any more."""
    public = public_targets([edition], ever=True)
    stood, words = places(edition, public), words_of(edition)
    edition.document, edition.summary, edition.redaction = document, build_summary(document), redaction
    note = note_left(edition, redaction, said)
    for language in LANGUAGES:
        setattr(edition, f"sort_key_{language}", sort_key(document["title"], language))
        setattr(edition, f"change_note_{language}", note.get(language, ""))
    if edition.page_id == redaction.page_id and not edition.publication_id:
        edition.review_note = ""
    edition.save(update_fields=[*WORDS, "redaction", "review_note"])
    relink(edition, document)
    stands = places(edition, public)
    if edition.publication_id:
        Link.objects.bulk_create(
            mark(edition, place, claim, {"page": page}) for place, (page, claim) in stood.items() if place not in stands
        )
    Listing.objects.filter(edition=edition).delete()
    SearchPage.objects.filter(edition=edition).delete()
    if edition.state == Edition.State.APPROVED:
        enlist([edition])
        index([edition])
    return words - words_of(edition)


def note_left(edition: Edition, redaction: Redaction, said: dict[str, str]) -> dict[str, str]:
    """The note of an edition that stays: of a claim, why its page was withdrawn; of a whole page nothing.

    A page that is off the site shows nothing but its note.
    """
    if edition.page_id != redaction.page_id or not (redaction.claim is None or redaction.with_notes):
        return edition.change_note()
    if edition.is_withdrawn:
        return edition.change_note() if redaction.claim else said
    return {}


def words_of(edition: Edition) -> set[str]:
    """The words by which an edition is found."""
    return {word for row in SearchPage.objects.filter(edition=edition) for word in f"{row.names} {row.words}".split()}


def relink(edition: Edition, document: dict) -> None:
    """Let the links of an edition say what its document says; one of which nothing is left goes."""
    found = {(role, target, str(claim), anchor): data for role, target, anchor, claim, data in links_of(document)}
    for link in edition.links.exclude(role=Link.GONE).select_related("target"):
        data = found.get((link.role, str(link.target.content_id), str(link.claim), link.anchor))
        if data is None:
            link.delete()
        elif data != link.data:
            link.data = data
            link.save(update_fields=["data"])
