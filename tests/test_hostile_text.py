"""Whatever somebody types or pastes comes out as text: in every field, through every kind of address and file."""

import csv
import io
import json
import re
import unicodedata
from html.parser import HTMLParser
from itertools import count
from xml.etree import ElementTree

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db.models import CharField, TextField, URLField
from django.utils.safestring import SafeString
from markupsafe import Markup

from content.cleaning import INVISIBLE, clean
from content.dates import PartialDateField
from content.models import Edition, Statement
from content.rendering.markup import element
from content.rendering.text import Html, Text
from content.richtext import plain
from content.rules.triggers import lift, put_on
from tests import factories
from tests.factories import publish
from tests.forms import ADD, FILLED, Form

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
# Markup, quotes, patterns of ours and of others, and what cannot be seen.
HOSTILE = (
    "<script>alert(1)</script> \"'&amp; {{this}} {{other}} {{}} %s %(x)s {{{{ 7*7 }}}} --> ]]> "
    "\x0b\x00\u200b\u202e=1+1 w{n}"
)
ODD = {
    "undotted": "Diyarbakır ı",
    "sharp s": "Straße ß",
    "ligature": "ﬁnance",
    "ij": "ĳsland IJ",
    "right to left": "الأمن العام",
    "emoji": "Team 👩‍👩‍👧 🇳🇱",
    "long": "Hottentottententententoonstellingsorganisatiecommissievoorzittersbureau",
    "decomposed": "Coo\u0308rdinator",
    "tabs": "Dienst\tTab",
    "quotes": "’s-Gravenhage ‘x’ „y” 'z'",
    "persian": "می‌خواهم",
}
PATHS = """
    /nl/ /nl/organisaties/ /nl/organisaties/?sort=changed /nl/organisaties/dienst/ /en/organisations/dienst-en/
    /nl/organisaties/dienst/versies/ /nl/organisaties/dienst/versies/1/ /nl/themas/thema/ /nl/begrippen/begrip/
    /nl/bronnen/ /nl/bronnen/bron/ /nl/over/ /nl/netwerk/?kind=all /nl/tijdlijn/ /nl/wie-zit-waar/ /nl/niets/
    /nl/verbindingen/?from=dienst&to=raad /nl/vragen/signaal/ /nl/zoeken/?q=alert /nl/zoeken/suggesties/?q=alert
    /nl/netwerk/netwerk.svg /nl/netwerk/netwerk.graphml /nl/netwerk/netwerk.csv /nl/wie-zit-waar/wie-zit-waar.csv
    /nl/gegevens/ /nl/gegevens/relations.csv /nl/gegevens/claims.csv /nl/gegevens/passages.csv
    /en/data/sources.csv /en/data/network.graphml
    /sitemap.xml /sitemap-pages.xml /nl/zoeken/beschrijving.xml
""".split()  # noqa: SIM905 -- a list to be read
EMPTY = ["<p></p>", "<p>&nbsp;</p>", "<p><br></p>", "<ul><li><p></p></li></ul>", "<p>\u200b</p>"]


def spoil(row, text):
    """Put a text into every field of a row that can hold one, without asking anybody."""
    fields = [
        field.attname
        for field in row._meta.concrete_fields
        if isinstance(field, CharField | TextField)
        and not isinstance(field, PartialDateField)
        and not field.choices
        and not field.name.startswith(("slug", "key", "anchor", "page_type", "file"))
    ]
    for name in fields:
        value = next(text)
        field = row._meta.get_field(name)
        setattr(row, name, "javascript:alert(1)" if isinstance(field, URLField) else value[: field.max_length or 999])
    row.save()


def whole_site(text):
    """One page of each kind, with relations of several roles, all of whose texts are made by a function."""
    source = factories.source(slug="bron")
    passages = [factories.passage(of=source), factories.passage(of=source)]
    pages = {
        "dienst": factories.organisation(slug="dienst", image=factories.image()),
        "raad": factories.partnership(slug="raad"),
        "plan": factories.programme(slug="plan", start="2014"),
        "thema": factories.theme(slug="thema"),
        "begrip": factories.term(slug="begrip"),
        "over": factories.info_page(slug="over"),
        "vraag": factories.question(slug="signaal"),
    }
    pages["dienst"].themes.add(pages["thema"])
    for role, other in [("member", "raad"), ("works_for", "raad"), ("drew_up", "plan")]:
        factories.relation(pages["dienst"], pages[other], role=role, passages=passages)
    factories.statement(pages["dienst"], passages=passages, since="2014")
    pages["vraag"].steps.get().passages.set(passages)
    pages["vraag"].steps.get().relations.set(pages["dienst"].relations.all())
    rows = [source, *passages, *pages.values(), pages["dienst"].image]
    rows += [row for page in pages.values() for row in page.statements.all()]
    rows += [row for name in ("dienst", "raad", "plan") for row in pages[name].relations.all()]
    rows += pages["vraag"].steps.all()
    rows += [page.source for page in source.passages.model.objects.exclude(source=source)]
    for row in rows:
        spoil(row, text)
    for page in pages.values():
        page.lead_passages.set(passages[:1] if page.cites_sources else [])
        note = next(text)[:300]
        factories.publish_sources()
        publish(page, change_note={"nl": note, "en": note})
    return pages


