"""Addresses are for ever: those of pages, of all their routes, of claims, and those to cite."""

import json
import re
from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from content import clock, publishing
from content.identity import short
from content.models import Address, Edition, Redaction
from content.publishing import withdraw
from content.record import live
from content.redacting import redact
from content.rules.triggers import lift, put_on
from tests import factories
from tests.factories import publish
from tests.forms import Form, address

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
GONE = {"nl": "Weg.", "en": "Gone."}
NL, EN = "/nl/organisaties/dienst/", "/en/organisations/dienst-en/"


def get(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


@pytest.fixture(scope="module")
def written():
    page = factories.organisation(name="Dienst", slug="dienst", cited=False, sentence_name_nl="de Dienst")
    factories.statement(page, anchor="taak", text="De taak.")
    return factories.published(page)


@pytest.fixture
def page(bodies):
    return bodies


def rename(page, slug, **fields):
    for name, value in {"slug_nl": slug, "slug_en": f"{slug}-en", **fields}.items():
        setattr(page, name, value)
    page.save()
    return publish(page)


def cited(client, path=NL):
    """The address to cite that a page prints."""
    return re.search(r"/(?:nl|en)/id/[0-9a-f]+/\d+", get(client, path))[0]


# Routes


@pytest.mark.parametrize("route", ["", "versies/", "versies/1/"])
def test_every_route_of_a_page_moves_with_it(client, page, route):
    rename(page, "bureau")
    response = client.get(NL + route)
    assert (response.status_code, response.url) == (301, f"/nl/organisaties/bureau/{route}")
    get(client, response.url)


@pytest.mark.database
def test_an_address_that_was_public_belongs_to_its_page(client, page, english):
    rename(page, "bureau")
    other = factories.organisation(slug="dienst", title_en="Other")
    with pytest.raises(publishing.ValidationError) as refused:
        publish(other)
    assert set(refused.value.message_dict) == {"slug_nl", "slug_en"}
    other.statements.all().delete()
    other.delete()
    rename(page, "dienst")
    assert "<h1>Dienst" in get(client, NL)


def test_the_form_says_at_its_field_that_an_address_belongs_to_another_page(writer, page):
    rename(page, "bureau")
    draft = factories.organisation(slug="ander")
    form = Form(writer, address(draft))
    form.submit("_save", slug_nl="dienst")
    assert "belongs to another page" in form.errors()["slug_nl"][0]


@pytest.mark.parametrize("slug", ["wijzigingen", "api", "changes", "id", "zoeken", "tijdlijn"])
def test_an_address_of_the_site_itself_is_refused(slug):
    page = factories.info_page(slug=slug)
    with pytest.raises(publishing.ValidationError) as refused:
        page.full_clean()
    assert "slug_nl" in refused.value.message_dict


@pytest.mark.database
def test_a_version_address_that_two_pages_printed_names_both(client, page):
    other = factories.published(factories.organisation(name="Ander", slug="ander"))
    lift()  # as it could be before addresses belonged to a page
    Edition.objects.filter(page=other).update(path_nl=NL)
    put_on()
    html = get(client, f"{NL}versies/1/", 300)
    assert len(set(re.findall(r'href="(/nl/id/[^"]+)"', html))) == 2
    assert "Ander</a>" in html
    assert Address.objects.get(path=NL).page_id == page.pk


# Citing


def test_a_page_prints_a_short_address_that_holds_its_id_and_the_state_of_the_site(client, page):
    for path, language in ((NL, "nl"), (EN, "en")):
        assert cited(client, path) == f"/{language}/id/{short(page.content_id)}/{live().serial}"
        assert len(f"{cited(client, path)}/{'0' * 12}") <= 60
        assert f"http://testserver{cited(client, path)}" in get(client, path)


@pytest.mark.database
def test_what_was_cited_shows_the_page_as_it_was_whatever_became_of_it(client, page):
    other = factories.published(factories.organisation(name="Raad", slug="raad", sentence_name_nl="de Raad"))
    factories.relation(other, page, role="supervises")
    publish(other)
    then = cited(client)
    before = get(client, then)
    assert "toezicht" in before
    rename(page, "bureau", title_nl="Bureau")
    rename(other, "college", title_nl="College", sentence_name_nl="het College")
    page.statements.get().delete()
    factories.statement(page, text="Anders.")
    publish(page)
    withdraw(other, reason=GONE, aware=True)
    withdraw(page, reason=GONE, aware=True)
    after = get(client, then)
    for html in (before, after):
        assert "<h1>Dienst" in html
        assert "De taak." in html
        assert "de Raad</a>" in html
        assert "noindex" in html
    assert "Bureau" not in after


def test_what_was_cited_is_the_same_bytes_after_other_changes(client, page):
    then = cited(client)
    page_then = get(client, then)
    factories.published(factories.organisation())
    factories.published(factories.info_page(name="Privacy"))
    assert get(client, then) == page_then


@pytest.mark.database
def test_an_old_version_is_shown_with_what_stood_around_it_then(client, page):
    other = factories.published(factories.organisation(name="Raad", sentence_name_nl="de Raad"))
    factories.relation(page, other)
    publish(page)
    rename(page, "dienst", title_nl="Nieuw")
    rename(other, "college", sentence_name_nl="het College")
    assert "de Raad</a>" in get(client, f"{NL}versies/2/")
    assert "het College</a>" in get(client, f"{NL}versies/3/")


def test_a_withdrawn_page_is_cited_as_withdrawn(client, page):
    before = cited(client)
    withdraw(page, reason=GONE)
    assert "Weg." in get(client, f"/nl/id/{short(page.content_id)}/{live().serial}", 410)
    get(client, before)


def test_what_a_page_said_before_it_was_withdrawn_says_that_it_was(client, page):
    before = cited(client)
    withdraw(page, reason=GONE)
    for path in (before, f"{NL}versies/1/"):
        banner = re.search(r'<aside class="banner".*?</aside>', get(client, path), re.DOTALL)[0]
        assert "Deze pagina is ingetrokken op" in banner
        assert f'<a href="{NL}">Lees waarom</a>' in banner


@pytest.mark.database
def test_every_version_in_a_history_can_be_opened(client, page):
    withdraw(page, reason=GONE)
    publish(page)
    html = get(client, f"{NL}versies/")
    for number, status in {1: 200, 2: 410, 3: 200}.items():
        assert f'href="{NL}versies/{number}/"' in html
        get(client, f"{NL}versies/{number}/", status)
    assert "Weg." in get(client, f"{NL}versies/2/", 410)
    assert html.count("nu te zien") == 1


@pytest.mark.parametrize("typed", [str.upper, lambda path: f"{path}/", lambda path: f"{path.upper()}/"])
def test_an_address_to_cite_is_found_as_people_type_it(client, page, typed):
    claim = short(page.statements.get().pk)
    for path in (f"{short(page.content_id)}/{live().serial}", f"{short(page.content_id)}/{live().serial}/{claim}"):
        for start in ("/nl/id/", "/id/"):
            response = client.get(start + typed(path))
            if typed(path) != path:
                assert (response.status_code, response.url) == (301, start + path)


@pytest.mark.parametrize("wrong", ["0", "999999", "9" * 30])
def test_a_state_that_never_was_is_not_found(client, page, wrong):
    get(client, f"/nl/id/{short(page.content_id)}/{wrong}", 404)
    get(client, f"/nl/id/{'f' * 12}/1", 404)


def test_a_page_is_not_cited_in_a_state_before_it_was_there(client, page):
    newcomer = factories.published(factories.organisation())
    get(client, f"/nl/id/{short(newcomer.content_id)}/{live().serial - 2}", 404)


def claim_address(page, claim):
    return f"/nl/id/{short(page.content_id)}/{live().serial}/{short(claim.pk)}"


def still(html):
    """What is said of whether a claim still stands."""
    found = re.search(r'<aside class="ledger still still--(\w+)".*?</aside>', html, re.DOTALL)
    return found[1], " ".join(strip_tags(found[0]).split())


def test_a_claim_has_a_page_of_its_own_that_its_page_leads_to(client, page):
    claim = page.statements.get()
    path = claim_address(page, claim)
    assert f'<a class="anchor" href="{path}"' in get(client, NL)
    html = get(client, path)
    for words in ("De taak.", "stand 2014", f"http://testserver{path}", f'href="{path.rpartition("/")[0]}#s-taak"'):
        assert words in html
    assert 'class="notes__title"' in html
    get(client, path.replace("/nl/", "/en/"))
    get(client, f"{path.rpartition('/')[0]}/{'f' * 12}", 404)


def formats(html):
    """A citation in each format, as it stands on a page."""
    found = re.findall(r'<details class="format"><summary>(.*?)</summary><pre dir="ltr">(.*?)</pre>', html, re.DOTALL)
    return {name: unescape(text) for name, text in found}


def test_a_claim_is_cited_in_the_formats_of_programs_with_both_dates_and_its_source(client, page):
    claim = page.statements.get()
    claim.text_nl = "<p>Eén } taak | van &lt;2&gt; {{x}} 50% &amp; _meer_<br>regel.</p>"
    claim.save()
    publish(page)
    path = claim_address(page, claim)
    told = formats(get(client, path))
    told = {name: text for name, text in told.items() if "HTML" not in name}
    assert set(told) == {"BibTeX", "RIS", "CSL-JSON", "Wikipedia (Nederlands)", "Wikipedia (English)"}
    address = f"http://testserver{path}"
    for name, text in told.items():
        assert address in text, name
        assert str(live().moment.year) in text, name
        assert "stand 2014" in text.rpartition("}} ")[2], name
        assert "Verslag" in text, name
    [item] = json.loads(told["CSL-JSON"])
    assert item["title"].startswith("Eén } taak | van <2> {{x}} 50% & _meer_")
    assert item["issued"]["date-parts"][0][0] == live().moment.year
    lines = told["RIS"].splitlines()
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert (lines[0], lines[-1].strip()) == ("TY  - ELEC", "ER  -")
    bibtex = re.sub(r"\\[{}#$%&_]", "", told["BibTeX"])  # without what is escaped, braces are in pairs
    assert bibtex.count("{") == bibtex.count("}")
    wiki = told["Wikipedia (Nederlands)"]
    assert wiki.startswith("{{Citeer web |url=")
    assert wiki.count("{{") == wiki.count("}}") == 1


def test_a_page_is_cited_in_the_same_formats(client, page):
    told = formats(get(client, NL))
    assert f"http://testserver{cited(client)}" in told["BibTeX"]
    assert "|titel=Dienst " in told["Wikipedia (Nederlands)"]


@pytest.mark.parametrize("path", ["/nl/organisaties/", "/nl/wijzigingen/", "/nl/zoeken/?q=dienst", "/nl/tijdlijn/"])
def test_a_view_prints_an_address_that_shows_it_for_ever(client, page, path):
    html = get(client, path)
    address = unescape(re.search(r'class="address" href="http://testserver([^"]+)" rel="bookmark"', html)[1])
    assert address.startswith(path)
    rename(page, "bureau", title_nl="Bureau")
    assert "Bureau" not in get(client, address)
    assert "Dienst" in get(client, address)


def test_a_claim_can_stand_in_a_frame_as_it_was_or_as_it_is_and_nothing_else_can(client, page):
    claim = page.statements.get()
    told = formats(get(client, claim_address(page, claim)))
    pinned, current = (
        re.search('src="http://testserver([^"]+)"', text)[1] for name, text in told.items() if "HTML" in name
    )
    claim.text_nl = "<p>Anders &lt;b&gt;.</p>"
    claim.save()
    publish(page)
    for path, words in ((pinned, "De taak."), (current, "Anders &lt;b&gt;.")):
        response = client.get(path)
        html = response.content.decode()
        assert words in html
        assert "Verslag" in html
        assert "stand 2014" in html.lower()
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response
        assert "<script" not in html
        assert not response.cookies
    assert "Veranderd op" in get(client, pinned)
    claim.delete()
    factories.statement(page)
    publish(page)
    assert "staat niet meer op de site" in get(client, current, 410)
    assert "De taak." in get(client, pinned)
    for path in (NL, claim_address(page, page.statements.get())):
        assert "frame-ancestors 'none'" in client.get(path)["Content-Security-Policy"]
        assert client.get(path)["X-Frame-Options"] == "DENY"
    get(client, f"/nl/embed/{'f' * 12}/{'f' * 12}", 404)


def test_a_reader_can_say_that_a_claim_is_not_right(client, page):
    html = get(client, claim_address(page, page.statements.get()))
    letter = unescape(re.search(r'href="(mailto:[^"]+)"[^>]*>Laat het ons weten', html)[1])
    assert quote(claim_address(page, page.statements.get())) in letter


def test_a_citation_says_that_it_is_still_so(client, page):
    path = claim_address(page, page.statements.get())
    factories.published(factories.organisation())
    publish(page)
    kind, told = still(get(client, path))
    assert kind == "unchanged"
    assert "Dat staat er nog zo: niet veranderd sinds" in told


@pytest.mark.database
def test_a_citation_says_what_changed_in_its_words(client, page):
    claim = page.statements.get()
    path = claim_address(page, claim)
    claim.text_nl = "<p>De andere taak &lt;b&gt;.</p>"
    claim.save()
    publish(page, change_note={"nl": "Beter gelezen.", "en": "Read better."})
    html = get(client, path)
    kind, told = still(html)
    assert kind == "changed"
    assert "Beter gelezen." in told
    assert re.search(r"De <ins>.*?andere </ins>taak", html)
    assert "&lt;b&gt;" in html
    assert "De taak." in html.split('id="said"')[1]
    assert html.count("Vanaf ") == 2
    assert still(get(client, claim_address(page, claim)))[0] == "unchanged"


def test_a_citation_says_that_its_claim_went_or_its_page(client, page):
    claim = page.statements.get()
    path = claim_address(page, claim)
    key = short(claim.pk)
    claim.delete()
    factories.statement(page)
    publish(page, change_note={"nl": "Dat klopte niet.", "en": "That was wrong."})
    kind, told = still(get(client, path))
    assert kind == "removed"
    assert "Dat klopte niet." in told
    later = f"/nl/id/{short(page.content_id)}/{live().serial}"  # there is the note that it is gone
    assert client.get(f"{later}/{key}").url == f"{later}#s-taak"
    assert '<li id="s-taak">' in get(client, later)
    withdraw(page, reason=GONE)
    kind, told = still(get(client, path))
    assert kind == "withdrawn"
    assert "Weg." in told


def test_the_line_tells_when_and_why_of_the_change_itself_whatever_came_after(client, page):
    claim = page.statements.get()
    path = claim_address(page, claim)
    claim.text_nl = "<p>Anders.</p>"
    claim.save()
    with clock.set_to(clock.now() + timedelta(days=2)):
        publish(page, change_note={"nl": "Beter gelezen.", "en": "Read better."})
    with clock.set_to(clock.now() + timedelta(days=4)):
        withdraw(page, reason=GONE)
        publish(page, change_note={"nl": "Weer terug.", "en": "Back."})
        kind, told = still(get(client, path))
        assert kind == "changed"
        assert "Beter gelezen." in told
        assert "Weer terug." not in told
        claim.text_nl = "<p>De taak.</p>"
        claim.save()
        publish(page, change_note={"nl": "Toch niet.", "en": "Undone."})
        kind, told = still(get(client, path))
        assert kind == "unchanged"
        assert "Dat staat er weer zo" in told


def test_a_citation_says_that_its_words_went_by_law(client, page):
    claim = page.statements.get()
    path = claim_address(page, claim)
    claim.text_nl = "<p>Andere woorden.</p>"
    claim.save()
    publish(page)
    later = claim_address(page, claim)
    asked = {"page": page, "claim": claim.pk, "reason_nl": "Rechter.", "reason_en": "Court."}
    redact(Redaction.objects.create(**asked, asked_by=factories.user()), by=factories.user())
    for each in (path, later):
        kind, told = still(get(client, each))
        assert kind == "redacted"
        assert "verwijderd op grond van de wet" in told
        assert "Andere woorden" not in get(client, each)


@pytest.mark.database
def test_a_citation_says_that_its_source_changed(client, page):
    claim = page.statements.get()
    path = claim_address(page, claim)
    source = claim.passages.get().source
    source.title_nl = "Ander verslag"
    source.save()
    publish(source)
    publish(page)
    kind, told = still(get(client, path))
    assert kind == "source"
    assert "Ander" in told


def test_a_relation_is_cited_from_both_sides_and_changes_with_the_name_of_the_other(client, page):
    other = factories.published(factories.organisation(name="Raad", slug="raad", sentence_name_nl="de Raad"))
    relation = factories.relation(page, other, role="informs")
    publish(page)
    paths = [claim_address(each, relation) for each in (page, other)]
    assert "De Dienst informeert" in get(client, paths[0])
    assert "De Raad krijgt informatie van" in get(client, paths[1])
    rename(other, "kamer", title_nl="Kamer", sentence_name_nl="de Kamer")
    for path in paths:
        html = get(client, path)
        assert still(html)[0] == "changed"
        assert "de Raad" in html or "De Raad" in html
    withdraw(other, reason=GONE, aware=True)
    assert still(get(client, paths[0]))[0] == "hidden"
    assert still(get(client, paths[1]))[0] == "withdrawn"


@pytest.mark.database
def test_a_cited_page_says_what_became_of_all_that_it_says(client, page):
    gone = factories.statement(page, anchor="weg", text="Wat weg gaat.")
    publish(page)
    then = cited(client)
    assert "Alles wat er staat, staat er nog zo." in get(client, then)
    claim = page.statements.get(anchor="taak")
    claim.text_nl = "<p>De nieuwe taak.</p>"
    claim.save()
    gone.delete()
    factories.statement(page, text="Wat erbij komt.")
    publish(page)
    html = get(client, then)
    assert "Van wat er staat, is sindsdien: 1 veranderd, 1 weg, 1 nieuw." in html
    changes = html.split('class="frame banner__changes"')[1].split("</details>")[0]
    assert "<ins>" in changes
    assert "Wat weg gaat." in changes
    assert f'href="{then}/{short(claim.pk)}"' in changes


@pytest.mark.database
def test_a_claim_is_cited_where_its_page_was_withdrawn_by_what_says_so(client, page):
    claim = short(page.statements.get().pk)
    withdraw(page, reason=GONE)
    there = client.get(f"/nl/id/{short(page.content_id)}/{live().serial}/{claim}").url
    assert "Weg." in get(client, there, 410)


def test_a_relation_to_a_page_that_was_not_public_is_not_cited(client, page):
    relation = factories.relation(page, factories.organisation(), anchor="stil")
    publish(page)
    get(client, f"/nl/id/{short(page.content_id)}/{live().serial}/{short(relation.pk)}", 404)


def test_an_address_without_a_language_leads_to_that_of_the_reader(client, page):
    path = f"/id/{short(page.content_id)}/{live().serial}"
    for language in ("nl", "en"):
        response = client.get(path, headers={"accept-language": language})
        assert response.url == f"/{language}{path}"
        assert "Accept-Language" in response["Vary"]


# Anchors


@pytest.fixture
def related(page):
    other = factories.organisation(name="Raad", slug="raad", sentence_name_nl="de Raad")
    return other, factories.relation(other, page, role="supervises", anchor="toezicht"), publish(other)


def anchors(html):
    return set(re.findall(r'id="([rs]-[^"]+)"', html))


def test_anchors_are_the_same_in_both_languages_and_after_a_rename(client, page, related):
    other, relation, _edition = related
    before = anchors(get(client, NL))
    assert f"r-{str(relation.pk)[:8]}" in before
    assert anchors(get(client, EN)) == before
    rename(other, "college")
    assert anchors(get(client, NL)) == before


@pytest.mark.database
def test_an_anchor_that_was_public_in_earlier_times_still_leads_there(client, page, related):
    other, relation, _edition = related
    relation.former_anchors = ["raad-toezicht", "council-toezicht", "oude-raad-toezicht"]
    relation.save()
    publish(other)
    html = get(client, NL)
    for anchor in relation.former_anchors:
        assert html.count(f'id="r-{anchor}"') == 1


@pytest.mark.database
def test_the_anchor_of_a_public_claim_stays(page, english):
    page.statements.update(anchor="anders")
    with pytest.raises(publishing.ValidationError, match="was public as “taak”"):
        publish(page)


def test_the_key_of_a_public_passage_stays(english):
    passage = factories.public_passage()
    passage.key = "anders"
    passage.save()
    with pytest.raises(publishing.ValidationError, match="was public as"):
        publish(passage.source)


@pytest.mark.database
def test_an_anchor_is_not_given_to_another_claim(page, english):
    page.statements.get().delete()
    factories.statement(page, anchor="nieuw")
    publish(page)
    factories.statement(page, anchor="taak")
    with pytest.raises(publishing.ValidationError, match="“taak” was the anchor of something else"):
        publish(page)


def test_the_form_does_not_offer_to_change_an_anchor_that_is_public(writer, page):
    form = Form(writer, address(page))
    assert re.search(r'name="statements-0-anchor"[^>]*disabled', form.response.content.decode())
    form.submit("_save", **{"statements-0-anchor": "anders"})
    assert page.statements.get().anchor == "taak"


def test_a_claim_that_is_gone_leaves_its_anchor_and_the_way_to_it(client, page):
    page.statements.get().delete()
    factories.statement(page)
    state = publish(page).publication_id - 1
    html = get(client, NL)
    gone = html[html.index('class="gone') :]
    assert '<li id="s-taak">' in gone
    [url] = re.findall(r'<a href="(/nl/id/[^"]+)"', gone)
    assert url.split("/")[4] == str(state)
    assert "De taak." in get(client, url)
    publish(page)  # it stays so
    assert '<li id="s-taak">' in get(client, NL)


@pytest.mark.database
def test_a_relation_that_is_gone_leaves_its_anchor_on_both_pages(client, page, related):
    other, relation, _edition = related
    there = f"r-{str(relation.pk)[:8]}"
    relation.delete()
    publish(other)
    assert f'<li id="{there}">' in get(client, NL)
    assert '<li id="r-toezicht">' in get(client, "/nl/organisaties/raad/")


@pytest.mark.database
def test_a_withdrawn_page_leaves_its_anchors_on_others_until_it_is_back(client, page, related):
    other, relation, _edition = related
    there = f'<li id="r-{str(relation.pk)[:8]}">'
    withdraw(other, reason=GONE)
    assert there in get(client, NL)
    publish(other)
    assert there not in get(client, NL)
    assert 'class="gone' not in get(client, NL)


def test_withdrawing_a_page_leaves_the_anchors_of_relations_that_others_have_with_it(client, page, related):
    other, relation, _edition = related
    raad = "/nl/organisaties/raad/"
    withdraw(page, reason=GONE, aware=True)
    html = get(client, raad)
    assert html.count('id="r-toezicht"') == html.count('<li id="r-toezicht">') == 1
    relation.delete()
    publish(other)
    [url] = re.findall(r'<li id="r-toezicht">[^<]*<a href="(/nl/id/[^"]+)"', get(client, raad))
    [shown] = re.findall('href="([^"]+)#r-toezicht"', get(client, url))
    assert 'id="r-toezicht"' in get(client, shown)


def test_a_relation_is_back_without_its_mark_when_the_other_page_is(client, page, related):
    withdraw(page, reason=GONE, aware=True)
    publish(page)
    html = get(client, "/nl/organisaties/raad/")
    assert html.count('id="r-toezicht"') == 1
    assert 'class="gone' not in html


def test_an_anchor_that_went_while_the_other_page_was_withdrawn_is_not_given_away(client, page, related, english):
    other, relation, _edition = related
    withdraw(page, reason=GONE, aware=True)
    relation.delete()
    publish(other)
    third = factories.published(factories.organisation())
    factories.relation(other, third, anchor="toezicht")
    with pytest.raises(publishing.ValidationError, match="“toezicht” was the anchor of something else"):
        publish(other)


@pytest.mark.parametrize("stands", [True, False])
def test_an_anchor_where_another_page_has_its_relation_is_not_given_away(page, related, english, stands):
    other, relation, _edition = related
    anchor = str(relation.pk)[:8]
    if not stands:
        relation.delete()
        publish(other)
    factories.relation(page, factories.published(factories.organisation()), anchor=anchor)
    with pytest.raises(publishing.ValidationError, match="was the anchor of something else"):
        publish(page)


def test_a_relation_that_came_and_went_while_a_page_was_withdrawn_leaves_no_mark(client, page):
    plan = withdraw(page, reason=GONE, at=clock.now() + timedelta(hours=1))
    withdraw(page, reason=GONE, keep=[plan.pk])
    other = factories.organisation(name="Raad", slug="raad")
    factories.relation(other, page, anchor="ongezien")
    publish(other)
    with clock.set_to(clock.now() + timedelta(hours=2)):
        live()
        assert 'id="r-ongezien"' not in get(client, "/nl/organisaties/raad/")


def test_a_relation_that_nobody_saw_leaves_no_mark(client, page):
    unseen = factories.organisation(name="Ongezien", slug="ongezien")
    relation = factories.relation(page, unseen, anchor="stil")
    publish(page)
    relation.delete()
    publish(page)
    assert 'id="r-stil"' not in get(client, NL)
    publish(unseen)
    assert 'class="gone' not in get(client, "/nl/organisaties/ongezien/")


def test_the_permanent_id_leads_to_the_page_wherever_it_lives(client, page):
    rename(page, "bureau")
    path = reverse("page_permalink", args=[page.content_id])
    assert client.get(path).url.startswith(("/nl/organisaties/bureau", "/en/organisations/bureau"))


@pytest.mark.database
def test_a_page_that_is_back_says_when_it_was_off_and_why_wherever_it_is_cited(client, page):
    claim = page.statements.get()
    before, own = cited(client), claim_address(page, claim)
    withdraw(page, reason=GONE)
    off = f"/nl/id/{short(page.content_id)}/{live().serial}"
    assert "Sinds" not in get(client, off, 410)
    claim.text_nl = "<p>De nieuwe taak.</p>"
    claim.save()
    publish(page)
    told = "(‘Weg.’). Sinds"
    for path in (before, own, f"{NL}versies/1/"):
        assert told in get(client, path), path
    assert "(“Gone.”), and is back since" in get(client, before.replace("/nl/", "/en/"))
    html = get(client, off, 410)
    assert told in html
    compared = get(client, re.search(r'href="(/nl/vergelijken/[^"]+)"', html)[1])
    assert re.search(r"<ins>.*?nieuwe *</ins>", compared)
    assert told in get(client, f"{NL}versies/2/", 410)
    assert told not in get(client, cited(client))


def test_a_relation_is_not_removed_but_hidden_while_the_page_at_its_other_end_is_withdrawn(client, page):
    other = factories.published(factories.organisation(name="Raad", slug="raad", sentence_name_nl="de Raad"))
    relation = factories.relation(page, other)
    publish(page)
    own = claim_address(page, relation)
    withdrawal = withdraw(other, reason=GONE, aware=True)
    kind, told = still(get(client, own))
    assert kind == "hidden"
    assert "Nu niet te zien op de site: de pagina ‘Raad’ is ingetrokken op" in told
    assert "Weg." in told
    assert "de pagina ‘Raad’ was ingetrokken" in get(client, own)
    told = "Niet te zien: De Dienst werkt samen met de Raad. (stand 2014)"
    for path in (own.rpartition("/")[0], f"/nl/wijzigingen/{withdrawal.publication_id}/"):
        html = strip_tags(get(client, path))
        assert told in html, path
        assert "De pagina “Raad” is ingetrokken op" in html, path
    there = f"/nl/id/{short(other.content_id)}/{withdrawal.publication_id - 1}/{short(relation.pk)}"
    assert still(get(client, there))[0] == "withdrawn"
    publish(other)
    assert still(get(client, own))[0] == "unchanged"
    withdraw(other, reason=GONE, aware=True)
    relation.delete()
    publish(page)
    assert still(get(client, own))[0] == "removed"
