"""The picture that goes along when a page is shared."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone
from PIL import Image, ImageChops

from content.publishing import approve, withdraw
from cooperation.look.lettering import lines
from cooperation.share.card import Card, Spoke
from cooperation.share.picture import LEFT, RIGHT, SIZE, draw
from cooperation.share.shapes import MARKS
from tests import factories
from tests.factories import publish, submit

pytestmark = pytest.mark.looks

PAPER = (245, 247, 243)
LONGEST = "Commissie van Toezicht betreffende de Inlichtingen- en Veiligheidsdiensten en de Terrorismebestrijding"
TITLES = [
    "Dienst",
    "Rijksopleidingsinstituut",
    "Hottentottententententoonstellingsorganisatiecommissie",
    LONGEST,
    (LONGEST + " van het Koninkrijk der Nederlanden ") * 2,
    "W" * 200,
]


def drawn(title="Dienst", **texts):
    defaults = {"abbreviation": "", "kind": "Overheid", "level": "national", "level_label": "nationaal", "lead": ""}
    card = Card(
        title=title, site="Wie werkt met wie", independent="Dit is geen site van de overheid", **defaults | texts
    )
    return Image.open(BytesIO(draw(card))).convert("RGB")


def ink(image, *box):
    """The box around what is not paper in a part of a picture, or None."""
    part = image.crop(box)
    return ImageChops.difference(part, Image.new("RGB", part.size, PAPER)).getbbox()


def og_image(client, path):
    return re.search('property="og:image" content="http://testserver([^"]+)"', client.get(path).content.decode())[1]


@pytest.mark.looks
@pytest.mark.parametrize("abbreviation", ["", "CT Infobox"])
@pytest.mark.parametrize("title", TITLES)
def test_a_title_and_a_lead_of_any_length_stay_within_their_margins(title, abbreviation):
    image = drawn(title, abbreviation=abbreviation, lead="Zij werken samen in de Contraterrorisme Infobox. " * 9)
    assert image.size == SIZE == (1200, 630)
    assert ink(image, RIGHT + 8, 0, *SIZE) is None
    assert ink(image, 0, 0, LEFT - 14, 60) is None
    assert ink(image, LEFT, 505, 1200, 530) is None  # between the lead and the site's name
    assert ink(image, LEFT, 130, RIGHT, 380)


@pytest.mark.looks
def test_a_word_too_long_for_a_line_breaks_between_syllables():
    assert lines("Terrorismefinancieringsonderzoek", 22, len) == ["Terrorismefinancie-", "ringsonderzoek"]
    assert lines("mensenrechtenschendingen", 10, len) == ["mensen-", "rech-", "tenschen-", "dingen"]


@pytest.mark.looks
@pytest.mark.parametrize("level", MARKS)
def test_each_level_has_its_mark(level):
    with_mark, without = drawn(level=level, level_label="x"), drawn(level="", level_label="")
    assert ink(with_mark, 340, 60, 400, 110)
    assert ink(without, 340, 60, 400, 110) is None


@pytest.mark.looks
def test_the_same_card_gives_the_same_bytes():
    card = Card("Dienst", "D", "Overheid", "local", "lokaal", "Wat het is.", "Site", "Geen overheid")
    again = draw(card)
    assert draw(card) == again
    assert len(again) < 100_000


@pytest.mark.django_db
def test_a_page_names_a_picture_in_its_own_language(client):
    factories.published(factories.organisation(name="Dienst", title_en="Service", slug="dienst"))
    responses = [
        client.get(og_image(client, path)) for path in ("/nl/organisaties/dienst/", "/en/organisations/dienst-en/")
    ]
    for response in responses:
        assert response["Content-Type"] == "image/png"
        assert response["Cache-Control"] == "public, max-age=86400"
        assert "Vary" not in response
        assert Image.open(BytesIO(response.content)).size == SIZE
    assert responses[0].content != responses[1].content


@pytest.mark.django_db
def test_a_state_keeps_its_picture_until_the_page_is_withdrawn(client, django_assert_max_num_queries):
    page = factories.published(factories.organisation(name="Dienst", slug="dienst"))
    first = og_image(client, "/nl/organisaties/dienst/")
    before = client.get(first).content
    page.title_nl = "Bureau"
    page.save()
    publish(page)
    assert og_image(client, "/nl/organisaties/dienst/versies/1/") != og_image(client, "/nl/organisaties/dienst/")
    with django_assert_max_num_queries(6):
        assert client.get(first).content == before
    withdraw(page, reason={"nl": "Weg.", "en": "Gone."})
    assert client.get(first).status_code == 404
    assert og_image(client, "/nl/organisaties/dienst/versies/1/").endswith("/og.png")


@pytest.mark.django_db
def test_a_picture_is_named_after_what_is_drawn(client):
    page, other = factories.organisation(slug="dienst"), factories.published(factories.organisation(name="Ander"))
    for each in (other, factories.published(factories.organisation(name="Derde"))):
        factories.relation(page, other=each)
    factories.published(page)
    first = og_image(client, "/nl/organisaties/dienst/")
    other.title_nl = "Anders"
    other.save()
    publish(other)
    second = og_image(client, "/nl/organisaties/dienst/")
    assert first.partition("-")[2] != second.partition("-")[2]
    assert client.get(first).content != client.get(second).content
    wrong = re.sub("-[0-9a-f]{12}[.]png$", "-0123456789ab.png", second)
    assert client.get(wrong).url == second


@pytest.mark.django_db
def test_an_address_from_before_there_were_networks_leads_on(client):
    page = factories.published(factories.organisation(name="Dienst", slug="dienst"))
    old = f"/nl/deelplaatje/{page.content_id}/1.png"
    response = client.get(old, follow=True)
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == og_image(client, "/nl/organisaties/dienst/")


@pytest.mark.looks
@pytest.mark.parametrize("count", [2, 8])
@pytest.mark.parametrize("name", ["AIVD", LONGEST, "W" * 90])
def test_a_network_stands_beside_the_text_within_the_margins(count, name):
    spokes = [Spoke(name, "national", is_dashed=True), *[Spoke(name, "local", points_out=True)] * (count - 1)]
    image = drawn(
        LONGEST, lead="Zij werken samen. " * 9, network=tuple(spokes), more="en anderen" if count == 8 else ""
    )
    assert ink(image, RIGHT + 8, 0, *SIZE) is None
    assert ink(image, 640, 130, 660, 510) is None  # between the text and the network
    assert ink(image, 830, 130, 850, 510)  # the marks of the levels


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["source", "term", "theme", "info_page", "programme", "partnership"])
def test_every_type_of_page_has_a_picture(client, kind):
    page = factories.published(getattr(factories, kind)())
    assert client.get(og_image(client, page.path("nl"))).status_code == 200


@pytest.mark.django_db
def test_what_is_not_public_has_no_picture(client):
    draft = factories.organisation()
    public = factories.published(factories.organisation())
    approve(submit(public), at=timezone.now() + timedelta(days=1))
    serial = int(re.search(r"/(\d+)-", og_image(client, public.path("nl")))[1])
    for name in (f"{draft.content_id}/{serial}-x", f"{public.content_id}/{serial + 1}-x", f"{uuid4()}/{serial}-x"):
        assert client.get(f"/nl/deelplaatje/{name}.png").status_code == 404
    for content_id, number in [(draft.content_id, 1), (public.content_id, 2), (public.content_id, "9" * 400)]:
        assert client.get(f"/nl/deelplaatje/{content_id}/{number}.png").status_code == 404
