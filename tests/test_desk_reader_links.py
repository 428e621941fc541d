"""Links by which somebody without an account sees a page that is not public."""

import logging
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client

from content import clock
from content.models import ReaderLink, Redaction
from content.redacting import redact
from cooperation.desk.logs import WithoutKeys
from cooperation.models import Organisation
from tests import factories
from tests.forms import address, html, messages

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


@pytest.fixture
def page():
    page = factories.published(factories.organisation(name="Dienst"))
    Organisation.objects.filter(pk=page.pk).update(title_nl="Geheime titel", title_en="Secret title")
    return Organisation.objects.get(pk=page.pk)


def made(client, page, **chosen):
    """Make a link for a page; return where it leads, by language."""
    response = client.post(f"/admin/reader-links/{page.pk}/", {"side": "working", "days": "7"} | chosen)
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    return {language: re.sub("^https?://[^/]+", "", path) for language, path in response.context["made"].items()}


@pytest.mark.database
def test_whoever_has_the_link_sees_the_page_as_it_was_then_in_both_languages(writer, page):
    paths = made(writer, page)
    Organisation.objects.filter(pk=page.pk).update(title_nl="Nog later")
    for language, title in {"nl": "Geheime titel", "en": "Secret title"}.items():
        response = Client().get(paths[language])
        assert f"{title} (" in response.content.decode() or f"{title}</h1>" in response.content.decode()
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
        assert paths["en" if language == "nl" else "nl"] in response.content.decode()
    assert "Dienst" in Client().get(page.path("nl")).content.decode()


@pytest.mark.database
def test_the_key_is_long_shown_once_and_stored_nowhere(writer, page):
    paths = made(writer, page)
    key = paths["nl"].split("/")[-2]
    assert len(key) == 32
    assert made(writer, page)["nl"] != paths["nl"]
    assert key not in html(writer, f"/admin/reader-links/{page.pk}/")
    stored = [str(list(model._base_manager.values_list())) for model in apps.get_models()]
    assert key not in "".join(stored)


def test_one_answer_is_given_to_what_is_unknown_over_or_revoked(writer, page):
    revoked, over = made(writer, page)["en"], made(writer, page, days="1")["en"]
    first = ReaderLink.objects.order_by("pk").first()
    response = writer.post(f"/admin/reader-links/{page.pk}/", {"revoke": first.pk}, follow=True)
    assert messages(response) == ["The link was revoked: it leads nowhere any more."]
    with clock.set_to(clock.now() + timedelta(days=1, seconds=1)):
        answers = [Client().get(path) for path in (revoked, over, "/en/preview/for/" + "a" * 32 + "/")]
    assert {answer.status_code for answer in answers} == {404}
    keys = re.compile("/for/[^/]+/|voor/[^/]+/")
    assert len({keys.sub("", answer.content.decode()) for answer in answers}) == 1
    assert {answer["Cache-Control"] for answer in answers} == {answers[0]["Cache-Control"]}
    assert ReaderLink.objects.get(pk=first.pk).document == {}


def test_the_form_and_the_logbook_say_who_made_and_revoked_a_link(writer, page):
    made(writer, page)
    [link] = ReaderLink.objects.all()
    assert f"by a link of {link.made_by}" in html(writer, address(page))
    writer.post(f"/admin/reader-links/{page.pk}/", {"revoke": link.pk})
    assert "by a link of" not in html(writer, address(page))
    told = html(writer, "/admin/logbook/refusal/")
    assert told.count("Link for a reader: Geheime titel, until") == 2
    assert "revoked" in html(writer, f"/admin/reader-links/{page.pk}/")


@pytest.mark.database
def test_words_that_go_by_law_do_not_come_back_by_a_link(writer, page):
    citing = factories.published(factories.organisation(name="Ander"))
    factories.relation(citing, page)
    factories.publish_sources()
    path, other = made(writer, page)["nl"], made(writer, citing)["nl"]
    assert Client().get(path).status_code == 200
    asked = Redaction.objects.create(page=page, reason_nl="Wet.", reason_en="Law.", asked_by=factories.user())
    redact(asked, by=factories.user())
    assert Client().get(path).status_code == Client().get(other).status_code == 404
    assert not ReaderLink.objects.exists()
    assert "Geheime titel" not in html(writer, "/admin/logbook/refusal/")


def test_nothing_else_that_is_not_public_is_shown(writer, page):
    source = factories.source(title="Geheime bron")
    factories.statement(page, passages=[factories.passage(of=source)])
    factories.relation(page, factories.organisation(name="Geheime partner"))
    response = writer.post(f"/admin/reader-links/{page.pk}/", {"side": "working", "days": "7"})
    assert "is not public with the passage" in response.content.decode()
    assert not ReaderLink.objects.exists()
    factories.publish_sources()
    assert "Geheime partner" not in Client().get(made(writer, page)["nl"]).content.decode()
    response = writer.post(f"/admin/reader-links/{page.pk}/", {"side": "submitted", "days": "7"})
    assert "Nothing of this page is submitted now." in response.content.decode()


def test_only_who_may_change_a_page_makes_and_revokes_links_of_it(writer, page):
    made(writer, page)
    [link], other = ReaderLink.objects.all(), factories.organisation()
    publisher, client = factories.user(), Client()
    publisher.groups.add(Group.objects.get(name="publisher"))
    client.force_login(publisher)
    for values in ({"side": "working", "days": "7"}, {"revoke": link.pk}):
        assert client.post(f"/admin/reader-links/{page.pk}/", values).status_code == 403
    assert writer.post(f"/admin/reader-links/{other.pk}/", {"revoke": link.pk}).status_code == 404
    assert writer.post(f"/admin/reader-links/{page.pk}/", {"revoke": "x"}).status_code == 404
    writer.post(f"/admin/reader-links/{page.pk}/", {"side": "working", "days": "365"})
    writer.post(f"/admin/reader-links/{page.pk}/", {"side": "live", "days": "7"})
    assert [each.revoked_at for each in ReaderLink.objects.all()] == [None]


def test_no_log_has_the_key():
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 1, "%s: %s", ("Error", "/nl/voorbeeld/voor/abc_DEF-1/?x=1"), None
    )
    assert WithoutKeys().filter(record)
    assert record.getMessage() == "Error: /nl/voorbeeld/voor/…/?x=1"
