"""What lists of pages are narrowed down by, and searched by, beside states and translations."""

from datetime import timedelta

import pytest

from content import clock, publishing
from content.saving import keep
from tests import factories
from tests.accounts import person
from tests.forms import LIST

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def listed(client, query, there=LIST):
    return [page.title_nl for page in client.get(f"{there}?{query}").context["cl"].result_list]


@pytest.mark.database
def test_lists_are_filtered_by_when_pages_are_due(writer):
    with clock.set_to(clock.now() - timedelta(days=400)):
        factories.published(factories.organisation(name="Oud"))
    with clock.set_to(clock.now() - timedelta(days=350)):
        factories.published(factories.organisation(name="Bijna"))
    factories.published(factories.organisation(name="Nieuw"))
    factories.organisation(name="Niet openbaar")
    assert listed(writer, "due=due") == ["Oud"]
    assert listed(writer, "due=soon") == ["Bijna"]
    assert listed(writer, "due=in_date") == ["Bijna", "Nieuw"]
    assert len(listed(writer, "due=nonsense")) == 4


@pytest.mark.database
def test_lists_are_filtered_by_who_saved_a_page_last(writer):
    anna, bram = person("anna"), person("bram")
    for name, people in {"Eerst Anna": [anna, bram], "Eerst Bram": [bram, anna], "Niemand": []}.items():
        page = factories.organisation(name=name)
        for number, user in enumerate(people):
            page.lead_nl = f"{number}"
            page.save()
            keep(page.pk, by=user)
    sent = factories.published(factories.organisation(name="Ingediend"))
    publishing.submit(sent, by=anna, change_note={"nl": "Zo."}, change="wording")
    assert listed(writer, f"who={anna.pk}") == ["Eerst Bram", "Ingediend"]
    assert listed(writer, f"who={bram.pk}") == ["Eerst Anna"]
    assert len(listed(writer, "who=x")) == 4


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("AIVD", "A.I.V.D."),
        ("A.I.V.D. Nederland", "aivd"),
        ("AIVD", "AIVD’s"),
        ("Re-integratie", "reintegratie"),
        ("Reïntegratie", "re-integratie"),
        ("CT Infobox", "ct-infobox"),
    ],
)
def test_editors_find_what_readers_find(writer, name, asked):
    factories.organisation(name=name)
    factories.organisation(name="Andere")
    assert listed(writer, f"q={asked}") == [name]


def test_editors_find_a_page_by_the_other_forms_of_its_name(writer):
    factories.organisation(name="Burgemeester", forms_nl="burgervader\nburgervaders")
    assert listed(writer, "q=burgervader") == ["Burgemeester"]
    assert listed(writer, "q=–") == []
