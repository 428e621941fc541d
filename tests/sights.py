"""What the walk through a site (tests/walk.py) asks for, what it sees there, and where the pages lead."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape

from django.test import Client

from bench.compare.crawl import inside, links
from tests.copies import ROOT
from tests.recipes import dutch

STARTS = ["/nl/", "/en/", "/sitemap.xml", "/sitemap-lists.xml", "/sitemap-pages.xml", "/nl/vormgeving/", "/en/design/"]
VARIANTS = 6  # addresses with a query, of one path
CLAIM = re.compile(r"^(/..)/id/\w+/\d+/\w+$")  # of all of these, one in a language is seen
INVENTED = "/id/00000000-"  # what the design page shows
UNSEEN = re.compile(r"<(script|style|code)\b.*?</\1>|<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r'\s(?:aria-label|alt|title|placeholder|content)="([^"]*)"')
wrong: list[str] = []  # what was found


def hold(condition: object, told: str) -> None:
    """Remember what does not hold, and walk on."""
    if not condition:
        wrong.append(told)


def ask(path: str, status: int = 200, client: Client | None = None) -> str:
    """What is answered at an address; a picture is told by its first bytes."""
    response = (client or Client()).get(path)
    hold(response.status_code == status, f"{path} answers {response.status_code}, and not {status}")
    return response.getvalue().decode(errors="replace")


def see(path: str, *texts: str) -> str:
    """What is answered at an address, with each of these texts in it."""
    html = unescape(ask(path))
    for text in texts:
        hold(text in html, f"{path} does not say “{text}”")
    return html


# Everywhere


def everywhere() -> Iterator[tuple[str, str]]:
    """Go wherever the pages lead, and give the address and the HTML of each page."""
    client, waiting, known, variants = Client(), deque(STARTS), set(STARTS), Counter()
    while waiting:
        path = waiting.popleft()
        response = client.get(path)
        hold(response.status_code in (200, 301, 302, 303), f"{path} answers {response.status_code}")
        is_text = re.search("html|xml", response.headers.get("Content-Type", ""))
        body = response.getvalue() if is_text else b""
        for target in [response.headers.get("Location", ""), *links(body)]:
            found = inside(path, target)
            place, _mark, query = CLAIM.sub(r"\1?claim", found).partition("?")
            most = 1 if query == "claim" or "at=" in query else VARIANTS
            if found and found not in known and variants[place] < most and not found.startswith(INVENTED):
                known.add(found)
                variants[place] += bool(query)
                waiting.append(found)
        if is_text and "html" in is_text.string:
            yield path, body.decode()


def words_of(html: str) -> str:
    """What a reader reads or hears of a page."""
    return unescape(f"{UNSEEN.sub(' ', html)} {' '.join(SPOKEN.findall(html))}")


def walk_everywhere() -> int:
    """See that each address answers, and that no Dutch page says in English what the recipes brought."""
    texts = [text for message in dutch(ROOT) for text in (message if isinstance(message, tuple) else (message,))]
    # Not as part of an address or of the name of a file.
    english = re.compile(rf"(?<![\w/=-])(?:{'|'.join(map(re.escape, texts))})(?![\w/-]|\.\w)")
    count = 0
    for path, html in everywhere():
        count += 1
        if path.startswith("/nl/") and (found := english.search(words_of(html))):
            wrong.append(f"{path} says “{found[0]}” in English")
    return count
