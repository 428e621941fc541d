"""What editors tell each other of a page: on its form, at its review and in the inbox, and nowhere outside."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from content import publishing
from content.models import Note, Redaction
from content.redacting import redact
from tests import factories
from tests.forms import address, html

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    """An editor and a publisher, each signed in."""
    found = {}
    for name, group in (("anna", "editor"), ("bea", "publisher")):
        found[name] = Client(headers={"accept-language": "en"})
        user = factories.user(name=name)
        user.groups.add(Group.objects.get(name=group))
        found[name].force_login(user)
    return found


def leaves(client, page, text, **about):
    return client.post(f"/admin/notes/{page.pk}/", {"text": text, **about}, follow=True)


@pytest.mark.database
def test_a_note_about_a_claim_is_met_wherever_a_colleague_looks_until_it_is_done(people):
    page = factories.organisation(name="Dienst")
    claim = page.statements.get()
    factories.publish_sources()
    edition = publishing.submit(page, by=factories.user(name="cas"))
    leaves(people["bea"], page, "Klopt dit <jaar>?", about=str(claim.pk))
    form, review = address(page), f"/admin/content/edition/{edition.pk}/review/"
    for path in (form, review, "/admin/inbox/"):
        assert "Klopt dit &lt;jaar&gt;?" in html(people["anna"], path), path
    assert f'href="#row-{claim.pk}"' in html(people["anna"], form)
    assert "row__mark--note" in html(people["anna"], form)
    assert "1 note of a colleague" in html(people["anna"], "/admin/")
    assert "Klopt dit" not in html(people["bea"], "/admin/inbox/")  # it is her own
    note = Note.objects.get()
    people["anna"].post(f"/admin/notes/{page.pk}/", {"done": str(note.pk)})
    assert "Done with by anna" in html(people["bea"], form)
    assert "row__mark--note" not in html(people["anna"], form)
    assert "Klopt dit" not in html(people["anna"], "/admin/inbox/")


def test_an_empty_note_is_none_and_a_claim_that_goes_leaves_its_notes(people):
    page = factories.organisation(name="Dienst")
    claim = page.statements.get()
    assert "Write what your colleagues are to know." in leaves(people["anna"], page, " ").content.decode()
    leaves(people["anna"], page, "Hoort hier niet.", about=str(claim.pk))
    claim.delete()
    assert "about what is gone" in html(people["bea"], address(page))
    assert not leaves(people["anna"], page, "Nee.", about="elders").redirect_chain
    assert Note.objects.count() == 1


def test_words_that_go_by_law_take_the_notes_about_their_page_along(people):
    page = factories.published(factories.organisation(name="Dienst"))
    leaves(people["anna"], page, "Jan Jansen woont daar niet.")
    asked = Redaction.objects.create(
        page=page, reason_nl="Rechter.", reason_en="Court.", asked_by=factories.user(name="x")
    )
    redact(asked, by=factories.user(name="y"))
    assert not Note.objects.exists()
