"""Makes the working copy of a page out of a document: the way back from an edition."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from ..languages import DEFAULT, LANGUAGES
from ..models import Claim, Image, Page, Passage, SavedCopy, Statement, page_types
from ..models.claim import check_elsewhere, park_names
from ..models.linking import LINKING
from ..models.remark import remark_fields, remark_texts
from ..problems import no_passage
from ..references import slug_of
from .building import PERIOD
from .upgrading import upgrade


@transaction.atomic
def restore(document: dict) -> Page:
    """Write the working copy of a page as a document has it, and return it.

    What was built of it again is that document, given what it took from other pages. Pages, passages and the image that
    it refers to have to be there, and no other working copy may have its address; ValidationError names what is wrong.
    """
    document = upgrade(document)
    model = page_types()[document["page_type"]]
    page = model.objects.filter(content_id=document["content_id"]).first() or model(content_id=document["content_id"])
    set_texts(page, title=document["title"], lead=document["lead"])
    for name in PERIOD:
        setattr(page, f"lead_{name}", document["lead_claim"]["period"].get(name, ""))
    restore_address(page, document["path"])
    page.review_by, page.review_every = document["review_by"], document.get("review_every")
    page.image = image_of(document["image"])
    details = document["details"]
    page.restore_linking(details)
    page.restore_details({name: value for name, value in details.items() if name not in LINKING})
    page.save()
    page.not_linked.set(pages_by_id(details.get("not_linked", [])).values())
    passages = passages_of(document)
    page.lead_passages.set(passages[number] for number in document["lead_claim"]["citations"])
    rows = [
        (entry, remark_fields(entry), {"heading": entry["heading"], "text": entry["text"]} | remark_texts(entry))
        for entry in document["statements"]
    ]
    restore_claims(Statement, page, rows, passages)
    page.restore_parts(document, passages)
    return model.objects.get(pk=page.pk)


def restore_address(page: Page, paths: dict[str, str]) -> None:
    """Set the last parts of the addresses; ValidationError says that another page has one of them by now."""
    slugs = {language: slug_of(path) for language, path in paths.items()}
    before = {language: getattr(page, f"slug_{language}") or slugs[DEFAULT] for language in LANGUAGES}
    for language, slug in slugs.items():
        # Where the Dutch one stands for another language, that has none of its own.
        setattr(page, f"slug_{language}", slug if language == DEFAULT or slug != slugs[DEFAULT] else "")
    if page.pk is None or before != slugs:
        page.clean()


def restore_claims(model: type[Claim], page: Page, rows: list[tuple[dict, dict, dict]], passages: dict) -> None:
    """Make the claims of a page those of a document, each with its fields and its translated texts."""
    claims: QuerySet = model._default_manager.all()
    check_elsewhere(claims.filter(pk__in=[entry["id"] for entry, *_rest in rows]).exclude(page=page.pk))
    before = claims.filter(page=page.pk)
    before.exclude(pk__in=[entry["id"] for entry, *_rest in rows]).delete()
    park_names(before, "anchor")
    for position, (entry, fields, texts) in enumerate(rows):
        keys = {"pk": entry["id"], "page_id": page.pk}
        claim = model(**keys, anchor=entry["anchor"], position=position, **fields)
        claim._state.adding = not claims.filter(pk=entry["id"]).exists()
        for name in PERIOD:
            setattr(claim, name, entry["period"].get(name, ""))
        set_texts(claim, **texts)
        claim.save()
        claim.passages.set([passages[number] for number in entry["citations"]])


def set_texts(instance: Model, **texts: dict[str, str]) -> None:
    """Set translated fields; a language without a text has none."""
    for name, by_language in texts.items():
        for language in LANGUAGES:
            setattr(instance, f"{name}_{language}", by_language.get(language, ""))


def passages_of(document: dict) -> dict[int, Passage]:
    """The passages that a document cites, by their number in it."""
    wanted = {entry["passage_id"]: entry for entry in document["citations"]}
    found = {str(passage.uid): passage for passage in Passage.objects.filter(uid__in=wanted)}
    if missing := [entry for uid, entry in wanted.items() if uid not in found]:
        raise ValidationError([no_passage(entry) for entry in missing])
    return {entry["number"]: found[uid] for uid, entry in wanted.items()}


def image_of(entry: dict | None) -> Image | None:
    """The image of a document; one of the time before keys is known by its file. ValidationError when it is gone."""
    if not entry:
        return None
    if entry["key"]:
        found = Image.objects.filter(key=entry["key"]).first()
    else:
        found = next((image for image in Image.objects.all() if image.file.url == entry["url"]), None)
    if found is None:
        raise ValidationError(_("The image “%(alt)s” is not there any more.") % {"alt": entry["alt"].get(DEFAULT, "")})
    return found


def pages_by_id(content_ids: list[str]) -> dict[str, int]:
    """The keys of pages by their content ids; ValidationError names those that are not there."""
    found = {
        str(content_id): pk
        for content_id, pk in Page.objects.filter(content_id__in=content_ids).values_list("content_id", "pk")
    }
    if missing := [each for each in content_ids if each not in found]:
        raise ValidationError(
            [_("The page “%(name)s” is not there any more.") % {"name": name} for name in named(missing)]
        )
    return found


def named(content_ids: list[str]) -> list[str]:
    """What pages that are gone were called, if that is known still; or their ids."""
    copies = SavedCopy.objects.filter(content_id__in=content_ids).order_by("pk")
    titles = {str(copy.content_id): copy.document["title"].get(DEFAULT) for copy in copies}
    return [titles.get(each) or each for each in content_ids]
