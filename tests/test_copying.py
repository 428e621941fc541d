"""A page is copied as what a new one begins with: it says the same, and shares nothing with the one before."""

import pytest

from content.models import Edition, Page, SavedCopy
from tests import factories
from tests.forms import Form, address, messages

pytestmark = pytest.mark.django_db


def copied(client, page, nl, en=""):
    """The copy that the screen makes, after the message on its form."""
    form = Form(client, address(page, "copy"))
    response = client.get(form.submit(title_nl=nl, title_en=en)["Location"])
    assert "nobody outside sees it" in " ".join(messages(response))
    return Page.objects.get(title_nl=nl).specific


@pytest.mark.database
def test_a_copy_says_the_same_under_ids_and_names_of_its_own(writer, bodies):
    page = bodies["dienst"]
    Page.objects.filter(pk=page.pk).update(forms_nl="Diensten")
    made = copied(writer, page, "Tweede dienst", "Second service")
    for name in ("statements", "relations"):
        before, after = list(getattr(page, name).all()), list(getattr(made, name).all())
        assert len(before) == len(after)
        assert not {each.pk for each in before} & {each.pk for each in after}
        assert [list(each.passages.all()) for each in before] == [list(each.passages.all()) for each in after]
    assert [each.text_nl for each in page.statements.all()] == [each.text_nl for each in made.statements.all()]
    assert made.path("en").endswith("/second-service/")
    assert made.sentence_name_nl == "Tweede dienst"
    assert made.abbreviation_nl == ""
    assert made.forms_nl == ""
    assert made.content_id != page.content_id
    assert not Edition.objects.filter(page=made.pk).exists()
    assert SavedCopy.objects.of(made).get().saved_by.is_superuser


def test_a_copy_of_a_source_has_passages_of_its_own_and_was_not_read_yet(writer):
    passage = factories.passage(of=factories.source(title="Verslag", url="https://example.org/een"))
    made = copied(writer, passage.source, "Verslag 2015")
    assert [each.key for each in made.passages.all()] == [passage.key]
    assert made.passages.get().uid != passage.uid
    assert made.url == ""


def test_what_is_wrong_with_the_name_is_told_at_its_field_and_nothing_is_made(writer, bodies):
    form = Form(writer, address(bodies["dienst"], "copy"))
    before = Page.objects.count()
    for title in ("", "…", bodies["dienst"].title_nl):
        assert "title_nl" in form.submit(title_nl=title).context["form"].errors, title
    assert Page.objects.count() == before
