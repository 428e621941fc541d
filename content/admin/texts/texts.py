"""The screens of the text of a source: read part by part, given anew, and compared with what it was."""

from datetime import date

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import Source, SourceText, TextMark
from ...saving import keep, keep_what_is_there
from ...source_texts.comparing import changes_between, give, older_edition, unmarked
from ...source_texts.marking import set_aside
from ...source_texts.parts import parts_of
from ...source_texts.resting import STATES, read
from ..options import Options
from .shown import LABELS, addresses, shown_changes, shown_part, summary, with_resting
from .text_forms import TextForm

ON_A_SCREEN = 100  # parts


class ReadsTexts(Options):
    """Admin options for sources: their texts, which nobody but editors sees."""

    def get_urls(self):
        views = {
            "text": self.text_view,
            "text/add": self.text_add_view,
            "text/changes": self.text_changes_view,
            "text/delete": self.text_delete_view,
        }
        return [*(self.text_path(name, view) for name, view in views.items()), *super().get_urls()]

    def text_path(self, name, view):
        own = f"content_source_{name.replace('/', '_')}"
        return path(f"<path:object_id>/{name}/", self.admin_site.admin_view(self.of_source(view)), name=own)

    def of_source(self, view):
        """A view of a source that there is, for whoever may look at it, and act on it if something is sent."""

        def screen(request, object_id):
            source = self.get_object(request, unquote(object_id))
            if source is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            may = self.has_change_permission if request.method == "POST" else self.has_view_permission
            if not may(request, source):
                raise PermissionDenied
            return view(request, source)

        return screen

    def text_screen(self, request, source: Source, name: str, title: str, **more) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title % {"source": source},
            "opts": self.opts,
            "page": source,
            "ways": addresses(source),
            "may_change": self.has_change_permission(request, source),
            **more,
        }
        return TemplateResponse(request, f"admin/content/text/{name}.html", context)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context["text_url"] = addresses(obj)["text"]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # Reading

    def text_view(self, request, source):
        """The newest text, part by part: what rests on each, and what can be done with it."""
        text = SourceText.objects.newest(source)
        if text is None:
            return self.without_text(request, source)
        if request.method == "POST":
            return self.act_on_part(request, text)
        reading, state = read(text), request.GET.get("state", "")
        chosen = [each for each in reading.parts if state not in STATES or each.state == state]
        page = Paginator(chosen, ON_A_SCREEN).get_page(self.page_with(chosen, request))
        counts = reading.counts
        return self.text_screen(
            request,
            source,
            "text",
            _("The text of “%(source)s”"),
            text=text,
            shown=[shown_part(each, reading) for each in page],
            screen_of=page,
            state=state if state in STATES else "",
            states=[(name, LABELS[name], counts[name]) for name in STATES],
            all=len(reading.parts),
            summary=summary(reading),
            unmarked=with_resting(unmarked(text)),
            changed_words=TextMark.objects.filter(text__source=source.pk, passage__in=unmarked(text)).exists(),
            older=older_edition(source),
        )

    def without_text(self, request, source) -> HttpResponse:
        """What is answered where there is no text yet: the way to give one, for whoever may."""
        if self.has_change_permission(request, source):
            return HttpResponseRedirect(addresses(source)["text_add"])
        return self.text_screen(request, source, "add", _("The text of “%(source)s”"))

    def page_with(self, chosen, request) -> str:
        """The number of the screen that was asked for: itself, or by a part that is to be on it."""
        part, passage = request.GET.get("part", ""), request.GET.get("passage", "")
        for number, each in enumerate(chosen):
            if str(each.part.number) == part or passage in {str(mark.passage_id) for mark in each.marks}:
                return str(number // ON_A_SCREEN + 1)
        return request.GET.get("p", "1")

    def act_on_part(self, request, text):
        """Set a part aside, or take a mark away."""
        number, back = request.POST.get("part", ""), addresses(text.source)["text"]
        many = set(request.POST.getlist("many"))
        if request.POST.get("text") != str(text.pk):
            self.message_user(
                request, _("Somebody gave this text anew meanwhile. This is the new one."), messages.WARNING
            )
            return HttpResponseRedirect(back)
        if many:
            for each in parts_of(text.text):
                if str(each.number) in many:
                    set_aside(text, each)
            return HttpResponseRedirect(back)
        part = next((each for each in parts_of(text.text) if str(each.number) == number), None)
        if part is None:
            raise Http404
        if "aside" in request.POST:
            set_aside(text, part)
        elif (key := request.POST.get("unmark", "")).isdecimal():
            TextMark.objects.filter(pk=key, text=text).delete()
        state = request.POST.get("state", "")
        query = f"state={state}&part={part.number}" if state in STATES else f"part={part.number}"
        return HttpResponseRedirect(f"{back}?{query}#part-{part.number}")

    # Giving

    def text_add_view(self, request, source):
        """Ask for a text, as a file or pasted, and keep it."""
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        before = SourceText.objects.newest(source)
        form = TextForm(request.POST or None, request.FILES or None, initial={"is_whole": not source.fingerprint})
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    text = give(source, form.given, by=request.user)
                    if form.cleaned_data["is_whole"]:
                        self.note_reading(request, source, text)
            except ValidationError as error:
                form.add_error("pasted" if form.cleaned_data["pasted"] else "file", error)
            else:
                self.log_change(request, source, _("Gave its text (%(number)d).") % {"number": text.number})
                self.message_user(request, self.told_of(text, before), messages.SUCCESS)
                return HttpResponseRedirect(addresses(source)["text_changes" if before else "text"])
        title = _("Give the text of “%(source)s” anew") if before else _("Give the text of “%(source)s”")
        return self.text_screen(request, source, "add", title, form=form, before=before)

    def told_of(self, text, before) -> str:
        if not before:
            return _("The text is kept, for editors only. Mark in it what you write about.")
        return _("The text is kept. Here is what changed in it, and which claims rest on that.")

    def note_reading(self, request, source, text):
        """Note with the source which file was read, if it was one, and on which day."""
        keep_what_is_there(source.pk)
        source.fingerprint = text.fingerprint if text.file_name else ""
        source.read_on = self.today().isoformat()
        source.save(update_fields=["fingerprint", "read_on", "modified_at"])
        keep(source.pk, by=request.user)

    def today(self) -> date:
        return timezone.localdate()

    def text_delete_view(self, request, source):
        """Ask whether the texts of a source are to go, with the marks in them, and let them go."""
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        if request.method == "POST":
            source.source_texts.all().delete()
            self.log_change(request, source, _("Deleted its text."))
            self.message_user(
                request, _("The text is gone. The passages and the claims are still there."), messages.SUCCESS
            )
            return HttpResponseRedirect("../../change/")
        return self.text_screen(request, source, "delete", _("Delete the text of “%(source)s”"))

    # Comparing

    def text_changes_view(self, request, source):
        """What changed since the text before, or since the older edition of the document, and what rests on that."""
        text = SourceText.objects.newest(source)
        before = text and text.source.source_texts.filter(number__lt=text.number).order_by("-number").first()
        older = older_edition(source)
        if request.GET.get("with") == "older" or not before:
            before = older
        if text is None or before is None:
            return HttpResponseRedirect(addresses(source)["text"])
        return self.text_screen(
            request,
            source,
            "changes",
            _("What changed in the text of “%(source)s”"),
            text=text,
            before=before,
            is_older=before.source_id != source.pk,
            older=older,
            changes=shown_changes(changes_between(before, text), before),
        )
