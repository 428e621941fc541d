"""The editors' guide: the same in both languages, in the words of the buttons, and found where something is done."""

import re
from pathlib import Path

import django
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from PIL import Image

from content.languages import LANGUAGES
from cooperation.desk.guide import TOPICS
from tests import factories
from tests.forms import html

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
TEXTS = {
    language: {path.stem: path.read_text() for path in sorted((TEMPLATES / "admin/guide" / language).glob("*.html"))}
    for language in LANGUAGES
}
HEADING = re.compile(r'<h2 id="([\w-]+)">')
NAMED = re.compile(r"<(kbd class=\"button\"|b)>.*?\{% translate \"(.+?)\"(?: context \"(\w+)\")? %\}")
LINK = re.compile(
    r"guide_topic' '([\w-]+)' %\}(?:#([\w-]+))?|_link\.html\" with topic=\"([\w-]+)\"(?: anchor=\"([\w-]+)\")?"
)
PICTURE = re.compile(r'_picture\.html" with name="([\w-]+)" alt="(.+?)"')
# The screens that lead to the guide, and where in it.
LEADS = {
    "/admin/inbox/": "publishing#inbox",
    "/admin/sheets/": "sheets#bring",
    "/admin/content/confirmation/": "upkeep#due",
    "/admin/content/translation/": "languages#counts",
    "/admin/logbook/refusal/": "accounts#logbook",
    "/admin/content/image/add/": "pictures#add",
    "/admin/cooperation/theme/add/": "first-page#ways",
    "/admin/cooperation/theme/deleted/": "undoing#deleted",
    "/admin/cooperation/theme/": "many#find",
}


def parts(text):
    """What stands under each heading: its anchor, and the buttons and other names that are named there, sorted."""
    return [
        (anchor, sorted(found.groups("") for found in NAMED.finditer(under)))
        for anchor, under in zip(*[iter(HEADING.split(text)[1:])] * 2, strict=True)
    ]


def leads(text):
    return [(topic or of, anchor or at) for topic, anchor, of, at in LINK.findall(text)]


def test_every_topic_is_told_in_both_languages():
    assert {language: texts.keys() for language, texts in TEXTS.items()} == dict.fromkeys(LANGUAGES, TOPICS.keys())


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_have_the_same_headings_links_and_buttons(topic):
    dutch, english = (TEXTS[language][topic] for language in LANGUAGES)
    assert parts(dutch) == parts(english)
    assert sorted(leads(dutch)) == sorted(leads(english))
    assert len(parts(dutch)) > 2


def test_what_is_named_is_on_a_screen():
    """In the words of the code, so in both languages: names that only the guide has are wrong."""
    django_ = Path(django.__file__).parent / "contrib"
    places = [django_ / "admin/templates/admin/submit_line.html", django_ / "auth/models.py"]
    places += [path for path in TEMPLATES.rglob("*.html") if "guide" not in path.parts]
    places += [path for room in ("content", "cooperation") for path in (ROOT / room).rglob("*.py")]
    said = "\n".join(path.read_text() for path in places)
    named = {
        name for texts in TEXTS.values() for text in texts.values() for _tag, name, _context in NAMED.findall(text)
    }
    assert len(named) > 80
    assert {name for name in named if f'"{name}"' not in said and f"'{name}'" not in said} == set()


def test_every_way_into_the_guide_leads_to_a_heading():
    there = {(topic, anchor) for topic, text in TEXTS["nl"].items() for anchor in ["", *HEADING.findall(text)]}
    ways = {way for path in TEMPLATES.rglob("*.html") for way in leads(path.read_text())}
    assert len(ways) > 15
    assert ways - there == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_editor_reads_it_in_their_own_language(writer, language):
    writer.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    listed = html(writer, reverse("admin:guide"))
    for topic, about in TOPICS.items():
        address = reverse("admin:guide_topic", args=[topic])
        shown = BeautifulSoup(html(writer, address), "html.parser")
        with override(language):
            buttons = [
                pgettext(of, name) if of else _(name) for _tag, name, of in NAMED.findall(TEXTS[language][topic])
            ]
            assert f'<a href="{address}">{about.title}</a>' in listed
            assert shown.select_one("#content-start h1").text == about.title
        said = [each.text for each in shown.select(".guide__text kbd, .guide__text b")]
        assert [each.lower() for each in said] == [each.lower() for each in buttons]
        headings = re.findall(r"<h2 .*>(.+)</h2>", TEXTS[language][topic])
        assert [each.text for each in shown.select(".guide__text h2")] == headings
        assert shown.html["lang"] == language


def test_there_is_no_other_topic(writer):
    html(writer, "/admin/guide/nothing/", 404)


def test_it_is_linked_from_where_each_thing_is_done(writer):
    page = factories.published(factories.organisation())
    of_page = {
        "change": "first-page#ways",
        "saved": "undoing#earlier",
        "submit": "publishing#part",
        "uses": "many#uses",
        "withdraw": "publishing#withdraw",
        "translation": "languages#still-right",
    }
    form = f"/admin/cooperation/organisation/{page.pk}/"
    desk = {
        f"/admin/content/page/bulk/approve/?pages={page.pk}": "many#many",
        f"/admin/compare/{page.pk}/": "checking#compare",
        f"/admin/reader-links/{page.pk}/": "checking#reader-link",
        f"/admin/checks/organisation/{page.pk}/": "checking#worth-a-look",
        f"/admin/content/confirmation/{page.pk}/check/": "upkeep#check",
        f"/admin/content/edition/{page.editions.get().pk}/review/": "publishing#review",
    }
    everywhere = LEADS | {f"{form}{view}/": where for view, where in of_page.items()} | desk
    found = {
        path: [link["href"] for link in BeautifulSoup(html(writer, path), "html.parser").select(".guide-link a")]
        for path in everywhere
    }
    assert found == {path: ["/admin/guide/{}/#{}".format(*where.split("#"))] for path, where in everywhere.items()}


def test_pictures_are_there_in_both_languages_small_and_told_in_words():
    for language, texts in TEXTS.items():
        shown = [picture for text in texts.values() for picture in PICTURE.findall(text)]
        files = {path.name for path in (ROOT / "static/content/guide").glob(f"{language}-*")}
        assert files == {f"{language}-{name}.webp" for name, _alt in shown}
        assert 5 < len(files) <= 12
        assert all(len(alt) > 40 for _name, alt in shown)
        for name in files:
            path = Path(finders.find(f"content/guide/{name}"))
            assert path.stat().st_size <= 60 * 1024
            with Image.open(path) as picture:
                assert picture.size == (1200, 750)
