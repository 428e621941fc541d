"""The logbook: who did what, told to those who may know, from whatever table says it."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.utils import timezone

from content import clock, publishing
from content.models import Redaction
from content.redacting import redact
from cooperation.accounts.models import SignInAttempt
from cooperation.logbook.models import Refusal
from tests import factories
from tests.accounts import person, tries
from tests.forms import Form, address, html

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
LOGBOOK = "/admin/logbook/refusal/"


def member(name, *groups, **more):
    user = person(name, **more)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def rows(client, query=""):
    """What the logbook shows: the cells of each row but the first, which says when."""
    page = re.sub('<a class="log__of".*?</a>', "", html(client, LOGBOOK + query), flags=re.DOTALL)
    cells = [
        re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    ]
    return [[" ".join(re.sub("<[^>]*>", "", cell).split()) for cell in row[1:]] for row in cells if row]


@pytest.fixture
def anna():
    return member("anna", "editor", "publisher")


@pytest.fixture
def boss(client):
    """An administrator, who reads English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    user = member("boss", "administrator")
    client.force_login(user)
    client.user = user
    return client


@pytest.mark.database
def test_all_that_people_do_stands_in_one_list_in_words(boss, anna, client):
    page = factories.organisation(name="Dienst")
    factories.publish_sources()
    client.force_login(anna)
    form = Form(client, address(page))
    form.submit("_publish", title_nl="Nieuwe dienst")
    changed = [row for row in rows(client) if row[1] == "changed"]
    assert changed == [
        ["anna", "changed", "Organisation: Nieuwe dienst", "Changed Title [nl]. Added edition “Nieuwe dienst · 1”."]
    ]
    Form(client, address(page, "withdraw")).submit(reason_nl="Weg.", reason_en="Gone.")
    client.post("/admin/auth/group/", {})
    client.logout()
    tries(client, "anna", "wrong")
    tries(client, "anna")
    asked = Redaction.objects.create(page=page, claim=page.statements.get().pk, reason_nl="Wet.", asked_by=anna)
    publishing.publish(page, by=anna)
    client.force_login(boss.user)
    Form(client, f"/admin/auth/user/{anna.pk}/change/").submit(groups=[str(Group.objects.get(name="editor").pk)])
    redact(asked, by=boss.user)
    shown = rows(client)
    told = {(who, did, what) for who, did, what, _more in shown}
    title = str(type(page).objects.get(pk=page.pk))
    assert told >= {
        ("anna", "published", title),
        ("anna", "withdrawn", title),
        ("anna", "asked for removal by law", title),
        ("boss", "removed by law", title),
        ("anna", "refused", "/admin/auth/group/"),
        ("anna", "signed in", "anna"),
        ("anna", "not let in", "anna"),
        ("boss", "accounts and rights", "User: anna"),
    }
    [rights] = [more for _who, did, _what, more in shown if did == "accounts and rights"]
    assert "Deleted group “publisher”." in rights
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "nl"
    [rights] = [more for _who, did, _what, more in rows(client) if did == "accounts en rechten"]
    assert rights == "Groepen gewijzigd. Groep ‘publisher’ verwijderd."


@pytest.mark.database
def test_a_row_is_found_by_person_page_kind_and_period(boss, anna):
    one, other = (factories.published(factories.organisation(name=name)) for name in ("Alfa", "Beta"))
    LogEntry.objects.log_actions(anna.pk, [one], CHANGE, [{"changed": {"fields": ["Title [nl]"]}}], single_object=True)
    publishing.publish(other, by=anna, change_note={"nl": "Beter.", "en": "Better."})
    Refusal.objects.create(user=boss.user, moment=clock.now() - timedelta(days=40), method="GET", path="/admin/x/")
    old = timezone.localdate(clock.now() - timedelta(days=40))
    assert [row[:2] for row in rows(boss, f"?person={anna.pk}")] == [["anna", "published"], ["anna", "changed"]]
    assert rows(boss, f"?page=%23{one.pk}&kind=changed")[0][2].startswith("Organisation: Alfa")
    assert {row[2] for row in rows(boss, "?page=bet")} == {"Beta"}
    assert rows(boss, "?page=nothing") == []
    assert [row[1] for row in rows(boss, f"?since={old}&until={old}")] == ["refused"]
    assert "refused" not in [row[1] for row in rows(boss, f"?since={old + timedelta(days=1)}")]
    for odd in ("?since=x", "?person=0", "?kind=x", "?page=%2399999999999999999999", "?before=x", "?before=1_2_3"):
        assert boss.get(LOGBOOK + odd).status_code == 200, odd


