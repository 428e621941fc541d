"""The editors' guide: how each thing is done, a page for each topic, in the language of the editor."""

from typing import NamedTuple

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.languages import DEFAULT, LANGUAGES, Label


class Topic(NamedTuple):
    """What a page of the guide is called, and what it tells. Its text is a template for each language."""

    title: Label
    told: Label


TOPICS = {
    "first-page": Topic(
        gettext_lazy("Your first page"), gettext_lazy("Making a page, and finding your way in its form.")
    ),
    "claims": Topic(
        gettext_lazy("Claims and their sources"),
        gettext_lazy("What the site says, where that is written, and from when it is."),
    ),
    "text": Topic(
        gettext_lazy("Writing and pasting text"),
        gettext_lazy("What becomes of what you paste, links to other pages, and the signs of each language."),
    ),
    "languages": Topic(gettext_lazy("Both languages"), gettext_lazy("Translating, and seeing what is out of date.")),
    "checking": Topic(
        gettext_lazy("Checking and previewing"), gettext_lazy("What to do before you send a page on its way.")
    ),
    "publishing": Topic(
        gettext_lazy("Submitting, approving, planning and withdrawing"),
        gettext_lazy("The way of a page to its readers, and off the site again."),
    ),
    "many": Topic(
        gettext_lazy("Finding pages, and doing something with many"),
        gettext_lazy("Searching, filters, what uses what, and one screen for many pages at once."),
    ),
    "sheets": Topic(
        gettext_lazy("Working in a spreadsheet"),
        gettext_lazy("Many rows from a file, and texts out to a translator and back."),
    ),
    "undoing": Topic(
        gettext_lazy("Drafts, going back, and writing together"),
        gettext_lazy("Nothing that you typed is lost, and every version comes back."),
    ),
    "upkeep": Topic(
        gettext_lazy("Upkeep and sources"), gettext_lazy("Reading the sources again, and what to do when they change.")
    ),
    "documents": Topic(
        gettext_lazy("A new document"), gettext_lazy("From its text to passages, and from these to claims on pages.")
    ),
    "pictures": Topic(gettext_lazy("Pictures"), gettext_lazy("Adding one, saying what it shows, and placing it.")),
    "accounts": Topic(
        gettext_lazy("Accounts and two people"), gettext_lazy("Signing in, giving rights, and the rule of two people.")
    ),
}


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """All topics."""
    context = {**admin.site.each_context(request), "title": _("Guide for editors"), "topics": TOPICS}
    return TemplateResponse(request, "admin/guide/guide.html", context)


@require_safe
def guide_topic(request: HttpRequest, topic: str) -> HttpResponse:
    """One topic, in the language of whoever reads it."""
    if topic not in TOPICS:
        raise Http404
    language = get_language()
    context = {
        **admin.site.each_context(request),
        "title": TOPICS[topic].title,
        "topics": TOPICS,
        "topic": topic,
        "text_language": language if language in LANGUAGES else DEFAULT,
    }
    return TemplateResponse(request, f"admin/guide/{context['text_language']}/{topic}.html", context)
