"""Check my text: every citation that a text holds, and how it stands."""

import re
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils.html import strip_tags

from content.identity import short
from content.models import Publication
from content.publishing import withdraw
from content.record import live
from cooperation.citing.addresses import MOST
from tests import factories
from tests.factories import publish

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
GONE = {"nl": "Weg.", "en": "Gone."}
ID, CLAIM = "0123456789ab", "c1a1c1a1c1a1"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def written():
    page = factories.organisation(name="Dienst", title_en="Service", slug="dienst", cited=False)
    factories.statement(page, anchor="taak", text="De taak.", text_en="The task.")
    return factories.published(page)


@pytest.fixture
def page(bodies):
    return bodies


def form(language="en"):
    """The path of the form, in a language."""
    return next(path for path in (f"/{language}/check/", "/nl/nakijken/") if Client().get(path).status_code == 200)


def send(text, language="en", **more):
    """What a browser gets that sends a text, without any cookie or token."""
    client = Client(enforce_csrf_checks=True)
    response = client.post(form(language), urlencode({"text": text}), content_type=FORM, **more)
    assert not response.cookies
    return response


def listed(text):
    """The citations that are found in a text, as they stand in the address of the answer."""
    response = send(text)
    assert response.status_code == 303, strip_tags(response.content.decode())
    return re.fullmatch("/en/check/(.+)/", response.url)[1].split("~")


def refused(text):
    response = send(text)
    assert response.status_code == 422
    return response.content.decode()


def answer(*paths, language="en", at=""):
    """The answer about a text with these addresses, as words; each citation from a `#` on."""
    response = Client().get(send(" ".join(paths), language).url + (f"?at={at}" if at else ""))
    assert response.status_code == 200
    return response.content.decode()


def standings(html):
    """How each citation stands: the kind, and the words."""
    found = re.findall(r'class="ledger still still--(\w+)">(.*?)</section>', html, re.DOTALL)
    return [(kind, " ".join(strip_tags(words).split())) for kind, words in found]


def cited(page, claim=None):
    path = f"/en/id/{short(page.content_id)}/{live().serial}"
    return f"{path}/{short(claim.pk)}" if claim else path


# The form


