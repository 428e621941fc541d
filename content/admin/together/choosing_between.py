"""Where two people changed the same field: what each of them wrote, beside it, and the choice between the two."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ...languages import DEFAULT
from ...rendering.differences import differences
from ...rendering.markup import element, joined
from .seen import last_entry_since

CHOICE, MINE, THEIRS = "choose-", "mine", "theirs"


def is_theirs(data, name: str) -> bool:
    """Whether somebody chose what the other one wrote in a field, by its name in the form."""
    return data.get(f"{CHOICE}{name}") == THEIRS


def offer(field, name: str, mine: str, theirs: str, who: str) -> None:
    """Put the choice right behind a field; what was typed is chosen, until somebody says otherwise."""
    render = field.widget.render
    block = choice(name, mine, theirs, who)

    def beside(*args, **kwargs):
        return SafeString(render(*args, **kwargs) + block)

    field.widget.render = beside


def choice(name: str, mine: str, theirs: str, who: str) -> str:
    language = get_language() or DEFAULT
    same = element("p", _("The words are the same: something of their form differs."), class_="conflict__note")
    rows = [
        row(name, MINE, _("What you typed"), element("span", mine or "–"), checked=True),
        row(
            name,
            THEIRS,
            _("What %(people)s saved") % {"people": who},
            element("span", differences(mine, theirs, language)),
        ),
    ]
    legend = element("legend", _("Which one stays?"))
    return element("fieldset", joined([legend, *rows, *([same] if mine == theirs else [])]), class_="conflict")


def row(name: str, value: str, label: str, text, *, checked: bool = False) -> str:
    button = element("input", type="radio", name=f"{CHOICE}{name}", value=value, checked="checked" if checked else "")
    return element(
        "label", joined([button, element("span", element("b", label), text)], " "), class_="conflict__choice"
    )


def people_and_time(who: str, instance, data) -> str:
    """Who saved it, and when the last of them did, as far as that is known."""
    entry = last_entry_since(instance, data)
    return f"{who} ({date_format(timezone.localtime(entry.action_time), 'j F, H:i')})" if entry else who
