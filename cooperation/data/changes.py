"""What changed on the site as data: publications, and what each of them changed, claim by claim."""

from django.urls import reverse

from content.identity import short
from content.models import Confirmation, Edition
from content.rendering.plain import data_of

from ..changes.reading import Changed, Published, kind_of
from ..citing.said import Change, Said
from ..moment import written
from .site import Site


def publication(step: Published, kind: str, site: Site) -> dict:
    """A publication, with its pages of a kind, or of all."""
    return {
        "serial": step.serial,
        "moment": written(step.moment),
        "url": site.origin + reverse("change", args=[step.serial]),
        "pages": [page(each, kind_of(each), step, site) for each in step.editions if kind in ("", each.page_type)],
        "checked": [checked(each, site) for each in step.confirmations if not kind],
        "removed": [data_of(site.reader.text(each.notice(step.moment))) for each in step.redactions],
    }


def checked(confirmation: Confirmation, site: Site) -> dict:
    """A page of which parts were checked against their sources; each part by its id."""
    edition = confirmation.edition
    return {
        "id": str(edition.summary["content_id"]),
        "url": site.origin + edition.path(site.reader.language),
        "title": data_of(site.reader.text(edition.summary["title"])),
        "version": edition.number,
        "parts": confirmation.checked,
    }


def page(edition: Edition, what: str, step: Published, site: Site) -> dict:
    """A page as a publication left it; `cite` is where it can be seen as it was then."""
    content_id = str(edition.summary["content_id"])
    return {
        "id": content_id,
        "url": site.origin + edition.path(site.reader.language),
        "cite": site.origin + reverse("page_cited", args=[short(content_id), step.serial]),
        "title": data_of(site.reader.text(edition.summary["title"])),
        "type": edition.page_type,
        "what": what,
        "version": edition.number,
        "sort": edition.change if what != "other" else "",
        "note": data_of(site.reader.text(edition.change_note())) if what != "other" else "",
    }


def changed_page(changed: Changed, step: Published, site: Site) -> dict:
    """A page that a publication changed, with the claims that did."""
    told = page(changed.edition, changed.kind, step, site)
    return told | {"changes": [change(each, told["cite"]) for each in changed.changes]}


def change(each: Change, cite: str) -> dict:
    """A claim before and after; `cite` is where it can be seen as it was after."""
    return {
        "before": said(each.before),
        "after": said(each.after),
        "cite": f"{cite}/{short(each.after.id)}" if each.after and each.after.anchor else "",
    }


def said(found: Said | None) -> dict | None:
    return data_of(found) if found else None
