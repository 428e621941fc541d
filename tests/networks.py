"""A small network to test with, and reading one back from what the site answers."""

import csv
import io
import re
from xml.etree import ElementTree

from tests import factories

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def whole_sitemap(client):
    """All files of the sitemap: on a database that had many pages before, the newest are not in the first."""
    files = re.findall("<loc>http://testserver(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    return "".join(client.get(path).content.decode() for path in files)


def small_network():
    """A small network with every kind of page, two levels, a theme, and sources of two years and of none."""
    online = factories.published(factories.theme(name="Online", slug="online"))
    made = {
        "dienst": factories.organisation(name="Dienst", slug="dienst", kind="intelligence_service", abbreviation="D&D"),
        "gemeente": factories.organisation(name="Gemeente", slug="gemeente", kind="municipality", level="local"),
        "raad": factories.organisation(name="Raad <van> State", slug="raad"),
        "overleg": factories.partnership(name="Overleg", slug="overleg"),
        "plan": factories.programme(name="Plan", slug="plan"),
        "alleen": factories.organisation(name="Alleen", slug="alleen"),
    }
    made["gemeente"].themes.add(online)
    dated = {date: [factories.passage(of=factories.source(date=date))] for date in ("2014", "2025-12", "")}
    for subject, role, other, date in [
        ("dienst", "informs", "gemeente", "2014"),
        ("dienst", "works_with", "gemeente", ""),
        ("gemeente", "informs", "dienst", "2025-12"),
        ("dienst", "member", "overleg", "2014"),
        ("raad", "supervises", "dienst", "2014"),
        ("raad", "drew_up", "plan", "2025-12"),
    ]:
        factories.relation(made[subject], made[other], role=role, passages=dated[date])
    for page in made.values():
        factories.published(page)
    return made


def get(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def in_page(html):
    """The relations in the picture and in the table, as (slug, role, slug)."""
    nodes = dict(re.findall(r'href="[^"]*/([^/"]+)/" data-node="(\d+)"', html))
    slugs = {number: slug.removesuffix("-en") for slug, number in nodes.items()}
    found = []
    for codes in (re.findall(r'data-relations="([^"]+)"', html), re.findall(r'data-relation="([^"]+)"', html)):
        split = [code.split(":") for code in " ".join(codes).split()]
        found.append({(slugs[subject], role, slugs[other]) for subject, role, other in split})
    return found


def in_files(client, path, query):
    """The relations in the CSV and GraphML files."""
    stem = path + {"nl": "netwerk", "en": "network"}[path[1:3]]
    slug = {}
    root = ElementTree.fromstring(get(client, f"{stem}.graphml{query}"))
    for node in root.iter(f"{GRAPHML}node"):
        slug[node.get("id")] = last(node.find(f"{GRAPHML}data[@key='node-url_nl']").text)
    edges = {
        (slug[edge.get("source")], edge.find(f"{GRAPHML}data[@key='edge-role']").text, slug[edge.get("target")])
        for edge in root.iter(f"{GRAPHML}edge")
    }
    rows = csv.DictReader(io.StringIO(get(client, f"{stem}.csv{query}")))
    return edges, {(last(row["subject_url_nl"]), row["role"], last(row["object_url_nl"])) for row in rows}


def last(url):
    return url.rstrip("/").rpartition("/")[2].removesuffix("-en")
