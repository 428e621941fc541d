"""Two people with the form of one page: nobody undoes unseen what the other one did, and nothing typed is lost."""

import re
from copy import copy, deepcopy

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from content.models import Redaction, Statement
from content.publishing import withdraw
from content.redacting import redact
from cooperation.models import Organisation
from tests import factories
from tests.forms import Form, address, messages

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


@pytest.fixture(scope="module")
def written():
    """A page with two statements."""
    page = factories.organisation(name="Dienst", slug="dienst", cited=False)
    for anchor in ("een", "twee"):
        factories.statement(page, anchor=anchor, text=f"Tekst {anchor}.", passages=[factories.public_passage()])
    page.lead_passages.set(page.statements.first().passages.all())
    return page


@pytest.fixture
def page(bodies):
    return bodies


@pytest.fixture
def forms(writer, page):
    """The form of the page as two people have it open."""
    one = Form(writer, address(page))
    other = copy(one)
    other.values = deepcopy(one.values)
    return one, other


def again(form, button="_save"):
    """Press a button on the form that came back."""
    form.read()
    return form.submit(button)


def texts(page):
    return [statement.text_nl[3:-4] for statement in page.statements.all()]


@pytest.mark.database
def test_what_was_not_touched_follows_what_somebody_else_saved(forms, page):
    one, other = forms
    theme, passage = factories.theme(), factories.public_passage()
    one.submit(
        title_nl="Een",
        themes=[str(theme.pk)],
        level="local",
        is_plural_nl="on",
        **{"statements-0-text_nl": "<p>Van een.</p>", "statements-1-passages": [str(passage.pk)]},
    )
    other.submit(lead_nl="Van de ander.", **{"statements-1-text_nl": "<p>Van de ander.</p>"})
    assert other.errors() == {}
    page = Organisation.objects.get()
    assert (page.title_nl, page.lead_nl, page.level, page.is_plural_nl) == ("Een", "Van de ander.", "local", True)
    assert list(page.themes.all()) == [theme]
    assert texts(page) == ["Van een.", "Van de ander."]
    assert list(page.statements.get(anchor="twee").passages.all()) == [passage]


def test_what_was_taken_from_somebody_else_is_told(writer, forms):
    one, other = forms
    one.submit(title_nl="Een", **{"statements-0-since": "2014", "statements-1-DELETE": "on"})
    told = messages(writer.get(other.submit(lead_nl="Ander.").url))
    [merged] = [message for message in told if "after you opened it" in message]
    assert re.match(r"user-\d+ saved this", merged)
    for what in ("Title [nl]", "Since", "“Tekst twee.” was deleted"):
        assert what in merged


def test_what_was_taken_is_told_on_a_form_that_comes_back_as_well(forms):
    """Otherwise the next press would publish it unseen."""
    one, other = forms
    one.submit(lead_en="Unseen.", **{"statements-0-text_en": "<p>Unseen.</p>"})
    response = other.submit("_publish", website="x")
    [told] = [message for message in messages(response) if "after you opened it" in message]
    assert "Lead [en]" in told
    assert "Text [en]" in told


def test_nobody_undoes_a_withdrawal_unseen(writer, page):
    factories.publish(page)
    form = Form(writer, address(page))
    withdraw(page, reason={"nl": "De rechter.", "en": "The court."})
    response = form.submit("_publish")
    assert page.editions.count() == 2
    told = str(messages(writer.get(response.url)))
    assert "it was withdrawn (“The court.”)" in told
    Form(writer, address(page)).submit("_publish")
    assert page.editions.count() == 3


def test_nobody_publishes_a_picture_that_somebody_else_changed_without_seeing_it(writer, page):
    page.image = image = factories.image(alt="Een toren")
    page.save()
    form = Form(writer, address(page))
    image.alt_nl = "Ongezien"
    image.save()
    form.submit("_publish")
    assert not page.editions.exists()


@pytest.mark.database
def test_a_form_that_was_opened_before_words_were_removed_cannot_bring_them_back(writer, forms, page):
    factories.publish(page)
    form = Form(writer, address(page))
    claim = page.statements.first()
    redaction = Redaction.objects.create(
        page_id=page.pk, claim=claim.pk, reason_nl="Wet.", reason_en="Law.", asked_by=factories.user()
    )
    redact(redaction, by=factories.user())
    for button in ("_save", "_publish"):
        form.submit(button, **{"statements-0-text_nl": "<p>Tekst een en meer.</p>"})
        assert "removed here by law" in form.errors()["__all__"][0]
        form.read()
    assert "Tekst een" not in page.statements.first().text_nl


