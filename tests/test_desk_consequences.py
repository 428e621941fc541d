"""Which other pages change by what is published: those that were named, and no others."""

import random
import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils.translation import override

from content import publishing
from content.models import Edition, Image, Page, Source
from content.record import newest
from cooperation.models import Organisation, Relation
from tests import factories
from tests.networks import small_network

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
NOTE = {"change_note": {"nl": "Anders.", "en": "Otherwise."}, "change": "update"}
WHY = {"nl": "Weg.", "en": "Gone."}
# Of which state it is stands in the addresses by which a page is cited.
STATE = re.compile(r"(/id/|wwmw-)([0-9a-f]{12})[-/]\d+")


@pytest.fixture(scope="module")
def written():
    """A network with words that name pages, a question that shows relations, and a glossary."""
    pages = small_network()
    pages["woord"] = factories.term(name="Aanslag", slug="aanslag")
    factories.statement(pages["raad"], text="De Dienst en het Overleg zien een aanslag.", text_en="The D&D and more.")
    factories.statement(pages["alleen"], text="Alles over Gemeente.", text_en="")
    pages["vraag"] = factories.question(name="Wie doet wat?", slug="wie")
    factories.step(pages["vraag"], relations=list(Relation.objects.filter(page=pages["dienst"])[:2]))
    for name in ("woord", "raad", "alleen", "vraag"):
        factories.published(pages[name])
    return pages


def crawled():
    """What the public page of each page says between its frame, by its key."""
    client, found = Client(), {}
    for edition in Edition.objects.at(newest().moment):
        said = [BeautifulSoup(client.get(path).content, "html.parser").main for path in edition.paths().values()]
        found[edition.page_id] = [STATE.sub(r"\1\2", str(main)) for main in said]
    return found


def named(client, page, side="working"):
    """The pages that an editor is told of, by their keys; AssertionError where the page cannot be published."""
    response = client.get(f"/admin/compare/{page.pk}/?to={side}")
    assert response.context["consequences"].problems == []
    return {each.page for each in response.context["consequences"].pages}


def keyed(pages):
    return {f"{Page.objects.get(pk=page)} ({page})" for page in pages}


# What an editor does with the pages; each returns the page that is published then.


def rename(pages):
    page = Organisation.objects.get(pk=pages["dienst"].pk)
    page.title_nl, page.sentence_name_nl = f"{page.title_nl} Twee", "de tweede Dienst"
    return stored(page)


def take_the_name_of_another(pages):
    page = Organisation.objects.get(pk=pages["alleen"].pk)
    page.abbreviation_nl = "Overleg"
    return stored(page)


def another_form_of_its_name(pages):
    page = Organisation.objects.get(pk=pages["raad"].pk)
    page.forms_nl = "aanslag"
    return stored(page)


def relate(pages):
    factories.relation(pages["raad"], pages["alleen"], role="informs", passages=[public_passage()])
    return pages["raad"]


def relate_no_more(pages):
    Relation.objects.filter(page=pages["dienst"].pk).first().delete()
    return pages["dienst"]


def change_a_relation(pages):
    Relation.objects.filter(page=pages["raad"].pk).update(detail_nl="soms", detail_en="at times", since="2014")
    return pages["raad"]


def write_of_another(pages):
    factories.statement(pages["gemeente"], text="Na een aanslag komt het Overleg bijeen.", passages=[public_passage()])
    return pages["gemeente"]


def write_of_nobody(pages):
    factories.statement(pages["plan"], text="Niets.", text_en="Nothing.", passages=[public_passage()])
    return pages["plan"]


def move(pages):
    page = Page.objects.get(pk=pages["gemeente"].pk).specific
    page.slug_nl = f"{page.slug_nl}-anders"
    return stored(page)


def file_under_a_theme(pages):
    page = Organisation.objects.get(pk=pages["dienst"].pk)
    page.themes.set(Page.objects.get(slug_nl="online").theme for _once in range(1 - page.themes.count()))
    return page


def rename_a_theme(pages):
    page = Page.objects.get(slug_nl="online").specific
    page.title_nl = f"{page.title_nl} nu"
    return stored(page)


def reword_a_passage(pages):
    source = Source.objects.filter(passages__relations__isnull=False, date="2014").first()
    source.passages.update(summary_nl=f"Anders gezegd ({random.random()}).")
    return source


def rename_a_source(pages):
    source = Source.objects.filter(passages__relations__isnull=False, date="2025-12").first()
    source.title_nl, source.slug_nl = f"{source.title_nl} (2)", f"{source.slug_nl}-2"
    return stored(source)


def show_a_picture(pages):
    page = Page.objects.get(pk=pages["plan"].pk).specific
    page.image = page.image or factories.image()
    Image.objects.update(alt_nl="Iets anders")
    page.review_by = date(2031, 1, 1)
    return stored(page)


def write_a_new_page(pages):
    page = factories.organisation(name="Nieuw", cited=False)
    factories.statement(page, text="Over de Gemeente.", passages=[public_passage()])
    factories.relation(page, pages["overleg"], role="member", passages=[public_passage()])
    return page


def change_the_glossary(pages):
    page = pages["woord"]
    Page.objects.filter(pk=page.pk).update(title_nl="Verslag")
    return page


