"""Many pages at once: one screen lists what happens to each, and nothing else happens than what it listed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from content import clock, publishing
from content.models import Edition, Page, Policy, SavedCopy
from tests import factories
from tests.accounts import person, signs_in
from tests.forms import LIST, Form, html, messages

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
NOTE = {"change_note_nl": "Beter.", "change_note_en": "Better.", "change": "correction"}
WHY = {"reason_nl": "Dubbel.", "reason_en": "A duplicate."}


def chosen(client, act, pages):
    """Choose pages in the list and an act: the screen that it leads to."""
    response = client.post(LIST, {"action": act, "_selected_action": [page.pk for page in pages]})
    assert response.status_code == 302, messages(response)
    return Form(client, response["Location"])


def confirmed(form, **values):
    """What is told after an act is confirmed."""
    return [str(each) for each in form.client.get(form.submit(**values)["Location"]).context["messages"]]


def public(page):
    return Edition.objects.final().filter(page=page.pk, superseded_at=None, state="approved").exists()


@pytest.fixture
def pages():
    """Two pages that are public, of which the first was edited since, and one that cites nothing."""
    edited, same = (factories.published(factories.organisation(name=name)) for name in ("Anders", "Gelijk"))
    edited.lead_nl = "Anders."
    edited.save()
    return edited, same, factories.organisation(name="Leeg", cited=False)


def rows_of(form):
    return {row.page.title_nl: row for row, _ticked in form.response.context["rows"]}


def test_the_screen_tells_of_each_page_what_happens_and_what_is_refused(writer, pages):
    rows = rows_of(chosen(writer, "publish", pages))
    assert not rows["Anders"].refused
    assert "takes the place of version 1" in " ".join(rows["Anders"].told)
    assert rows["Anders"].asks_note
    assert rows["Gelijk"].refused == ["Readers see this already: nothing has changed."]
    assert "cites no source" in " ".join(rows["Leeg"].refused)


@pytest.mark.database
def test_pages_are_published_with_one_note_and_what_is_refused_stays_as_it_is(writer, pages):
    form = chosen(writer, "publish", pages)
    told = confirmed(form, **NOTE)
    assert told == ["1 page was published: “Anders”."]
    assert Edition.objects.final().filter(page=pages[0].pk).count() == 2
    assert Edition.objects.final().filter(page=pages[1].pk).count() == 1
    assert not public(pages[2])


def test_what_the_screen_refused_is_not_done_whoever_asks_for_it(writer, pages):
    form = chosen(writer, "publish", pages)
    same = next(row for row, _ticked in form.response.context["rows"] if row.page == pages[1])
    [told] = confirmed(form, page=same.key, seen=same.seen, **NOTE)
    assert told == "“Gelijk” was left as it is. Readers see this already: nothing has changed."
    assert Edition.objects.final().filter(page=pages[1].pk).count() == 1


def test_a_note_is_asked_where_readers_may_have_cited_what_changes(writer, pages):
    form = chosen(writer, "submit", pages)
    response = form.submit(change_note_nl="", change="")
    assert set(response.context["form"].errors) == {"change_note_nl", "change"}
    assert not Edition.objects.waiting().exists()


@pytest.mark.database
def test_what_somebody_saved_since_is_left_alone_and_told(writer, pages):
    form = chosen(writer, "publish", pages)
    statement = pages[0].statements.get()
    statement.text_nl = "<p>Van een collega.</p>"
    statement.save()
    [told] = confirmed(form, **NOTE)
    assert "Somebody saved or published it meanwhile" in told
    assert Edition.objects.final().filter(page=pages[0].pk).count() == 1


def test_what_the_screen_did_not_show_is_not_done(writer, pages):
    form = chosen(writer, "publish", pages)
    form.values["page"] = [str(page.pk) for page in pages]
    del form.values["seen"]
    confirmed(form, **NOTE)
    assert Edition.objects.final().filter(page__in=pages).count() == 2


def test_a_page_and_the_new_source_that_it_needs_go_together(writer):
    page = factories.organisation(name="Nieuw", cited=False)
    factories.statement(page, passages=[factories.passage(of=factories.source(title="Nieuw verslag"))])
    form = chosen(writer, "publish", [page])
    assert set(rows_of(form)) == {"Nieuw", "Nieuw verslag"}
    assert [[str(each) for each in group] for group in form.response.context["together"]] == [
        ["Nieuw", "Nieuw verslag"]
    ]
    assert confirmed(form) == ["2 pages were published: “Nieuw”, “Nieuw verslag”."]
    assert public(page)


@pytest.mark.database
def test_a_source_that_is_unticked_stays_and_what_needs_it_is_refused(writer):
    page = factories.organisation(name="Nieuw")
    form = chosen(writer, "submit", [page])
    [told] = confirmed(form, page=str(page.pk))
    assert "publish that source first" in told
    assert not Edition.objects.exists()


def test_new_pages_that_link_to_each_other_go_together(writer):
    one, other = (factories.organisation(name=name, cited=False) for name in ("Een", "Ander"))
    known = factories.public_passage()
    for page, there in ((one, other), (other, one)):
        factories.statement(page, text=f'Zie <a href="{there.path("nl")}">daar</a>.', passages=[known])
    confirmed(chosen(writer, "publish", [one, other]))
    assert public(one)
    assert public(other)


def test_withdrawing_names_the_pages_that_lean_on_each_and_asks_whether_all_the_same(writer):
    one, other = (factories.organisation(name=name) for name in ("Een", "Ander"))
    factories.relation(other, one)
    for page in (one, other):
        factories.published(page)
    form = chosen(writer, "withdraw", [one])
    assert [str(page) for page in rows_of(form)["Een"].leaning] == ["Ander"]
    assert "aware" in form.submit(**WHY).context["form"].errors
    assert public(one)
    form.read()
    assert confirmed(form, aware="on", **WHY) == ["1 page was withdrawn: “Een”."]
    assert not public(one)
    assert public(other)


def test_pages_are_withdrawn_for_one_reason_in_both_languages(writer, pages, client):
    form = chosen(writer, "withdraw", pages)
    assert set(form.submit(reason_nl="Dubbel.").context["form"].errors) == {"reason_en"}
    form.read()
    confirmed(form, **WHY)
    assert not any(map(public, pages))
    notes = Edition.objects.filter(state="withdrawn").values_list("change_note_en", flat=True)
    assert list(notes) == ["A duplicate.", "A duplicate."]


def test_what_is_planned_is_decided_on_the_page_itself(writer, pages):
    publishing.approve(publishing.submit(pages[0]), at=clock.now() + timedelta(days=3))
    for act in ("publish", "withdraw"):
        assert "Something is planned for it" in " ".join(rows_of(chosen(writer, act, pages[:1]))["Anders"].refused)


@pytest.mark.database
def test_the_check_date_is_saved_and_kept_as_a_form_does(writer, pages):
    told = confirmed(chosen(writer, "check_date", pages[:2]), review_by="2031-05-01")
    assert told == ["2 pages were saved: “Anders”, “Gelijk”."]
    assert {str(page.review_by) for page in Page.objects.filter(pk__in=[pages[0].pk, pages[1].pk])} == {"2031-05-01"}
    last = SavedCopy.objects.of(pages[0]).first()
    assert last.read()["review_by"] == "2031-05-01"
    assert last.saved_by.is_superuser
    told = confirmed(chosen(writer, "check_date", pages[:2]), review_by="2031-05-01")
    assert told == ["These were like that already: “Anders”, “Gelijk”."]


@pytest.mark.database
def test_a_theme_is_set_and_taken_away_and_others_stay(writer, pages):
    old, new = factories.theme(name="Oud"), factories.theme(name="Nieuw thema")
    pages[0].themes.add(old)
    confirmed(chosen(writer, "theme", pages[:2]), theme=str(new.pk), way="file")
    assert [str(theme) for theme in pages[0].themes.order_by("title_nl")] == ["Nieuw thema", "Oud"]
    assert SavedCopy.objects.of(pages[1]).first().read()["classification"]["theme"] == [str(new.content_id)]
    confirmed(chosen(writer, "theme", pages[:2]), theme=str(old.pk), way="take_away")
    assert [str(theme) for theme in pages[0].themes.all()] == ["Nieuw thema"]
    assert [str(theme) for theme in pages[1].themes.all()] == ["Nieuw thema"]


def test_nobody_publishes_at_once_where_the_site_asks_for_two(writer, pages):
    form = chosen(writer, "publish", pages)
    Policy.objects.update_or_create(pk=1, defaults={"approver_differs": True})
    assert form.submit(**NOTE).status_code == 403
    assert writer.get(form.path).status_code == 403
    assert "publish" not in dict(writer.get(LIST).context["action_form"].fields["action"].choices)


def test_too_many_or_no_pages_are_refused(writer, pages):
    for _number in range(51):
        factories.organisation(cited=False)
    response = writer.post(
        LIST, {"action": "submit", "_selected_action": [page.pk for page in Page.objects.all()]}, follow=True
    )
    assert "no more than 50 pages" in messages(response)[-1]
    for query in ("", "?pages=", "?pages=x,-1,9999999999999999999999", "?pages=999999999"):
        response = writer.get(f"{LIST}bulk/submit/{query}", follow=True)
        assert messages(response) == ["Choose pages in the list first."]


def test_what_publishes_or_withdraws_many_asks_once_more_who_it_is(strict, client, pages):
    """A session is enough to submit many; for what readers see at once it is not."""
    boss = person("boss", superuser=True, app=True)
    signs_in(client, boss)
    session = client.session
    session["shown"] -= 3600
    session.save()
    for act, asks in {"publish": True, "withdraw": True, "submit": False, "check_date": False}.items():
        response = client.get(f"{LIST}bulk/{act}/?pages={pages[0].pk}")
        assert (response.status_code == 302 and "/account/again/" in response["Location"]) == asks, act


def test_an_editor_submits_many_and_is_not_offered_more(client, pages):
    anna = person("anna")
    anna.groups.add(Group.objects.get(name="editor"))
    client.force_login(anna)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    told = confirmed(chosen(client, "submit", pages[:1]), **NOTE)
    assert told == ["1 page was submitted: “Anders”."]
    assert Edition.objects.waiting().get().submitted_by == anna
    assert "Submit these pages" in html(client, f"{LIST}bulk/submit/?pages={pages[1].pk}")
