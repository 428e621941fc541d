"""How far translations are: missing, out of date or complete; and saying that one still is right."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from content.models import Redaction, Translation, page_types
from content.redacting import redact
from content.translated_lists import in_state
from content.translating import State, Text
from cooperation.models import Organisation
from tests import factories
from tests.forms import LIST, Form, address, html, messages

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
NUMBERS = "/admin/content/translation/"


@pytest.fixture
def page():
    """A page that says everything in both languages."""
    made = factories.organisation(lead_nl="De dienst helpt de politie.", lead_en="The service helps the police.")
    made.statements.update(heading_nl="Werk", heading_en="Work")
    return made


def screen(page):
    return address(page, "translation")


def stale(client, page):
    """What the screen of a page says is out of date: the labels."""
    return [each.label for each in client.get(screen(page)).context["stale"]]


def still_right(client, page, **extra):
    return client.post(
        screen(page), {"text": [each.value for each in client.get(screen(page)).context["stale"]]}, **extra
    )


def test_what_is_written_in_both_languages_at_once_is_complete(writer, page):
    Form(writer, address(page)).submit(lead_nl="De dienst is groot.", lead_en="The service is large.")
    assert stale(writer, page) == []
    assert "translated--complete" in html(writer, LIST)


def test_a_translation_is_out_of_date_once_the_dutch_alone_is_changed(writer, page):
    Form(writer, address(page)).submit(lead_nl="De dienst helpt niemand.")
    assert stale(writer, page) == ["lead [en]"]
    form = html(writer, address(page))
    assert '<del><span class="visually-hidden">[gone:] </span>de politie</del>' in form
    assert '<ins><span class="visually-hidden">[new:] </span>niemand</ins>' in form


@pytest.mark.parametrize(
    "text", ["de dienst helpt de politie", "De dienst\n\nhelpt: “de politie”!", "DE DIENST HELPT DE POLITIE."]
)
def test_case_punctuation_and_white_space_do_not_count(writer, page, text):
    Form(writer, address(page)).submit(lead_nl=text)
    assert stale(writer, page) == []


def test_layout_does_not_count_and_words_of_a_claim_do(writer, page):
    Form(writer, address(page)).submit(**{"statements-0-text_nl": "<p><strong>Dit</strong> staat er.</p>"})
    assert stale(writer, page) == []
    Form(writer, address(page)).submit(**{"statements-0-text_nl": "<p>Dit stond er.</p>"})
    assert stale(writer, page) == ["Werk: text [en]"]


def test_a_new_translation_brings_it_up_to_date_and_a_comma_in_it_does_not(writer, page):
    Form(writer, address(page)).submit(lead_nl="De dienst helpt niemand.")
    Form(writer, address(page)).submit(lead_en="The service helps the police!")
    assert len(stale(writer, page)) == 1
    Form(writer, address(page)).submit(lead_en="The service helps nobody.")
    assert stale(writer, page) == []


def test_it_is_out_of_date_until_it_is_said_to_be_right_and_again_after_the_next_change(writer, page):
    for text in ("De dienst helpt politie en OM.", "De dienst helpt het OM."):
        Form(writer, address(page)).submit(lead_nl=text)
    assert "<del>" in html(writer, screen(page)).replace('<del><span class="visually-hidden">[gone:] </span>', "<del>")
    saved = Organisation.objects.get().modified_at
    response = still_right(writer, page, follow=True)
    assert messages(response) == ["Noted: still right."]
    assert stale(writer, page) == []
    assert Organisation.objects.get().modified_at == saved
    assert "Still right: lead [en]." in html(writer, address(page, "history"))
    Form(writer, address(page)).submit(lead_nl="De dienst helpt de brandweer.")
    assert [each.before for each in writer.get(screen(page)).context["stale"]] == ["De dienst helpt het OM."]


def test_what_was_never_right_does_not_become_so_by_a_second_change(writer, page):
    for text in ("De dienst helpt niemand.", "De dienst helpt het OM.", "De dienst helpt niemand."):
        Form(writer, address(page)).submit(lead_nl=text)
    assert stale(writer, page) == ["lead [en]"]


def test_what_was_right_before_is_right_again_when_it_comes_back(writer, page):
    Form(writer, address(page)).submit(lead_nl="De dienst helpt niemand.")
    Form(writer, address(page)).submit(lead_nl="De dienst helpt de politie.")
    assert stale(writer, page) == []


def test_all_of_a_page_is_said_to_be_right_at_once(writer, page):
    Form(writer, address(page)).submit(lead_nl="Anders.", **{"statements-0-text_nl": "<p>Ook anders.</p>"})
    shown = [each.value for each in writer.get(screen(page)).context["stale"]]
    assert len(shown) == 2
    writer.post(screen(page), {"shown": shown[:1], "all": "x"})  # a page that was opened before the other change
    assert stale(writer, page) == ["Werk: text [en]"]
    writer.post(screen(page), {"shown": shown, "all": "x"})
    assert stale(writer, page) == []


@pytest.mark.parametrize("column", ["lead_nl", "lead_en"])
def test_nobody_says_of_other_words_than_they_saw_that_they_are_right(writer, page, column):
    Form(writer, address(page)).submit(lead_nl="De dienst helpt niemand.")
    seen = [each.value for each in writer.get(screen(page)).context["stale"]]
    Organisation.objects.update(**{column: "Iets heel anders."})
    answer = writer.post(screen(page), {"text": seen}, headers={"accept": "application/json"}).json()
    assert answer == {"told": "This was changed meanwhile. Look at it again.", "right": False}
    assert Translation.objects.count() == 1


@pytest.mark.parametrize("sent", ["", "x", "x:y:z", "00000000-0000-0000-0000-000000000000:lead:en:a:b", "\0"])
def test_nonsense_is_said_to_be_right_of_nothing(writer, page, sent):
    assert writer.post(screen(page), {"text": sent}).status_code == 302
    assert not Translation.objects.exists()


@pytest.mark.database
def test_twice_is_once(writer, page):
    Form(writer, address(page)).submit(lead_nl="De dienst helpt niemand.")
    [seen] = [each.value for each in writer.get(screen(page)).context["stale"]]
    for _time in range(2):
        writer.post(screen(page), {"text": seen})
    assert Translation.objects.count() == 2


@pytest.mark.database
def test_a_page_is_deleted_with_what_was_written_down_of_it(writer, page):
    Form(writer, address(page)).submit(lead_nl="De dienst helpt niemand.")
    assert Translation.objects.exists()
    writer.post(address(page, "delete"), {"post": "yes"})
    assert not Organisation.objects.exists()


def test_a_publisher_sees_what_is_out_of_date_and_says_nothing_of_it(writer, page):
    Form(writer, address(page)).submit(lead_nl="De dienst helpt niemand.")
    publisher = User.objects.create_user("publisher", is_staff=True)
    publisher.groups.add(Group.objects.get(name="publisher"))
    reader = Client()
    reader.force_login(publisher)
    shown = html(reader, screen(page))
    assert "niemand" in shown
    assert 'name="text"' not in shown
    assert still_right(reader, page).status_code == 403


def test_what_stands_in_one_language_only_is_missing(writer, page):
    Form(writer, address(page)).submit(lead_en="", **{"statements-0-heading_nl": ""})
    missing = [(each.name, each.row) for each in writer.get(screen(page)).context["missing"]]
    assert missing == [("lead_en", "id_lead_en"), ("heading_nl", f"row-{page.statements.get().pk}")]
    form = html(writer, address(page))
    assert "Not translated yet." in form
    assert "Only the translation says this." in form


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_translation_is_taken_away_whatever_language_the_editor_reads(writer, page, language):
    form = Form(writer, address(page))
    writer.post(form.path, {**form.values, "title_en": "", "_save": "x"}, headers={"accept-language": language})
    assert not Organisation.objects.get().title_en


def test_an_abbreviation_and_an_address_may_be_the_dutch_ones(writer):
    made = factories.organisation(abbreviation_nl="AIVD", slug_en="")
    assert writer.get(screen(made)).context["missing"] == []


@pytest.mark.database
def test_every_number_is_the_list_that_it_counts(writer, page):
    other = factories.organisation(name="Tweede")
    factories.organisation(name="Derde", title_en="")
    Form(writer, address(page)).submit(lead_nl="Anders.", lead_en="Otherwise", **{"statements-0-text_nl": "<p>Ja.</p>"})
    Form(writer, address(other)).submit(lead_nl="Weer anders.", title_en="")
    source = factories.passage().source
    Form(writer, address(source)).submit(**{"passages-0-summary_nl": "Iets anders."})
    counted = {}
    for row in writer.get(NUMBERS).context["rows"]:
        for each in row["numbers"]:
            assert len(writer.get(each.url).context["cl"].result_list) == each.number
            counted[row["kind"], each.state] = each.number
    assert [counted["Organisations", state] for state in State] == [0, 2, 2]
    assert [counted["Sources", state] for state in State] == [0, 0, 1]


@pytest.mark.database
def test_lists_and_forms_say_the_same_of_a_page(writer, page):
    Form(writer, address(page)).submit(lead_nl="Anders.", **{"statements-0-heading_en": ""})
    marks = ['translated--missing">1 missing<', 'translated--out_of_date">1 out of date<']
    for path in (LIST, address(page)):
        shown = html(writer, path)
        assert [shown.count(mark) for mark in marks] == [1, 1]
    assert [list(in_state(Organisation.objects.all(), state)) == [page] for state in State] == [False, True, True]


@pytest.mark.database
def test_the_list_of_each_kind_is_narrowed_down(writer):
    for kind, model in page_types().items():
        for state in [*State, "nonsense"]:
            assert html(writer, f"/admin/{model._meta.app_label}/{kind}/?translation={state}")


def test_the_numbers_take_as_many_queries_for_twenty_pages_as_for_two(writer, django_assert_max_num_queries):
    for _number in range(20):
        made = factories.organisation()
        Translation.objects.create(
            page=made, owner=made.content_id, field="lead", language="en", translation=Text(made, "lead", "en").pair[1],
            source="x", text="Eerder.", at=made.modified_at,
        )  # fmt: skip
    with django_assert_max_num_queries(66):
        rows = writer.get(NUMBERS).context["rows"]
    assert [each.number for row in rows if row["kind"] == "Organisations" for each in row["numbers"]] == [0, 0, 20]


def asked(page, claim=None):
    return Redaction.objects.create(
        page_id=page.pk,
        claim=claim,
        reason_nl="Wet.",
        reason_en="Law.",
        asked_by=factories.user(),
    )


def test_words_that_go_by_law_go_from_here_too(writer, page):
    Form(writer, address(page)).submit(lead_nl="Anders.", **{"statements-0-text_nl": "<p>Jan deed het.</p>"})
    Form(writer, address(page)).submit(**{"statements-0-text_nl": "<p>Niemand deed het.</p>"})
    still_right(writer, page)
    claim = page.statements.get()
    redact(asked(page, claim.pk), by=factories.user())
    assert {text.text for text in Translation.objects.all()} == {"De dienst helpt de politie.", "Anders."}
    redact(asked(page), by=factories.user())
    assert not Translation.objects.exists()


@pytest.mark.database
def test_fixtures_that_are_loaded_again_say_which_translations_they_left_behind(writer, tmp_path):
    lines = {
        "slug_nl": "thema",
        "title_nl": "Thema",
        "title_en": "Theme",
        "lead_nl": "Wat het is.",
        "lead_en": "What it is.",
    }
    file = tmp_path / "theme.yaml"
    for lead in ("Wat het is.", "Wat het was."):
        file.write_text(f"- model: cooperation.theme\n  fields: {lines | {'lead_nl': lead}}\n")
        call_command("loaddata", str(file), verbosity=0)
    assert stale(writer, page_types()["theme"].objects.get()) == ["lead [en]"]
    call_command("loaddata", str(file), verbosity=0)
    assert Translation.objects.count() == 1


def test_a_passage_that_is_edited_in_a_window_of_its_own_counts(writer):
    passage = factories.passage()
    Form(writer, address(passage)).submit(summary_nl="Iets heel anders.")
    assert stale(writer, passage.source) == [f"{passage}: summary [en]"]
