"""A reader of everything: sees that no word is read before its time, and that no printed address changes its answer."""

import re
from itertools import pairwise

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from content.identity import short
from content.models import Edition, Publication, Redaction
from content.record import live
from cooperation import kinds
from cooperation.moment import at
from tests.written import LANGUAGES, Written, word, words

FRAGMENT = re.compile("zq[a-z]*")
# What a page that is cited says of today: where it is now, and whether it has a picture.
OF_TODAY = re.compile(
    r'<aside class="(?:banner|ledger still).*?</aside>|<section class="part claim-history".*?</section>'
    r'|<nav class="frame" aria-label="(?:U bent hier|You are here)">.*?</nav>|<meta property="og:image[^>]*>',
    re.DOTALL,
)
LISTS, ACTORS = kinds.names(kinds.listed()), kinds.names(kinds.actors())
PLACES = [
    *((name, "") for name in ("search", "search_description", "network", "matrix", "matrix_download")),
    *((name, "") for name in ("network_data", "matrix_data", "timeline_data")),
    *((f"{name}_list", "") for name in LISTS),
    *((f"{name}_list", "?sort=changed") for name in LISTS),
    ("source_list", "?sort=date"),
    *(("timeline", kind) for kind in ("", "?kind=partnership", "?kind=theme")),
    ("connections", ""),
    ("network", "?kind=all"),
    ("organisation_list", "?level=local"),
]
FILES = ("/sitemap.xml", "/sitemap-lists.xml", "/sitemap-pages.xml", "/robots.txt", "/healthz")
# What a page that is asked for at a moment says beside what it said then.
OF_THE_MOMENT = re.compile(
    r'<aside class="banner banner--past".*?</aside>|<input type="hidden" name="at" [^>]*>|(?:\?|&amp;)at=[^"&#]*',
    re.DOTALL,
)
MOST = 12  # words that one search is for
SEARCHED = 48


