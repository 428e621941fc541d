"""Lawful removal: the words go, from everything that the site ever said; who, when and why stay."""

import re
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import TestCase

from content.changes import shows_what_changed
from content.documents.taking import Public
from content.identity import short
from content.models import Edition, Image, Listing, Passage, Redaction, SearchPage, SearchWord
from content.publishing import approve, reject, withdraw
from content.record import live
from content.redacting import redact
from tests import factories
from tests.factories import publish, submit
from tests.forms import Form, address
from tests.networks import whole_sitemap

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


@pytest.fixture(scope="module")
def written():
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


@pytest.fixture
def page(bodies):
    return bodies


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
        "/nl/netwerk/netwerk.graphml", "/nl/gegevens/claims.csv", "/nl/gegevens/organisations.csv",
        "/nl/gegevens/relations.csv", "/nl/gegevens/pages.jsonl", "/nl/tijdlijn/",
        "/nl/zoeken/suggesties/?q=xyz", "/en/organisations/dienst-en/",
        *(f"/nl/id/{str(page.content_id).replace('-', '')[:12]}/{state}" for state in range(serial - 2, serial + 1)),
    ]  # fmt: skip
    return {path: client.get(path).content.decode() for path in paths}


@pytest.mark.database
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


def test_a_redacted_page_is_no_more_than_its_notice(client, page):
    redact(asked(page), by=factories.user())
    html = client.get("/nl/organisaties/dienst/").content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert html[html.index('class="gone"') :].count("Verwijderd op") == 1
    assert "organisaties/dienst" not in whole_sitemap(client)
    assert "op grond van de wet woorden verwijderd" in client.get("/nl/organisaties/dienst/versies/").content.decode()
    assert "Later zijn er woorden uit verwijderd" in client.get("/nl/organisaties/dienst/versies/1/").content.decode()


def test_a_claim_that_was_dropped_after_its_redaction_still_says_that_it_was_removed(client, page):
    claim = page.statements.get()
    redact(asked(page, claim=claim.pk), by=factories.user())
    cited = claim.passages.get()
    page.statements.all().delete()
    factories.statement(page, passages=[cited])
    publish(page)
    html = client.get("/nl/organisaties/dienst/").content.decode()
    assert "Uitspraak van de rechter." in html[html.index('<li id="s-taak">') :].split("</li>")[0]


def test_what_was_never_public_leaves_no_trace_of_its_removal(client, page):
    cited = page.statements.get().passages.get()
    claim = factories.statement(page, text="Nooit openbaar.", anchor="nooit", passages=[cited])
    waiting = submit(page)
    redact(asked(page, claim=claim.pk), by=factories.user())
    waiting.refresh_from_db()
    assert "Nooit" not in str(waiting.document)
    assert 's-nooit"' not in client.get("/nl/organisaties/dienst/").content.decode()


def test_a_redacted_statement_of_a_source_keeps_nobody_from_citing_it(client, page):
    source = page.statements.get().passages.get().source
    claim = factories.statement(source, text="Over ons.")
    publish(source)
    waiting = submit(page)
    redact(asked(source, claim=claim.pk), by=factories.user())
    approve(waiting)


@pytest.mark.database
def test_a_redacted_source_is_cited_as_such_and_its_pages_do_not_differ(client, page):
    source = page.statements.get().passages.get().source
    redact(asked(source), by=factories.user())
    html = client.get("/nl/organisaties/dienst/").content.decode()
    assert "Verwijderde pagina</a> (zonder datum)" in html
    assert "<b></b>" not in html
    assert '<meta name="robots" content="noindex">' not in html
    assert "organisaties/dienst" in whole_sitemap(client)
    edition = Edition.objects.final().filter(page=page).last()
    assert not shows_what_changed(page, edition, Public(live().moment))


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


@pytest.mark.database
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


# In the admin

RIGHTS = ["add_redaction", "change_redaction", "view_redaction", "publish_edition", "view_image"]


@pytest.fixture
def editors():
    """Two people who may redact, and see organisations."""
    rights = [
        *(f"content.{name}" for name in RIGHTS),
        "cooperation.view_organisation",
        "cooperation.change_organisation",
    ]
    return [factories.user(permissions=rights) for _number in range(2)]


def form_of(client, page):
    """The form to ask for it, found from that of the page."""
    html = client.get(address(page)).content.decode()
    return Form(client, re.search(r'href="(/admin/content/redaction/add/[^"]+)"', html)[1])


