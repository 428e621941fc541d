"""How far the translations of pages are, as editors see it: in lists, and of each text that needs somebody."""

from collections import Counter
from typing import Any, NamedTuple

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from ...languages import DEFAULT
from ...models import Page
from ...rendering.differences import differences
from ...rendering.markup import element, joined
from ...richtext import plain
from ...translated_lists import in_state
from ...translating import Known, State, Text, dutch_before

LABELS = {
    State.COMPLETE: gettext_lazy("complete"),
    State.MISSING: gettext_lazy("missing"),
    State.OUT_OF_DATE: gettext_lazy("out of date"),
}
SIGN = "translated translated--{}"


class TranslationFilter(admin.SimpleListFilter):
    """Filters a list of pages by what becomes of their translations."""

    title = gettext_lazy("translation")
    parameter_name = "translation"

    def lookups(self, request, model_admin):
        return list(LABELS.items())

    def queryset(self, request, queryset):
        return in_state(queryset, self.value()) if self.value() in LABELS else queryset


def know(pages: list[Page]) -> None:
    """Read what is known of the translations of pages in a list."""
    known = Known(page__in=[page.pk for page in pages])
    for page in pages:
        page.known = known  # type: ignore[attr-defined]


def told(state: State, number: int) -> str:
    """How many texts are in a state, in words."""
    if state == State.MISSING:
        return ngettext("%(number)d missing", "%(number)d missing", number) % {"number": number}
    return ngettext("%(number)d out of date", "%(number)d out of date", number) % {"number": number}


def marks(page: Page) -> SafeString:
    """What becomes of the translations of a page, in words, each with a sign that CSS draws."""
    found = Counter(state for _text, state in page.known.states(page))  # type: ignore[attr-defined]
    open_ = [(state, told(state, found[state])) for state in (State.MISSING, State.OUT_OF_DATE) if found[state]]
    each = open_ or [(State.COMPLETE, str(LABELS[State.COMPLETE]))]
    return SafeString(joined([element("span", words, class_=SIGN.format(state)) for state, words in each], " "))


class Shown(NamedTuple):
    """A text whose translation needs somebody, as an editor sees it."""

    text: Text
    state: State
    before: str  # the Dutch that it was right for

    @property
    def place(self) -> str:
        """Where the screen of translations has it."""
        return "-".join(map(str, self.text.key))

    @property
    def row(self) -> str:
        """Where the form has it: the row that it is in, or its field."""
        return f"id_{self.name}" if isinstance(self.text.row, Page) else f"row-{self.text.row.pk}"

    @property
    def name(self) -> str:
        """The name of the field that is to be filled in, or to be looked at."""
        return self.text.name if self.text.source.strip() else f"{self.text.field}_{DEFAULT}"

    @property
    def value(self) -> str:
        """Which translation it is, and for which Dutch, as a form sends it."""
        owner, field, language = self.text.key
        return ":".join([str(owner), field, language, *self.text.pair])

    @property
    def label(self) -> str:
        row: Any = self.text.row
        label = str(row._meta.get_field(self.name).verbose_name)
        return label if isinstance(row, Page) else f"{row}: {label}"

    @property
    def dutch(self) -> SafeString:
        """The Dutch as it is, with what changed in it marked."""
        now = plain(self.text.source)
        if self.state != State.OUT_OF_DATE:
            return SafeString(element("span", now, lang=DEFAULT))
        changed = differences(plain(self.before), now, get_language() or DEFAULT, "visually-hidden")
        return SafeString(element("span", changed, lang=DEFAULT, class_="changed-words"))

    @property
    def translation(self) -> SafeString:
        return SafeString(element("span", plain(self.text.translation), lang=self.text.language))

    def mark(self, *, may_confirm: bool) -> SafeString:
        """What stands at the field."""
        sign = SIGN.format(self.state)
        if self.state == State.MISSING:
            words = _("Not translated yet.") if self.text.source.strip() else _("Only the translation says this.")
            return SafeString(element("span", words, class_=sign))
        why = element("span", _("The Dutch has changed since this was right:"), class_=sign)
        parts = [why, self.dutch]
        if may_confirm:
            there = f"../translation/#{self.place}"
            parts.append(element("a", _("Still right"), class_="still-right", href=there, data_text=self.value))
        return SafeString(element("span", joined(parts, " "), class_="stale"))


def shown(page: Page) -> list[Shown]:
    """The texts of a page whose translation needs somebody."""
    know([page])
    states = page.known.states(page)  # type: ignore[attr-defined]
    open_ = [(text, state) for text, state in states if state != State.COMPLETE]
    before = dutch_before(page.pk) if any(state == State.OUT_OF_DATE for _text, state in open_) else {}
    return [Shown(text, state, before.get((*text.key, text.pair[1]), "")) for text, state in open_]