def test_what_goes_along_is_there_when_the_form_is_shown_again(writer, forms):
    one, other = forms
    one.submit(title_nl="Een")
    response = other.submit("_publish", change="correction", change_note_nl="Beter.")
    values = Form(writer, response.url).values
    assert (values["change"], values["change_note_nl"]) == (["correction"], ["Beter."])


# What is gone: a session, a page


@pytest.mark.parametrize(("origin", "given_back"), [("http://testserver", True), ("https://elsewhere.example", False)])
def test_what_was_sent_with_a_form_that_had_expired_is_given_back_to_this_site_only(page, origin, given_back):
    client = Client(enforce_csrf_checks=True, headers={"origin": origin})
    client.force_login(factories.user(superuser=True))
    response = client.post(address(page), {"title_nl": "Getypt & wel", "csrfmiddlewaretoken": "x" * 64})
    assert response.status_code == 403
    assert ("Getypt &amp; wel" in response.content.decode()) is given_back


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_change/"])
def test_no_password_is_given_back(path):
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    response = client.post(path, {"username": "anna", "password": "hush", "old_password": "hush"})
    assert response.status_code == 403
    assert "hush" not in response.content.decode()


@pytest.mark.database
def test_what_was_typed_on_a_draft_that_somebody_else_deleted_can_be_made_anew(writer, forms, page):
    _one, other = forms
    other.add_row("statements", text_nl="<p>Nieuw.</p>")
    page.delete()
    other.submit(title_nl="Toch")
    assert again(other).status_code == 302
    assert Organisation.objects.get().title_nl == "Toch"
    assert Statement.objects.count() == 3


@pytest.mark.database
def test_a_draft_that_somebody_saved_meanwhile_is_not_deleted_unseen(writer, page):
    delete = address(page, "delete")
    writer.get(delete)
    Form(writer, address(page)).submit(title_nl="Nieuw")
    assert writer.post(delete, {"post": "yes"}).url == "../change/"
    writer.get(delete)
    writer.post(delete, {"post": "yes"})
    assert not Organisation.objects.exists()


def test_where_both_changed_the_same_each_sees_what_the_other_one_wrote(forms, page):
    one, other = forms
    one.submit(title_nl="Een", kind="police", **{"statements-0-text_nl": "<p>Van <em>een</em>.</p>"})
    other.submit(title_nl="Ander", kind="ministry", **{"statements-0-text_nl": "<p>Van de ander.</p>"})
    errors = other.errors()
    assert list(errors) == ["title_nl", "kind", "statements-0-text_nl"]
    for name, theirs in {"title_nl": "Een", "kind": "police", "statements-0-text_nl": "Van een."}.items():
        assert re.match(rf"user-\d+ saved this here after you opened it: “{theirs}”", errors[name][0])
    assert other.read()["title_nl"] == ["Ander"]
    assert Organisation.objects.get().title_nl == "Een"
    again(other)
    assert Organisation.objects.get().title_nl == "Ander"
    assert texts(page)[0] == "Van de ander."


def choices(form):
    """What is asked at each field that both changed: mine and theirs, as they are told."""
    found = {}
    for asked in BeautifulSoup(form.response.content, "html.parser").select("fieldset.conflict"):
        [name] = {each["name"] for each in asked.select("input[type=radio]")}
        found[name] = [" ".join(label.get_text(" ").split()) for label in asked.select("label")]
    return found