class Crawler:
    """Goes everywhere, and remembers what was answered at the addresses that were printed."""

    def __init__(self, written: Written):
        self.words, self.client = written, Client()
        self.seen = 0  # the last publication that was looked at
        self.cited = {}  # the status and the text at each address to cite a page by
        self.claims = {}  # the page, and where the address of a claim leads
        self.owners = {}  # the page of each path
        self.versions = set()  # of each page
        self.copies = {}  # of pages as they were: the moment, the address, and what was answered

    def ask(self, path: str, allowed: set[str], *statuses: int):
        """Return an answer that has one of these statuses, and no word that is not allowed."""
        response = self.client.get(path)
        assert response.status_code in (statuses or (200,)), (path, response.status_code)
        text = response.content.decode()
        check(path, text, allowed)
        return response, text

    # What the site says now

    def arrive(self):
        """Come in at the front: what has come due goes live because somebody looks."""
        text = self.client.get("/nl/").content.decode()
        check("/nl/", text, self.words.newest())

    def look(self):
        """Look at everything that the site shows."""
        current, public = self.words.current(), self.words.public()
        editions = list(Edition.objects.in_force(live().moment).order_by("pk"))
        for path in FILES:
            self.ask(path, current)
        for language in LANGUAGES:
            with override(language):
                self.ask(reverse("front_page"), self.words.newest())
                for name, query in PLACES:
                    self.ask(reverse(name) + query, current)
                for file_format in ("svg", "csv", "graphml"):
                    self.ask(reverse("network_download", args=[file_format]) + "?kind=all", current)
                self.look_for_connections(editions, language, current)
                self.search(editions, language, current)
                for edition in editions:
                    self.read(edition, language, current, public)
        for edition in Edition.objects.filter(publication=None):
            for path in edition.paths().values() - self.owners.keys():
                self.ask(path, current | words(path), 404)
        self.copy(editions)

    def copy(self, editions: list[Edition]):
        """Keep what the site says now, in one language, at the addresses that have moments."""
        state = live()
        language = LANGUAGES[state.serial % 2]
        with override(language):
            paths = [reverse("front_page"), *(reverse(name) + query for name, query in PLACES)]
            paths += [edition.path(language) for edition in editions]
            paths += [reverse("page_history", args=[tail(edition.path(language))]) for edition in editions]
            paths += [reverse("network_download", args=["csv"]), f"{reverse('search')}?q={word(0)}"]
        for path in paths[state.serial % 3 :: 3]:  # between them, histories see all
            if path.endswith(".xml"):  # how to search is of no moment
                continue
            # A file tells of which moment it is.
            response = self.client.get(at(path, state.moment) if path.endswith(".csv") else path)
            before = OF_THE_MOMENT.sub("", response.content.decode())
            self.copies[state.moment, path] = response.status_code, before

    def read(self, edition: Edition, language: str, current: set[str], public: set[str]):
        """Read the page of an edition that is in force, its history, and what else is known of it."""
        path, content_id = edition.path(language), edition.summary["content_id"]
        status, allowed = (410, public) if edition.is_withdrawn else (200, current)
        _response, text = self.ask(path, allowed, status)
        title = words(edition.document["title"][language])
        assert title <= words(text), path
        self.ask(reverse("page_history", args=[tail(path)]), public)
        assert self.client.get(f"/id/{content_id}", headers={"accept-language": language}).url == path
        assert self.client.get(reverse("page_preview", args=[content_id])).status_code == 302
        self.ask(reverse("share_picture_of_version", args=[content_id, edition.number + 1]), current, 404)
        if edition.page_type in ACTORS:
            self.ask(f"{reverse('network')}?focus={tail(path)}", current | words(path))

    def look_for_connections(self, editions: list[Edition], language: str, current: set[str]):
        bodies = [each for each in editions if each.page_type in ACTORS and not each.is_withdrawn]
        ends = [edition.path(language).split("/")[-2] for edition in bodies]
        for one, other in pairwise(ends):
            self.ask(f"{reverse('connections')}?from={one}&to={other}&kind=all", current)

    def search(self, editions: list[Edition], language: str, current: set[str]):
        """Find what is public by its name, and nothing by words that are not public, or not any more."""
        search, suggestions = reverse("search"), reverse("search_suggestions")
        others = [each for each in map(word, range(self.words.number, 0, -1)) if each not in current]
        others.sort(key=lambda each: each not in self.words.names)
        for start in range(0, SEARCHED, MOST):
            wanted = " ".join(others[start : start + MOST])
            assert self.client.get(search, {"q": wanted}).context["found"].hits == [], wanted
        for each in others[:2]:
            assert self.client.get(suggestions, {"q": each}).json() == {"suggestions": []}, each
            self.ask(f"{search}?q={each[1:]}", current)
            self.ask(f"{reverse('organisation_list')}{each[1:]}/", current, 404)
        for edition in editions[-2:]:
            title = words(edition.document["title"][language]) & current
            if title and not edition.is_withdrawn:
                response, _text = self.ask(f"{suggestions}?q={title.pop()}", current)
                assert edition.path(language) in [each["url"] for each in response.json()["suggestions"]]

    # What the site said

    def remember(self):
        """Look at the addresses that are printed since the site changed."""
        public = self.words.public()
        for publication in Publication.objects.filter(serial__gt=self.seen).order_by("serial"):
            self.seen = publication.serial
            language = LANGUAGES[self.seen % 2]
            for edition in Edition.objects.in_force(publication.moment):
                path = f"/{language}/id/{short(edition.summary['content_id'])}/{self.seen}"
                response, text = self.ask(path, public, 410 if edition.is_withdrawn else 200)
                self.cited[path] = response.status_code, text
            for edition in publication.editions.all():
                self.remember_printed(edition, f"/{language}/id/{short(edition.summary['content_id'])}/{self.seen}")

    def remember_printed(self, edition: Edition, cited: str):
        """Remember the addresses of a new edition, of its version and of its claims."""
        for path in edition.paths().values():
            assert self.owners.setdefault(path, edition.page_id) == edition.page_id, path
        if not edition.is_withdrawn:
            self.versions.add((edition.page_id, edition.number))
            document = edition.read()
            for claim in [*document["statements"], *document["relations"], *document.get("passages", ())]:
                path = f"{cited}/{short(claim['id'])}"
                # None of a relation whose other page is not public: it is not shown, so nothing leads to it.
                self.claims[path] = edition.page_id, self.answer(path)

    def answer(self, path: str) -> str:
        """Where an address leads, or else what it says that is not of today."""
        response = self.client.get(path)
        return response.headers.get("Location") or OF_TODAY.sub("", response.content.decode())

    def recall(self):
        """See that every address that was printed still answers, and answers the same."""
        redacted = set(Redaction.objects.exclude(publication=None).values_list("page", flat=True))
        public = self.words.public()
        # Two claims that cite a passage in the words of different times share a note: with one, its words may go.
        cited = self.words.reasons.union(*self.words.taken.values())
        for path, (status, before) in self.cited.items():
            _response, text = self.ask(path, public, status)
            assert redacted or OF_TODAY.sub("", text) == OF_TODAY.sub("", before), path
            assert words(OF_TODAY.sub("", text)) <= words(before) | cited, path
        for (moment, path), (status, before) in self.copies.items():
            response, text = self.ask(at(path, moment), public | words(path), status)
            assert redacted or OF_THE_MOMENT.sub("", text) == before, (path, moment)
            assert response["X-Robots-Tag"] == "noindex", path
        for path, (page, place) in self.claims.items():
            assert redacted or self.answer(path) == place, (page, path)
        in_force = {edition.page_id: edition for edition in Edition.objects.in_force(live().moment)}
        for path, page in self.owners.items():
            self.follow(path, in_force[page], public)

    def follow(self, path: str, edition: Edition, public: set[str]):
        """Go to an address that a page has or had, and to those of its versions."""
        language = path[1:3]
        there = edition.path(language)
        response = self.client.get(path, follow=True)
        assert (response.request["PATH_INFO"], response.status_code) == (there, 410 if edition.is_withdrawn else 200)
        for _page, number in filter(lambda version: version[0] == edition.page_id, self.versions):
            with override(language):
                version = reverse("page_version", args=[tail(path), number])
            if path == there:
                self.ask(version, public)
            else:
                assert self.client.get(version).status_code == 301, version


def check(path: str, text: str, allowed: set[str]):
    """See that a text has no word, and no beginning of one, that is not allowed."""
    found = set(FRAGMENT.findall(text.lower())) - allowed
    leaked = {each for each in found if not any(word.startswith(each) for word in allowed)}
    assert not leaked, (path, leaked)


def tail(path: str) -> str:
    """An address without its language."""
    return path.strip("/").partition("/")[2]
