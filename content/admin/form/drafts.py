"""What an editor types is kept while they type, as a draft of theirs, and offered when they open the form again."""

import secrets
import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from ...admin_site import without_passwords
from ...clock import now
from ...kept_forms import data_of, drafts_of, keep_draft, typed_by
from ...models import KeptForm
from ...unwritten import ERRORS, why_unwritten
from ..options import Options
from ..standing.standing import name_of
from ..together.seen import SEEN, entries_since

OPENED, DRAFT = "opened_as", "draft"  # hidden inputs: which opening of a form this is, and the draft that it came from
SAVED = "saved_forms"  # in the session: openings that were saved
MOST_SAVED = 20
LARGEST = 1_000_000  # letters of a draft
ADD = "add"
JUST_NOW = timedelta(minutes=5)  # whoever kept a draft since then is still at it


class Unfinished:
    """A form that shows what somebody typed, on top of what is stored now: it is checked, and never saved."""

    def is_valid(self):
        super().is_valid()
        return False


class Drafts(Options):
    """Admin options for forms of which drafts are kept."""

    def get_urls(self):
        name, view = f"{self.opts.app_label}_{self.opts.model_name}_autosave", csrf_exempt(self.autosave_view)
        own = [
            path("add/autosave/", view, name=f"{name}_new"),
            path("<path:object_id>/autosave/", view, name=name),
        ]
        return [*own, *super().get_urls()]

    def draft_name(self, key: object) -> str:
        return f"{self.opts.label_lower}:{key or ADD}"

    # Keeping

    def autosave_view(self, request, object_id=None):
        """Keep what was typed by now, or throw it away; the page, and the public site, stay as they are.

        The mark of whom the form was shown to takes the place of a token of the session: a token is of one session,
        and somebody who had to sign in again goes on typing in the same form.
        """
        if not self.admin_site.has_permission(request):
            return told(403, _("You were signed out. What you type is kept in this tab only."), sign_in=True)
        page = object_id and self.get_object(request, unquote(object_id))
        may = self.has_change_permission(request, page) if object_id else self.has_add_permission(request)
        if not may:
            raise PermissionDenied
        author = typed_by(request)
        if author is None:
            return HttpResponseRedirect("../change/" if object_id else "../")
        if author != request.user:
            return told(
                409, _("You are signed in as %(user)s by now. What you type here is not kept.") % {"user": request.user}
            )
        if "forget" in request.POST:
            if is_uuid(key := request.POST["forget"]):
                drafts_of(self.draft_name(object_id)).filter(user=request.user, pk=key).delete()
            self.message_user(request, _("What you had typed is thrown away."), messages.INFO)
            return HttpResponseRedirect("../change/" if object_id else "../")
        try:
            return self.keep_draft(request, object_id, page)
        except ERRORS as error:
            if reason := why_unwritten(error):
                return told(503, reason)
            raise

    def keep_draft(self, request, object_id, page):
        data = without_passwords(request.POST)
        if sum(len(value) for values in data.values() for value in values) > LARGEST:
            return told(413, _("This is too long to be kept while you type. Save it."))
        opening = data.get(OPENED, "")
        if opening in request.session.get(SAVED, []):  # somebody went back to it, and types on
            opening = ""
        form = reverse(self.own_address("change" if object_id else ADD), args=[object_id] if object_id else [])
        title = str(page or data.get("title_nl", ""))
        with transaction.atomic():
            name = self.draft_name(object_id)
            draft = keep_draft(request.user, name, opening, data, path=form, title=title)
        if draft is None:
            return told(429, "")
        kept = _("Kept at %(time)s") % {"time": date_format(timezone.localtime(draft.kept_at), "H:i")}
        return told(200, ". ".join([kept, *self.meanwhile(request, page)]))

    def meanwhile(self, request, page) -> Iterator[str]:
        """What colleagues do with the page that somebody types in: who saved it since, and who writes in it as well."""
        if page is None:
            return
        if people := saved_since(page, request):
            yield _("Saved meanwhile by %(people)s; when you save, what you both wrote comes together") % {
                "people": people
            }
        recent = drafts_of(self.draft_name(page.pk)).filter(kept_at__gt=now() - JUST_NOW)
        writers = {draft.user for draft in recent.exclude(user=request.user).select_related("user")}
        if writers:
            people = get_text_list(sorted(map(name_of, writers)), _("and"))
            yield _("Also writing here: %(people)s") % {"people": people}

    def own_address(self, view: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}"

    # Bringing back

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        key = request.GET.get(DRAFT)
        if request.method == "GET" and key:
            # What was typed is shown as if it had just been sent, and found not to be complete.
            draft = self.own_draft(request, key, object_id)
            if draft is None:
                told = _("What you had typed is not kept any more: it was saved since, or thrown away.")
                self.message_user(request, told, messages.WARNING)
                return HttpResponseRedirect(request.path)
            request.draft = draft
            request.FILES.clear()  # reads what came along, while it is still a question
            request.POST, request.method = data_of(request.draft), "POST"
            request.POST[DRAFT] = key
        return super().changeform_view(request, object_id, *args, **kwargs)

    def own_draft(self, request, key: str, object_id) -> KeptForm | None:
        own = drafts_of(self.draft_name(object_id)).filter(user=request.user)
        return own.filter(pk=key).first() if is_uuid(key) else None

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (Unfinished, form), {}) if hasattr(request, "draft") else form

    def save_related(self, request, form, formsets, change):
        """What is saved is a draft no longer: also not where one that is on its way is kept this very moment."""
        super().save_related(request, form, formsets, change)
        key, opening = request.POST.get(DRAFT, ""), request.POST.get(OPENED, "")[:40]
        came_from = Q(pk=key) if is_uuid(key) else Q(pk=None)
        of_this = came_from | Q(opening=opening) if opening else came_from
        KeptForm.objects.filter(of_this, user=request.user).exclude(form="").delete()
        if opening:
            request.session[SAVED] = [*request.session.get(SAVED, []), opening][-MOST_SAVED:]

    def _get_preserved_qsl(self, request, preserved_filters):
        """What goes along in the address after saving: not the draft, which is none any more."""
        kept = super()._get_preserved_qsl(request, preserved_filters)
        return [(name, value) for name, value in kept if name != DRAFT]

    # Offering

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        context["opened_as"] = form.data.get(OPENED) or secrets.token_hex(8)
        if draft := getattr(request, "draft", None):
            context["from_draft"] = draft.pk
            when = {"when": moment_of(draft)}
            told = _("This is what you typed, as it was kept at %(when)s. It is not saved yet.")
            self.message_user(request, told % when, messages.WARNING)
        elif request.method == "GET":
            context |= self.unsaved(request, obj)
        context["autosaves"] = IS_POPUP_VAR not in request.GET and (
            self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        )
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def unsaved(self, request, obj) -> dict:
        """What is unsaved of this form: one's own draft, and who else has one, without its words."""
        drafts = list(drafts_of(self.draft_name(obj and obj.pk)).select_related("user").order_by("-kept_at"))
        own = [draft for draft in drafts if draft.user == request.user]
        for draft in own:
            draft.is_saved = draft.opening in request.session.get(SAVED, [])  # it arrived after its form was saved
        if saved := [draft.pk for draft in own if draft.is_saved]:
            KeptForm.objects.filter(pk__in=saved).delete()
        others = {draft.user: draft for draft in reversed(drafts) if obj and draft.user != request.user}
        said = [
            _("%(person)s, last at %(when)s") % {"person": who, "when": moment_of(it)} for who, it in others.items()
        ]
        return {
            "drafts": [(draft, moment_of(draft)) for draft in own if not draft.is_saved],
            "drafts_of_others": get_text_list(said, _("and")),
        }


def saved_since(page, request) -> str:
    """Who else saved a page since somebody opened its form, as far as the form says when that was."""
    if SEEN not in request.POST:
        return ""
    later = entries_since(page, request.POST).exclude(user=request.user).select_related("user")
    return get_text_list(list(dict.fromkeys(name_of(entry.user) for entry in later)), _("and"))


def told(status: int, text: str, *, sign_in: bool = False) -> JsonResponse:
    """What is told of keeping a draft, to the script that sent it."""
    data = {"told": text, **({"sign_in": reverse("admin:login")} if sign_in else {})}
    response = JsonResponse(data, status=status)
    response.is_given_back = True  # type: ignore[attr-defined]  # nothing was refused: it is in the form still
    add_never_cache_headers(response)
    return response


def moment_of(draft: KeptForm) -> str:
    """When a draft was kept: today its time, or else its day as well."""
    moment = timezone.localtime(draft.kept_at)
    is_today = moment.date() == timezone.localdate()
    return date_format(moment, "H:i" if is_today else "j F, H:i")


def is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
