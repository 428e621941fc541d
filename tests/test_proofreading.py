"""What is found in a page beside its form: what holds it back, and what is only worth a look."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from content import clock
from content.models import Edition, Image, Page
from content.publishing import publish_set, withdraw
from cooperation.models import Organisation
from tests import factories
from tests.forms import Form, address, html, messages

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
LONG = "De dienst " + "en de dienst " * 9 + "werken samen."


@pytest.fixture
def page():
    """A page in which nothing is to be found."""
    return factories.published(factories.organisation(name="Dienst Alfa", lead_nl="De dienst helpt."))


def checks(page):
    return reverse("admin:checks", args=[page._meta.model_name, page.pk])


def kinds(response):
    """The kinds of what is found, what holds back first."""
    context = response.context
    return ["problem"] * len(context["errors"]) + [sort.kind for sort in context["sorts"]]


def found(client, page):
    return kinds(client.get(checks(page)))


def typed(client, page, **values):
    """What is found in a form in which something is typed."""
    form = Form(client, address(page))
    form.fill(**values)
    return client.post(checks(page), form.values)


def test_a_page_that_is_in_order_says_so(writer, page):
    assert found(writer, page) == []
    assert "Nothing to look at" in html(writer, checks(page))


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("lead_en", "", "missing"),
        ("lead_nl", "De dienst helpt anderen.", "out_of_date"),
        ("statements-0-text_nl", f"<p>{LONG}</p>", "sentence"),
        (
            "statements-0-text_nl",
            "<p>De dienst maakt nu veiligheidsrapportages en politieke inlichtingenanalyses over risicolanden.</p>",
            "words",
        ),
        ("statements-0-text_nl", "<p>De dienst werkt met de ABD.</p>", "abbreviation"),
        ("statements-0-text_nl", "<p><strong>Taken</strong></p><p>De dienst helpt.</p>", "heading"),
        ("statements-0-heading_nl", "Wat zij doet.", "heading"),
        ("statements-0-text_nl", '<p>Zie <a href="#s-nergens">verder</a>.</p>', "link"),
        ("statements-0-text_nl", '<p>Zie <a href="/nl/organisaties/niets/">verder</a>.</p>', "problem"),
        ("statements-0-passages", [], "problem"),
    ],
)
def test_what_is_typed_is_read_through(writer, page, field, value, kind):
    factories.published(factories.organisation(name="Algemene Bestuursdienst", abbreviation_nl="ABD"))
    response = typed(writer, page, **{field: value})
    assert kind in kinds(response)
    told = [*response.context["errors"], *(each for sort in response.context["sorts"] for each in sort.told)]
    [place] = {each.place for each in told if each.finding.kind == kind}
    at = {"out_of_date": "id_lead_en"}.get(kind, f"id_{field}")
    assert place == (f"row-{page.statements.get().pk}" if "statements" in field else at)


def test_a_day_of_checking_that_has_passed_is_told(writer, page):
    assert "check" in kinds(typed(writer, factories.organisation(), review_by="2020-01-01"))
    with clock.set_to(datetime(2028, 1, 1, tzinfo=UTC)):
        assert found(writer, page) == ["check"]


@pytest.mark.usefixtures("english")
def test_nothing_of_what_is_read_is_written(writer, page):
    before = Organisation.objects.values().get(pk=page.pk), page.statements.values().get()
    typed(writer, page, lead_nl="Iets heel anders.", **{"statements-0-text_nl": "<p>Ook.</p>"})
    assert (Organisation.objects.values().get(pk=page.pk), page.statements.values().get()) == before


def test_what_cannot_be_read_yet_is_told(writer, page):
    response = typed(writer, page, title_nl="")
    assert "1 field is not filled in right yet" in response.content.decode()


def test_a_new_row_is_read_as_well(writer, page):
    form = Form(writer, address(page))
    form.add_row("statements", text_nl=f"<p>{LONG}</p>", text_en=f"<p>{'The service helps. ' * 9}</p>", passages=[])
    assert kinds(writer.post(checks(page), form.values)) == ["problem", "sentence"]


@pytest.mark.parametrize(
    "text",
    [
        "De Algemene Bestuursdienst (ABD) werkt hier. De ABD helpt.",
        "Ook de ABD (Algemene Bestuursdienst) werkt hier.",
        "De EU werkt samen.",
        "Zie ISO/ABD-norm en abd@voorbeeld.nl.",
    ],
)
def test_an_abbreviation_that_is_written_out_or_known_to_all_is_none(writer, page, text):
    factories.published(factories.organisation(name="Algemene Bestuursdienst", abbreviation_nl="ABD"))
    assert "abbreviation" not in kinds(typed(writer, page, **{"statements-0-text_nl": f"<p>{text}</p>"}))


def test_a_body_may_use_its_own_abbreviation(writer):
    page = factories.published(factories.organisation(name="Algemene Bestuursdienst", abbreviation_nl="ABD"))
    assert "abbreviation" not in kinds(typed(writer, page, lead_nl="De ABD helpt."))


@pytest.mark.parametrize(
    "text",
    [
        "Zij noemt het ‘organisatieontwikkeling en informatievoorziening’ in alle stukken.",
        "Zij wil radicalisering tegengaan.",
    ],
)
def test_names_quotations_and_the_subject_itself_are_not_hard(writer, page, text):
    assert "words" not in kinds(typed(writer, page, **{"statements-0-text_nl": f"<p>{text}</p>"}))


@pytest.mark.parametrize(
    ("text", "told"),
    [("De dienst helpt elke dag heel veel mensen in het land en daarbuiten.", "copied"), ("Helpt.", "length")],
)
def test_a_translation_that_is_none_is_noticed(writer, page, text, told):
    dutch = "De dienst helpt elke dag heel veel mensen in het land en daarbuiten."
    response = typed(writer, page, lead_nl=dutch, lead_en=text)
    assert kinds(response) == [told]


def test_a_heading_that_stands_there_twice_is_noticed(writer, page):
    page.statements.update(heading_nl="Taken", heading_en="Tasks")
    factories.statement(page, passages=list(page.statements.get().passages.all()))
    other = page.statements.order_by("position", "anchor").last()
    other.heading_nl, other.heading_en = "taken!", "More"
    other.save()
    assert found(writer, page).count("heading") == 1


@pytest.mark.parametrize(("path", "holds"), [("/nl/organisaties/niets/", True), ("/nl/organisaties/", False)])
def test_a_link_into_nothing_holds_a_page_back(writer, page, path, holds):
    form = Form(writer, address(page))
    text = f'<p>Zie <a href="{path}">verder</a>.</p>'
    note = {"change_note_nl": "Anders.", "change_note_en": "Otherwise.", "change": "wording"}
    response = form.submit("_publish", **{"statements-0-text_nl": text}, **note)
    told = messages(writer.get(response["Location"]))
    assert any(f"“{path}”, where the site has nothing" in message for message in told) == holds
    assert Edition.objects.filter(page=page.pk).count() == 2 - holds


def test_pages_that_are_published_together_may_link_to_each_other(page):
    cited = factories.public_passage()
    pair = [factories.organisation(name=name, cited=False) for name in ("Tweede", "Derde")]
    for one, to in (pair, pair[::-1]):
        factories.statement(one, text=f'Zie <a href="{to.path("nl")}">verder</a>.', passages=[cited])
    assert len(publish_set(pair)) == 2


def test_a_link_to_a_page_that_was_withdrawn_holds_nothing_back(writer, page):
    other = factories.published(factories.organisation(name="Tweede"))
    page.statements.update(text_nl=f'<p>Zie <a href="{other.path("nl")}">verder</a>.</p>')
    withdraw(other, reason={"nl": "Weg.", "en": "Gone."}, aware=True)
    assert found(writer, page)[-1] == "link"


def test_an_image_without_words_holds_a_page_back(writer, page):
    Page.objects.filter(pk=page.pk).update(image=factories.image())
    Image.objects.update(alt="", alt_nl="")
    assert found(writer, page)[0] == "problem"


def test_a_source_that_is_not_public_holds_a_page_back(writer, page):
    page.statements.get().passages.add(factories.passage(of=factories.source()))
    response = writer.get(checks(page))
    [error] = response.context["errors"]
    assert "publish that source first" in error.finding.told
    assert error.place == f"row-{page.statements.get().pk}"


def test_every_kind_of_page_is_read_through(writer):
    made = [factories.organisation(), factories.question(), factories.theme(), factories.term(), factories.source()]
    for each in made:
        assert html(writer, checks(each))
        assert typed(writer, each).status_code == 200
