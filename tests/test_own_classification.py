"""No document sorts who it names: wherever a kind or a level stands, a reader is told that it is of this site."""

import re

import pytest
from django.utils.translation import override

from content.models import Edition
from content.record import live
from cooperation.pages.values import shown_page
from cooperation.share.card import card
from tests import factories
from tests.networks import get

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def test_a_page_says_that_its_kind_and_level_are_ours(client, bodies):
    pages = {
        "/nl/samenwerkingsverbanden/overleg/": "onze indeling",
        "/en/partnerships/overleg-en/": "our classification",
    }
    for path, ours in pages.items():
        head = get(client, path).partition("<h1>")[0]
        assert ours in head[head.index('class="head__kind"') :]
    term = factories.published(factories.term())
    assert "onze indeling" not in get(client, term.path("nl"))


def test_wherever_marks_of_kind_and_level_stand_a_reader_is_told_once(client, bodies):
    paths = ["organisaties/", "organisaties/?kind=agency", "", "netwerk/", "wie-zit-waar/", "zoeken/?q=dienst"]
    paths += ["verbindingen/?from=overleg&to=raad", "themas/online/"]
    for path in paths:
        assert get(client, f"/nl/{path}").count("De soort en het niveau zijn onze eigen indeling.") == 1, path
    assert "Kind and level are our own classification." in get(client, "/en/organisations/")
    for path in ("begrippen/", "bronnen/", "themas/"):
        assert "onze eigen indeling" not in get(client, f"/nl/{path}"), path


def test_a_file_of_the_network_says_so_of_both(client, bodies):
    for path in ("/nl/netwerk/netwerk.graphml", "/en/network/network.graphml"):
        found = re.findall(r'<key id="node-(\w+)"[^>]*>\s*<desc>([^<]+)</desc>', get(client, path))
        ours = [name for name, told in found if "onze indeling" in told and "our classification" in told]
        assert ours == ["kind", "kind_nl", "kind_en", "level", "level_nl", "level_en"]


def test_the_picture_of_a_shared_page_says_so_too(bodies):
    pages = Edition.objects.at(live().moment).filter(page__in=[bodies["dienst"].pk, bodies["overleg"].pk])
    with override("nl"):
        told = {page.page_type: card(shown_page(page.read(), page.page_id, live().moment, "nl")) for page in pages}
    assert (told["organisation"].kind, told["partnership"].kind) == ("Organisatie", "Samenwerkingsverband")
    assert {each.level_label for each in told.values()} == {"nationaal · onze indeling"}
