"""Links to pages by their id, in rich text: they lead to where the page lives, at the moment that one looks at."""

import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from content.documents.building import build_document
from content.documents.restoring import restore
from content.documents.taking import Public, Taken
from content.models import Edition, Link, Redaction
from content.publishing import publish, withdraw
from content.record import live
from content.redacting import redact
from cooperation.desk.consequences import consequences_of
from tests import factories
from tests.factories import published
from tests.forms import Form, address, html, words

pytestmark = [pytest.mark.django_db, pytest.mark.looks, pytest.mark.usefixtures("english")]


def linking(page):
    return f'<p>Lees meer bij <a href="page:{page.content_id}">die dienst</a>.</p>'


@pytest.fixture
def target():
    return factories.organisation(name="Doel", title_en="Target", slug="doel")


@pytest.fixture
def writing(target):
    """A page that links to another one, in Dutch and in English."""
    page = factories.organisation(name="Schrijver", title_en="Writer", slug="schrijver")
    factories.statement(page, text=linking(target), text_en=linking(target))
    return page


def told(client, path):
    """What stands where the link is."""
    return re.search(r"Lees meer bij (.*?)\.</p>", client.get(path).text)[1]


def found(client, path):
    """Where it leads, or nothing."""
    match = re.search(r'href="([^"]*)"', told(client, path))
    return match[1] if match else ""


@pytest.mark.database
def test_a_link_leads_to_where_its_page_lives_at_the_moment_that_one_looks_at(client, target, writing):
    published(target)
    path = published(writing).path("nl")
    before = Edition.objects.get(page=writing).published_at.isoformat().replace("+00:00", "Z")
    assert found(client, path) == "/nl/organisaties/doel/"
    target.slug_nl, target.title_nl = "elders", "Anders"
    target.save()
    publish(target, change_note={"nl": "Anders.", "en": "Otherwise."}, change="wording")
    assert found(client, path) == "/nl/organisaties/elders/"
    assert found(client, "/en/organisations/schrijver-en/") == "/en/organisations/doel-en/"
    assert found(client, f"{path}?at={before}").startswith("/nl/organisaties/doel/?at=")
    assert "page:" not in client.get(path).text


@pytest.mark.database
def test_where_its_page_is_not_public_the_words_stand_alone(client, target, writing):
    path = published(writing).path("nl")  # a draft may be linked to, as it may be related to
    assert told(client, path) == "die dienst"
    published(target)
    assert found(client, path) == "/nl/organisaties/doel/"
    withdraw(target, reason={"nl": "Weg.", "en": "Gone."}, by=factories.user(), aware=True)
    assert told(client, path) == "die dienst"


def test_a_page_that_is_not_there_is_refused_at_its_field(writer, target, writing):
    form = Form(writer, address(writing))
    name = next(name for name, value in form.values.items() if "page:" in str(value) and name.endswith("text_nl"))
    form.values[name] = [linking(target).replace(str(target.content_id), str(uuid.uuid4()))]
    response = form.submit()
    assert "A link leads to a page that is not there." in form.errors()[name][0]
    assert "die dienst" in response.text


@pytest.mark.parametrize("url", ["page:aivd", "page:{id}/x", "page:"])
def test_an_id_that_is_none_never_reaches_a_reader(client, target, writing, url):
    """Nor is it saved by a form; what came in by another way is plain words."""
    published(target)
    text = f'<p>Lees meer bij <a href="{url.format(id=target.content_id)}">die dienst</a>.</p>'
    claim = writing.statements.get(text_nl__contains="page:")
    claim.text_nl = text
    with pytest.raises(ValidationError, match="leads nowhere"):
        claim.full_clean()
    writing.statements.filter(pk=claim.pk).update(text_nl=text)
    assert told(client, published(writing).path("nl")) == "die dienst"


def test_what_else_changes_tells_of_a_page_that_links_to_one_that_moves(target, writing):
    published(target)
    published(writing)
    target.slug_nl = "elders"
    target.save()
    found = consequences_of(target, build_document(target, Public(live().moment)))
    assert "Writer" in [each.title.text for each in found.pages]


def test_pages_are_found_by_part_of_their_name_or_by_their_id(writer, target, writing):
    def asked(**query):
        return writer.get(reverse("admin:linkable"), query).json()["pages"]

    published(writing)
    assert [(page["title"], page["kind"], page["state"]) for page in asked(q="ta")] == [
        ("Target", "Organisation", "not public yet")
    ]
    assert [page["titles"]["nl"] for page in asked(q="schr")] == ["Schrijver"]
    assert asked(id=writing.content_id)[0]["state"] == ""
    assert asked(id="geen id") == asked(id=uuid.uuid4()) == asked(q="  ") == asked(q="xyz") == []


