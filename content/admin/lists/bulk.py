"""Acting on many pages at once: one screen lists what happens to each, asks what goes along, and has it confirmed.

Each page is acted on by itself, or with those that need it: what is refused of one leaves the others as they were
chosen. What somebody saved after the screen was shown is left alone, and told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...documents.building import build, digest
from ...documents.taking import Taken
from ...freezing import lock
from ...languages import Label
from ...models import Page
from ...record import live
from ..options import Options
from ..standing.states import badge, edition_in_force, with_states

MOST = 50  # pages at once: nobody else publishes meanwhile


@dataclass
class Row:
    """A page that was chosen: what happens to it, or why it is refused, and who will notice."""

    page: Page
    told: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    leaning: list[Page] = field(default_factory=list)  # pages that cite it, relate to it or are filed under it
    group: int = 0  # those of one group go together
    asks_note: bool = False

    @property
    def key(self) -> str:
        return str(self.page.pk)

    @property
    def badge(self) -> SafeString:
        return badge(self.page)

    @property
    def seen(self) -> str:
        """All of the page that was shown here, in short: its working copy, what is public and under way of it."""
        document = build(self.page, Taken())[0]
        cited = [entry["passage_id"] for entry in document["citations"]]
        edition = edition_in_force(self.page)
        around = [edition and edition.pk, *(each.pk for each in self.page.under_way)]  # type: ignore[attr-defined]
        leaning = sorted(page.pk for page in self.leaning)
        known = {"document": document | {"citations": cited}, "around": around, "leaning": leaning}
        return f"{self.key}:{digest(known)}"


class Act:
    """Something that can be done with many pages: its name in addresses, and its words."""

    name: str
    label: Label  # among the actions of a list
    title: Label
    lead: Label  # what it comes to, for whoever is about to do so
    button: Label
    form: type[forms.BaseForm]

    def may(self, options: Any, request) -> bool:
        """Whether somebody may do so."""
        raise NotImplementedError

    def back(self, options: Any, request) -> str:
        """Where somebody goes on afterwards: to the list that they came from."""
        return f"{options.address_of('changelist')}?{request.GET.get('filters', '')}"

    def rows(self, pages: list[Page], user) -> list[Row]:
        """What would happen to each page as it is now, and to those that go along. They were read with their states."""
        raise NotImplementedError

    def check(self, form: Any, rows: list[Row], user) -> None:
        """Add to a form what is missing in it for these pages."""

    def do(self, pages: list[Page], form: Any, user) -> list[Any]:
        """Act on pages that go together; returns of each what the log says of it, nothing where nothing changed.

        Raises ValidationError where it cannot be done.
        """
        raise NotImplementedError

    def done(self, count: int) -> str:
        """How many pages it was done with, in a sentence that ends in their names: %(pages)s."""
        raise NotImplementedError


class ActsOnMany(Options):
    """Admin options for pages: what can be done with many at once, each act with a screen of its own."""

    acts: tuple[Act, ...] = ()

    def get_urls(self):
        own = [
            path(
                f"bulk/{act.name}/",
                self.admin_site.admin_view(partial(self.bulk_view, act=act)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_bulk_{act.name}",
            )
            for act in self.acts
        ]
        return [*own, *super().get_urls()]

    def get_actions(self, request):
        actions = super().get_actions(request)
        if IS_POPUP_VAR in request.GET:
            return actions
        offered = [act for act in self.acts if act.may(self, request)]
        return actions | {act.name: (partial(to_screen, act), act.name, act.label) for act in offered}

    def address_of(self, view: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}")

    def bulk_view(self, request, act: Act):
        """List what happens to each page, and do it when that is confirmed."""
        live()  # what has come due goes first
        if not act.may(self, request):
            raise PermissionDenied
        keys = keys_in(",".join(request.GET.getlist("pages")))
        rows = act.rows(self.pages_with(request, keys), request.user)
        back = HttpResponseRedirect(act.back(self, request))
        if not rows:
            self.message_user(request, _("Choose pages in the list first."), messages.WARNING)
            return back
        form = act.form(request.POST if request.method == "POST" else None)
        ticked = set(request.POST.getlist("page"))
        chosen = [row for row in rows if row.key in ticked]
        if request.method == "POST" and form.is_valid():
            if chosen:
                act.check(form, chosen, request.user)
            else:
                form.add_error(None, _("Choose at least one page."))
            if form.is_valid():
                self.act_on(request, act, form, [row.page.pk for row in chosen])
                return back
        context = {
            **self.admin_site.each_context(request),
            "title": act.title,
            "opts": self.opts,
            "act": act,
            "form": form,
            "rows": [(row, row.key in ticked or request.method != "POST") for row in rows],
            "together": together(rows),
            "back": back.url,
        }
        return TemplateResponse(request, "admin/content/bulk.html", context)

    def pages_with(self, request, keys: Iterable[int]) -> list[Page]:
        return with_states(self.get_queryset(request).filter(pk__in=keys).order_by("title_nl", "pk"))

    def act_on(self, request, act: Act, form, keys: list[int]) -> None:
        """Do it with the pages that are as they were shown, and tell what came of each."""
        came = Outcome()
        with transaction.atomic():
            lock(keys)
            rows = [row for row in act.rows(self.pages_with(request, keys), request.user) if row.page.pk in keys]
            left = came.without_refused(rows, set(request.POST.getlist("seen")))
            for group in groups_of(left):
                try:
                    with transaction.atomic():
                        notes = act.do(group, form, request.user)
                except ValidationError as error:
                    came.refused += [(page, " ".join(error.messages)) for page in group]
                else:
                    came.done += list(zip(group, notes, strict=True))
        for page, note in came.done:
            if note:
                self.log_change(request, page, note)
        for level, told in came.told(act):
            self.message_user(request, told, level)


@dataclass
class Outcome:
    """What came of acting on pages: with what the log says of each, and why others were left as they were."""

    done: list[tuple[Page, Any]] = field(default_factory=list)
    refused: list[tuple[Page, str]] = field(default_factory=list)

    def without_refused(self, rows: list[Row], shown: set[str]) -> list[Row]:
        """The rows that can be acted on: not those that are not as they were shown, or that are refused."""
        left = []
        for row in rows:
            if row.seen not in shown:
                self.refused.append((row.page, _("Somebody saved or published it meanwhile. Look at it again.")))
            elif row.refused:
                self.refused.append((row.page, " ".join(row.refused)))
            else:
                left.append(row)
        return left

    def told(self, act: Act) -> Iterator[tuple[int, str]]:
        """What is told of it, each with its level."""
        changed = [f"“{page}”" for page, note in self.done if note]
        if changed:
            facts = {"count": len(changed), "pages": ", ".join(changed)}
            yield messages.SUCCESS, act.done(len(changed)) % facts
        if same := [f"“{page}”" for page, note in self.done if not note]:
            yield messages.INFO, _("These were like that already: %(pages)s.") % {"pages": ", ".join(same)}
        for page, why in self.refused:
            yield messages.ERROR, _("“%(page)s” was left as it is. %(why)s") % {"page": page, "why": why}


def to_screen(act: Act, options, request, queryset):
    """Lead from a list to the screen of an act, with the pages that were chosen."""
    keys = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        told = ngettext("Choose no more than %(count)d page.", "Choose no more than %(count)d pages.", MOST)
        options.message_user(request, told % {"count": MOST}, messages.ERROR)
        return None
    chosen = {"pages": ",".join(map(str, sorted(keys))), "filters": request.GET.urlencode()}
    return HttpResponseRedirect(f"{options.address_of(f'bulk_{act.name}')}?{urlencode(chosen)}")


def keys_in(text: str) -> list[int]:
    """The keys of pages in an address; what is none is left out."""
    found = [int(each) for each in text.split(",") if each.isascii() and each.isdecimal() and len(each) < 19]
    return found[:MOST]


def groups_of(rows: list[Row]) -> list[list[Page]]:
    found: dict[int, list[Page]] = {}
    for row in rows:
        found.setdefault(row.group or -row.page.pk, []).append(row.page)
    return list(found.values())


def together(rows: list[Row]) -> list[list[Page]]:
    """The pages that need each other, so that they go together."""
    return [group for group in groups_of(rows) if len(group) > 1]
