"""A start heals what another one left half done, and adds what a release brings, once."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from content.identity import page_id
from content.models import Edition, Page, Seeded
from content.rules.triggers import lift, put_on
from tests import factories

pytestmark = pytest.mark.django_db
ORGANISATION = """
- model: cooperation.organisation
  fields: {{slug_nl: {slug}, title_nl: {slug}, sentence_name_nl: de {slug}, kind: agency, level: national}}
- model: content.statement
  fields:
    page: [organisation, {slug}]
    anchor: een
    text_nl: <p>Dit staat er.</p>
    passages: [[bron, een]]
"""
SOURCE = """
- model: content.source
  fields: {slug_nl: bron, title_nl: Bron, publisher_nl: AIVD, kind: report, language: nl}
- model: content.passage
  fields: {source: [source, bron], key: een, place_nl: p. 1, summary_nl: Wat er staat.}
"""


@pytest.fixture
def release(settings, tmp_path):
    """A function that adds a page to what comes with the code."""
    settings.FIXTURE_DIRS = [tmp_path]
    (tmp_path / "bron.yaml").write_text(SOURCE)

    def add(slug):
        (tmp_path / f"{slug}.yaml").write_text(ORGANISATION.format(slug=slug))

    add("dienst")
    return add


def seed():
    output = StringIO()
    call_command("seed", stdout=output, verbosity=0)
    return output.getvalue().strip()


def test_an_empty_site_is_filled_and_a_second_time_nothing_is_done(release):
    assert seed() == "Published 2 pages."
    assert seed() == "The site has its content already."
    assert Edition.objects.count() == 2


def test_a_start_that_was_killed_between_loading_and_publishing_is_healed(release, tmp_path):
    call_command("loaddata", *map(str, tmp_path.glob("*.yaml")), verbosity=0)
    assert seed() == "Published 2 pages."


def test_pages_that_come_with_a_release_are_added_to_a_site_with_content(release, client):
    factories.published(factories.organisation(name="Eigen"))
    seed()
    release("nieuw")
    assert seed() == "Published 1 pages."
    assert client.get("/nl/organisaties/nieuw/").status_code == 200


def test_a_page_that_was_offered_once_is_not_brought_back(release):
    seed()
    release("nieuw")
    Seeded.objects.create(content_id=page_id("organisation", "nieuw"))  # it was, and editors deleted its draft
    assert seed() == "The site has its content already."
    assert not Page.objects.filter(slug_nl="nieuw").exists()


def test_what_editors_changed_is_left_alone(release):
    seed()
    Page.objects.filter(slug_nl="dienst").update(title_nl="Anders", slug_nl="elders")
    assert seed() == "The site has its content already."
    assert Page.objects.filter(title_nl="Anders").exists()
    assert not Page.objects.filter(slug_nl="dienst").exists()


# Probes


@pytest.mark.parametrize("host", ["10.0.0.5", "example.net", "localhost", "[::1]", "a_b"])
def test_probes_answer_for_any_host_and_lead_nowhere(client, settings, host):
    settings.SECURE_SSL_REDIRECT = True
    factories.published(factories.organisation())
    for path in ("/healthz", "/readyz"):
        response = client.get(path, headers={"host": host})
        assert (response.status_code, response.get("Location")) == (200, None)


def test_being_alive_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_a_site_without_public_pages_or_rules_is_not_ready(client):
    assert client.get("/readyz").content == b"No page is public."
    factories.published(factories.organisation())
    assert client.get("/readyz").status_code == 200
    lift()
    assert client.get("/readyz").status_code == 503
    assert b"rules" in client.get("/readyz").content
    put_on()


def test_a_database_that_does_not_answer_is_told_without_a_traceback(client, monkeypatch):
    monkeypatch.setattr("cooperation.probes.is_migrated", lambda using: (_ for _ in ()).throw(DatabaseError))
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"The database does not answer.")


def test_a_page_of_an_editor_is_not_overwritten_by_one_that_comes_with_the_code(release, capsys):
    seed()
    factories.organisation(name="Van ons", slug="nieuw", cited=False)
    release("nieuw")
    assert seed() == "The site has its content already."
    assert Page.objects.get(slug_nl="nieuw").title_nl == "Van ons"
    assert "nieuw.yaml was not added" in capsys.readouterr().err


def test_a_new_page_that_does_not_fit_what_editors_made_does_not_stop_the_start(release, capsys):
    seed()
    Page.objects.filter(slug_nl="bron").update(slug_nl="verslag")
    release("nieuw")
    seed()
    assert "was not added" in capsys.readouterr().err
    assert not Page.objects.filter(slug_nl="nieuw").exists()
    Page.objects.filter(slug_nl="verslag").update(slug_nl="bron")
    assert seed() == "Published 1 pages."