@pytest.mark.database
def test_it_is_read_from_any_place_without_losing_or_repeating_a_row(boss, anna, monkeypatch):
    monkeypatch.setattr("cooperation.logbook.admin.ON_A_PAGE", 7)
    moment = clock.now()
    for number in range(20):  # many at the very same moment, in two tables
        Refusal.objects.create(
            user=anna, moment=moment - timedelta(minutes=number // 6), method="GET", path=f"/{number}"
        )
        SignInAttempt.objects.create(
            account=anna,
            name=f"try {number}",
            moment=moment - timedelta(minutes=number // 6),
            what="code",
            result="passed",
        )
    seen, query = [], f"?person={anna.pk}"
    while query:
        seen += [row[2] for row in rows(boss, query)]
        found = re.search(r'href="(\?[^"]*)" rel="next"', html(boss, LOGBOOK + query))
        query = found[1].replace("&amp;", "&") if found else ""
    assert len(seen) == 40
    assert len(set(seen)) == 40


def test_whoever_is_no_administrator_sees_their_own_acts_and_what_is_public(boss, anna, client):
    bert = member("bert", "editor")
    page = factories.published(factories.organisation(name="Dienst"))
    for user in (anna, bert):
        LogEntry.objects.log_actions(user.pk, [page], CHANGE, [{"added": {}}], single_object=True)
        Refusal.objects.create(user=user, moment=clock.now(), method="GET", path=f"/of/{user}")
    publishing.publish(page, by=anna, change_note={"nl": "Beter.", "en": "Better."})
    client.force_login(bert)
    for query in ("", f"?person={anna.pk}", "?kind=refused"):
        shown = rows(client, query)
        assert "/of/anna" not in str(shown), query
        assert {row[1] for row in shown if row[0] != "bert"} <= {"published"}, query
    assert "/of/bert" in str(rows(client))
    assert "anna" in str(rows(client))
    assert client.get(f"{LOGBOOK}logbook.csv").status_code == 403
    assert Refusal.objects.filter(user=bert, path=f"{LOGBOOK}logbook.csv").count() == 1
    client.get(f"{LOGBOOK}logbook.csv")
    assert Refusal.objects.filter(user=bert, path=f"{LOGBOOK}logbook.csv").count() == 1


def test_it_can_be_taken_along_as_csv_that_no_spreadsheet_runs(boss, anna):
    for number in range(3):
        Refusal.objects.create(user=anna, moment=clock.now(), method="GET", path=f"=HYPERLINK({number})")
    anna.first_name = "+Anna"
    anna.save()
    response = boss.get(f"{LOGBOOK}logbook.csv?kind=refused")
    lines = list(csv.reader(io.StringIO(response.getvalue().decode())))
    assert lines[0] == ["moment", "who", "kind", "what", "details"]
    assert [line[1:4] for line in lines[1:]] == [
        ["'+Anna", "refused", f"'=HYPERLINK({number})"] for number in (2, 1, 0)
    ]
    assert boss.get(f"{LOGBOOK}logbook.csv?since=x").status_code == 400


def test_a_page_of_it_costs_the_same_whatever_it_holds(boss, anna, django_assert_max_num_queries):
    moment = clock.now()
    Refusal.objects.bulk_create(
        Refusal(user=anna, moment=moment - timedelta(minutes=number), method="GET", path="/x") for number in range(300)
    )
    for _each in range(3):
        factories.published(factories.organisation())
    with django_assert_max_num_queries(18):
        html(boss, LOGBOOK)


@pytest.mark.database
def test_what_is_written_down_stays(boss):
    refusal = Refusal.objects.create(user=boss.user, moment=clock.now(), method="GET", path="/x")
    refusal.path = "/y"
    with pytest.raises(TypeError, match="once"):
        refusal.save()
    assert User.objects.filter(pk=boss.user.pk).exists()