def test_a_comparison_names_the_page_of_a_link(writer, target, writing):
    published(writing)
    writing.statements.filter(text_nl__contains="page:").update(text_nl="<p>Zonder.</p>")
    assert "die dienst [Doel]" in words(writer, reverse("admin:compare", args=[writing.pk]))


def test_a_page_that_is_not_there_keeps_a_page_from_being_published(target, writing):
    writing.statements.filter(text_nl__contains="page:").update(
        text_nl=f'<p><a href="page:{uuid.uuid4()}">daar</a></p>', text_en=""
    )
    with pytest.raises(ValidationError, match="is not there"):
        publish(writing)


@pytest.mark.database
def test_the_document_keeps_the_link_as_it_is_and_comes_back_from_it(target, writing):
    published(target)
    published(writing)
    document = Edition.objects.get(page=writing).read()
    assert f"page:{target.content_id}" in str(document["statements"])
    restore(document)
    assert build_document(writing, Taken())["statements"] == document["statements"]


@pytest.mark.database
def test_what_uses_a_page_and_what_leans_on_it_tell_of_the_link(writer, target, writing):
    def uses():
        return [
            (use.title, use.way, use.is_working, use.is_live)
            for use in writer.get(address(target, "uses")).context["uses"]
        ]

    assert uses() == [("Schrijver", "links to it in its text", True, False)]
    published(target)
    published(writing)
    assert uses() == [("Schrijver", "links to it in its text", True, True)]
    with pytest.raises(ValidationError, match="link to it: Schrijver"):
        withdraw(target, reason={"nl": "Weg.", "en": "Gone."}, by=factories.user(), aware=False)


def test_its_page_shows_nothing_of_the_link_and_counts_no_relation(client, target, writing):
    before = published(target)
    bare = client.get(before.path("nl")).text
    published(writing)
    assert client.get(before.path("nl")).text.count("Schrijver") == bare.count("Schrijver") == 0


@pytest.mark.database
def test_words_that_go_by_law_take_the_link_along(target, writing):
    published(target)
    published(writing)
    edition = Edition.objects.get(page=writing)
    assert Link.objects.filter(edition=edition, role=Link.IN_TEXT).count() == 1
    claim = writing.statements.get(text_nl__contains="page:")
    asked = Redaction.objects.create(page=writing, claim=claim.pk, reason="order", asked_by=factories.user(name="een"))
    redact(asked, by=factories.user(name="ander"))
    assert not Link.objects.filter(edition=edition, role=Link.IN_TEXT).exists()
    assert str(target.content_id) not in str(Edition.objects.get(pk=edition.pk).document)


def test_what_is_worth_a_look_names_the_page_of_a_link_that_readers_do_not_get(writer, target, writing):
    path = reverse("admin:checks", args=["organisation", writing.pk])
    assert "“Doel”, which is not public yet" in html(writer, path)


@pytest.mark.database
def test_a_passage_is_cited_within_a_sentence(client, writer):
    source = factories.source(title="Verslag", slug="verslag")
    passage = factories.passage(of=source, key="overleg", place="p. 41")
    cited = f'<p>Lees meer bij <a href="page:{source.content_id}#p-overleg">p. 41</a>.</p>'
    page = factories.organisation(name="Schrijver", title_en="Writer", slug="schrijver")
    claim = factories.statement(page, text=cited[3:-4], passages=[passage])
    claim.full_clean()
    path = published(page).path("nl")
    assert found(client, path) == "/nl/bronnen/verslag/#p-overleg"
    assert 'id="p-overleg"' in client.get("/nl/bronnen/verslag/").text
    then = live().moment.isoformat().replace("+00:00", "Z")
    assert found(client, f"{path}?at={then}").endswith("#p-overleg")
    assert "page:" not in client.get(f"{path}data.json").text
    assert "links to it in its text" in words(writer, address(passage, "uses"))
    told_of = writer.get(reverse("admin:linkable"), {"id": source.content_id}).json()["pages"][0]["passages"]
    assert [(each["anchor"], each["title"]) for each in told_of] == [("p-overleg", "p. 41")]


def test_a_passage_that_its_source_has_not_is_refused_at_its_field(writing):
    source = factories.source()
    claim = writing.statements.first()
    claim.text_nl = f'<p>Zie <a href="page:{source.content_id}#p-weg">p. 41</a>.</p>'
    with pytest.raises(ValidationError) as refused:
        claim.full_clean()
    assert refused.value.message_dict["text_nl"] == [
        "A link leads to a passage that its source has not. Choose another one, or take the link away."
    ]
