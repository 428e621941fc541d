"""The picture of the network: where everybody stands, what a large site shows, and the small one on each page."""

import re

import pytest
from django.utils import timezone

from content.record import state_at
from cooperation.network import selection
from cooperation.network.graph import graph_in
from cooperation.network.layout import lay_out
from tests import factories
from tests.factories import publish
from tests.networks import get, in_page, last

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
NETWORK = "/nl/netwerk/"


def positions(html):
    return dict(re.findall(r'href="([^"]+)" data-node.*?<text [^>]*(x="[^"]+" y="[^"]+")', html))


def test_one_relation_more_moves_nobody_and_the_same_data_give_the_same_picture(client, bodies):
    before = get(client, NETWORK)
    assert get(client, NETWORK) == before
    factories.relation(bodies["gemeente"], bodies["alleen"])
    factories.published(bodies["gemeente"])
    after = get(client, NETWORK)
    assert positions(after) == positions(before)
    assert len(positions(after)) == 5
    assert in_page(after) != in_page(before)


def test_a_name_on_several_lines_is_read_out_in_one_piece_and_two_names_apart(client, bodies):
    bodies["alleen"].title_nl = "Inspectie voor de samenwerking tussen alle gemeenten"
    bodies["alleen"].save()
    factories.relation(bodies["alleen"], bodies["gemeente"])
    publish(bodies["alleen"])
    html = get(client, NETWORK)
    spoken = re.findall(r'<a class="net__node[^>]* aria-label="([^"]+)"', html)
    assert spoken == ["D&amp;D, Dienst", bodies["alleen"].title_nl]


def test_no_line_leaves_the_room_between_the_columns(client, bodies):
    html = get(client, NETWORK + "?kind=all")
    for path in re.findall(r'<path class="net__tie[^>]* d="([^"]+)"', html):
        numbers = [float(number) for number in re.findall(r"[-\d.]+", path)]
        assert min(numbers[0::2][:1] + numbers[-2:-1]) > 280


def test_a_large_site_shows_the_best_connected_and_says_so(client, bodies, monkeypatch):
    monkeypatch.setattr(selection, "LARGE", 5)
    monkeypatch.setattr(selection, "PER_LEVEL", 2)
    publish(bodies["raad"])  # until a publication, the network is kept as it was drawn before
    html = get(client, NETWORK)
    assert "Van de 6 op deze site" in html
    assert set(positions(html)) == {f"/nl/organisaties/{slug}/" for slug in ("dienst", "raad", "gemeente")}
    around = get(client, NETWORK + "?focus=samenwerkingsverbanden/overleg")
    assert in_page(around)[0] == {("dienst", "member", "overleg")}


def test_a_page_has_its_own_network(client, bodies):
    html = get(client, "/nl/organisaties/dienst/")
    wide, tall = re.findall(r'<svg class="net.*?</svg>', html, re.DOTALL)
    for picture in (wide, tall):
        assert sorted(last(url) for url in re.findall('href="([^"]+)"', picture)) == ["gemeente", "overleg", "raad"]
        assert picture.count("tie--dashed") == 1
    assert wide.count('<path class="net__tie') == 3
    assert tall.count('<path class="net__tie') == 3 + 1  # and the trunk from which they branch
    assert set(re.findall("url\\(#(.+?)\\)", tall)) == set(re.findall('<marker id="(.+?)"', tall))
    assert '<svg class="net' not in get(client, "/nl/organisaties/alleen/")


def test_a_page_with_many_neighbours_shows_some_and_links_to_the_rest(client):
    hub = factories.organisation(slug="hub")
    for _number in range(20):
        factories.relation(hub, factories.published(factories.organisation()))
    factories.published(hub)
    html = get(client, "/nl/organisaties/hub/")
    assert "En nog 4 in het netwerk" in html
    link = re.search(r'href="(/nl/netwerk/\?kind=all&amp;focus=organisaties/hub)"', html)[1]
    assert len(in_page(get(client, link.replace("&amp;", "&")))[0]) == 20


def test_a_layout_depends_on_who_there_are_only(bodies):
    graph = graph_in(state_at(timezone.now()), "nl")
    places = lay_out(graph.nodes).places
    again = lay_out(reversed(graph.nodes)).places
    assert {page: (place.column, place.y) for page, place in places.items()} == {
        page: (place.column, place.y) for page, place in again.items()
    }
