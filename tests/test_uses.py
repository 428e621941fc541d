"""What uses a page, a passage or an image: told apart by working copy and public site, each with the way there."""

import pytest

from tests import factories
from tests.forms import address, html

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def uses(client, row):
    """The uses of a row: title, way, whether in the working copy and whether public."""
    response = client.get(address(row, "uses"))
    assert response.status_code == 200
    return [(use.title, use.way, use.is_working, use.is_live) for use in response.context["uses"]]


@pytest.mark.database
def test_relations_and_links_in_text_are_told_with_the_way_to_their_row(writer):
    used = factories.published(factories.organisation(name="Gebruikt"))
    page = factories.organisation(name="Ander")
    relation = factories.relation(page, used)
    link = factories.statement(page, text=f'Zie <a href="{used.path("nl")}">daar</a>.')
    assert uses(writer, used) == [
        ("Ander", "links to it in its text", True, False),
        ("Ander", "relates to it", True, False),
    ]
    listed = html(writer, address(used, "uses"))
    for row in (relation, link):
        assert f'href="{address(page)}#row-{row.pk}"' in listed
    factories.published(page)
    assert [use[2:] for use in uses(writer, used)] == [(True, True)] * 2
    relation.delete()
    link.text_nl = "<p>Zonder.</p>"
    link.save()
    assert [use[2:] for use in uses(writer, used)] == [(False, True)] * 2


@pytest.mark.database
def test_claims_that_cite_a_source_or_one_of_its_passages_are_told(writer):
    cited, other = (factories.passage(of=factories.source(title=title)) for title in ("Een", "Twee"))
    page = factories.organisation(name="Ander", cited=False, lead_nl="Zo.", lead_en="So.")
    factories.statement(page, passages=[cited])
    both = [("Ander", "cites it", True, False)] * 2  # its lead, and its statement
    assert uses(writer, cited.source) == uses(writer, cited) == both
    assert uses(writer, other.source) == uses(writer, other) == []
    factories.published(page)
    assert uses(writer, cited.source) == uses(writer, cited) == [("Ander", "cites it", True, True)] * 2


@pytest.mark.database
def test_what_is_filed_under_a_theme_leads_on_or_shows_an_image_is_told(writer):
    theme, image = factories.theme(name="Thema"), factories.image()
    body = factories.organisation(name="Ander", image=image)
    body.themes.add(theme)
    question = factories.question(name="Vraag?")
    question.see_also.add(theme)
    assert uses(writer, theme) == [
        ("Ander", "is filed under it, or leads to it", True, False),
        ("Vraag?", "is filed under it, or leads to it", True, False),
    ]
    assert uses(writer, image) == [("Ander", "shows it", True, False)]
    factories.published(body)
    assert ("Ander", "is filed under it, or leads to it", True, True) in uses(writer, theme)
    assert uses(writer, image) == [("Ander", "shows it", True, True)]


@pytest.mark.database
def test_each_form_leads_to_what_uses_its_row(writer):
    page, image = factories.organisation(), factories.image()
    for row in (page, image, page.statements.get().passages.get()):
        assert address(row, "uses") in html(writer, address(row))
        assert "Nothing uses it." in html(writer, address(page, "uses"))
