"""The text of a source: given, read part by part, marked, and written about; nobody but editors ever sees it."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from content import publishing
from content.admin.texts.text_forms import MarkForm
from content.models import Passage, Redaction, SavedCopy, SourceText, Statement, TextMark
from content.redacting import redact
from content.source_texts.parts import find, parts_of
from tests import factories
from tests.forms import FILLED, Form, address, html, messages, words

pytestmark = pytest.mark.django_db
TEXT = """Samenwerking

De dienst werkt samen met de
Kustwacht. Dat gebeurt sinds 2014.

• Met <b>gemeenten</b> is er overleg.
• De Kustwacht stuurt berichten.

Colofon"""


@pytest.fixture
def anna(db):
    """An editor."""
    user = factories.user(name="anna")
    user.groups.add(Group.objects.get(name="editor"))
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def at(source, screen="text"):
    return address(source, screen)


def gives(client, source, text=TEXT, **more):
    return client.post(at(source, "text_add"), {"pasted": text, **more}, follow=True)


def marks(client, source, part, button="_save", **typed):
    """Press a button of the form that makes words a passage."""
    form = Form(client, f"{at(source, 'text_mark')}?part={part}")
    new = {"place_nl": "tweede alinea", "place_en": "second paragraph", "summary_nl": "Er is.", "summary_en": "It is."}
    return form.submit(button, **({} if "passage" in typed else new), **typed)


def shown(client, source, query=""):
    """The parts on the screen, each with how it stands."""
    response = client.get(f"{at(source)}{query}")
    return [(part.words.striptags(), part.state) for part in response.context["shown"]]


@pytest.mark.database
def test_from_a_text_to_a_claim_on_a_page(anna):
    source, page = factories.source(), factories.organisation(name="Kustwacht")
    told = gives(anna, source, is_whole="on")
    assert "The text is kept, for editors only. Mark in it what you write about." in messages(told)
    source.refresh_from_db()
    assert source.read_on
    assert [state for _words, state in shown(anna, source)] == ["open"] * 5
    answer = marks(anna, source, 2, "_claim", words="werkt samen met de Kustwacht.")
    passage = Passage.objects.get(source=source)
    assert (passage.key, passage.summary_en) == ("tweede-alinea", "It is.")
    assert SavedCopy.objects.of(source.pk).first().read()["passages"][0]["key"] == "tweede-alinea"
    screen = anna.get(answer["Location"])
    assert screen.context["words"] == ["werkt samen met de\nKustwacht."]
    there = anna.get(f"{answer['Location']}&kind=statements&page={page.pk}")["Location"]
    form = Form(anna, there.partition("#")[0])
    row = f"statements-{page.statements.count()}-"
    assert form.values[f"{row}passages"] == [str(passage.pk)]
    assert "werkt samen met de\nKustwacht." in form.response.content.decode()
    saved = form.submit(**{f"{row}text_nl": "<p>Zij werken samen.</p>", f"{row}text_en": "<p>They cooperate.</p>"})
    assert saved.status_code == 302
    assert list(page.statements.get(text_nl="<p>Zij werken samen.</p>").passages.all()) == [passage]
    assert [state for _words, state in shown(anna, source)] == ["open", "cited", "open", "open", "open"]
    back = words(anna, f"{at(source)}?passage={passage.pk}")
    assert "Kustwacht: Zij werken samen." in back
    assert "1 of 5 parts are read, 4 are not." in back


def test_a_row_that_was_only_begun_is_no_row(anna):
    page, passage = factories.organisation(), factories.passage()
    form = Form(anna, f"{address(page)}?begin=statements&passage={passage.pk}")
    assert form.submit().status_code == 302
    assert page.statements.count() == 1
    form = Form(anna, f"{address(page)}?begin=statements&passage={passage.pk}")
    assert form.submit(**{"statements-1-text_en": "<p>Without Dutch.</p>"}).status_code == 200
    assert "statements-1-text_nl" in form.errors()


@pytest.mark.parametrize("query", ["begin=statements&passage=x", "begin=nowhere&passage=1", "begin=lead&passage=99999"])
def test_a_form_opens_whatever_its_address_asks_for(anna, query):
    assert anna.get(f"{address(factories.organisation())}?{query}").status_code == 200


def test_a_new_page_begins_with_its_passage_and_the_kind_of_claim_that_was_chosen(anna):
    passage = factories.passage()
    screen = f"{at(passage.source, 'text_claim')}?passage={passage.pk}"
    assert "New organisation" in words(anna, screen)
    form = Form(anna, anna.get(f"{screen}&kind=relations&new=organisation")["Location"])
    assert form.values["lead_passages"] == form.values["relations-0-passages"] == [str(passage.pk)]
    assert form.values["statements-TOTAL_FORMS"] == ["0"]
    assert form.submit(**FILLED).status_code == 302  # in the row that was begun nothing was typed
    assert "A page of this kind has no such claims." in html(anna, f"{screen}&kind=relations&new=theme")
    assert "Choose a page." in html(anna, f"{screen}&kind=relations")


def test_the_lead_of_a_page_is_begun_beside_what_it_rests_on_already(anna):
    page, passage = factories.organisation(), factories.passage()
    before = {str(each.pk) for each in page.lead_passages.all()}
    form = Form(anna, f"{address(page)}?begin=lead&passage={passage.pk}")
    assert set(form.values["lead_passages"]) == before | {str(passage.pk)}
    form.submit()
    assert {str(each.pk) for each in page.lead_passages.all()} == before | {str(passage.pk)}


@pytest.mark.database
def test_no_reader_gets_the_text(anna, client):
    source = factories.source(slug="verslag")
    gives(anna, source, "Geheimzinnigheid staat hier.\n\nEn nog iets.")
    marks(anna, source, 1)
    publishing.publish(source)
    for path in ("/nl/bronnen/verslag/", "/nl/bronnen/verslag/data.json", "/nl/zoeken/?q=geheimzinnigheid"):
        answer = client.get(path).content.decode()
        assert "Geheimzinnigheid staat" not in answer, path
        assert "tweede alinea" in answer or "zoeken" in path


def test_words_that_are_not_there_are_refused_and_nothing_typed_is_lost(anna):
    source = factories.source()
    gives(anna, source)
    answer = marks(anna, source, 2, words="werkt samen met de Marine", key="x y")
    form = answer.context["form"]
    assert form.errors.keys() == {"words", "key"}
    assert "Er is." in answer.content.decode()
    assert not TextMark.objects.exists()
    assert marks(anna, source, 2, words="Kustwacht  stuurt\nberichten.").status_code == 302
    mark = TextMark.objects.select_related("text").get()
    assert mark.text.text[mark.start : mark.end] == "Kustwacht stuurt berichten."


def test_the_same_words_are_marked_where_one_stood_and_a_passage_may_have_several(anna):
    source = factories.source()
    gives(anna, source)
    marks(anna, source, 4, words="Kustwacht")
    assert [state for _words, state in shown(anna, source)] == ["open", "open", "open", "marked", "open"]
    passage = Passage.objects.get(source=source)
    marks(anna, source, 2, words="Kustwacht", passage=str(passage.pk))
    assert passage.text_marks.count() == 2
    assert Passage.objects.filter(source=source).count() == 1


def test_a_key_is_free_on_the_page_and_in_its_past(anna):
    source = factories.source()
    passage = factories.passage(of=source, key="tweede-alinea")
    publishing.publish(source)
    passage.delete()
    gives(anna, source)
    marks(anna, source, 2)
    assert Passage.objects.get(source=source).key == "tweede-alinea-2"
    assert "key" in marks(anna, source, 3, key="tweede-alinea").context["form"].errors
    assert "key" in marks(anna, source, 3, key="tweede-alinea-2").context["form"].errors


def test_what_says_nothing_here_is_set_aside_and_comes_back(anna):
    source = factories.source()
    gives(anna, source)
    text = SourceText.objects.get()
    act = {"text": text.pk, "part": "5"}
    anna.post(at(source), {**act, "aside": "1"})
    anna.post(at(source), {**act, "aside": "1"})
    assert shown(anna, source, "?state=aside") == [("Colofon", "aside")]
    assert len(shown(anna, source, "?state=open")) == 4
    anna.post(at(source), {**act, "unmark": str(TextMark.objects.get().pk)})
    assert len(shown(anna, source, "?state=open")) == 5


def test_what_is_left_is_set_aside_at_once(anna):
    source = factories.source()
    gives(anna, source)
    marks(anna, source, 2)
    left = anna.get(f"{at(source)}?state=open").context["shown"]
    sent = {"text": SourceText.objects.get().pk, "many": [part.number for part in left]}
    anna.post(at(source), sent)
    assert [state for _words, state in shown(anna, source)] == ["aside", "marked", "aside", "aside", "aside"]


def test_a_text_that_was_pasted_has_no_fingerprint_of_a_file(anna):
    source = factories.source()
    file = SimpleUploadedFile("verslag.txt", TEXT.encode())
    anna.post(at(source, "text_add"), {"file": file, "is_whole": "on"})
    source.refresh_from_db()
    assert len(source.fingerprint) == 64
    gives(anna, source, "Anders.", is_whole="on")
    source.refresh_from_db()
    assert source.fingerprint == ""


@pytest.mark.database
def test_a_newer_text_keeps_the_marks_and_tells_what_changed_and_what_rests_on_it(anna):
    source = factories.source()
    gives(anna, source)
    for part, said in ((2, "Dat gebeurt sinds 2014."), (4, "stuurt berichten")):
        marks(anna, source, part, words=said)
    first, second = Passage.objects.filter(source=source).order_by("pk")
    page = factories.organisation(name="Kustwacht")
    factories.statement(page, text="Het is er sinds 2014.", passages=[first])
    newer = TEXT.replace("sinds 2014", "sinds 2016").replace("Samenwerking", "Samenwerking\n\nDit is nieuw.")
    changed = gives(anna, source, newer).content.decode()
    assert "2 parts changed." in changed
    assert "Het is er sinds 2014." in changed
    assert "Dit is nieuw." in changed
    assert [mark.passage for mark in TextMark.objects.filter(text__number=2)] == [second]
    again = words(anna, at(source))
    assert "1 passage is not marked in this text" in again
    assert "There is no such part" not in again
    same = gives(anna, source, newer)
    assert "This is the text that is here already." in same.content.decode()
    assert SourceText.objects.count() == 2
    late = anna.post(at(source), {"text": SourceText.objects.get(number=1).pk, "part": "1", "aside": "1"}, follow=True)
    assert "Somebody gave this text anew meanwhile." in messages(late)[0]


def test_a_newer_edition_is_read_beside_the_older_one(anna):
    older, newer = factories.source(title="Verslag 2014"), factories.source(title="Verslag 2015")
    newer.replaces = older
    newer.save()
    gives(anna, older)
    marks(anna, older, 2, words="Dat gebeurt sinds 2014.")
    factories.statement(factories.organisation(), text="Sinds 2014.", passages=[Passage.objects.get(source=older)])
    gives(anna, newer, TEXT.replace("Dat gebeurt sinds 2014.", "Dat gebeurt nog steeds."))
    assert "What changed since “Verslag 2014”" in words(anna, at(newer))
    changed = html(anna, f"{at(newer, 'text_changes')}?with=older")
    assert "1 part changed." in changed
    assert "Sinds 2014." in changed


@pytest.mark.database
def test_words_that_go_by_law_go_from_the_text_too(anna):
    source = factories.source()
    gives(anna, source, "Jan de Vries staat hier.")
    publishing.publish(source)
    asked = Redaction.objects.create(page=source, reason_nl="Wet.", reason_en="Law.", asked_by=factories.user(name="b"))
    redact(asked, by=factories.user(name="c"))
    assert not SourceText.objects.exists()


def test_a_text_is_deleted_and_its_passages_stay(anna):
    source = factories.source()
    gives(anna, source)
    marks(anna, source, 2)
    anna.post(at(source, "text_delete"))
    assert not SourceText.objects.exists()
    assert Passage.objects.filter(source=source).count() == 1


def pdf(*lines, password=""):
    """A PDF of a page with some lines, as small as one can be."""
    said = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td {said} ET"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    body = "".join(f"{number} 0 obj{part}endobj\n" for number, part in enumerate(parts, start=1))
    made = f"%PDF-1.4\n{body}trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF".encode("cp1252")
    if not password:
        return made
    writer, locked = PdfWriter(clone_from=BytesIO(made)), BytesIO()
    writer.encrypt(password)
    writer.write(locked)
    return locked.getvalue()


FILES = {
    "verslag.pdf": (pdf("Dit is een verslag.", "Met twee regels."), "Dit is een verslag."),
    "geen.pdf": (pdf(), "only pictures of it"),
    "slot.pdf": (pdf("Dicht.", password="x"), "opens with a password only"),
    "stuk.pdf": (b"%PDF-1.4\nobj", "cannot be read"),
    "utf8.txt": ("Coördinator ‘Één’".encode(), "Coördinator ‘Één’"),
    "bom.txt": ("\ufeffCoördinator".encode(), "Coördinator"),
    "windows.txt": ("Coördinator “één”".encode("cp1252"), "Coördinator “één”"),
    "utf16.txt": ("Coördinator".encode("utf-16"), "Coördinator"),
    "stuk.docx": (b"PK\x03\x04rest", "a file of a word processor"),
    "oud.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1", "a file of a word processor"),
    "tekst.rtf": (b"{\\rtf1 x}", "a file of a word processor"),
    "beeld.png": (b"\x89PNG\r\n\x1a\n\x00\x00", "no text that we can read"),
    "leeg.txt": (b" \n\t\n", "says nothing"),
    "draai.txt": ("Hier \u202edraait iets".encode(), "Hier draait iets"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_or_refused_with_its_reason(anna, name):
    source = factories.source()
    content, told = FILES[name]
    answer = anna.post(at(source, "text_add"), {"file": SimpleUploadedFile(name, content)}, follow=True)
    assert told in answer.content.decode().replace("&#x27;", "'")
    assert SourceText.objects.exists() == (answer.redirect_chain != [])


def test_hostile_words_are_shown_as_words(anna):
    source = factories.source()
    gives(anna, source, "<script>alert(1)</script> & <b>vet</b>\n\nTwee")
    marks(anna, source, 1, words="<b>vet</b>")
    screen = html(anna, at(source))
    assert "<script>alert" not in screen
    assert '<mark class="text__mark">&lt;b&gt;vet&lt;/b&gt;</mark>' in screen


def test_a_long_text_comes_a_hundred_parts_at_a_time(anna):
    source = factories.source()
    gives(anna, source, "\n\n".join(f"Alinea {number}." for number in range(1, 251)))
    assert len(shown(anna, source)) == 100
    assert shown(anna, source, "?part=222")[0] == ("Alinea 201.", "open")
    assert shown(anna, source, "?p=99999")[-1] == ("Alinea 250.", "open")


def test_lines_of_a_pdf_become_paragraphs_headings_and_rows():
    """A heading, two paragraphs without an empty line between them, a table and a list, as they come out of a PDF."""
    page = """Terugblik op de oefening