def change_a_question(pages):
    step = pages["vraag"].steps.last()
    step.relations.set(Relation.objects.filter(page=pages["raad"].pk))
    return pages["vraag"]


def withdraw(pages):
    return pages["raad"]


def withdraw_what_is_cited(pages):
    return pages["gemeente"]


EDITS = [
    rename, take_the_name_of_another, another_form_of_its_name, relate, relate_no_more, change_a_relation,
    write_of_another, write_of_nobody, move, file_under_a_theme, rename_a_theme, reword_a_passage, rename_a_source,
    show_a_picture, write_a_new_page, change_the_glossary, change_a_question,
]  # fmt: skip
WITHDRAWALS = [withdraw, withdraw_what_is_cited]
# Those of which each changes other pages in a way of its own.
FEW = [
    rename, take_the_name_of_another, relate_no_more, write_of_another, move, rename_a_theme, reword_a_passage,
    change_the_glossary, change_a_question, withdraw_what_is_cited,
]  # fmt: skip


def stored(page):
    page.save()
    return page


def public_passage():
    return Source.objects.filter(editions__isnull=False).first().passages.first()


def retitled(page):
    page.title_nl, page.sentence_name_nl = "Drie", "de derde Dienst"
    return page


def rows():
    """All that the database holds."""
    models = [model for model in apps.get_models() if model._meta.app_label != "sessions"]  # when one was used
    with override("nl"):  # a request leaves its language behind, in which a title is read
        return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models}


def done(page, edit):
    if edit in WITHDRAWALS:
        return publishing.withdraw(page, reason=WHY, aware=True)
    return publishing.publish(page, **NOTE)


def follow(client, pages, edits):
    """Do some things one after the other; see that each changes the pages that were named."""
    before = crawled()
    for edit in edits:
        page = edit(pages)
        told = named(client, page, "withdrawn" if edit in WITHDRAWALS else "working")
        done(page, edit)
        after = crawled()
        changed = {key for key in before.keys() & after.keys() if before[key] != after[key]} - {page.pk}
        assert keyed(told) == keyed(changed), edit.__name__
        before = after


def test_publishing_changes_the_pages_that_were_named_and_no_others(writer, bodies):
    follow(writer, bodies, FEW)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_so_it_does_in_whatever_order_things_are_done(writer, bodies, seed):
    edits = random.Random(seed).sample(EDITS, len(EDITS))
    follow(writer, bodies, [*edits, *WITHDRAWALS[: seed % 3]])


@pytest.mark.database
def test_looking_at_what_would_change_changes_nothing(writer, bodies):
    page = rename(bodies)
    before, words = rows(), crawled()
    other = bodies["overleg"]
    assert named(writer, page)
    then = writer.get(f"/nl/voorbeeld/straks/{page.pk}/working/{other.pk}/").content.decode()
    assert "de tweede Dienst" in then.replace("De tweede", "de tweede")
    assert "Voorbeeld: deze pagina zoals zij wordt als ‘Dienst Twee’ zo gepubliceerd is." in then
    assert rows() == before
    assert crawled() == words
    # What was drawn of it is not taken for what is drawn later, though rows get the same keys again.
    publishing.publish(stored(retitled(bodies["dienst"])), **NOTE)
    assert "derde Dienst" in writer.get(other.path("nl")).content.decode()


def test_a_page_is_seen_as_it_would_be_once_another_one_is_withdrawn(writer, bodies):
    page, other = bodies["raad"], bodies["plan"]
    path = f"/en/preview/then/{page.pk}/withdrawn/{other.pk}/"
    assert page.path("en") not in writer.get(path).content.decode()
    assert writer.get(f"/en/preview/then/{page.pk}/withdrawn/{page.pk}/").status_code == 404
    assert page.path("en") in writer.get(other.path("en")).content.decode()


@pytest.mark.database
def test_pages_that_cite_words_of_a_source_are_named_as_those_to_publish_again(writer, bodies):
    source = reword_a_passage(bodies)
    response = writer.get(f"/admin/compare/{source.pk}/")
    assert response.context["consequences"].pages == []
    told = {str(each.text) for each in response.context["consequences"].later}
    citing = Edition.objects.at(newest().moment).filter(links__role="cites", links__target=source.pk)
    assert told == {each.summary["title"]["en"] for each in citing}
    assert "They show the new words only when they are published again" in response.content.decode()


def test_what_cannot_be_published_says_why(writer, bodies):
    factories.statement(bodies["raad"], passages=[])
    told = writer.get(f"/admin/compare/{bodies['raad'].pk}/").content.decode()
    assert "this cannot be published as it is" in told
    assert "does not say where it is written" in told
    path = f"/en/preview/then/{bodies['raad'].pk}/working/{bodies['plan'].pk}/"
    assert writer.get(path).status_code == 422


@pytest.mark.database
def test_it_says_so_when_the_database_cannot_be_written(writer, bodies):
    rename(bodies)
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            pytest.skip("SQLite says it of the whole file.")
        cursor.execute("PRAGMA query_only = ON")
        response = writer.get(f"/admin/compare/{bodies['dienst'].pk}/")
        cursor.execute("PRAGMA query_only = OFF")
    assert "can only be read" in response.content.decode()
