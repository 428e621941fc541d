"""The admin in Dutch: no address of it says a word that is English alone.

Which words those are follows from the texts themselves: the words of all that there is to translate, in the project and
in its packages, but for those that a Dutch text has as well.
"""

import re
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import reverse

from content.admin.words import EDITOR
from cooperation.desk.guide import TOPICS
from tests import factories, test_access
from tests.access import ADMIN, DOORS
from tests.copies import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
written, there = test_access.written, test_access.there

CATALOGUE = ROOT / "locale/nl/LC_MESSAGES/django.po"
PACKAGES = {"django": "nl", "allauth": "nl", "modeltranslation": "nl", "django_prose_editor": "de"}  # one has no Dutch
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Places for values, addresses, names of files and fields, and what has a digit: a fingerprint may hold "be" by chance.
NO_WORD = re.compile(
    r"%\(\w+\)\w|%\w|\{\w*\}|<[^>]*>|&\w+;|(?:https?:|/)\S+|\S+@\S+|\S+\.\w+|[\w-]+_\w+|(?:\w+-)?\w*\d\w*"
)
# What nobody reads, and what says of itself that it is English.
UNREAD = re.compile(r"<(script|style|textarea|code|pre|template)\b.*?</\1>", re.DOTALL)
ENGLISH_PART = re.compile(r'<(\w+)\b[^>]*\slang="en"[^>]*>(?:(?!<\1\b).)*?</\1>', re.DOTALL)
SPOKEN = re.compile(
    r'\s(?:aria-label|alt|title|placeholder)="([^"]*)"'
    r'|\sdata-[\w-]+="([^"{]* [^"]*)"|&quot;(?:addText|deleteText)&quot;: &quot;([^&]*)'  # for scripts to say
    r'|<input[^>]*type="submit"[^>]*value="([^"]*)"|<input[^>]*value="([^"]*)"[^>]*type="submit"'
)


def words(text):
    return {word.lower() for word in WORD.findall(NO_WORD.sub(" ", text))}


def texts_of(path):
    """The texts of a catalogue, and their translations."""
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    return forms(message.id for message in messages), forms(message.string for message in messages)


def forms(texts):
    """Each text by itself, those of a plural as well."""
    return [form for text in texts for form in (text if isinstance(text, tuple | list) else [text])]


@cache
def english():
    """The words that are English alone."""
    texts, dutch = texts_of(CATALOGUE)
    for name, language in PACKAGES.items():
        for path in Path(find_spec(name).origin).parent.rglob(f"locale/{language}/LC_MESSAGES/*.po"):
            theirs, translated = texts_of(path)
            texts += theirs
            dutch += translated if language == "nl" else []
    dutch += [UNREAD.sub(" ", path.read_text()) for path in (ROOT / "templates/admin/guide/nl").iterdir()]
    return set().union(*map(words, texts)) - set().union(*map(words, dutch))


def english_on(html):
    """The English words that somebody reads or hears on a page."""
    html = UNREAD.sub(" ", html)
    while html != (html := ENGLISH_PART.sub(" ", html)):
        pass
    spoken = " ".join(text for found in SPOKEN.findall(html) for text in found)
    return words(f"{unescape(re.sub('<[^>]*>', ' ', html))} {unescape(spoken)}") & english()


def addresses(pages, rows):
    """Every address of the admin that shows something; a body in each of its states."""
    for model, view, name in test_access.model_views():
        if view in test_access.LISTS:
            chosen = ",".join(str(page.pk) for page in pages.values())
            yield f"{reverse(name)}?pages={chosen}" if view.startswith("bulk") else reverse(name)
        else:
            places = pages.values() if model == "organisation" else [rows[model]] if model in rows else []
            yield from (reverse(name, args=[place.pk]) for place in places)
    more = {"app_list": ["cooperation"], "checks": ["organisation", pages["live"].pk]}
    more |= {name: [pages["live"].pk] for name in ("compare", "notes", "reader_links")}
    files = {"empty_sheet", "sheet_of_source"}
    for name in ADMIN.keys() - DOORS - files - {"kept_form", "view_on_site", "autocomplete", "guide_topic", "sheet"}:
        yield reverse(f"admin:{name}", args=more.get(name, []))
    yield from (reverse("admin:guide_topic", args=[topic]) for topic in TOPICS)


def test_no_page_of_the_admin_says_an_english_word(there):
    client = Client(headers={"Accept-Language": "nl"})
    client.force_login(factories.user(name="redactie", superuser=True))
    wrong = []
    for path in addresses(*there):
        sent = [client.post(path, {"_publish": "x"})] if path.endswith(("/add/", "/change/")) else []
        for response in (client.get(path), *sent):
            is_read = response.status_code in (200, 422) and "text/html" in response.headers["Content-Type"]
            if is_read and (found := english_on(response.text)):
                wrong.append(f"{path}: {', '.join(sorted(found))}")
    assert "\n".join(dict.fromkeys(wrong)) == ""


def test_the_tools_of_the_editor_of_rich_text_speak_dutch(client):
    client.force_login(factories.user(superuser=True))
    catalogue = client.get(reverse("admin:jsi18n"), headers={"Accept-Language": "nl"}).text
    assert [text for text in EDITOR if not re.search(f'"{re.escape(text)}": "(?!{re.escape(text)}")', catalogue)] == []