@pytest.mark.database
def test_where_both_changed_the_same_one_chooses_field_by_field(forms, page):
    """Also in rows, in choices, among many and in rich text; who chooses nothing keeps what they typed."""
    one, other = forms
    themes = [factories.theme(name=name) for name in ("Lokaal", "Online")]
    one.submit(
        title_nl="Van een", kind="police", themes=[str(themes[0].pk)], lead_en="Of one.",
        **{"statements-0-text_nl": "<p>Van <em>een</em>.</p>"},
    )  # fmt: skip
    other.submit(
        title_nl="Van ander", kind="ministry", themes=[str(themes[1].pk)], lead_nl="Alleen hier.",
        **{"statements-0-text_nl": "<p>Van ander.</p>"},
    )  # fmt: skip
    asked = choices(other)
    assert list(asked) == [f"choose-{name}" for name in ("title_nl", "kind", "themes", "statements-0-text_nl")]
    assert asked["choose-themes"][0].endswith("Online")
    assert re.search(r"What user-\d+ \(.*\) saved .*Lokaal", asked["choose-themes"][1])
    assert "police" in asked["choose-kind"][1]
    form = other.response.content.decode()
    assert re.search(r"Van <del>.*?ander</del><ins>.*?een</ins>", form)
    other.read()
    chosen = dict.fromkeys(("choose-kind", "choose-themes", "choose-statements-0-text_nl"), "theirs")
    assert other.submit(**chosen).status_code == 302
    page = Organisation.objects.get()
    assert (page.title_nl, page.kind, page.lead_nl, page.lead_en) == ("Van ander", "police", "Alleen hier.", "Of one.")
    assert list(page.themes.all()) == [themes[0]]
    assert page.statements.get(anchor="een").text_nl == "<p>Van <em>een</em>.</p>"


def test_of_two_orders_the_last_one_holds_and_that_is_told(writer, forms, page):
    one, other = forms
    one.submit(**{"statements-0-position": "7", "statements-1-position": "3"})
    told = messages(writer.get(other.submit(**{"statements-0-position": "2", "statements-1-position": "1"}).url))
    assert [each.position for each in page.statements.all()] == [1, 2]
    assert "changed the order as well" in str(told)


def test_who_chose_theirs_publishes_what_they_chose(forms, page):
    one, other = forms
    one.submit(title_nl="Van een")
    other.submit(title_nl="Van ander")
    other.read()
    other.submit("_publish", **{"choose-title_nl": "theirs"})
    assert page.editions.get().document["title"]["nl"] == "Van een"


def test_theirs_that_changed_once_more_is_taken_as_it_is_by_now_and_told(writer, forms, page):
    one, other = forms
    one.submit(title_nl="Van een")
    other.submit(title_nl="Van ander")
    other.read()
    Form(writer, address(page)).submit(title_nl="Nog eens")
    told = messages(writer.get(other.submit(**{"choose-title_nl": "theirs"}).url))
    assert Organisation.objects.get().title_nl == "Nog eens"
    assert "Title [nl]" in str(told)


def test_what_came_with_a_form_that_was_refused_is_shown_in_it(forms):
    one, other = forms
    one.submit(lead_nl="Van een.", themes=[str(factories.theme().pk)], is_plural_nl="on")
    other.submit(title_nl="")
    assert list(other.errors()) == ["title_nl"]
    values = other.read()
    assert values["lead_nl"] == ["Van een."]
    assert len(values["themes"]) == len(values["is_plural_nl"]) == 1
    other.submit(title_nl="Dienst", lead_nl="Wat het is.")
    assert Organisation.objects.get().lead_nl == "Wat het is."


def test_nobody_publishes_what_somebody_else_saved_without_seeing_it(writer, forms, page):
    one, other = forms
    one.submit(title_nl="Ongezien")
    response = other.submit("_publish", lead_nl="Ander.", change_note_nl="Nieuw.")
    assert not page.editions.exists()
    form = Form(writer, response.url)
    assert "Look at the page as it is now, and publish it then." in messages(form.response)
    assert (form.values["title_nl"], form.values["change_note_nl"]) == (["Ongezien"], ["Nieuw."])
    form.submit("_publish")
    assert page.editions.get().document["title"]["nl"] == "Ongezien"


def test_who_saved_without_a_change_keeps_nobody_from_publishing(forms, page):
    one, other = forms
    one.submit()
    other.submit("_publish")
    assert page.editions.count() == 1


# Rows


@pytest.mark.database
def test_a_row_that_somebody_else_deleted_is_gone(forms, page):
    one, other = forms
    one.submit(**{"statements-0-DELETE": "on"})
    other.add_row("statements", text_nl="<p>Nieuw.</p>", anchor="drie")
    other.submit(**{"statements-1-text_nl": "<p>Veranderd.</p>"})
    assert other.errors() == {}
    assert texts(page) == ["Veranderd.", "Nieuw."]


