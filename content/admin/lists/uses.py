"""What uses a page, a passage or an image: in the working copies, on the public site, or both."""

from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...documents import claims_of
from ...languages import LANGUAGES
from ...models import Address, Claim, Edition, Image, Link, Page, Passage, Source, Statement, page_types
from ...models.source import REPLACES
from ...record import live
from ...richtext import LINK, linked_pages
from ..options import Options

WAYS = {
    "cites": gettext_lazy("cites it"),
    "relates": gettext_lazy("relates to it"),
    "links": gettext_lazy("links to it in its text"),
    "shows": gettext_lazy("shows it"),
    "replaces": gettext_lazy("is a newer edition of it"),
    "refers": gettext_lazy("is filed under it, or leads to it"),
}
# Fields with which a claim or a page points at another one, and does not use it.
NOT_USING = {"page", "page_ptr", "not_linked"}


class Use(NamedTuple):
    """A page that uses something, how, and in which of its claims, by id; nothing of the page itself."""

    page: int
    way: str
    claim: str = ""


class Shown(NamedTuple):
    """A use, as an editor sees it."""

    title: str
    claim: str
    way: str
    is_working: bool
    is_live: bool
    url: str


class TellsUses(Options):
    """Admin options: a screen that tells what uses a row."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_uses"
        view = self.admin_site.admin_view(self.uses_view)
        return [path("<path:object_id>/uses/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_uses"
            context["uses_url"] = reverse(name, args=[obj.pk])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def uses_view(self, request, object_id):
        """List what uses a row, each with the way there."""
        live()  # what has come due goes first
        used = self.get_object(request, unquote(object_id))
        if used is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, used):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("What uses “%(row)s”") % {"row": used},
            "opts": self.opts,
            "used": used,
            "uses": shown(used),
        }
        return TemplateResponse(request, "admin/content/uses.html", context)


def shown(used: Page | Passage | Image) -> list[Shown]:
    """All uses, by the title of the page."""
    working, public = dict(in_working(used)), set(in_public(used))
    found = {*working, *public}
    pages = {page.pk: page for page in Page.objects.filter(pk__in={use.page for use in found})}
    return [
        Shown(
            title=str(pages[use.page]),
            claim=name_of_claim(use, working),
            way=str(WAYS[use.way]),
            is_working=use in working,
            is_live=use in public,
            url=url_of(pages[use.page], use.claim if use in working else ""),
        )
        for use in sorted(found, key=lambda use: (str(pages[use.page]).casefold(), use))
    ]


def name_of_claim(use: Use, working: dict[Use, str]) -> str:
    """What a claim is called; without a claim of its own, what cites something is the lead of its page."""
    if use.way == "cites" and not use.claim:
        return capfirst(_("lead"))
    return Truncator(working.get(use, "")).chars(90)


def url_of(page: Page, claim: str) -> str:
    """Where a page is written, at a row of its form."""
    opts = page_types()[page.page_type]._meta
    there = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[page.pk])
    return f"{there}#row-{claim}" if claim else there


# In the working copies


def in_working(used: Page | Passage | Image) -> Iterator[tuple[Use, str]]:
    """What uses a row in the working copies, and of a claim what it is called."""
    for each in [used, *(used.passages.all() if isinstance(used, Source) else ())]:
        for model, name in pointing_at(each):
            rows = model._default_manager.filter(**{name: each.pk})
            for row in rows.select_related() if issubclass(model, Claim) else rows:
                yield use_of(row, name), "" if isinstance(row, Page) else str(row)
    if isinstance(used, Passage):
        link, citing = f'"page:{used.source.content_id}#p-{used.key}"', Q()
        for language in LANGUAGES:
            citing |= Q(**{f"text_{language}__contains": link})
        for statement in Statement.objects.filter(citing):
            yield Use(statement.page_id, "links", str(statement.pk)), str(statement)
    if isinstance(used, Page):
        wanted, by_id = addresses(used), f"page:{used.content_id}"
        holding = Q()
        for each in [*wanted, by_id]:
            for language in LANGUAGES:
                holding |= Q(**{f"text_{language}__contains": f'"{each}'})
        for statement in Statement.objects.filter(holding).exclude(page=used.pk):
            texts = [getattr(statement, f"text_{language}") or "" for language in LANGUAGES]
            if any(leads_to(text, wanted) or str(used.content_id) in linked_pages(text) for text in texts):
                yield Use(statement.page_id, "links", str(statement.pk)), str(statement)


def pointing_at(row: models.Model) -> Iterator[tuple[Any, str]]:
    """The claims and pages that may point at a row, each with the field with which they do."""
    relations: list[Any] = row._meta.get_fields(include_hidden=True)
    for relation in relations:
        if relation.auto_created and not relation.concrete and issubclass(relation.related_model, Claim | Page):
            name = relation.field.name
            if name not in NOT_USING:
                yield relation.related_model, name


def use_of(row: Any, name: str) -> Use:
    """What a row that points at something makes of it, by the name of the field with which it does."""
    way = {"passages": "cites", "lead_passages": "cites", "image": "shows", "replaces": "replaces", "other": "relates"}
    if isinstance(row, Page):
        return Use(row.pk, way.get(name, "refers"))
    return Use(row.page_id, way.get(name, "refers"), str(row.pk))


def addresses(page: Page) -> set[str]:
    """The addresses at which a page is, was or will be."""
    known = set(Address.objects.filter(page=page.pk).values_list("path", flat=True))
    return known | {page.specific.path(language) for language in LANGUAGES}


def leads_to(html: str, wanted: set[str]) -> bool:
    """Whether a text links to one of these addresses of the site."""
    paths = [urlsplit(unescape(url)).path for url in LINK.findall(html)]
    return any(there in wanted or f"{there}/" in wanted for there in paths)


# On the public site


def in_public(used: Page | Passage | Image) -> Iterator[Use]:
    """What uses a row on the public site as it is now."""
    public = Edition.objects.at(live().moment)
    if isinstance(used, Image):
        yield from (Use(page, "shows") for page in public.that_show(used).values_list("page", flat=True))
        return
    target = used if isinstance(used, Page) else used.source
    links = Link.objects.at(live().moment).filter(target=target.pk).exclude(role=Link.GONE)
    if isinstance(used, Passage):
        links = links.filter(role="cites", anchor=used.key)
    for page, role, claim, data in links.values_list("edition__page", "role", "claim", "data"):
        if page != target.pk or role != Link.IN_TEXT:
            yield from of_link(page, role, claim, data)
    if isinstance(used, Page):
        wanted = addresses(used)
        for edition in public.exclude(page=used.pk).iterator(chunk_size=100):
            for claim in claims_of(edition.read()):
                texts = claim["text"].values() if isinstance(claim.get("text"), dict) else ()
                if any(leads_to(text, wanted) for text in texts):
                    yield Use(edition.page_id, "links", claim["id"])


def of_link(page: int, role: str, claim: Any, data: dict) -> Iterator[Use]:
    if role == Link.IN_TEXT:
        for each in data["claims"]:
            yield Use(page, "links", each["id"])
    elif role == "cites":
        for each in data["claims"]:
            yield Use(page, "cites", "" if each["kind"] == "lead" else each["id"])
    elif role == REPLACES:
        yield Use(page, "replaces")
    else:
        yield Use(page, "relates", str(claim)) if claim else Use(page, "refers")
