"""From words of a text to a passage, and from a passage to a claim on the page where it belongs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ...models import Passage, Source, SourceText, page_types
from ...source_texts.marking import mark, words_of
from ...source_texts.parts import Part, parts_of
from .shown import addresses
from .text_forms import ClaimOnForm, MarkForm
from .texts import ReadsTexts


class MarksTexts(ReadsTexts):
    """Admin options for sources: marking passages in their texts."""

    def get_urls(self):
        views = {"text/mark": self.text_mark_view, "text/claim": self.text_claim_view}
        return [*(self.text_path(name, view) for name, view in views.items()), *super().get_urls()]

    def text_mark_view(self, request, source):
        """Make words of the text a passage: a new one, or more of one that there is."""
        text = SourceText.objects.newest(source)
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        if text is None:
            return self.without_text(request, source)
        part = part_of(text, request)
        words = request.GET.get("words", "") or part.words
        initial = {"words": words, **suggested_place(text, part)}
        form = MarkForm(text, part.start, request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            passage, is_new = form.chosen, not form.cleaned_data["passage"]
            try:
                mark(text, passage, form.place, by=request.user)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return self.marked(request, passage, part, is_new)
        return self.text_screen(request, source, "mark", _("Mark a passage in “%(source)s”"), form=form, part=part)

    def marked(self, request, passage: Passage, part: Part, is_new: bool):
        """Say what was done, and lead on: to writing a claim, or back to the text."""
        source = passage.source
        self.log_change(request, source, _("Marked “%(place)s” in its text.") % {"place": passage.place_nl})
        done, more = _("The passage is made, and marked in the text."), _("The words are marked in the text.")
        self.message_user(request, done if is_new else more, messages.SUCCESS)
        ways = addresses(source)
        if "_claim" in request.POST:
            return HttpResponseRedirect(f"{ways['text_claim']}?{urlencode({'passage': passage.pk})}")
        return HttpResponseRedirect(f"{ways['text']}?{urlencode({'part': part.number})}#part-{part.number}")

    def text_claim_view(self, request, source):
        """Lead to the form of the page on which a claim is to be written that rests on a passage."""
        key = request.GET.get("passage", "")
        passage = Passage.objects.filter(source=source.pk, pk=key if is_key(key) else 0).first()
        if passage is None:  # it may have gone meanwhile
            return HttpResponseRedirect(addresses(source)["text"])
        new = [
            (name, model)
            for name, model in page_types().items()
            if model is not Source and model.cites_sources and self.may_add(request, model)
        ]
        sent = request.GET if "kind" in request.GET else None
        form = ClaimOnForm(self.admin_site, dict(new), sent, initial={"kind": "statements"})
        if form.is_bound and form.is_valid():
            return HttpResponseRedirect(self.form_for(form.cleaned_data, passage))
        return self.text_screen(
            request,
            source,
            "claim",
            _("Write what “%(source)s” says"),
            form=form,
            passage=passage,
            words=words_of(passage),
            new_pages=[(name, model._meta.verbose_name) for name, model in new],
            media=self.media + form.media,
        )

    def may_add(self, request, model) -> bool:
        return self.admin_site.get_model_admin(model).has_add_permission(request)

    def form_for(self, chosen: dict, passage: Passage) -> str:
        """The form of a page, or of a new one, with a claim in it that begins with its passage."""
        kind = chosen["kind"]
        if chosen["new"]:
            there, place = self.own_url(page_types()[chosen["new"]], "add"), ""
        else:
            own = chosen["page"].specific
            there = self.own_url(type(own), "change", own.pk)
            place = f"#{kind}-{getattr(own, kind).count()}" if kind in own.claim_names else "#id_lead_passages"
        return f"{there}?{urlencode({'begin': kind, 'passage': str(passage.pk)})}{place}"

    def own_url(self, model, view: str, *args) -> str:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


def is_key(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 19


def part_of(text: SourceText, request) -> Part:
    """The part that an address names, or the first."""
    parts, number = parts_of(text.text), request.GET.get("part", "")
    return next((part for part in parts if str(part.number) == number), parts[0])


def suggested_place(text: SourceText, part: Part) -> dict[str, str]:
    """What the place of a passage begins with, where the text has pages."""
    if "\f" not in text.text:
        return {}
    return {"place_nl": f"p. {part.page}", "place_en": f"p. {part.page}"}
