"""A freeze reads only what is public: what somebody saved, and nobody published, shows nowhere."""

import pytest
from django.core.exceptions import ValidationError

from content import publishing
from content.changes import is_edited, shows_what_changed
from content.documents.taking import Public
from content.models import Edition, SearchPage
from content.publishing import publish_set, withdraw
from content.record import live
from cooperation.models import Organisation
from tests import factories
from tests.factories import publish, submit
from tests.forms import Form, address, messages

pytestmark = pytest.mark.django_db
GONE = {"nl": "Weg.", "en": "Gone."}


@pytest.fixture
def cited():
    """A page that is public, with the passage that it cites."""
    passage = factories.passage(of=factories.source(title="Verslag"), place="p. 1")
    page = factories.organisation(name="Dienst", slug="dienst", cited=False)
    factories.statement(page, passages=[passage])
    return factories.published(page), passage


def states(page):
    live_one = Edition.objects.in_force(live().moment).get(page=page)
    page = type(page).objects.get(pk=page.pk)
    return is_edited(page, live_one), shows_what_changed(page, live_one, Public(live().moment))


def test_what_was_saved_of_a_source_is_not_public_with_a_page_that_cites_it(client, cited):
    page, passage = cited
    passage.source.title_nl = passage.summary_nl = passage.place_nl = "Geheim"
    passage.source.publisher_nl = "Geheim"
    passage.save()
    passage.source.save()
    publish(page)
    assert "Geheim" not in client.get("/nl/organisaties/dienst/").content.decode()


def test_what_was_saved_of_another_page_is_not_public_with_a_relation_to_it(client, cited):
    page, passage = cited
    other = factories.published(factories.organisation(name="Raad", sentence_name_nl="de Raad"))
    other.title_nl = other.sentence_name_nl = other.abbreviation = "Geheim"
    other.save()
    factories.relation(page, other, passages=[passage])
    edition = publish(page)
    assert "Geheim" not in client.get("/nl/organisaties/dienst/").content.decode()
    assert "de Raad</a>" in client.get("/nl/organisaties/dienst/").content.decode()
    assert "Raad" not in str(edition.document)


def test_search_keeps_no_name_of_another_page_and_finds_by_the_one_that_it_has(client, cited):
    page, passage = cited
    other = factories.published(factories.organisation(name="Zonderling", sentence_name_nl="de Zonderling"))
    factories.relation(page, other, passages=[passage], anchor="samen")
    publish(page)
    rows = SearchPage.objects.filter(content_id=page.content_id)
    assert not any("zonderling" in f"{row.terms} {row.words} {row.places}".lower() for row in rows)
    assert "#r-samen" in client.get("/nl/zoeken/?q=zonderling").content.decode()
    other.title_nl = other.sentence_name_nl = "Omgedoopt"
    other.save()
    publish(other)
    assert "#r-samen" not in client.get("/nl/zoeken/?q=zonderling").content.decode()
    assert "#r-samen" in client.get("/nl/zoeken/?q=omgedoopt").content.decode()


@pytest.mark.parametrize("known", [False, True])
def test_a_passage_that_is_not_public_cannot_be_cited(english, known):
    source = factories.source(title="Verslag")
    if known:
        publishing.publish(source)
    page = factories.organisation(cited=False)
    factories.statement(page, passages=[factories.passage(of=source, place="p. 9")])
    with pytest.raises(ValidationError, match=r"“Verslag” is not public with the passage “p\. 9”"):
        publishing.publish(page)


def test_the_form_says_at_its_field_which_source_is_not_public(writer):
    page = factories.organisation(cited=False)
    factories.statement(page, passages=[factories.passage(of=factories.source(title="Verslag"))])
    form = Form(writer, address(page))
    form.submit("_publish")
    assert list(form.errors()) == ["statements-0-passages"]
    assert "“Verslag” is not public" in form.errors()["statements-0-passages"][0]
    assert form.submit("_save").status_code == 302


def test_a_page_and_its_new_source_are_published_as_a_set():
    source = factories.source()
    page = factories.organisation(cited=False)
    factories.statement(page, passages=[factories.passage(of=source)])
    editions = publish_set([page, source])
    assert len({edition.publication_id for edition in editions}) == 1
    assert len({edition.published_at for edition in editions}) == 1


def test_pages_that_relate_in_a_circle_are_published_as_a_set(client):
    one, other = factories.organisation(slug="een"), factories.organisation(slug="ander", sentence_name_nl="de Ander")
    factories.relation(one, other)
    factories.relation(other, one)
    factories.publish_sources()
    publish_set([one, other])
    assert "de Ander</a>" in client.get("/nl/organisaties/een/").content.decode()