def test_a_row_that_both_deleted_is_gone(forms, page):
    _one, other = forms
    for form in forms:
        form.submit(**{"statements-0-DELETE": "on"})
    assert other.errors() == {}
    assert texts(page) == ["Tekst twee."]


def test_a_row_that_somebody_else_deleted_while_it_was_written_on_is_told_and_kept_on_demand(forms, page):
    one, other = forms
    one.submit(**{"statements-0-DELETE": "on"})
    other.submit(**{"statements-0-text_nl": "<p>Toch.</p>"})
    [(where, told)] = other.errors().items()
    assert where == "statements-1-__all__"
    assert re.match(r"user-\d+ deleted this after you opened it", told[0])
    assert texts(page) == ["Tekst twee."]
    again(other)
    assert other.errors() == {}
    assert sorted(texts(page)) == ["Tekst twee.", "Toch."]


@pytest.mark.database
def test_a_claim_that_was_public_and_that_somebody_else_deleted_comes_back_as_what_it_was(writer, page):
    """With its id and its anchor, in which links end, though the form does not send what cannot be changed."""
    factories.publish(page)
    claim = page.statements.get(anchor="een")
    one, other = Form(writer, address(page)), Form(writer, address(page))
    assert "statements-0-anchor" not in other.values
    one.submit(**{"statements-0-DELETE": "on"})
    other.submit(**{"statements-0-text_nl": "<p>Toch.</p>"})
    assert list(other.errors()) == ["statements-1-__all__"]
    assert again(other).status_code == 302
    back = page.statements.get(text_nl="<p>Toch.</p>")
    assert (back.pk, back.anchor) == (claim.pk, "een")
    assert Form(writer, address(page)).submit("_publish", change="wording", change_note_nl="Beter.").status_code == 302
    assert page.editions.count() == 2


def test_a_row_that_somebody_else_changed_is_not_deleted_unseen(forms, page):
    one, other = forms
    one.submit(**{"statements-0-text_nl": "<p>Beter.</p>"})
    other.submit(**{"statements-0-DELETE": "on"})
    assert re.match(r"user-\d+ changed “Beter.” after you opened it", other.errors()["statements"][0])
    again(other)
    assert texts(page) == ["Tekst twee."]


def test_a_row_that_somebody_else_added_stays_and_is_not_published_unseen(writer, page):
    page.statements.all().delete()
    one, other = Form(writer, address(page)), Form(writer, address(page))
    one.add_row("statements", text_nl="<p>Erbij.</p>", passages=[factories.public_passage().pk])
    one.submit()
    other.submit("_publish", title_nl="Ander")
    assert texts(page) == ["Erbij."]
    assert not page.editions.exists()


def test_passages_of_a_source_follow_as_well(writer):
    passage = factories.passage(of=factories.source())
    one, other = Form(writer, address(passage.source)), Form(writer, address(passage.source))
    one.submit(**{"passages-0-place_nl": "p. 7"})
    other.submit(**{"passages-0-summary_nl": "Anders."})
    passage.refresh_from_db()
    assert (passage.place_nl, passage.summary_nl) == ("p. 7", "Anders.")


# Forms that are no pages


@pytest.mark.parametrize("make", [factories.image, factories.passage])
def test_other_forms_follow_as_well(writer, make):
    row = make()
    names = ("alt_nl", "credit") if hasattr(row, "credit") else ("place_nl", "summary_nl")
    one, other = Form(writer, address(row)), Form(writer, address(row))
    needed = {"licence": "own-work"} if hasattr(row, "licence") else {}
    one.submit(**{names[0]: "Een"}, **needed)
    other.submit(**{names[1]: "Ander"}, **needed)
    row.refresh_from_db()
    assert [getattr(row, name) for name in names] == ["Een", "Ander"]


@pytest.mark.parametrize(
    "seen",
    [
        "",
        "x",
        "[]",
        "7",
        '{"": 3, "log": "x", "statements": [1]}',
        '{"statements": {"a": 1}}',
        '{"": {"lead_nl": "x"}, "in_force": 5, "log": true}',
    ],
)
def test_a_form_that_does_not_say_what_it_was_opened_with_is_saved(forms, page, seen):
    one, other = forms
    one.submit(title_nl="Een")
    other.submit(title_nl="Ander", seen=seen)
    assert Organisation.objects.get().title_nl == "Ander"
    assert Statement.objects.count() == 2