def crawl(client):
    found = {}
    for path in PATHS:
        response = client.get(path)
        assert response.status_code in (200, 404), path
        found[path] = response.content.decode()
    return found


def check(path, text):
    """A file that programs read is well-formed; nothing in a page is markup that somebody typed."""
    if path.endswith(("svg", "graphml", "xml")):
        ElementTree.fromstring(text)
    elif path.endswith("csv"):
        assert len({len(row) for row in csv.reader(io.StringIO(text))}) == 1
    elif "suggesties" in path:
        json.loads(text)
    else:
        assert "<script>alert" not in text, path
        assert "javascript:" not in text, path
        assert "&amp;amp;amp;" not in text, path
    assert not set(text) & {"\x0b", "\x00", "\u200b", "\u202e"}, path


@pytest.mark.database
def test_hostile_text_in_every_field_comes_out_as_text_everywhere(client):
    numbers = count()
    whole_site(iter(lambda: HOSTILE.format(n=next(numbers)), None))
    for path, text in crawl(client).items():
        check(path, text)


@pytest.mark.database
def test_what_was_published_before_texts_were_cleaned_breaks_no_file(client):
    page = factories.published(factories.organisation(slug="dienst"))
    factories.relation(page, factories.published(factories.organisation(slug="raad")))
    publish(page)
    lift()
    for edition in Edition.objects.of_type("organisation"):
        edition.summary["title"] = {"nl": "Dienst\x0bmet\x1fregel"}
        edition.save()
    put_on()
    for path in ("/nl/netwerk/netwerk.svg", "/nl/netwerk/netwerk.graphml", "/en/network/network.graphml"):
        ElementTree.fromstring(client.get(path).content.decode())
    book = openpyxl.load_workbook(io.BytesIO(client.get("/nl/gegevens/who-works-with-whom.xlsx").content))
    assert "Dienstmetregel" in {row[2].value for row in book["organisations"].iter_rows()}


@pytest.mark.database
@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_odd_but_honest_names_come_out_as_they_are(client, name):
    page = factories.published(factories.organisation(name=name, slug="dienst", sentence_name_nl=name))
    written = unicodedata.normalize("NFC", name).replace("\t", " ")
    assert page.title_nl == written
    html = client.get("/nl/organisaties/dienst/").content.decode()
    headed = re.sub(' dir="auto"', "", html).replace("&#39;", "&#x27;")
    assert f"<h1>{written.replace(chr(39), '&#x27;')}" in headed
    assert client.get("/nl/zoeken/", {"q": name}).context["rows"], "found by its name"
    assert client.get("/nl/organisaties/").status_code == 200
    ElementTree.fromstring(client.get("/nl/netwerk/netwerk.svg").content.decode())


class Unisolated(HTMLParser):
    """Finds texts from right to left that stand in no element with a direction of its own, as a bdi always has."""

    def __init__(self):
        super().__init__()
        self.open, self.found = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in {
            "meta",
            "link",
            "input",
            "br",
            "img",
            "hr",
            "path",
            "circle",
            "rect",
            "line",
            "use",
            "wbr",
            "source",
        }:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        text = re.sub("\u2068.*?\u2069", "", text)
        if re.search("[\u0600-\u06ff]", text) and not any("dir" in attrs or tag == "bdi" for tag, attrs in self.open):
            self.found.append((self.open[-1][0], text.strip()))


def test_a_name_from_right_to_left_does_not_turn_what_stands_around_it(client):
    name = ODD["right to left"]
    texts = iter(lambda: name, None)
    whole_site(texts)
    for path in [path for path in PATHS if not path.endswith(("svg", "graphml", "csv", "xml")) and "sugg" not in path]:
        parser = Unisolated()
        parser.feed(client.get(path).content.decode())
        plain = {"title", "option", "textarea", "text", "tspan", "desc"}  # which hold nothing else, or no markup
        assert [(tag, text) for tag, text in parser.found if tag not in plain] == [], path


# At the door


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Dienst\x0bmet regelafbreking", "Dienst met regelafbreking"),
        ("uniek\u200bwoord", "uniekwoord"),
        ("zacht\u00adkoppel", "zachtkoppel"),
        (" Dienst \u2028 ", "Dienst"),
        ("Coo\u0308rdinator", "Coördinator"),
        ("a\u200db", "ab"),
        ("👩‍👧", "👩‍👧"),
        ("\ufeffDienst", "Dienst"),
    ],
)
def test_what_has_no_meaning_goes_without_a_word(typed, kept):
    assert factories.organisation(name=typed, slug="dienst").title_nl == kept
    assert clean(kept, lines=False) == kept


@pytest.mark.parametrize(
    "title", ["\u200b", "\u00ad", " \u2060 ", "\x0b", "\u2800", "\u0301", "\ufe0f", "\u034f", "...", '"']
)
def test_a_name_that_cannot_be_seen_is_refused_at_its_field(writer, title):
    form = Form(writer, ADD)
    form.submit("_save", **FILLED | {"title_nl": title})
    assert list(form.errors()) == ["title_nl"]


