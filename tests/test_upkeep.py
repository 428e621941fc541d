"""What is in date and what is due: since when a claim says what it says, and when somebody last checked it."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from content import clock, publishing, record
from content.documents.restoring import restore
from content.models import Confirmation, Edition, Publication, Source
from content.upkeep import months_after, upkeep_at
from cooperation.moment import present
from tests import factories
from tests.accounts import person
from tests.forms import Form, html, messages, words

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
LIST = "/admin/content/confirmation/"
PUBLIC = "/en/about/up-to-date/"
BEGIN = datetime(2026, 3, 31, 12, tzinfo=UTC)
YEAR = timedelta(days=366)


@pytest.fixture(scope="module")
def written():
    """A page of two claims, its lead and a statement, which was published in March."""
    with clock.set_to(BEGIN):
        return factories.published(factories.organisation(name="Dienst", title_en="Service"))


@pytest.fixture
def page(bodies):
    return bodies


@pytest.fixture
def anna(client):
    """A client of an editor, who reads English."""
    user = person("anna")
    user.groups.add(Group.objects.get(name="editor"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(user)
    client.user = user
    return client


def check(client, page, *claims):
    """Open a page to be checked, tick claims, or all of it, and confirm them. Returns the form."""
    form = Form(client, f"{LIST}{page.pk}/check/")
    form.submit("_confirm", claim=[str(claim) for claim in claims] or ids(page))
    return form


def ids(page):
    return [part.id for part in tended(page).parts]


def tended(page):
    return upkeep_at(present())[page.pk]


def days(page):
    """When each claim of a page was changed and last checked."""
    return {part.id: (part.changed.date(), part.checked.date()) for part in tended(page).parts}


def again(page, moment, **options):
    with clock.set_to(moment):
        return factories.publish(type(page).objects.get(pk=page.pk), **options)


# Dates


def test_a_claim_has_changed_when_it_came_to_say_what_it_says(page):
    statement = page.statements.get()
    lead = next(key for key in ids(page) if key != str(statement.pk))
    statement.text_nl = "<p>Dit staat er nu.</p>"
    statement.save()
    again(page, BEGIN + timedelta(days=10))
    page.refresh_from_db()
    page.lead_as_of, statement.position, statement.heading_nl = "", 5, ""
    statement.save()
    again(page, BEGIN + timedelta(days=20), change_note={"nl": "Volgorde.", "en": "Order."}, change="structure")
    assert days(page)[str(statement.pk)] == (date(2026, 4, 10), date(2026, 4, 10))
    assert days(page)[lead] == (date(2026, 3, 31), date(2026, 3, 31))


def test_a_claim_that_goes_and_comes_back_counts_from_then(page):
    with clock.set_to(BEGIN + timedelta(days=1)):
        publishing.withdraw(page, reason={"nl": "Weg.", "en": "Gone."})
        assert page.pk not in upkeep_at(present())
    again(page, BEGIN + timedelta(days=2))
    assert {changed for changed, _checked in days(page).values()} == {date(2026, 4, 2)}


@pytest.mark.database
def test_another_passage_is_another_claim_and_another_word_in_a_source_is_not(page):
    statement = page.statements.get()
    passage = statement.passages.get()
    passage.summary_nl = "Wat er nu staat."
    passage.save()
    again(passage.source, BEGIN + timedelta(days=1))
    again(page, BEGIN + timedelta(days=2))
    assert days(page)[str(statement.pk)][0] == date(2026, 3, 31)
    with clock.set_to(BEGIN + timedelta(days=3)):
        statement.passages.set([factories.public_passage()])
    again(page, BEGIN + timedelta(days=3))
    assert days(page)[str(statement.pk)][0] == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("every", "review_by", "due"),
    [
        (None, None, date(2027, 3, 31)),
        (3, None, date(2026, 6, 30)),
        (None, "2026-05-01", date(2026, 5, 1)),
        (3, "2027-01-01", date(2026, 6, 30)),
        (None, "2026-03-31", date(2027, 3, 31)),  # it was checked since: on that very day
    ],
)
def test_it_is_due_after_so_many_months_or_by_the_day_that_the_page_names(every, review_by, due):
    body = factories.organisation(review_every=every, review_by=review_by)
    with clock.set_to(BEGIN):
        factories.published(body)
    assert tended(body).due == due


def test_months_end_when_they_end():
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 1), 24) == date(2028, 12, 1)


# Confirming


@pytest.mark.database
def test_confirming_moves_the_day_of_checking_and_nothing_else(anna, page):
    before, editions = days(page), list(Edition.objects.values())
    statement = str(page.statements.get().pk)
    with clock.set_to(BEGIN + YEAR):
        form = check(anna, page, statement)
        assert form.response.status_code == 302
        after = days(page)
    assert after == before | {statement: (date(2026, 3, 31), date(2027, 4, 1))}
    assert list(Edition.objects.values()) == editions
    made = Confirmation.objects.get()
    source = page.statements.get().passages.get().source
    assert made.confirmed_by == anna.user
    assert made.checked == [{"claim": statement, "sources": [{"page": str(source.content_id), "number": 1}]}]
    assert "parts were confirmed" not in html(anna, LIST)


@pytest.mark.database
def test_a_page_is_due_until_all_of_it_was_checked(anna, page):
    statement, lead = str(page.statements.get().pk), set()
    with clock.set_to(BEGIN + YEAR):
        assert "Dienst" not in html(anna, f"{LIST}?when=soon")
        assert "2 of 2" in html(anna, LIST)
        assert check(anna, page, statement).response["Location"].endswith("/check/")
        assert "1 of 2" in html(anna, LIST)
        lead = [key for key in ids(page) if key != statement]
        assert check(anna, page, *lead).response["Location"] == LIST
        assert "Service" not in html(anna, f"{LIST}?kind=organisation")
        assert "Service" in html(anna, f"{LIST}?kind=organisation&when=all")


def test_the_form_shows_what_the_source_says_now_beside_what_was_cited(anna, page):
    passage = page.statements.get().passages.get()
    passage.summary_en, passage.place_en = "What it says by now.", "p. 50"
    passage.save()
    again(passage.source, BEGIN + timedelta(days=1))
    shown = html(anna, f"{LIST}{page.pk}/check/")
    assert "What it says by now." in shown
    assert "The page still has of it: “What it says.”" in shown
    assert "This is what it says." in shown
    assert '<span lang="nl">Dit staat er.' in shown


@pytest.mark.database
def test_what_was_published_meanwhile_is_not_confirmed_unseen(anna, page):
    form = Form(anna, f"{LIST}{page.pk}/check/")
    statement = page.statements.get()
    statement.text_nl = "<p>Iets anders.</p>"
    statement.save()
    factories.publish(page)
    form.submit("_confirm", claim=ids(page)[:1])
    assert "Another version of this page was published meanwhile." in form.response.content.decode()
    assert "Iets anders." in form.response.content.decode()
    assert f'value="{ids(page)[0]}" id="claim-1" checked' in form.response.content.decode()
    assert not Confirmation.objects.exists()
    form.read()
    assert form.submit("_confirm").status_code == 302


def test_a_source_that_says_something_else_meanwhile_is_looked_at_again(anna, page):
    form = Form(anna, f"{LIST}{page.pk}/check/")
    again(page.statements.get().passages.get().source, clock.now())
    form.submit("_confirm", claim=ids(page))
    assert "Another version of a source was published meanwhile." in form.response.content.decode()
    assert not Confirmation.objects.exists()


def test_a_claim_of_a_source_that_is_gone_cannot_be_confirmed(anna, page):
    source = page.statements.get().passages.get().source
    publishing.withdraw(source, reason={"nl": "Weg.", "en": "Gone."}, aware=True)
    form = check(anna, page)
    assert "A source of this is not public any more" in form.response.content.decode()
    assert "This is not public in the source any more." in form.response.content.decode()


@pytest.mark.database
def test_two_who_confirm_the_same_make_one_step_of_the_record(anna, page):
    before = Publication.objects.count()
    first, second = Form(anna, f"{LIST}{page.pk}/check/"), Form(anna, f"{LIST}{page.pk}/check/")
    one, *others = ids(page)
    first.submit("_confirm", claim=[one])
    second.submit("_confirm", claim=[one])
    assert "Somebody else confirmed this meanwhile." in second.response.content.decode()
    second.read()
    second.submit("_confirm", claim=[one, *others])  # as was shown again
    assert Confirmation.objects.count() == 2
    assert Publication.objects.count() == before + 2


@pytest.mark.parametrize("claims", [[], ["x"], ["00000000-0000-0000-0000-000000000000"]])
def test_nothing_is_confirmed_that_is_not_there(anna, page, claims):
    form = Form(anna, f"{LIST}{page.pk}/check/")
    assert form.submit("_confirm", claim=claims).status_code == 200
    assert form.submit("_confirm", claim=ids(page), edition="x", serial="-1", source="::").status_code == 200
    assert not Confirmation.objects.exists()


def test_a_page_that_cites_nothing_and_a_source_are_checked_whole(anna):
    standing, source = factories.published(factories.info_page()), factories.passage().source
    factories.published(source)
    assert "The whole page" in html(anna, f"{LIST}{standing.pk}/check/")
    assert "What it says." in html(anna, f"{LIST}{source.pk}/check/")
    for page in (standing, source):
        assert check(anna, page).response.status_code == 302
    against = [made.checked[0]["sources"] for made in Confirmation.objects.order_by("pk")]
    assert against == [[], [{"page": str(source.content_id), "number": 1}]]


@pytest.mark.database
def test_the_list_is_narrowed_down_by_theme(anna, page):
    theme = factories.theme(name="Lokaal")
    filed = factories.organisation(name="Gemeente", title_en="Municipality")
    filed.themes.add(theme)
    factories.publish_sources()
    factories.published_together([theme, filed])
    shown = html(anna, f"{LIST}?when=all&theme={theme.content_id}")
    assert "Municipality" in shown
    assert "Service" not in shown
    assert "Service" in html(anna, f"{LIST}?when=all&theme=x&kind=x")


def test_the_first_page_of_the_admin_says_what_is_due(anna, page):
    with clock.set_to(BEGIN + YEAR):
        assert "2 pages are due to be checked" in html(anna, "/admin/")


# What readers see


@pytest.mark.database
def test_readers_see_how_much_is_in_date_on_the_day_that_they_look_at(anna, client, page):
    client.logout()
    with clock.set_to(BEGIN + timedelta(days=5)):
        assert "2 of 2 claims were in date on 5 April 2026" in words(client, PUBLIC)
        assert "No claim was checked again" in words(client, PUBLIC)
    with clock.set_to(BEGIN + YEAR):
        late = words(client, PUBLIC)
        assert "0% 0 of 2 claims were in date on 1 April 2027" in late
        assert "Service: was due by 31 March 2027" in late
        assert "2 of 2 claims were in date on 1 May 2026" in words(client, f"{PUBLIC}?at=2026-05-01")
    with clock.set_to(BEGIN + YEAR + timedelta(days=1)):
        client.force_login(anna.user)
        check(client, page)
        client.logout()
        assert "100% 2 of 2 claims were in date on 2 April 2027" in words(client, PUBLIC)
        assert "2 claims were checked again" in words(client, PUBLIC)
        assert "0% 0 of 2 claims" in words(client, f"{PUBLIC}?at=2027-04-01")


def test_what_was_cited_of_it_stays_as_it_was(anna, page):
    with clock.set_to(BEGIN + YEAR):
        then = html(anna, PUBLIC)
        [address] = re.findall(r'href="http://testserver(/en/about/up-to-date/\?at=[^"]*)"', then)
        check(anna, page)
    with clock.set_to(BEGIN + 2 * YEAR):
        assert "0 of 2 claims were in date on 1 April 2027" in words(anna, address)


def test_the_same_is_there_for_programs(client, page):
    with clock.set_to(BEGIN + YEAR):
        data = client.get("/en/about/up-to-date/data.json").json()
    assert (data["day"], data["totals"]["claims"], data["confirmed"]) == ("2027-04-01", {"in_date": 0, "total": 2}, 0)
    assert (str(page.content_id), "2027-03-31") in {(each["id"], each["due"]) for each in data["due"]}
    then = client.get("/en/about/up-to-date/data.json?at=2026-05-01").json()
    assert then["sources"][0]["in_date"] == then["sources"][0]["total"] == 2


def test_a_page_and_a_claim_say_when_they_were_checked(anna, page):
    history = f"{page.path('en')}versions/"
    told = "Everything on this page was checked on 31 March 2026 or later. It is due again by 31 March 2027."
    assert told in html(anna, history)
    statement = page.statements.get()
    with clock.set_to(BEGIN + timedelta(days=10)):
        check(anna, page, statement.pk)
        assert told in html(anna, history)  # the lead was not
        check(anna, page)
        assert "was checked on 10 April 2026 or later. It is due again by 10 April 2027." in html(anna, history)
        cited = f"/en/id/{str(page.content_id).replace('-', '')[:12]}/1/{str(statement.pk).replace('-', '')[:12]}"
        serial = page.editions.get().publication_id
        assert "It was last checked against its sources on 10 April 2026." in html(
            anna, cited.replace("/1/", f"/{serial}/")
        )
    assert told in html(anna, f"{history}?at=2026-04-01")


def test_a_state_that_was_cited_does_not_change_by_confirming(anna, page):
    before, path = record.live().serial, f"/en/id/{str(page.content_id).replace('-', '')[:12]}/"
    cited = html(anna, f"{path}{before}")
    check(anna, page)
    assert html(anna, f"{path}{before}") == cited
    assert record.live().serial == before + 1


@pytest.mark.database
def test_a_confirmation_is_told_among_the_changes_and_in_the_record(anna, page):
    check(anna, page)
    serial = record.live().serial
    told = "2 parts checked against their sources"
    for path in ("/en/changes/", f"/en/changes/{serial}/", "/en/changes/feed.xml"):
        assert told in html(anna, path)
        assert "anna" not in html(anna, path).split("<main")[-1]
    assert told not in html(anna, "/en/changes/?kind=organisation")
    data = anna.get("/en/changes/data.json").json()["publications"][0]
    assert data["checked"][0]["parts"] == Confirmation.objects.get().checked
    lines = b"".join(anna.get("/record.jsonl")).decode().splitlines()
    assert "confirmations" not in json.loads(lines[0])
    [line] = json.loads(lines[serial - 1])["confirmations"]
    assert line == {
        "page": str(page.content_id), "number": 1, "checked": Confirmation.objects.get().checked
    }  # fmt: skip


@pytest.mark.database
def test_the_logbook_says_who_confirmed(anna, page):
    check(anna, page)
    told = words(anna, "/admin/logbook/refusal/")
    assert "checked against the sources" in told
    assert "2 parts of version 1" in told


# What the database refuses


@pytest.fixture
def made(anna, page):
    check(anna, page)
    return Confirmation.objects.get()


@pytest.mark.database
@pytest.mark.parametrize(
    "act",
    [
        lambda made: Confirmation.objects.filter(pk=made.pk)._raw_delete("default"),
        lambda made: Confirmation.objects.filter(pk=made.pk).update(checked=[]),
        lambda made: Confirmation.objects.filter(pk=made.pk).update(confirmed_by=factories.user()),
        lambda made: Confirmation.objects.create(
            publication_id=1, edition=made.edition, confirmed_by=made.confirmed_by, checked=[]
        ),
    ],
    ids=["deleted", "changed", "of another", "of long ago"],
)
def test_what_was_confirmed_is_kept_as_it_was(made, act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act(made)
    assert Confirmation.objects.get().checked == made.checked


@pytest.mark.database
def test_only_what_readers_see_is_confirmed(made):
    factories.publish(made.edition.page)
    with pytest.raises(IntegrityError), transaction.atomic(), record.locked() as moment:
        Confirmation.objects.create(
            publication=record.publish_at(moment, []), edition=made.edition, confirmed_by=made.confirmed_by, checked=[]
        )


def test_the_message_says_how_many(anna, page):
    form = check(anna, page)
    assert messages(anna.get(form.response["Location"])) == ["2 parts were confirmed."]


# Newer editions of a source


@pytest.fixture
def newer(page):
    """A newer edition of the source of a page, with a passage of the same name and another one."""
    passage = page.statements.get().passages.get()
    source = factories.source(title="Verslag 2015", date="2015")
    source.replaces = passage.source
    source.save()
    new = factories.passage(of=source, key=passage.key, place="p. 44")
    new.summary_en = "What it says in the newer one."
    new.save()
    with clock.set_to(BEGIN + timedelta(days=1)):
        publishing.publish(source)
    return source


@pytest.mark.database
def test_both_editions_of_a_source_lead_to_each_other(client, newer):
    old = newer.replaces
    assert "Newer edition Verslag 2015 (en)" in words(client, old.path("en"))
    assert "Older edition Verslag (en)" in words(client, newer.path("en"))
    assert "Newer edition" not in words(client, f"{old.path('en')}?at=2026-03-31")


@pytest.mark.database
def test_what_rests_on_the_older_edition_stands_beside_the_newer_one_until_it_was_checked(anna, page, newer):
    told = "1 page still rests on it, and not on “Verslag 2015 (en)”"
    with clock.set_to(BEGIN + timedelta(days=2)):
        assert told in words(anna, LIST)
        shown = words(anna, f"{LIST}{newer.replaces.pk}/newer/")
        assert "Older edition , p. 41 What it says. Newer edition , p. 44 What it says in the newer one." in shown
        assert "Service: This is what it says." in shown
        assert "There is a newer edition of this source" in html(anna, f"{LIST}{page.pk}/check/")
        check(anna, page)
        assert told not in words(anna, LIST)
        assert "Nothing rests on the older edition any more." in html(anna, f"{LIST}{newer.replaces.pk}/newer/")


def test_a_source_is_no_newer_edition_of_itself(writer, newer):
    form = Form(writer, f"/admin/content/source/{newer.replaces.pk}/change/")
    form.submit(replaces=str(newer.pk))
    assert form.errors() == {"replaces": ["This source would be a newer edition of itself."]}
    assert html(writer, f"{LIST}{newer.pk}/newer/", status=404)


@pytest.mark.database
def test_a_document_brings_the_older_edition_back(newer):
    document = newer.editions.get().document
    newer.replaces = None
    newer.save()
    assert restore(document).replaces == page_of(document)


def page_of(document):
    return Source.objects.get(content_id=document["classification"]["replaces"][0])
