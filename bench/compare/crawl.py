"""Fills a site and asks for each of its public addresses, in the tree that Python is started in, of whatever revision.

    python -P crawl.py FOLDER MOMENT [--previous] [--first FILE]

It imports nothing of the project but its settings and, with --previous, the release before. Each body is kept in
FOLDER under its hash, and what was answered at each address in FOLDER/answers.json. With --first, the addresses in
another answers.json are asked for before those that the pages lead to.
"""

import argparse
import hashlib
import json
import os
import re
import sys
from collections import Counter, deque
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit
from zlib import crc32

import time_machine

STARTS = [
    "/", "/nl/", "/en/", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/healthz",
    # Found by typing only
    "/nl/zoeken/suggesties/", "/nl/zoeken/suggesties/?q=nat",
    "/nl/zoeken/suggesties/?q=aivd", "/en/search/suggestions/?q=nat", "/en/search/suggestions/?q=police",
    "/nl/vormgeving/", "/en/design/",
    # Not there, not there yet, or badly asked for
    "/nl", "/de/", "/niets", "/nl/niets/", "/en/nothing/", "/nl/organisaties/niets/", "/en/organisations/nothing/",
    "/nl/api/", "/en/changes/", "/nl/id/000000000000/1", "/nl/id/000000000000/1/000000000000", "/id/000000000000/1/",
    "/media/niets.png", "/nl/organisaties/aivd", "/nl/organisaties/aivd/versies/99/", "/nl/organisaties/niets/versies/",
    "/nl/organisaties/?level=niets", "/nl/netwerk/?focus=niets", "/nl/verbindingen/?from=niets&to=aivd",
    "/nl/zoeken/?q=%00", "/nl/netwerk/netwerk.pdf", "/sitemap-niets.xml",
]  # fmt: skip
QUESTIONS = {
    "/nl/zoeken/": ["", "aivd", "infobox", "polittie", "wie houdt toezicht op de aivd", '"nationale politie"', "xyzzy"],
    "/en/search/": ["", "aivd", "infobox", "polise", "who supervises the aivd", '"national police"', "xyzzy"],
}
VARIANTS = 40  # addresses with a query, of one path
PICTURES = 3  # of so many pictures to share, one is drawn: they take longer than all the rest
HEADERS = [
    "Allow", "Cache-Control", "Content-Disposition", "Content-Language", "Content-Security-Policy", "Content-Type",
    "Last-Modified", "Link", "Location", "Permissions-Policy", "Referrer-Policy", "Retry-After", "Set-Cookie", "Vary",
    "X-Content-Type-Options", "X-Frame-Options", "X-Robots-Tag",
]  # fmt: skip
HOST = "testserver"  # as Django's client calls the site
LINK = re.compile(rf"""\s(?:href|src|xlink:href)="([^"]+)"|\sdata-[a-z-]+="(/[^"]*)"|(https?://{HOST}/[^\s<>"']*)""")
CITED = re.compile("/(?:nl|en)/id/([0-9a-f]+)/[0-9]+")


def fill(folder, previous):
    """Fill an empty database with the content of fixtures/, or with what the previous release made and withdrew."""
    from django.conf import settings
    from django.core.management import call_command

    settings.MEDIA_ROOT = folder / "media"
    if previous:
        from tests.previous import fill_as_before

        fill_as_before()
        call_command("migrate", verbosity=0)
        call_command("index")
    else:
        call_command("prepare")


def claims():
    """Return how the ids of the claims on each page begin, by how its own begins: no page links to all of them."""
    from django.apps import apps

    found: dict[str, dict] = {}
    for edition in apps.get_model("content", "Edition").objects.exclude(publication=None).order_by("pk"):
        document = edition.read()
        ids = [each["id"] for each in [*document["statements"], *document["relations"], *document.get("passages", ())]]
        found.setdefault(short(document["content_id"]), {}).update(dict.fromkeys(map(short, ids)))
    return found


def short(key):
    """Return how an id begins in the addresses to cite."""
    return key.replace("-", "")[:12]


def inside(address, target):
    """Return an address of this site that a public page leads to, without the place in the page; or nothing."""
    target = urlsplit(urljoin(f"http://{HOST}{address}", target))
    if target.netloc != HOST or target.path.startswith(("/static/", "/admin/")):
        return ""
    return quote(target.path, safe="/%:@-._~!$&'()*+,;=") + (f"?{target.query}" if target.query else "")


def links(body):
    """Return what a document leads to: links, and addresses in its text."""
    return [unescape(match[match.lastindex or 0]) for match in LINK.finditer(body.decode(errors="replace"))]


class Crawler:
    """One visitor who goes everywhere."""

    def __init__(self, folder):
        from django.test import Client

        self.folder, self.client = folder, Client(raise_request_exception=False, headers={"accept-language": "nl"})
        self.answers, self.known = {}, set()
        self.waiting: deque = deque()
        self.variants: Counter = Counter()
        self.claims = claims()

    def plan(self, address, wanted=False):
        """Ask for an address later, unless that is done already or, if it need not be, there are enough like it."""
        path, _, query = address.partition("?")
        many = self.variants[path] >= VARIANTS if query else path.endswith(".png") and crc32(path.encode()) % PICTURES
        if address in self.known or (many and not wanted):
            return
        self.known.add(address)
        self.variants[path] += bool(query)
        self.waiting.append(address)

    def crawl(self):
        """Ask for all that is planned, and for all that it leads to."""
        while self.waiting:
            address = self.waiting.popleft()
            self.answers[address] = self.ask(address)
            if len(self.answers) % 500 == 0:
                told = f"{len(self.answers)} answers, {len(self.waiting)} to go"
                print(f"    {self.folder.name}: {told}", file=sys.stderr, flush=True)

    def ask(self, address):
        """Return what is answered at an address; what it leads to is planned."""
        response = self.client.get(address)
        body = response.getvalue()
        digest = hashlib.sha256(body).hexdigest()
        (self.folder / digest).write_bytes(body)
        headers = {name: response.headers[name] for name in HEADERS if name in response.headers}
        text = re.search("html|xml", headers.get("Content-Type", ""))
        for target in [headers.get("Location", ""), *(links(body) if text else [])]:
            if found := inside(address, target):
                self.plan(found)
        if cited := CITED.fullmatch(address):
            for claim in self.claims.get(cited[1], ()):
                self.plan(f"{address}/{claim}")
        return {"status": response.status_code, "headers": headers, "body": digest}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("moment", type=datetime.fromisoformat)
    parser.add_argument("--previous", action="store_true")
    parser.add_argument("--first", type=Path)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["TEST_DATABASE_URL"] = f"sqlite:///{asked.folder}/site.sqlite3"
    import django

    with time_machine.travel(asked.moment, tick=False):
        django.setup()
        fill(asked.folder, asked.previous)
        crawler = Crawler(asked.folder)
        first = json.loads(asked.first.read_text()) if asked.first else []
        searches = [f"{path}?q={quote(each)}" for path, questions in QUESTIONS.items() for each in questions]
        for address in [*first, *STARTS, *searches]:
            crawler.plan(address, wanted=True)
        crawler.crawl()
    (asked.folder / "answers.json").write_text(json.dumps(crawler.answers))


if __name__ == "__main__":
    main()