REASONS = {"reason_nl": "Uitspraak.", "reason_en": "By court."}


@pytest.mark.database
def test_editors_ask_for_it_and_another_one_sees_what_goes_and_confirms(client, page, editors):
    one, other = editors
    client.force_login(one)
    form_of(client, page).submit(what=str(page.statements.get().pk), **REASONS)
    redaction = Redaction.objects.get()
    confirm = {"action": "confirm", "_selected_action": [redaction.pk]}
    client.post("/admin/content/redaction/", confirm | {"confirmed": "yes"})
    redaction.refresh_from_db()
    assert redaction.confirmed_by is None
    client.force_login(other)
    shown = client.post("/admin/content/redaction/", confirm)
    assert "Een uitspraak over xyzzy." in shown.content.decode()
    assert "Over xyzzy." not in shown.content.decode()
    redaction.refresh_from_db()
    assert redaction.confirmed_by is None
    client.post("/admin/content/redaction/", confirm | {"confirmed": "yes"})
    redaction.refresh_from_db()
    assert (redaction.asked_by, redaction.confirmed_by) == (one, other)
    assert "Een uitspraak over" not in client.get("/nl/organisaties/dienst/").content.decode()
    assert "<h1>Xyzzy" in client.get("/nl/organisaties/dienst/").content.decode()


def test_who_confirms_sees_the_passages_and_details_that_go_as_well(client, page, editors):
    client.force_login(editors[0])
    source = page.statements.get().passages.get().source
    for redaction, words in {asked(source): ("p. 41", "Wat er staat.", "AIVD"), asked(page): ("de Xyzzy",)}.items():
        confirm = {"action": "confirm", "_selected_action": [redaction.pk]}
        shown = client.post("/admin/content/redaction/", confirm).content.decode()
        for each in words:
            assert f"<li>{each}</li>" in shown


def test_nothing_is_chosen_by_itself(client, page, editors):
    client.force_login(editors[0])
    form = form_of(client, page)
    form.submit(**REASONS)
    assert list(form.errors()) == ["what"]
    form.read()
    form.submit(what="whole")
    assert Redaction.objects.get().claim is None


@pytest.mark.database
def test_what_was_asked_for_can_be_taken_back_until_it_is_carried_out(client, page, editors):
    client.force_login(editors[0])
    done, open_one = asked(page, claim=page.statements.get().pk), asked(page)
    redact(done, by=factories.user())
    for redaction in (done, open_one):
        client.post(f"/admin/content/redaction/{redaction.pk}/delete/", {"post": "yes"})
    assert list(Redaction.objects.all()) == [done]


@pytest.mark.parametrize("query", ["", "?page=", "?page=x", "?page=999999", "?page=%C2%B2"])
def test_it_is_asked_for_from_a_page(client, editors, query):
    client.force_login(editors[0])
    assert client.get(f"/admin/content/redaction/add/{query}").status_code == 302


@pytest.mark.database
def test_the_log_of_the_admin_and_the_notes_of_reviewers_forget_as_well(client, page, editors):
    client.force_login(editors[0])
    form = Form(client, address(page))
    form.submit(lead_nl="Xyzzy anders.")
    reject(submit(page), by=editors[0], reason="Xyzzy niet.")
    redaction = asked(page)
    client.force_login(editors[1])
    confirm = {"action": "confirm", "_selected_action": [redaction.pk], "confirmed": "yes"}
    client.post("/admin/content/redaction/", confirm)
    kept = [*LogEntry.objects.values_list("object_repr", "change_message"), *Edition.objects.values_list("review_note")]
    assert len(kept) > 4
    assert "xyzzy" not in str(kept).lower()


@pytest.mark.parametrize("used_elsewhere", [False, True])
def test_a_picture_that_no_other_page_shows_goes_with_the_page(client, page, used_elsewhere):
    page.image = image = factories.image(alt="Xyzzy")
    page.save()
    publish(page)
    LogEntry.objects.log_actions(factories.user().pk, [image], 2, "")
    if used_elsewhere:
        factories.published(factories.organisation(image=image))
    with TestCase.captureOnCommitCallbacks(execute=True):
        redact(asked(page), by=factories.user())
    assert Image.objects.exists() is used_elsewhere
    assert LogEntry.objects.filter(object_repr="Xyzzy").exists() is used_elsewhere
    assert image.file.storage.exists(image.file.name) is used_elsewhere


