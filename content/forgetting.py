"""What holds words of a page beside its editions, and lets go of them when they are redacted."""

from collections.abc import Callable, Iterable
from functools import partial
from uuid import UUID

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model, TextField
from django.db.models.functions import Cast

from .documents import LEAD
from .identity import claim_id
from .models import (
    BroughtFile,
    Edition,
    Image,
    KeptForm,
    Page,
    Passage,
    ReaderLink,
    Redaction,
    SavedCopy,
    SourceText,
    Translation,
)
from .pictures import files_of


def forget_in_admin(page: Page, *, whole: bool) -> None:
    """Let the log of the admin forget what was changed on a page; of a `whole` page also what it was called."""
    objects: dict[type[Model], Iterable[int]] = {
        type(page.specific): [page.pk],
        Edition: page.editions.values_list("pk", flat=True),
        Redaction: page.redactions.values_list("pk", flat=True),
        Passage: Passage.objects.filter(source=page.pk).values_list("pk", flat=True),
    }
    for model, keys in objects.items():
        entries = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(model), object_id__in=[str(key) for key in keys]
        )
        entries.update(change_message="", **({"object_repr": str(page)[:200]} if whole else {}))
        for key in keys:  # and what somebody typed there that is not saved
            form = f"/{model._meta.app_label}/{model._meta.model_name}/{key}/"
            KeptForm.objects.filter(path__contains=form).delete()


def forget_in_saved(content_id: UUID, without: Callable[[dict], dict]) -> list[dict]:
    """Leave nothing but what is `without` the words in what was saved of a page; return what is left."""
    copies = SavedCopy.objects.filter(content_id=content_id)
    return [rewrite(copy, without(copy.read())) for copy in copies]


def forget_notes(page: Page) -> None:
    """Let go of what editors told each other of a page: it may hold the words."""
    page.notes.all().delete()


def forget_text(page: Page) -> None:
    """Let go of the text of a source: it has all the words."""
    SourceText.objects.filter(source=page.pk).delete()


def forget_brought_files() -> None:
    """Let go of files that wait to be confirmed: any of them may hold the words, and each can be brought again."""
    BroughtFile.objects.all().delete()


def forget_in_links(page: Page) -> None:
    """Let go of the links for readers of a page, and of pages whose documents name it: none brings words back."""
    links = ReaderLink.objects.annotate(text=Cast("document", TextField()))
    found = (links.filter(page=page.pk) | links.filter(text__contains=str(page.content_id))).values_list(
        "pk", flat=True
    )
    keys = list(found)
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(ReaderLink))
    entries.filter(object_id__in=[str(key) for key in keys]).update(object_repr="–")
    ReaderLink.objects.filter(pk__in=keys).delete()


def forget_in_citing(content_id: UUID, without: Callable[[dict], dict]) -> None:
    """The same in what was saved of other pages, of which documents name this one: those that cite it."""
    texts = SavedCopy.objects.annotate(text=Cast("document", TextField())).filter(text__contains=str(content_id))
    for copy in texts.exclude(content_id=content_id):
        rewrite(copy, without(copy.read()))


def rewrite(copy: SavedCopy, document: dict) -> dict:
    SavedCopy.objects.filter(pk=copy.pk).update(document=document)
    return document


def forget_translations(page: Page, claim: UUID | None) -> None:
    """Let go of the Dutch that translations of a claim were right for; without a claim of all that is on the page."""
    kept = Translation.objects.filter(page=page.pk)
    if claim and str(claim) == str(claim_id(page.content_id, LEAD, "")):
        kept = kept.filter(owner=page.content_id, field=LEAD)
    elif claim:
        kept = kept.filter(owner=claim)
    kept.delete()


def forget_images(entries: list[dict]) -> None:
    """Delete pictures, as documents have them, that no page and no edition shows any more; replaced files as well."""
    keys, urls = {entry["key"] for entry in entries}, {entry["url"] for entry in entries}
    for image in Image.objects.filter(pages=None):
        is_named = str(image.key) in keys or image.file.url in urls
        if is_named and not Edition.objects.that_show(image).exists():
            urls.add(image.file.url)
            forget_form(image)
            image.delete()
    used = {image.file.url for image in Image.objects.all()}
    for url in urls - used:
        if not Edition.objects.filter(document__image__url=url).exists():
            transaction.on_commit(partial(delete_files, url))


def forget_form(image: Image) -> None:
    """Let the log of the admin forget what a picture was called, and what somebody typed about it that is not saved."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Image), object_id=str(image.pk))
    entries.update(change_message="", object_repr="–")
    KeptForm.objects.filter(path__contains=f"/content/image/{image.pk}/").delete()


def delete_files(url: str) -> None:
    """Delete a picture from where it is stored, with its renditions."""
    for each in files_of(url):
        default_storage.delete(each)
