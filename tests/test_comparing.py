"""Any two states of a page, chosen on the page of its versions, and compared claim by claim."""

import re

import pytest
from django.utils.html import strip_tags

from content.identity import short
from content.models import Redaction
from content.publishing import withdraw
from content.record import live
from content.redacting import redact
from tests import factories
from tests.factories import publish

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
HISTORY = {"nl": "/nl/organisaties/dienst/versies/", "en": "/en/organisations/dienst-en/versions/"}
ROUTE = {"nl": "/nl/vergelijken/", "en": "/en/compare/"}
GONE = {"nl": "Weg.", "en": "Gone."}
NOTE = {"nl": "Beter gelezen.", "en": "Read better."}


def get(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


def text(html):
    return " ".join(strip_tags(html.partition("<main")[2].partition("</main")[0]).split())


def claims(html):
    """What became of each claim that differs, as words."""
    told = html.partition('id="differences"')[2].partition("<details>")[0]
    return [" ".join(strip_tags(each).split()) for each in re.findall(r"<li>(.*?)</li>", told, re.DOTALL)]


def options(html, name):
    """What can be chosen in a field of the form: serial numbers, and which of them is."""
    field = re.search(rf'<select id="{name}" name="{name}">(.*?)</select>', html, re.DOTALL)[1]
    found = re.findall(r'<option value="(\d+)"( selected)?>', field)
    return [int(serial) for serial, _chosen in found], next(int(serial) for serial, chosen in found if chosen)


def chosen(client, page, before, after, language="nl", **more):
    """What a reader sees who sends the form."""
    asked = {"from": before, "to": after, **more}
    response = client.get(f"{ROUTE[language]}{short(page.content_id)}/", asked, follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture(scope="module")
def written():
    page = factories.organisation(name="Dienst", title_en="Service", slug="dienst", cited=False)
    factories.statement(page, anchor="taak", text="De oude taak.", text_en="The old task.")
    factories.statement(page, anchor="blijft", text="Dit blijft.", text_en="This stays.")
    factories.statement(page, anchor="weg", text="Dit gaat weg.", text_en="This goes.")
    return factories.published(page)


@pytest.fixture
def page(bodies):
    return bodies


@pytest.fixture
def states(page):
    """The serial numbers of three versions of the page: claims change in the second, and one comes in the third."""
    found = [live().serial]
    claim = page.statements.get(anchor="taak")
    claim.text_nl, claim.text_en = "<p>De nieuwe taak &lt;b&gt;.</p>", "<p>The new task.</p>"
    claim.save()
    page.statements.get(anchor="weg").delete()
    found.append(publish(page, change_note=NOTE).publication_id)
    factories.statement(page, anchor="erbij", text="Dit komt erbij.", text_en="This comes.")
    return [*found, publish(page).publication_id]


@pytest.mark.parametrize("language", HISTORY)
def test_two_versions_are_chosen_on_the_page_of_versions_and_compared(client, page, states, language):
    history = get(client, HISTORY[language])
    assert options(history, "from") == (states[::-1], states[1])
    assert options(history, "to") == (states[::-1], states[2])
    assert f'action="{ROUTE[language]}{short(page.content_id)}/"' in history
    html = chosen(client, page, states[0], states[2], language)
    told = {
        "nl": ["Veranderd: De [weg:] oude[nieuw:] nieuwe taak", "Weg: Dit gaat weg.", "Nieuw: Dit komt erbij."],
        "en": ["Changed: The [gone:] old[new:] new task.", "Gone: This goes.", "New: This comes."],
    }
    for words, claim in zip(told[language], claims(html), strict=True):
        assert claim.startswith(words)
    assert "&lt;b&gt;" in html or language == "en"
    counts = {"nl": "1 veranderd, 1 weg, 1 nieuw, 3 hetzelfde.", "en": "1 changed, 1 gone, 1 new, 3 the same."}
    assert counts[language] in text(html)
    assert {"nl": "Dit blijft.", "en": "This stays."}[language] in html.partition("<details>")[2]
    assert NOTE[language] in text(html)
    assert options(html, "from")[1], options(html, "to")[1] == (states[0], states[2])


def test_every_two_can_be_compared_and_the_older_comes_first(client, page, states):
    assert claims(chosen(client, page, states[1], states[2])) == claims(chosen(client, page, states[2], states[1]))
    assert len(claims(chosen(client, page, states[1], states[2]))) == 1
    same = chosen(client, page, states[1], states[1])
    assert claims(same) == []
    assert "niets anders tussen deze twee" in text(same)


def test_a_claim_that_differs_leads_to_where_it_can_be_seen(client, page, states):
    html = chosen(client, page, states[0], states[2])
    for address in re.findall(r'<li><b><a href="([^"]+)"', html):
        get(client, address)
    assert len(re.findall(r'<li><b><a href="([^"]+)"', html)) == 3
    assert f'<a href="{ROUTE["en"]}{short(page.content_id)}/{states[0]}/{states[2]}/" lang="en"' in html


def test_a_change_because_of_another_page_is_a_state_to_choose(client, page, states):
    other = factories.published(factories.organisation(name="Raad", title_en="Council", sentence_name_nl="de Raad"))
    factories.relation(other, page, role="informs")
    serial = publish(other, change_note=NOTE).publication_id
    assert options(get(client, HISTORY["nl"]), "to") == ([serial, *states[::-1]], serial)
    [claim] = claims(chosen(client, page, states[2], serial))
    assert "krijgt informatie van de Raad" in claim


def test_a_page_that_was_withdrawn_said_nothing_and_why(client, page, states):
    serial = withdraw(page, reason=GONE).publication_id
    told = text(chosen(client, page, states[2], serial))
    assert "De pagina was toen ingetrokken" in told
    assert "Weg." in told
    again = publish(page).publication_id
    assert claims(chosen(client, page, states[2], again)) == []


def test_redacted_words_never_come_back(client, page, states):
    asked = {"page": page, "claim": page.statements.get(anchor="taak").pk, "reason_nl": "Rechter.", "reason_en": "Law."}
    redact(Redaction.objects.create(**asked, asked_by=factories.user()), by=factories.user())
    serial = live().serial
    for before in [*states, serial]:
        html = chosen(client, page, before, serial)
        assert "oude" not in html
        assert "nieuwe taak" not in html
    assert "op grond van de wet" in text(html)


def test_who_looks_at_a_moment_chooses_among_what_there_was(client, page, states):
    moment = page.editions.get(publication=states[1]).published_at.isoformat().replace("+00:00", "Z")
    html = client.get(HISTORY["nl"], {"at": moment}).content.decode()
    assert options(html, "to")[0] == states[1::-1]
    assert '<input type="hidden" name="at"' in html
    assert len(claims(chosen(client, page, states[0], states[1], at=moment))) == 2
    response = client.get(f"{ROUTE['nl']}{short(page.content_id)}/{states[0]}/{states[2]}/", {"at": moment})
    assert response.status_code == 404


@pytest.mark.parametrize("query", ["", "?from=x&to=%00", f"?from={'9' * 17}", "?from=0&to=1", "?from=-1"])
def test_an_odd_choice_is_no_failure(client, page, query):
    response = client.get(f"{ROUTE['nl']}{short(page.content_id)}/{query}", follow=True)
    assert response.status_code in (200, 404)


def test_what_never_was_is_not_found(client, page):
    for path in ("0123456789ab/1/2/", f"{short(page.content_id)}/0/1/", f"{short(page.content_id)}/1/{'9' * 30}/"):
        get(client, ROUTE["nl"] + path, 404)


def test_a_page_with_one_state_has_nothing_to_choose(client, page):
    assert "<select" not in get(client, HISTORY["nl"])
