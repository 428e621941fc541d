"""Lawful removal: the words go, from everything that the site ever said; who, when and why stay."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from content.identity import short
from content.models import Edition, Listing, Passage, Redaction, SearchPage, SearchWord
from content.publishing import withdraw
from content.record import live
from content.redacting import redact
from tests import factories
from tests.factories import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """A page whose words must go, public in two versions."""
    page = factories.organisation(name="Xyzzy", slug="dienst", cited=False, sentence_name_nl="de Xyzzy")
    cited = factories.passage(of=factories.source(slug="verslag"))
    page.lead_nl = "Over xyzzy."
    page.save()
    factories.statement(page, text="Een uitspraak over xyzzy.", anchor="taak", passages=[cited])
    factories.relation(page, factories.published(factories.organisation(slug="raad")), passages=[cited])
    publish(page, change_note={"nl": "Xyzzy.", "en": "Xyzzy."})
    publish(page)
    return page


def asked(page, **fields):
    return Redaction.objects.create(
        page_id=page.pk,
        reason_nl="Uitspraak van de rechter.",
        reason_en="By court.",
        asked_by=factories.user(),
        **fields,
    )


def crawl(client, page):
    serial = live().serial
    paths = [
        "/nl/", "/nl/organisaties/", "/nl/organisaties/dienst/", "/nl/organisaties/dienst/versies/",
        "/nl/organisaties/dienst/versies/1/", "/nl/organisaties/dienst/versies/2/", "/nl/organisaties/raad/",
        "/nl/bronnen/verslag/", "/nl/netwerk/", "/nl/netwerk/netwerk.csv", "/nl/netwerk/netwerk.svg",
        "/nl/netwerk/netwerk.graphml", "/nl/tijdlijn/", "/nl/zoeken/suggesties/?q=xyz", "/en/organisations/dienst-en/",
        *(f"/nl/id/{str(page.content_id).replace('-', '')[:12]}/{state}" for state in range(serial - 2, serial + 1)),
    ]  # fmt: skip
    return {path: client.get(path).content.decode() for path in paths}


def test_all_that_a_page_ever_said_is_gone_from_everything_at_once(client, page):
    assert sum("xyzzy" in html.lower() for html in crawl(client, page).values()) > 10
    redact(asked(page), by=factories.user())
    assert [path for path, html in crawl(client, page).items() if "xyzzy" in html.lower()] == []
    assert "Uitspraak van de rechter." in client.get("/nl/organisaties/dienst/").content.decode()
    assert "By court." in client.get("/en/organisations/dienst-en/").content.decode()
    rows = [
        *SearchPage.objects.values_list("terms", "names", "words", "places"),
        *Listing.objects.values_list("name_nl"),
        *SearchWord.objects.values_list("word"),
    ]
    assert "xyzzy" not in str(rows).lower()


def test_one_claim_can_go_by_itself(client, page):
    redact(asked(page, claim=page.statements.get().pk), by=factories.user())
    html = client.get("/nl/organisaties/dienst/").content.decode()
    assert "Een uitspraak over" not in html
    assert 'id="s-taak"' in html
    assert "Uitspraak van de rechter." in html
    assert "<h1>Xyzzy" in html
    assert "Een uitspraak over" not in client.get("/nl/bronnen/verslag/").content.decode()
    assert "Een uitspraak over" not in client.get("/nl/organisaties/dienst/versies/1/").content.decode()


def test_a_relation_can_go_by_itself(client, page):
    redact(asked(page, claim=page.relations.get().pk), by=factories.user())
    assert "de Raad" not in client.get("/nl/organisaties/dienst/").content.decode()
    assert "Xyzzy" not in client.get("/nl/organisaties/raad/").content.decode()
    assert client.get("/nl/netwerk/netwerk.csv").content.decode().count("\n") == 1


def test_the_words_of_a_source_go_from_the_pages_that_cite_it(client, page):
    source = page.statements.get().passages.get().source
    redact(asked(source), by=factories.user())
    html = client.get("/nl/organisaties/dienst/").content.decode()
    assert "Verslag" not in html
    assert "Een uitspraak over xyzzy" in html


def test_that_it_was_there_its_number_time_and_digest_stay(page):
    before = list(Edition.objects.filter(page=page).values_list("number", "published_at", "digest", "publication"))
    redaction = redact(asked(page), by=factories.user())
    assert (
        list(Edition.objects.filter(page=page).values_list("number", "published_at", "digest", "publication")) == before
    )
    assert redaction.publication_id == live().serial
    assert redaction.confirmed_by != redaction.asked_by


def test_it_takes_two_people_and_happens_once(page, english):
    redaction = asked(page)
    with pytest.raises(ValidationError, match="two people"):
        redact(redaction, by=redaction.asked_by)
    redact(redaction, by=factories.user())
    with pytest.raises(ValidationError, match="already"):
        redact(redaction, by=factories.user())


def test_editors_ask_and_confirm_it_in_the_admin(client, page):
    names = ["content.add_redaction", "content.change_redaction", "content.view_redaction", "content.publish_edition"]
    one, other = (factories.user(permissions=[*names, "cooperation.view_organisation"]) for _number in range(2))
    client.force_login(one)
    values = {"page": page.pk, "reason_nl": "Uitspraak.", "reason_en": "By court."}
    assert client.post("/admin/content/redaction/add/", values).status_code == 302
    redaction = Redaction.objects.get()
    confirm = {"action": "confirm", "_selected_action": [redaction.pk]}
    client.post("/admin/content/redaction/", confirm)
    redaction.refresh_from_db()
    assert redaction.confirmed_by is None
    client.force_login(other)
    client.post("/admin/content/redaction/", confirm)
    redaction.refresh_from_db()
    assert (redaction.asked_by, redaction.confirmed_by) == (one, other)
    assert "Xyzzy" not in client.get("/nl/organisaties/dienst/").content.decode()


def test_the_page_can_be_published_again_with_other_words(client, page):
    redact(asked(page), by=factories.user())
    page.refresh_from_db()
    factories.statement(page, text="Nieuw.", anchor="nieuw", passages=[Passage.objects.get(source__slug_nl="verslag")])
    for name in ("title_nl", "sentence_name_nl", "lead_nl"):
        setattr(page, name, "Nieuw")
    page.save()
    assert publish(page).number == 3
    assert "<h1>Nieuw" in client.get("/nl/organisaties/dienst/").content.decode()


def test_redacted_words_do_not_come_back_with_the_next_publication(client, page):
    redact(asked(page, claim=page.statements.get().pk), by=factories.user())
    redact(asked(page, claim=page.relations.get().pk), by=factories.user())
    versions = Edition.objects.count()
    call_command("publish", verbosity=0)
    assert Edition.objects.count() == versions
    publish(page)
    html = client.get("/nl/organisaties/dienst/").content.decode()
    assert "Een uitspraak over" not in html
    assert "de Raad" not in html
    redact(asked(page), by=factories.user())
    call_command("publish", verbosity=0)
    assert [path for path, html in crawl(client, page).items() if "xyzzy" in html.lower()] == []


def test_a_redacted_source_can_be_read_and_does_not_come_back(client, page):
    source = page.statements.get().passages.get().source
    redact(asked(source), by=factories.user())
    call_command("publish", verbosity=0)
    for path in ("/nl/bronnen/verslag/", "/en/sources/verslag-en/"):
        response = client.get(path)
        assert response.status_code == 200
        assert "p. 3" not in response.content.decode()
    assert "Uitspraak van de rechter." in client.get("/nl/bronnen/verslag/").content.decode()
    assert "Verslag" not in client.get("/nl/organisaties/dienst/").content.decode()


def test_a_page_that_is_off_the_site_says_why_its_words_were_removed(client, page):
    withdraw(page, reason={"nl": "Xyzzy weg.", "en": "Xyzzy gone."})
    redact(asked(page), by=factories.user())
    response = client.get("/nl/organisaties/dienst/")
    assert response.status_code == 410
    assert "Uitspraak van de rechter." in response.content.decode()
    assert "Xyzzy" not in response.content.decode()


def test_a_citation_of_a_redacted_claim_leads_to_the_page_that_says_so(client, page):
    claim = page.relations.get().pk
    address = f"/nl/id/{short(page.content_id)}/{live().serial}"
    redact(asked(page, claim=claim), by=factories.user())
    response = client.get(f"{address}/{short(claim)}")
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200


def test_a_claim_that_the_page_never_held_cannot_be_redacted(page, english):
    with pytest.raises(ValidationError, match="never held"):
        Redaction(page_id=page.pk, claim=uuid4(), reason_nl="Wet.", asked_by=factories.user()).full_clean()


def test_a_redacted_relation_says_so_on_both_pages_where_it_stood(client, page):
    relation = page.relations.get()
    address = f"/nl/id/{short(page.content_id)}/{live().serial}"
    redact(asked(page, claim=relation.pk), by=factories.user())
    own, other = f"r-{relation.anchor}", f"r-{str(relation.pk)[:8]}"
    for path, anchor in {"/nl/organisaties/dienst/": own, "/nl/organisaties/raad/": other, f"{address}": own}.items():
        html = client.get(path).content.decode()
        mark = html[html.index(f'<li id="{anchor}">') :]
        assert mark.split("</li>")[0].endswith(": Uitspraak van de rechter. ")
    assert client.get(f"{address}/{short(relation.pk)}")["Location"] == f"{address}#{own}"
    assert "By court." in client.get("/en/organisations/raad-en/").content.decode()
    publish(page)
    assert f'<li id="{own}">' in client.get("/nl/organisaties/dienst/").content.decode()


def test_the_anchors_of_a_redacted_page_stay_and_are_not_given_away(client, page, english):
    cited = page.statements.get().passages.get()
    redact(asked(page), by=factories.user())
    page.refresh_from_db()
    factories.statement(page, text="Nieuw.", anchor="taak", passages=[cited])
    with pytest.raises(ValidationError, match="the anchor of something else"):
        publish(page)
    assert 'id="s-taak"' in client.get("/nl/organisaties/dienst/").content.decode()


def test_a_redacted_page_stays_in_the_lists_of_its_kind(client, page):
    kind = page.kind
    redact(asked(page), by=factories.user())
    assert Edition.objects.final().filter(page=page).last().summary["kind"] == kind
    page.refresh_from_db()
    assert page.kind == kind


@pytest.mark.parametrize("too", [False, True])
def test_the_notes_with_the_versions_go_when_that_was_asked_for(client, page, too):
    redact(asked(page, claim=page.statements.get().pk, with_notes=too), by=factories.user())
    assert ("Xyzzy." in client.get("/nl/organisaties/dienst/versies/").content.decode()) is not too
