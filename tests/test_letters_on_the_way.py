"""Letters about pages on their way: to whom they concern, if they want them, and never about one's own act."""

import pytest

from content import publishing
from content.models import Edition
from cooperation.letters.models import Letter, Wishes
from tests import factories
from tests.forms import Form, html
from tests.test_review import anna, bea, decide, member, page  # noqa: F401 -- fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
CHOICE = "/admin/account/letters/"


@pytest.fixture(autouse=True)
def _mail(settings, anna, bea):  # noqa: F811
    settings.SENDS_LETTERS, settings.BASE_URL = True, "http://testserver"
    for client in (anna, bea):
        client.user.email = f"{client.user.username}@example.org"
        client.user.save()


def letters():
    return list(Letter.objects.order_by("pk").values_list("to", "template", "language"))


def test_each_hears_of_what_concerns_them(anna, bea, page):  # noqa: F811
    edition = publishing.submit(page, by=anna.user)
    assert letters() == [("bea@example.org", "version_waits", "nl")]
    assert f"http://testserver/admin/content/edition/{edition.pk}/review/" in Letter.objects.get().text
    decide(bea, edition, "reject", reason="De bron <is> ouder.")
    assert letters()[1:] == [("anna@example.org", "version_returned", "nl")]
    assert "De bron <is> ouder." in Letter.objects.first().text
    plan = publishing.submit(page, by=anna.user)
    decide(bea, plan, "approve", when="later", day="2100-01-01", hour="10:00")
    assert "gepland voor 1 januari 2100" in Letter.objects.first().text
    decide(bea, plan, "move", day="2100-02-01", hour="10:00")
    assert "gepland voor 1 februari 2100" in Letter.objects.first().text
    decide(bea, plan, "cancel", reason="Nee.")
    decide(bea, publishing.submit(page, by=anna.user), "approve", when="now")
    assert [template for _to, template, _language in letters()[2:]] == [
        "version_waits", "version_approved", "version_moved", "version_returned", "version_waits", "version_approved"
    ]  # fmt: skip


def test_nobody_hears_of_what_they_did_themselves(bea, page):  # noqa: F811
    both = member("cees", "editor", "publisher")
    both.user.email = "cees@example.org"
    both.user.save()
    edition = publishing.submit(page, by=both.user)
    decide(both, edition, "approve", when="now")
    decide(both, publishing.submit(page, by=both.user), "take_back")
    assert {to for to, _template, _language in letters()} == {"bea@example.org"}


def test_each_chooses_which_letters_they_get_and_in_which_language(anna, bea, page):  # noqa: F811
    form = Form(bea, CHOICE)
    del form.values["waiting"]
    form.submit()
    form = Form(anna, CHOICE)
    form.submit(language="en")
    assert "Your choice was saved." in html(anna, CHOICE)
    decide(bea, publishing.submit(page, by=anna.user), "approve", when="now")
    assert letters() == [("anna@example.org", "version_approved", "en")]
    assert Wishes.objects.count() == 2


def test_one_letter_tells_of_a_page_and_its_source(anna, page):  # noqa: F811
    factories.statement(page, passages=[factories.passage(of=factories.source(title="Verslag"))])
    source = page.statements.last().passages.get().source
    publishing.submit_set([page, source], by=anna.user)
    assert [letter.subject for letter in Letter.objects.all()] == ["‘Dienst’ wacht op beoordeling"]


def test_without_a_mail_server_nothing_is_written_and_what_is_undone_tells_nobody(settings, anna, page):  # noqa: F811
    factories.statement(page, passages=[])
    with pytest.raises(Exception, match="passage"):
        publishing.submit(page, by=anna.user)
    page.statements.last().delete()
    settings.SENDS_LETTERS = False
    publishing.submit(page, by=anna.user)
    assert Edition.objects.waiting().exists()
    assert letters() == []
    assert "This site sends no letters at present." in html(anna, CHOICE)


def test_letters_is_a_way_on_from_the_account(anna):  # noqa: F811
    assert f'href="{CHOICE}"' in html(anna, "/admin/account/")