def test_a_set_is_published_whole_or_not_at_all(english):
    factories.publish_sources()
    with pytest.raises(ValidationError, match="Zonder: The page cites no source"):
        publish_set([factories.source(), factories.organisation(name="Zonder", cited=False)])
    assert not Edition.objects.exists()


def test_saving_a_source_changes_no_page_and_publishing_it_those_that_show_it(cited):
    page, passage = cited
    assert states(page) == (False, False)
    passage.source.title_nl = "Anders"
    passage.source.save()
    assert states(page) == (False, False)
    publish(passage.source)
    assert states(page) == (False, True)
    publish(page)
    assert states(page) == (False, False)


def test_an_edit_here_is_seen_and_undone_it_is_none(cited):
    page, _passage = cited
    page.title_nl = "Anders"
    page.save()
    assert states(page) == (True, False)
    page.title_nl = "Dienst"
    page.save()
    assert states(page) == (False, False)


def test_list_badge_and_filter_answer_the_same_question(writer, cited):
    page, passage = cited
    statement = page.statements.get()
    statement.text_nl = "<p>Anders.</p>"
    statement.save()  # the page itself is not saved: its time of saving says nothing
    passage.source.title_nl = "Anders"
    passage.source.save()
    publish(passage.source)
    for state in ("changed", "stale"):
        mark = f'class="state state--{state}"'
        assert mark in writer.get(address(page)).content.decode()
        assert mark in writer.get("/admin/cooperation/organisation/").content.decode()
        found = writer.get(f"/admin/cooperation/organisation/?state={state}").context["cl"].result_list
        assert [each.pk for each in found] == [page.pk]
    assert not writer.get("/admin/cooperation/organisation/?state=public").context["cl"].result_list


def test_withdrawing_names_first_the_pages_that_lean_on_it(writer, cited):
    _page, passage = cited
    with pytest.raises(ValidationError) as refused:
        withdraw(passage.source, reason=GONE)
    assert refused.value.code == "leaned_on"
    assert "Dienst" in refused.value.messages[0]
    path, reason = address(passage.source, "withdraw"), {"reason_nl": "Weg.", "reason_en": "Gone."}
    assert "Dienst</li>" in writer.get(path).content.decode()
    form = Form(writer, path)
    assert "Dienst" in str(form.submit(**reason).context["form"].non_field_errors())
    form.read()
    assert "was withdrawn" in messages(writer.get(form.submit(aware="on").url))[0]


def test_whoever_withdraws_is_told_of_a_page_that_leans_on_it_since(writer, cited):
    _page, passage = cited
    form = Form(writer, address(passage.source, "withdraw"))
    later = factories.organisation(name="Later", cited=False)
    factories.statement(later, passages=[passage])
    publish(later)
    response = form.submit(aware="on", reason_nl="Weg.", reason_en="Gone.")
    assert "Later" in str(response.context["form"].non_field_errors())
    form.read()
    assert form.submit(aware="on").status_code == 302


def test_a_source_that_was_withdrawn_since_is_not_cited_anew(english, cited):
    page, passage = cited
    waiting = submit(page)
    withdraw(passage.source, reason=GONE, aware=True)
    with pytest.raises(ValidationError, match="not public any more: Verslag"):
        publishing.approve(waiting)


def test_a_passage_that_its_source_dropped_since_is_not_cited_anew(english, cited):
    page, passage = cited
    waiting = submit(page)
    page.statements.all().delete()
    factories.passage(of=passage.source)
    passage.delete()
    publish(passage.source)
    with pytest.raises(ValidationError, match="“Verslag” has no passage"):
        publishing.approve(waiting)


def test_what_is_said_of_an_image_on_a_public_page_takes_who_may_publish(client):
    image = factories.image()
    factories.published(factories.organisation(image=image))
    names = ["content.change_image", "content.view_image"]
    client.force_login(factories.user(permissions=names))
    assert client.post(address(image), {"alt_nl": "Geheim"}).status_code == 403
    client.force_login(factories.user(permissions=[*names, "content.publish_edition"]))
    assert client.post(address(image), {"alt_nl": "Nieuw"}).status_code != 403


def test_the_working_copy_is_never_read_by_a_visitor(client, cited):
    Organisation.objects.all().update(title_nl="Geheim", sentence_name_nl="Geheim", lead_nl="Geheim")
    for path in ("/nl/", "/nl/organisaties/", "/nl/organisaties/dienst/", "/nl/netwerk/", "/nl/zoeken/?q=geheim"):
        assert "Geheim" not in client.get(path).content.decode()