@pytest.mark.database
def test_a_file_that_was_replaced_goes_with_the_page_that_showed_it(page):
    page.image = image = factories.image(size=(500, 20))
    page.save()
    before = publish(page).document["image"]["url"]
    name = image.file.name
    stem = name.removesuffix(".webp")
    versions = [f"{stem}-480.webp", f"{stem}-480.avif", f"{stem}.avif"]
    assert all(map(image.file.storage.exists, versions))
    image.file = factories.image().file.name
    image.save()
    assert image.file.storage.exists(name)
    with TestCase.captureOnCommitCallbacks(execute=True):
        redact(asked(page), by=factories.user())
    assert before.endswith(name)
    assert not any(map(image.file.storage.exists, [name, *versions]))


@pytest.mark.database
def test_what_was_taken_back_meanwhile_is_not_carried_out(page, english):
    redaction = asked(page)
    Redaction.objects.all().delete()
    with pytest.raises(ValidationError, match="taken back"):
        redact(redaction, by=factories.user())


# Afterwards


@pytest.mark.database
def test_the_page_can_be_published_again_with_other_words(client, page):
    redact(asked(page), by=factories.user())
    page.refresh_from_db()
    factories.statement(page, text="Nieuw.", anchor="nieuw", passages=[Passage.objects.get(source__slug_nl="verslag")])
    for name in ("title_nl", "sentence_name_nl", "lead_nl"):
        setattr(page, name, "Nieuw")
    page.save()
    assert publish(page).number == 3
    assert "<h1>Nieuw" in client.get("/nl/organisaties/dienst/").content.decode()


@pytest.mark.database
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


@pytest.mark.database
def test_a_citation_of_a_redacted_claim_leads_to_the_page_that_says_so(client, page):
    claim = page.relations.get().pk
    cited = f"/nl/id/{short(page.content_id)}/{live().serial}"
    redact(asked(page, claim=claim), by=factories.user())
    response = client.get(f"{cited}/{short(claim)}")
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200


def test_a_claim_that_the_page_never_held_cannot_be_redacted(page, english):
    with pytest.raises(ValidationError, match="never held"):
        Redaction(page_id=page.pk, claim=uuid4(), reason_nl="Wet.", asked_by=factories.user()).full_clean()


def test_a_redacted_relation_says_so_on_both_pages_where_it_stood(client, page):
    relation = page.relations.get()
    cited = f"/nl/id/{short(page.content_id)}/{live().serial}"
    redact(asked(page, claim=relation.pk), by=factories.user())
    own, other = f"r-{relation.anchor}", f"r-{str(relation.pk)[:8]}"
    for path, anchor in {"/nl/organisaties/dienst/": own, "/nl/organisaties/raad/": other, cited: own}.items():
        html = client.get(path).content.decode()
        mark = html[html.index(f'<li id="{anchor}">') :]
        assert mark.split("</li>")[0].endswith(": Uitspraak van de rechter. ")
    assert client.get(f"{cited}/{short(relation.pk)}")["Location"] == f"{cited}#{own}"
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


def test_the_reason_of_a_withdrawal_stays_when_the_notes_go_with_a_claim(client, page):
    withdraw(page, reason={"nl": "Opgeheven.", "en": "Ended."})
    withdrawn = client.get("/nl/organisaties/dienst/").content.decode()
    redact(asked(page, claim=page.statements.get().pk, with_notes=True), by=factories.user())
    assert client.get("/nl/organisaties/dienst/").content.decode() == withdrawn
    history = client.get("/nl/organisaties/dienst/versies/").content.decode()
    assert "Opgeheven." in history
    assert "Xyzzy." not in history


@pytest.mark.database
def test_the_name_of_a_standing_page_goes_from_the_footer_of_what_was_cited(client):
    """Though nobody has asked for anything else since, in this process."""
    info = factories.published(factories.info_page(name="Xyzzy"))
    page = factories.published(factories.organisation(slug="bureau"))
    cited = f"/nl/id/{short(page.content_id)}/{live().serial}"
    publish(page)
    assert "Xyzzy" in client.get(cited).content.decode()
    redact(asked(info), by=factories.user())
    assert "Xyzzy" not in client.get(cited).content.decode()