def test_a_sign_that_turns_the_text_around_is_refused_at_its_field(writer):
    form = Form(writer, ADD)
    form.submit("_save", **FILLED | {"title_en": "Ser\u202eeciv"})
    assert "invisible sign" in form.errors()["title_en"][0]


@pytest.mark.parametrize("text", EMPTY)
def test_rich_text_that_says_nothing_is_refused_at_its_field(writer, text):
    form = Form(writer, ADD)
    form.add_row("statements", text_nl=text)
    form.submit("_save", **FILLED)
    assert list(form.errors()) == ["statements-0-text_nl"]


def test_english_that_says_nothing_is_not_translated_yet(writer):
    form = Form(writer, ADD)
    form.add_row("statements", text_nl="<p>Dit.</p>", text_en="<p>&nbsp;</p>")
    form.submit("_save", **FILLED)
    assert not Statement.objects.get().text_en


def test_an_address_of_another_scheme_is_refused_and_never_shown(client):
    source = factories.source(url="javascript:alert(1)", slug="bron")
    with pytest.raises(ValidationError):
        source.full_clean()
    publish(source)
    assert "javascript:" not in client.get("/nl/bronnen/bron/").content.decode()


@pytest.mark.parametrize("url", ["ftp://example.org/", "https://me:secret@example.org/", "https://me@example.org"])
def test_an_address_that_readers_are_not_led_to_is_refused_at_its_field(writer, url):
    form = Form(writer, ADD)
    form.submit("_save", **FILLED | {"website": url})
    assert list(form.errors()) == ["website"]


@pytest.mark.parametrize("url", ["voorbeeld.nl/x", "//example.org", "#", ""])
def test_a_link_that_leads_nowhere_is_refused_at_its_field(writer, url):
    form = Form(writer, ADD)
    form.add_row("statements", text_nl=f'<p>Zie <a href="{url}">hier</a>.</p>')
    form.submit("_save", **FILLED)
    assert list(form.errors()) == ["statements-0-text_nl"]


def test_what_is_empty_in_a_text_goes(writer):
    form = Form(writer, ADD)
    form.add_row("statements", text_nl='<p>ok<a href="https://x.nl"></a></p><p></p><p>&nbsp;</p><ul><li></li></ul>')
    form.submit("_save", **FILLED)
    assert Statement.objects.get().text_nl == "<p>ok</p>"


@pytest.mark.database
@pytest.mark.parametrize("sign", ["\ufe0f", "\u034f", "\u180b", "\u2800", "\u200b", "\u00ad"])
def test_a_word_is_found_whatever_invisible_sign_is_in_it(client, sign):
    page = factories.organisation(slug="dienst", cited=False)
    factories.statement(page, text=f"Een uniek{sign}woordacht.")
    publish(page)
    assert client.get("/nl/zoeken/", {"q": "uniekwoordacht"}).context["rows"]


def test_an_ampersand_is_written_once(client):
    page = factories.organisation(cited=False)
    cited = factories.passage(of=factories.source(slug="bron"))
    factories.statement(page, text="R&amp;D:</p><ul><li>de AIVD</li><li>de MIVD</li></ul><p>", passages=[cited])
    factories.published(page)
    html = client.get("/nl/bronnen/bron/").content.decode()
    assert "R&amp;D: de AIVD, de MIVD." in html
    assert "R&amp;amp;D" not in html


def test_everything_invisible_is_named():
    for sign in "\u00ad\u200b\u2060\ufeff\x00\x0b\x1f\x7f\u200e":
        assert clean(sign).strip() == ""
    assert not INVISIBLE.search("Gewone tekst: é, €, –, ’, “, …\t\n")


def test_signs_for_the_name_of_another_page_are_a_text_like_any_other(client):
    page = factories.organisation(slug="dienst", cited=False)
    factories.statement(page, text="Zonderling {other} en {this} en {}.")
    factories.published(page)
    for path in ("/nl/organisaties/dienst/", "/nl/zoeken/?q=zonderling"):
        assert "{other} en {this} en {}" in client.get(path).content.decode()


@pytest.mark.parametrize("kind", [str, Markup, Html, SafeString])
def test_a_list_is_a_sentence_whatever_kind_of_text_it_is(kind):
    assert plain(kind("<ul><li>alfa</li><li>b&amp;ta</li></ul>")) == "alfa, b&ta."


def test_markup_is_no_text_and_a_text_no_markup_however_alike():
    """A text is escaped once, and markup never, though both are equal as strings."""
    for _time in range(2):
        made = [element("p", kind("<i>")) for kind in (str, Text, Markup, Html, SafeString)]
        assert made == ["<p>&lt;i&gt;</p>"] * 2 + ["<p><i></p>"] * 3
    assert element("p", "", title=Markup('"<b>'), data_n=1_234_567) == '<p title="&#34;&lt;b&gt;" data-n="1234567"></p>'