def test_the_form_is_a_page_that_can_be_found_and_sets_no_cookie(client, page):
    response = client.get(form())
    html = response.content.decode()
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert '<label for="text">' in html
    assert "csrf" not in html
    assert "noindex" not in html
    claim = client.get(cited(page, page.statements.get())).content.decode()
    assert f'<a href="{form()}">Check all citations in a text</a>' in claim


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("/nl", ""), ("/en", ""), ("", ""), ("https://example.org/nl", "/"), ("HTTPS://EXAMPLE.ORG/EN", "."),
        ("http://localhost:8000", ","), ("(/nl", ")."), ('<a href="https://example.org/nl', '">'), ("nl", "”"),
        ("/nl", "?at=2026-11-28"), ("/nl", "#s-taak"), ("[x](/nl", ")"), ("/nl", "/;"), ("zie\xa0/nl", "\n"),
        ("https://web.archive.org/web/2026/https://example.org/nl", "…"), ("正文/nl", "正文"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", [f"/id/{ID}/7", f"/id/{ID}/7/{CLAIM}", f"/ID/{ID.upper()}/7/{CLAIM.upper()}"])
def test_an_address_is_found_however_it_stands_in_a_text(before, path, after):
    language = before[-2:].lower()
    found = f"{ID}.7.{CLAIM}" if path.count("/") == 4 else f"{ID}.7"
    assert listed(f"Zie {before}{path}{after}") == [found + (f".{language}" if language in ("nl", "en") else "")]


def test_an_address_is_found_within_another_one_and_with_invisible_signs_in_it():
    wrapped = "https://mail.example/?url=" + quote(f"https://example.org/nl/id/{ID}/7/{CLAIM}", safe="") + "&data=1"
    assert listed(wrapped) == [f"{ID}.7.{CLAIM}.nl"]
    assert listed(f"/nl/id/{ID[:4]}\u00ad{ID[4:]}/7\u200b/{CLAIM}\0") == [f"{ID}.7.{CLAIM}.nl"]


@pytest.mark.parametrize(
    "text",
    [
        "No address.", f"/id/{ID}", f"/id/{ID[:-1]}/7", f"/id/{ID}a/7", f"/id/{ID}/", f"/id/{ID}/x", f"/id/{ID}/7a",
        f"/id/{ID}/7/{CLAIM}0", f"/id/{ID}/7/{CLAIM[:-1]}", f"/valid/{ID}/7", f"/id/{ID}/{'9' * 19}",
        "/id/٣٣٣٣٣٣٣٣٣٣٣٣/٧", f"/ıd/{ID}/7", f"/id/{ID}/７", "/id/" * 40_000,
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_citation_is_not_found(text):
    html = refused(text)
    assert "This text has no address of a citation" in html
    assert 'aria-describedby="text-problem text-help" aria-invalid="true"' in html
    assert 'id="text-problem"' in html
    assert "noindex" in html
    assert 'rel="canonical"' not in html


def test_each_is_listed_once_in_the_order_of_the_text():
    text = f"/nl/id/{ID}/8 /en/id/{ID}/7/{CLAIM} /ID/{ID.upper()}/008/ /id/{ID}/7"
    assert listed(text) == [f"{ID}.8.nl", f"{ID}.7.{CLAIM}.en", f"{ID}.8", f"{ID}.7"]


def test_of_very_many_the_first_are_checked_and_the_answer_says_so(client):
    text = " ".join(f"/nl/id/{ID}/{number}" for number in range(1, MOST + 24))
    parts = listed(text)
    assert parts[-2:] == [f"{ID}.{MOST}.nl", "and.23"]
    html = client.get(send(text).url).content.decode()
    assert f"Your text has {MOST + 23} citations. These are the first {MOST}." in html
    assert len(standings(html)) == MOST


def test_a_text_without_a_citation_is_given_back_as_it_was_typed():
    html = refused("\n</textarea><script>alert(1)</script>\0 &amp; ‮{{ 7 }}")
    assert "<script>alert" not in html
    assert "\0" not in html
    assert "\n\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; ‮{{ 7 }}</textarea>" in html


@pytest.mark.parametrize("text", ["", "  \r\n ", "\0"])
def test_an_empty_text_is_refused_at_its_field(text):
    assert "Paste a text first." in refused(text)


def test_a_text_that_is_too_long_is_refused():
    address = f"/id/{ID}/7 "
    assert listed(address + "é\r\n" * 90_000) == [f"{ID}.7"]
    for text in ("x" * 300_000, "👩" * 300_000):
        assert "You can check 200,000 characters at once." in refused(address + text)


@pytest.mark.parametrize("body", [b"", b"text", b"text=%ff%00%ed%a0%80", b"\xff\xfe", b"other=1", b"text=1&text=2"])
@pytest.mark.parametrize("content_type", [FORM, "text/plain", "application/json"])
def test_whatever_is_sent_gets_the_form_again(page, body, content_type):
    response = Client().post(form(), body, content_type=content_type)
    assert response.status_code == 422


def test_a_form_of_many_parts_will_do():
    response = Client().post(form(), {"text": f"/id/{ID}/7"})
    assert response.url == f"/en/check/{ID}.7/"


# What may be sent where


def test_only_two_forms_outside_the_admin_take_what_is_sent():
    def views(resolver):
        for pattern in resolver.url_patterns:
            yield from [pattern.callback] if isinstance(pattern, URLPattern) else views(pattern)

    assert {view.__name__ for view in views(get_resolver()) if getattr(view, "takes_post", False)} == {
        "check",
        "typed_preview",
    }


@pytest.mark.parametrize("path", ["/en/", "/en/search/", f"/en/id/{ID}/7", f"/en/check/{ID}.7/", "/en/check/x/", "/"])
def test_all_other_pages_can_only_be_read(client, path):
    response = client.post(path, {"text": "x"})
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert "You can only read here" in response.content.decode()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_the_form_takes_nothing_else(client, method):
    response = client.generic(method, form())
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")


# The answer


@pytest.mark.parametrize(
    "part",
    [
        ID, f"{ID}.", f"{ID}.7.", f"{ID}.07", f"{ID}.7.{CLAIM}.1", f"{ID}.7~", f"~{ID}.7", f"{ID}.7~{ID}.7", "and.3",
        f"{ID}.7~and.3", f"{ID.upper()}.7", f"{ID}.{'9' * 19}", f"{ID}.٧", "~".join(f"{ID}.{n}" for n in range(51)),
        f"{ID}.7%00", f"{ID}.7~and.x", f"{ID}.7.de", f"{ID}.7.en.nl", f"{ID}.7.EN", f"{ID}.en",
    ],
)  # fmt: skip
def test_an_address_of_an_answer_that_is_written_otherwise_is_not_found(client, page, part):
    assert client.get(f"/en/check/{part}/").status_code == 404


def test_an_address_of_an_answer_is_found_with_signs_of_a_text_behind_it(client, page):
    for end in ("", ")", "/.", "/”"):
        response = client.get(f"/en/check/{ID}.7~{ID}.8{end}")
        assert (response.status_code, response.url) == (301, f"/en/check/{ID}.7~{ID}.8/")


def test_the_answer_is_for_no_robot_and_stands_at_no_other_address(client, page):
    response = client.get(send(cited(page)).url)
    html = response.content.decode()
    assert not response.cookies
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html
    assert "<script>" not in html


def test_what_still_stands_is_told_so_with_its_title_words_and_address(page):
    claim = page.statements.get()
    html = answer(cited(page, claim), cited(page))
    (kind, told), (kind_of_page, told_of_page) = standings(html)
    assert (kind, kind_of_page) == ("unchanged", "unchanged")
    assert "The task. Still so on the site: unchanged since" in told
    assert "The whole page All that it says is still so." in told_of_page
    assert f'href="http://testserver{cited(page, claim)}"' in html
    assert html.count("<span>Service</span>") == 2
    assert "2 citations: 2 unchanged." in html


def test_what_changed_went_or_was_withdrawn_is_told_in_the_order_of_the_text(page):
    changing, going = page.statements.get(), factories.statement(page, anchor="weg", text_en="What goes.")
    other = factories.published(factories.organisation(name="Raad", title_en="Council"))
    publish(page)
    paths = [cited(other), cited(page, going), f"/en/id/{ID}/1", cited(page, changing), cited(page)]
    changing.text_en = "<p>The other task &lt;b&gt;.</p>"
    changing.save()
    page.title_en = "Agency"
    page.save()
    going.delete()
    publish(page, change_note={"nl": "Beter gelezen.", "en": "Read better."})
    withdraw(other, reason=GONE)
    html = answer(*paths)
    told = standings(html)
    assert [kind for kind, _words in told] == ["withdrawn", "removed", "unknown", "changed", "changed"]
    assert "The whole page This page was withdrawn on" in told[0][1]
    assert "Gone." in told[0][1]
    assert "What goes. No longer on the site: removed on" in told[1][1]
    assert "This citation is not known here." in told[2][1]
    assert "The task. Changed on" in told[3][1]
    assert "Read better." in told[3][1]
    assert "Of what it says, since then: 2 changed, 1 gone." in told[4][1]
    assert len(re.findall(r"<ins>.*?other </ins>task", html)) == 2
    assert "&lt;b&gt;" in html
    assert "<h2>Agency" not in html
    assert f'href="http://testserver/en/id/{ID}/1"' not in html
    assert "5 citations: 2 changed, 2 gone, 1 not known here." in html


def test_a_claim_of_a_page_that_was_withdrawn_is_gone(page):
    path = cited(page, page.statements.get())
    withdraw(page, reason=GONE)
    told = standings(answer(path, cited(page), cited(page, page.statements.get())))
    assert [kind for kind, _words in told] == ["withdrawn"] * 3
    assert "the page was withdrawn on" in told[0][1]
    assert all("Gone." in words for _kind, words in told)


def test_a_page_that_is_back_says_that_it_was_withdrawn_and_why(page):
    claim = page.statements.get()
    paths = [cited(page, claim), cited(page)]
    withdraw(page, reason=GONE)
    paths.append(cited(page))
    publish(page)
    told = standings(answer(*paths))
    assert [kind for kind, _words in told] == ["unchanged", "unchanged", "changed"]
    assert all("(“Gone.”), and is back since" in words for _kind, words in told)


def test_a_claim_that_had_gone_when_it_was_cited_is_told_as_its_page_did(page):
    claim = page.statements.get()
    key = short(claim.pk)
    claim.delete()
    factories.statement(page)
    publish(page)
    [(kind, told)] = standings(answer(f"{cited(page)}/{key}"))
    assert kind == "removed"
    assert "A statement stood here until" in told


@pytest.mark.parametrize("claim", ["", f"/{CLAIM}"])
@pytest.mark.parametrize("serial", [0, 999_999, 10**18 - 1])
def test_what_never_was_is_not_known(page, serial, claim):
    assert [kind for kind, _told in standings(answer(f"/en/id/{short(page.content_id)}/{serial}{claim}"))] == [
        "unknown"
    ]
    assert [kind for kind, _told in standings(answer(f"{cited(page)}/{CLAIM}"))] == ["unknown"]


def test_an_answer_is_of_the_moment_that_a_reader_looks_at(client, page):
    claim = page.statements.get()
    before, path = Publication.objects.latest("serial").moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), cited(page, claim)
    claim.text_en = "<p>The other task.</p>"
    claim.save()
    publish(page)
    assert [kind for kind, _told in standings(answer(path, cited(page)))] == ["changed", "unchanged"]
    assert [kind for kind, _told in standings(answer(path, cited(page), at=before))] == ["unchanged", "unknown"]
    sent = client.post(f"{form()}?at={before}", urlencode({"text": path}), content_type=FORM)
    assert sent.url == f"{send(path).url}?{urlencode({'at': before})}"
    html = client.get(f"{form()}?at={before}").content.decode()
    assert '<form class="check" method="post">' in html


def test_the_same_answer_is_there_in_dutch(client, page):
    claim = page.statements.get()
    sent = cited(page, claim).removeprefix("/en")
    html = answer(sent, language="nl")
    assert "De taak." in html
    assert f"http://testserver/nl{sent}" in html
    english = re.search(r'<a href="([^"]+)" lang="en"', html)[1]
    assert english == send(sent).url
    assert "The task." in client.get(english).content.decode()


def test_a_citation_is_checked_in_the_language_in_which_it_was_cited(page):
    claim = page.statements.get()
    english = [cited(page, claim), cited(page)]
    dutch = [path.replace("/en/", "/nl/") for path in english]
    claim.text_nl = "<p>De andere taak.</p>"
    claim.save()
    publish(page)
    for language in ("nl", "en"):
        html = answer(*english, *dutch, language=language)
        assert [kind for kind, _words in standings(html)] == ["unchanged", "unchanged", "changed", "changed"]
        assert ('<blockquote lang="en">The task.' in html) is (language == "nl")
        assert ('<blockquote lang="nl">De taak.' in html) is (language == "en")
        assert all(f"http://testserver{path}" in html for path in [*english, *dutch])
    assert "Still so on the site" in html
    assert "Nog zo op de site" not in html
