"""What an editor sees of two states of a page: what came, went, changed and moved, in both languages."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from content import clock, publishing
from content.models import Page, Source
from cooperation.models import Organisation, Relation
from tests import factories
from tests.forms import html

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
WHY = {"nl": "Dubbel.", "en": "Twice."}


@pytest.fixture
def see(writer):
    """Opens the comparison of a page, in English."""

    def opened(page, status=200, **sides):
        query = "&".join(f"{name}={value}" for name, value in sides.items())
        return BeautifulSoup(html(writer, f"/admin/compare/{page.pk}/?{query}", status), "html.parser")

    return opened


def rows(screen):
    """What is not the same: each with its states, what it is and the words of its parts, with marks as [-…-] {+…+}."""
    for hidden in screen.select(".hidden, .visually-hidden, .compared__language, .compared__cell--same"):
        hidden.decompose()
    for mark, (before, after) in {"del": "[]", "ins": "{}"}.items():
        for each in screen.find_all(mark):
            each.replace_with(f"{before}{each.text}{after}")
    screen = BeautifulSoup(str(screen), "html.parser")
    return [
        (
            " ".join(state.text for state in row.select(".compared__state")),
            {
                part.dt.text: [" ".join(cell.text.split()) for cell in part.find_all("dd")]
                for part in row.select(".compared__parts > div")
            },
        )
        for row in screen.select(".compared__row")
    ]


def test_each_change_of_a_page_is_marked_in_the_language_in_which_it_was_made(see):
    page = factories.organisation(name="Dienst", title_en="Service", abbreviation_nl="DI")
    factories.published(page)
    Organisation.objects.filter(pk=page.pk).update(title_en="The service", level="local", abbreviation_nl="DNS")
    statement = page.statements.get()
    statement.text_nl, statement.since = "<p>Dit staat er <strong>nu</strong>.</p>", "2014-07"
    statement.save()
    assert rows(see(page)) == [
        ("Changed", {
            "Title": ["[Service]{The service}"],
            "Abbreviation": ["[DI]{DNS}", "[DI]{DNS}"],
            "Level": ["[national]{local}"],
        }),
        ("Changed", {"Text": ["Dit staat er{ nu}."], "Period": ["{since July 2014}"]}),
    ]  # fmt: skip


def test_claims_are_matched_by_their_ids_whatever_stands_in_their_place(see):
    page = factories.organisation(cited=False)
    texts = [factories.statement(page, text=text, text_en="", position=place) for place, text in enumerate("ABCDE")]
    factories.published(page)
    texts[1].delete()
    for place, each in enumerate([texts[4], texts[0], texts[2], texts[3]]):
        type(each).objects.filter(pk=each.pk).update(position=place)
    factories.statement(page, text="F", text_en="", position=9)
    found = rows(see(page))
    assert [(state, parts.get("Text")) for state, parts in found] == [
        ("Moved", None), ("Gone", ["B"]), ("New", ["F"])
    ]  # fmt: skip


def test_passages_that_a_claim_rests_on_come_and_go(see):
    page, kept, new = factories.organisation(cited=False), factories.passage(), factories.passage(place="p. 7")
    gone = factories.passage(place="p. 6")
    claim = factories.statement(page, passages=[kept, gone])
    factories.published(page)
    claim.passages.set([kept, new])
    [(state, parts)] = rows(see(page))
    assert state == "Changed"
    assert parts == {"Passages": ["[Verslag (en) (2014), p. 6] {Verslag (en) (2014), p. 7}"]}


def test_a_relation_is_told_in_both_languages_and_a_new_name_is_no_change_of_it(see):
    page, other = factories.organisation(name="Een", title_en="One"), factories.organisation(name="Twee")
    relation = factories.relation(page, other)
    factories.published_together([page, other])
    Organisation.objects.filter(pk=page.pk).update(sentence_name_nl="de Eerste")
    assert [list(parts) for _state, parts in rows(see(page))] == [["Name in a sentence"]]
    Relation.objects.filter(pk=relation.pk).update(detail_nl="in Den Haag", detail_en="in The Hague")
    sentence = rows(see(page))[1][1]["Sentence"]
    assert sentence == [
        "De Eerste werkt samen met de Twee{ in Den Haag}.",
        "The One works with the Service{ in The Hague}.",
    ]


@pytest.mark.database
def test_a_picture_a_theme_an_address_and_words_of_a_source_that_differ_are_told(see):
    page, theme = factories.organisation(), factories.theme(name="Haven")
    factories.published(page)
    page.image, page.slug_nl = factories.image(), "anders"
    page.save()
    page.themes.add(theme)
    source = Source.objects.get(passages__statements__page=page)
    source.passages.update(summary_nl="Wat er echt staat.")
    publishing.publish(Source.objects.get(pk=source.pk))
    screen = see(page)
    assert screen.select_one(".compared__picture")["src"] == page.image.file.url
    found = rows(screen)
    assert {"Address", "Themes", "Image", "Alternative text"} <= found[0][1].keys()
    assert found[0][1]["Themes"] == ["{Haven}"]
    assert found[1][1]["Summary"] == ["Wat er {echt }staat."]


def test_a_link_or_a_layout_that_is_another_one_is_no_secret(see):
    page = factories.organisation(cited=False)
    claim = factories.statement(page, text='<a href="https://a.example">Hier</a>', text_en="", anchor="a")
    other = factories.statement(page, text="Vet", text_en="", anchor="b")
    factories.published(page)
    claim.text_nl = claim.text_nl.replace("a.example", "b.example")
    other.text_nl = "<p><strong>Vet</strong></p>"
    claim.save(), other.save()
    told = [parts["Text"] for _state, parts in rows(see(page))]
    assert told == [
        ["Hier [https://[a]{b}.example]"],
        ["The words are the same. Bold, italics, lists or paragraphs differ."],
    ]


@pytest.mark.database
def test_any_two_states_can_be_chosen(see):
    page = factories.organisation(name="Een")
    factories.published(page)
    for number, title in enumerate(["Twee", "Drie", "Vier"]):
        Organisation.objects.filter(pk=page.pk).update(title_nl=title)
        if number == 0:
            planned = publishing.submit(page)
            publishing.approve(planned, at=clock.now() + timedelta(days=3))
        elif number == 1:
            publishing.submit(page)
    title = {
        (one, other): rows(see(page, **{"from": one, "to": other}))[0][1]["Title"][0]
        for one, other in [
            ("live", "planned"),
            ("planned", "submitted"),
            ("submitted", "working"),
            (planned.pk, "live"),
        ]
    }
    assert list(title.values()) == ["[Een]{Twee}", "[Twee]{Drie}", "[Drie]{Vier}", "[Twee]{Een}"]
    assert "say the same" in see(page, **{"from": "live", "to": "live"}).text


def test_what_is_not_there_is_said_and_a_name_of_nothing_is_refused(see):
    page, other = factories.organisation(), factories.organisation()
    assert "The page is not public yet." in see(page).text
    assert "Nothing of this page is submitted now." in see(page, to="submitted").text
    assert not see(page, to="planned").select(".compared__row")
    factories.published_together([page, other])
    publishing.withdraw(page, reason=WHY)
    assert "The page is withdrawn: “Twice.”" in see(page).text
    for name in ("x", "", str(other.editions.get().pk), "9" * 30, "²"):
        see(page, 404, to=name)
    see(Page(pk=10**6), 404)


def test_the_form_of_a_page_leads_to_what_changes(writer):
    page = factories.organisation()
    form = html(writer, f"/admin/cooperation/organisation/{page.pk}/change/")
    assert f'href="/admin/compare/{page.pk}/"' in form
