"""The comparison of two revisions: documents that mean the same are equal, and any others are not."""

import hashlib
import json

import pytest

from bench.compare.documents import content, lines, tokens
from bench.compare.report import Comparison

pytestmark = pytest.mark.looks

PAGE = """<!DOCTYPE html>
<html lang="nl">
<head><link rel="stylesheet" href="/static/css/site.0a1b2c3d4e5f.css"><script nonce="abc" src="/x.js" defer></script>
</head>
<body class="wide dark">
  <p>Zo&#39;n dienst: <a class="link" href="/nl/a/">de  AIVD</a> en <b>meer</b>.</p>
  <ul><li>een</li> <li>twee</li></ul><br>
  <footer class="foot"><p>Onderaan</p></footer>
</body>
</html>
"""
SAME = {
    "entities": ("&#39;", "&#x27;"),
    "a sign itself": ("&#39;", "'"),
    "the order of attributes": ('class="link" href="/nl/a/"', "href='/nl/a/' class=link"),
    "white space in a sentence": ("de  AIVD", "de\n  AIVD"),
    "white space between blocks": ("</li> <li>", "</li><li>"),
    "white space at the edge of a block": ("<li>een</li>", "<li>\n een\n</li>"),
    "the order of classes": ("wide dark", " dark wide"),
    "hashed names": ("site.0a1b2c3d4e5f.css", "site.css"),
    "nonces": ("abc", "def"),
    "a comment": ("<ul>", "<!-- a list --><ul>"),
    "how an empty element is closed": ("<br>", "<br/>"),
    "an attribute without a value": (" defer", ' defer=""'),
}
DIFFERENT = {
    "a word": ("meer", "minder"),
    "an attribute": ('lang="nl"', 'lang="en"'),
    "an attribute less": (" defer", ""),
    "a link": ("/nl/a/", "/nl/b/"),
    "a class": ("wide dark", "wide"),
    "the order of elements": ("<li>een</li> <li>twee</li>", "<li>twee</li> <li>een</li>"),
    "an element": ("<b>meer</b>", "<i>meer</i>"),
    "where an element ends": ("<b>meer</b>.", "<b>meer.</b>"),
    "a space before an element": (": <a", ":<a"),
    "a space after an element": ("</a> en", "</a>en"),
    "a space that does not break": ("de  AIVD", "de\N{NO-BREAK SPACE}AIVD"),
    "the footer": ("Onderaan", "Onderop"),
    "the type of document": ("<!DOCTYPE html>", ""),
    "another style sheet": ("site.0a1b2c3d4e5f", "print.0a1b2c3d4e5f"),
}
HTML = {"Content-Type": "text/html; charset=utf-8"}


def changed(old, new):
    assert PAGE.count(old) == 1
    return PAGE.replace(old, new)


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_pages_that_mean_the_same_are_equal(change):
    assert tokens(changed(*change)) == tokens(PAGE)


@pytest.mark.parametrize("change", DIFFERENT.values(), ids=DIFFERENT)
def test_pages_that_do_not_mean_the_same_differ(change):
    assert tokens(changed(*change)) != tokens(PAGE)


def test_an_element_can_be_left_out_and_nothing_else_goes_with_it():
    without = changed('<footer class="foot"><p>Onderaan</p></footer>', "")
    assert tokens(PAGE, ignored={"footer"}) == tokens(without)
    assert tokens(changed("meer", "minder"), ignored={"footer"}) != tokens(PAGE, ignored={"footer"})


def test_a_class_may_have_another_name_now():
    assert tokens(PAGE, {"wide": "broad"}) == tokens(changed("wide", "broad"))
    assert tokens(PAGE, {"wide": "broad"}) != tokens(PAGE)


def test_white_space_counts_where_a_page_keeps_it():
    assert tokens("<pre>a  b</pre>") != tokens("<pre>a b</pre>")


@pytest.mark.parametrize(
    ("content_type", "one", "same", "other"),
    [
        ("image/svg+xml", b"<svg> <g/></svg>", b"<svg>\n<g/></svg>\n", b"<svg><a/></svg>"),
        ("application/json", b'{"a": 1, "b": 2}', b'{"b":2,"a":1}', b'{"a": 1, "b": 3}'),
        ("text/csv", b"a,b\r\n", b"a,b\n", b"b,a\n"),
        ("image/png", b"\x89PNG", b"\x89PNG", b"\x89PNG "),
    ],
)
def test_other_documents_are_compared_too(content_type, one, same, other):
    assert content(content_type, one) == content(content_type, same) != content(content_type, other)


def test_status_and_headers_count():
    one = {"status": 200, "headers": HTML | {"Vary": "a, b", "Content-Security-Policy": "x 'nonce-1'; y"}}
    same = {"status": 200, "headers": HTML | {"Vary": "b, a", "Content-Security-Policy": "y; x 'nonce-2'"}}
    assert lines(one, b"") == lines(same, b"")
    assert lines(one, b"") != lines(one | {"status": 404}, b"")
    assert lines(one, b"") != lines(one | {"headers": HTML}, b"")


def digest(body):
    return hashlib.sha256(body.encode()).hexdigest()


def crawled(folder, **bodies):
    """A folder as the crawler leaves it."""
    folder.mkdir()
    for body in bodies.values():
        (folder / digest(body)).write_text(body)
    answers = {f"/{name}/": {"status": 200, "headers": HTML, "body": digest(body)} for name, body in bodies.items()}
    (folder / "answers.json").write_text(json.dumps(answers))
    return folder


def test_the_report_tells_a_difference_once_and_names_what_is_on_one_side_only(tmp_path):
    before = crawled(tmp_path / "before", a=PAGE, b=PAGE, c=PAGE, old=PAGE)
    other = changed("meer", "minder")
    after = crawled(tmp_path / "after", a=other, b=other, c=changed("wide dark", "dark wide"), new=PAGE)
    comparison = Comparison(before, after)
    assert not comparison.same
    told = list(comparison.tell())
    assert told[0] == "4 addresses before, 4 now (4 × 200); 2 differ."
    assert told[1:5] == ["Only before: 1", "    /old/", "Only now: 1", "    /new/"]
    assert told.count("    -meer") == told.count("    +minder") == 1
    assert Comparison(before, before).same
