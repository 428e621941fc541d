from django.contrib import admin, messages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.admin.read_only import ReadOnly
from content.rendering.markup import element, joined

from . import writing
from .models import Letter


@admin.register(Letter)
class LetterAdmin(ReadOnly, admin.ModelAdmin):
    """What became of each letter, to be read. Not its text: a link in it may open a door."""

    list_display = ["to", "subject", "became", "asked_at"]
    list_filter = ["state", "template", "language"]
    search_fields = ["to", "subject"]
    fields = [
        "to",
        "subject",
        "template",
        "language",
        "state",
        "tries",
        "asked_at",
        "due",
        "until",
        "ended_at",
        "last_error",
    ]
    show_full_result_count = False

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def became(self, letter):
        """What became of it, and what is to come."""
        told = []
        if letter.state == Letter.State.WAITING:
            when = date_format(timezone.localtime(letter.due), "j F Y, H:i")
            told = [_("next try on %(when)s; tried: %(tries)d") % {"when": when, "tries": letter.tries}]
        more = "; ".join([*told, *filter(None, [letter.last_error])])
        return SafeString(joined([letter.get_state_display(), element("span", more, class_="second")]))

    def changelist_view(self, request, extra_context=None):
        if not writing.are_sent():
            told = _(
                "This site sends no letters: it has no mail server. Whoever runs the site can give it one (EMAIL_URL)."
            )
            self.message_user(request, told, messages.WARNING)
        return super().changelist_view(request, extra_context)
