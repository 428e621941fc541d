"""A page made after another one: it says the same, under ids, anchors and an address of its own."""

import uuid
from copy import deepcopy

from django.db import transaction

from .documents.building import build_document
from .documents.restoring import restore
from .documents.taking import Taken
from .models import Page
from .models.claim import new_anchor
from .saving import keep


@transaction.atomic
def copy(page: Page, *, title: dict[str, str], slug: dict[str, str], by) -> Page:
    """Make a working copy after that of another page, as it is stored; nothing of it is public, and it can be deleted.

    `title` and `slug` are by language. ValidationError says, at the fields of a page, that an address is taken.
    """
    document = deepcopy(build_document(type(page)._default_manager.get(pk=page.pk), Taken()))
    document |= {
        "content_id": str(uuid.uuid4()),
        "title": title,
        "path": {language: f"/{last}/" for language, last in slug.items()},
        "details": page.copied_details(document["details"], title),
    }
    for claim in (*document["statements"], *document["relations"], *document["steps"]):
        claim |= {"id": str(uuid.uuid4()), "anchor": new_anchor()}
        if "former_anchors" in claim:
            claim["former_anchors"] = []
        claim.pop("remark", None)  # a body said it of the other page
    for passage in document.get("passages", ()):
        passage["id"] = str(uuid.uuid4())
    made = restore(document)
    keep(made.pk, by=by)
    return made
