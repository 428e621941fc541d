"""What a body says of a claim that it disputes: under that claim, wherever it is shown, for as long as it stands."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from content.changes import is_edited
from content.documents.building import build_document
from content.documents.restoring import restore
from content.documents.taking import TakenBefore
from content.identity import short
from content.models import Edition, Redaction
from content.record import live
from content.redacting import redact
from cooperation import moment
from tests import factories
from tests.factories import publish
from tests.forms import Form, address, html

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

NOTE = {"change_note_nl": "Een opmerking van de Dienst.", "change_note_en": "A remark.", "change": "update"}
REMARK = {
    "remark_nl": "Wij <b>deden</b> dit nooit.",
    "remark_en": "We {{never}} did so.",
    "remark_by_nl": "de Dienst",
    "remark_by_en": "the Service",
    "remark_date": "2025-03-03",
    "remark_url": "https://example.org/brief?a=1&b=2",
}
DUTCH = "Opmerking van de Dienst, 3 maart 2025</a></b>: Wij &lt;b&gt;deden&lt;/b&gt; dit nooit.</p>"
ENGLISH = "Remark of the Service, 3 March 2025</a></b>: We {{never}} did so.</p>"
TOLD = "Opmerking van de Dienst, 3 maart 2025: Wij <b>deden</b> dit nooit."


@pytest.fixture(scope="module")
def written():
    """A page with a statement and two relations that are told together, all public."""
    made = factories.organisation(name="Dienst", slug="dienst", cited=False)
    cited = factories.passage(of=factories.source(slug="verslag"))
    factories.statement(made, anchor="taak", passages=[cited])
    for name in ("raad", "kring"):
        other = factories.published(factories.organisation(name=name.title(), slug=name))
        factories.relation(made, other, anchor=name, passages=[cited])
    publish(made)
    return made


@pytest.fixture
def page(bodies):
    return bodies


def remark(writer, page, rows="statements", number=0, **values):
    """Type a remark at a claim, and publish the page."""
    form = Form(writer, address(page))
    form.submit("_publish", **NOTE, **{f"{rows}-{number}-{name}": text for name, text in (REMARK | values).items()})
    return form


def errors(form):
    return {name.rsplit("-", 1)[-1]: messages for name, messages in form.errors().items()}


def paths(page, claim, language="nl"):
    """Where a claim can be seen in the newest state: on its page, by itself, and on another site."""
    cited = f"{short(str(page.content_id))}/{live().serial}/{short(str(claim.pk))}"
    page_path = {"nl": "/nl/organisaties/dienst/", "en": "/en/organisations/dienst-en/"}[language]
    return page_path, f"/{language}/id/{cited}", f"/{language}/embed/{cited}"


def test_a_remark_stands_under_its_claim_in_both_languages(writer, page):
    assert remark(writer, page).errors() == {}
    claim = page.statements.get()
    for language, words in (("nl", DUTCH), ("en", ENGLISH)):
        own, cited, embedded = paths(page, claim, language)
        for path in (own, cited):
            text = html(writer, path)
            assert f'<p class="remark"><b><a href="https://example.org/brief?a=1&amp;b=2">{words}' in text
            assert text.index("Dit staat er." if language == "nl" else "This is what it says.") < text.index("remark")
        assert words.replace("</a></b>", "") in html(writer, embedded)


def test_a_relation_that_is_disputed_is_told_by_itself_on_both_pages(writer, page):
    assert "Raad</a>" in html(writer, "/nl/organisaties/dienst/")
    assert 'class="one"' in html(writer, "/nl/organisaties/dienst/")
    remark(writer, page, "relations")
    for path in ("/nl/organisaties/dienst/", "/nl/organisaties/kring/"):
        text = html(writer, path)
        assert text.count(DUTCH) == 1
        assert 'class="one"' not in text
    assert DUTCH not in html(writer, "/nl/organisaties/raad/")
    assert DUTCH in html(writer, paths(page, page.relations.first())[1])


def test_a_remark_is_data(writer, page):
    remark(writer, page)
    remark(writer, page, "relations")
    data = json.loads(html(writer, "/en/organisations/dienst-en/data.json"))
    remarks = [claim["remark"] for claim in data["claims"] if "remark" in claim]
    assert remarks == 2 * [
        {
            "label": "Remark of the Service, 3 March 2025",
            "by": "the Service",
            "date": "2025-03-03",
            "text": "We {{never}} did so.",
            "url": "https://example.org/brief?a=1&b=2",
        }
    ]
    for table in ("claims", "relations"):
        rows = list(csv.DictReader(io.StringIO(html(writer, f"/nl/gegevens/{table}.csv"))))
        [row] = [row for row in rows if row["remark_nl"]]
        assert {name: row[name] for name in REMARK} == REMARK


def test_a_remark_comes_and_goes_as_a_change_and_stays_in_the_past(writer, page):
    claim, before = page.statements.get(), live()
    then = paths(page, claim)[1]
    remark(writer, page)
    between = live()
    still = html(writer, then)
    assert "Veranderd op" in still
    assert "Wij &lt;b&gt;deden&lt;/b&gt; dit nooit." in still[still.index("<ins>") : still.index("</ins>")]
    assert TOLD.replace("<", "&lt;").replace(">", "&gt;") in still[still.index('id="history"') :]
    told = html(writer, f"/nl/wijzigingen/{between.serial}/")
    assert "Opmerking van de Dienst" in told
    remark(writer, page, **dict.fromkeys(REMARK, ""))
    assert "deden" not in html(writer, "/nl/organisaties/dienst/").split("<main")[1]
    at = "/nl/organisaties/dienst/?at={}"
    assert DUTCH in html(writer, at.format(moment.written(between.moment)))
    assert DUTCH not in html(writer, at.format(moment.written(before.moment)))
    assert DUTCH in html(writer, "/nl/organisaties/dienst/versies/2/")
    assert "<del>" in html(writer, f"/nl/wijzigingen/{live().serial}/")


@pytest.mark.database
def test_a_document_without_a_remark_is_as_it_was_and_one_with_it_comes_back(writer, page):
    assert "remark" not in str(Edition.objects.latest("pk").document)
    remark(writer, page)
    remark(writer, page, "relations", remark_url="")
    document = page.editions.latest("number").read()
    assert document["statements"][0]["remark"]["url"] == REMARK["remark_url"]
    assert document["relations"][0]["remark"] == {
        "text": {"nl": REMARK["remark_nl"], "en": REMARK["remark_en"]},
        "by": {"nl": "de Dienst", "en": "the Service"},
        "date": "2025-03-03",
    }
    assert build_document(restore(document), TakenBefore(document)) == document
    first = page.editions.get(number=1).read()
    assert build_document(restore(first), TakenBefore(first)) == first
    assert is_edited(page, page.editions.latest("number"))


def test_a_remark_is_whole_or_not_there(writer, page):
    needed = REMARK.keys() - {"remark_url"}
    for given in ({"remark_nl"}, {"remark_url"}, REMARK.keys() - {"remark_by_en", "remark_date"}):
        form = remark(writer, page, **dict.fromkeys(REMARK.keys() - given, ""))
        assert errors(form).keys() == needed - given
        assert all("A remark needs its words and who says so" in told for [told] in errors(form).values())


def test_a_remark_is_not_of_tomorrow_and_leads_to_no_unsafe_address(writer, page):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert errors(remark(writer, page, remark_date=tomorrow)) == {"remark_date": ["This day is still to come."]}
    for url in ("http://example.org/", "javascript:alert(1)", "https://user@example.org/"):
        assert list(errors(remark(writer, page, remark_url=url))) == ["remark_url"]


def test_readers_are_told_why_a_remark_comes(writer, page):
    form = Form(writer, address(page))
    form.submit("_publish", **{f"statements-0-{name}": text for name, text in REMARK.items()})
    asked = writer.get(form.response["Location"]).context["adminform"].form.errors
    assert {"change_note_nl", "change"} <= asked.keys()


@pytest.mark.database
@pytest.mark.parametrize(("rows", "whole"), [("statements", False), ("relations", False), ("relations", True)])
def test_a_remark_goes_with_the_words_that_go_by_law(writer, page, rows, whole):
    remark(writer, page, rows)
    claim = getattr(page, rows).first()
    own = paths(page, claim)[0]
    reasons = {"reason_nl": "Uitspraak van de rechter.", "reason_en": "By court."}
    asked = Redaction.objects.create(
        page_id=page.pk, claim=None if whole else claim.pk, with_notes=True, asked_by=factories.user(), **reasons
    )
    shown = writer.post("/admin/content/redaction/", {"action": "confirm", "_selected_action": [asked.pk]})
    assert "the Service – We {{never}} did so." in shown.content.decode()
    redact(asked, by=factories.user())
    files = ("/nl/gegevens/claims.csv", "/nl/gegevens/relations.csv")
    for path in (own, f"{own}versies/2/", "/nl/organisaties/kring/", *files):
        assert "deden" not in html(writer, path), path
    assert "deden" not in str([*Edition.objects.values_list("document", "links__data")])
    assert not getattr(page, rows).exclude(remark_nl="").exclude(remark_nl=None).exists()