In november hielden de politie, de marechaussee en de gemeente samen een oefening op een
veerboot. De coördinator gaf er opdracht toe.
Doel was om na te gaan of zij elkaar binnen een uur weten te vinden als er een dreiging is.
Volgens de waarnemers lukte dat meestal.
Politie Leiding ter plaatse 2024
Kustwacht Vaargeul 2022
1. De lijst was oud en er staan mensen op die al jaren niet meer werken bij een van deze
diensten.
2. Dat kan beter."""
    assert [part.words.split()[0] for part in parts_of(page)] == [
        "Terugblik",
        "In",
        "Doel",
        "Politie",
        "Kustwacht",
        "1.",
        "2.",
    ]


@given(st.text(alphabet="ab. \n\f•-:", max_size=200))
def test_the_parts_of_a_text_are_all_of_it_in_order(text):
    parts = parts_of(text)
    ends = [0, *(end for part in parts for end in (part.start, part.end)), len(text)]
    assert ends == sorted(ends)
    assert all(text[part.start : part.end] == part.words for part in parts)
    between = [text[ends[at] : ends[at + 1]] for at in range(0, len(ends), 2)]
    assert not "".join(between).strip()


@given(st.text(alphabet="ab \n", min_size=1, max_size=60), st.data())
def test_words_are_found_however_their_lines_end(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    said = text[start : data.draw(st.integers(start + 1, len(text)))]
    found = find(text, " ".join(said.split()), near=start)
    assert (found is None) == (not said.split())
    if found:
        assert text[found[0] : found[1]].split() == said.split()


def test_a_claim_of_a_kind_that_the_page_has_not_is_refused_at_its_field(anna):
    passage, theme = factories.passage(), factories.theme()
    there = f"{at(passage.source, 'text_claim')}?passage={passage.pk}&kind=relations&page={theme.pk}"
    assert "A page of this kind has no such claims." in html(anna, there)
    assert Statement.objects.filter(page=theme).count() == 1


def test_whoever_may_only_look_reads_the_text_and_changes_nothing(anna):
    source = factories.source()
    bea = Client(headers={"accept-language": "en"})
    user = factories.user(name="bea")
    user.groups.add(Group.objects.get(name="publisher"))
    bea.force_login(user)
    assert "Nobody gave the text of this source yet." in html(bea, at(source))
    gives(anna, source)
    screen = html(bea, at(source))
    assert "Kustwacht" in screen
    assert "Set aside" not in screen
    assert bea.post(at(source), {"text": SourceText.objects.get().pk, "part": "1", "aside": "1"}).status_code == 403


def test_two_people_who_make_a_passage_of_one_name_at_once_are_told(anna, monkeypatch):
    source = factories.source()
    gives(anna, source)
    monkeypatch.setattr(MarkForm, "check_key", lambda form: None)  # the other one saves right after it looked
    factories.passage(of=source, key="alinea")
    answer = marks(anna, source, 2, key="alinea")
    assert answer.context["form"].errors.keys() == {"key"}
    assert Passage.objects.filter(source=source).count() == 1
    assert not TextMark.objects.exists()


def test_who_may_not_see_sources_gets_no_word_of_them_in_a_form(anna):
    source, page = factories.source(), factories.organisation()
    gives(anna, source)
    marks(anna, source, 2)
    begun = f"{address(page)}?begin=lead&passage={Passage.objects.get(source=source).pk}"
    assert "Dat gebeurt sinds 2014." in html(anna, begun)
    cas = Client(headers={"accept-language": "en"})
    user = factories.user(name="cas")
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_organisation", "change_organisation"]))
    cas.force_login(user)
    assert "Dat gebeurt sinds 2014." not in html(cas, begun)
