"""Pictures: what is taken in of an upload, what is said of it, and what readers get."""

import re
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from PIL import Image as Picture
from PIL import ImageCms

from content import clock, intake, pictures
from content.admin import images
from content.intake import take_in
from content.models import Image
from content.publishing import publish
from cooperation.twin.links import paths_in
from tests import factories
from tests.forms import Form, address, html
from tests.uploads import EACH, marked, png, saved, upload

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
ADD = "/admin/content/image/add/"
LIST = "/admin/content/image/"
IMAGE = {"alt_nl": "Een gebouw", "alt_en": "A building", "credit": "Redactie", "licence": "cc-by-4.0"}


def stored(image):
    """The files of an image and its versions, by how their names end."""
    folder, stem = Path(image.file.path).parent, Path(image.file.path).stem
    return {each.name.removeprefix(stem): each for each in folder.iterdir() if each.name.startswith(stem)}


# Taken in, or refused


@pytest.mark.parametrize(("make", "name", "why_not"), EACH)
def test_a_file_is_taken_in_as_a_fresh_picture_or_refused_for_its_true_reason(writer, make, name, why_not):
    data = make()
    response = writer.post(ADD, {**IMAGE, "focal_x": 50, "focal_y": 50, "file": upload(data, name)})
    if why_not:
        assert why_not in response.context["adminform"].form.errors["file"][0]
        assert 'value="Een gebouw"' in response.content.decode()
        assert not Image.objects.exists()
        return
    assert response.status_code == 302
    image = Image.objects.get()
    assert re.fullmatch(r"images/[0-9a-f]{32}-[0-9a-f]{16}\.webp", image.file.name)
    for each in stored(image).values():
        content = each.read_bytes()
        assert not re.search(rb"(?i:xyzzy)|EXIF|ICCP|XMP ", content)
    kept = Picture.open(BytesIO(Path(image.file.path).read_bytes()))
    assert (kept.format, kept.size) == ("WEBP", (image.width, image.height))
    assert max(kept.size) <= 2000
    if Picture.open(BytesIO(data)).size in ((64, 48), (48, 64)):
        grey = Picture.alpha_composite(Picture.new("RGBA", kept.size), kept.convert("RGBA")).convert("L")
        assert [abs(grey.getpixel(at) - value) < 40 for at, value in BRIGHTNESS.items()] == [True] * 4


BRIGHTNESS = {(10, 8): 220, (50, 8): 30, (10, 40): 30, (50, 40): 30}  # of `marked`, upright


def test_colours_of_another_profile_are_turned_into_those_of_the_screen():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    taken = [saved(marked(), icc_profile=each) for each in (profile, wide_colours())]
    colours = [Picture.open(take_in(upload(each))).convert("RGB").getpixel((10, 8)) for each in taken]
    assert max(abs(value - 220) for value in colours[0]) < 8  # one that does not fit says nothing
    assert colours[1][0] < 215


def wide_colours() -> bytes:
    """A profile of which 220 is darker than it is on a screen: its gamma is 3."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for place in [found.start() for found in re.finditer(b"para", bytes(profile))]:
        if place > 128 and profile[place + 4 : place + 8] == bytes(4):
            profile[place + 12 : place + 16] = (3 << 16).to_bytes(4, "big")
    return bytes(profile)


def test_forty_million_pixels_are_read_without_a_copy_of_them(monkeypatch):
    seen = []
    whole = intake.in_colours
    monkeypatch.setattr(intake, "in_colours", lambda picture: seen.append(picture.size) or whole(picture))
    kept = Picture.open(take_in(upload(saved(Picture.new("P", (8000, 5000))))))
    assert kept.size == (2000, 1250)
    assert max(width * height for width, height in seen) < 4_000_000


def test_one_picture_at_a_time_is_read_and_others_are_told(writer, monkeypatch):
    monkeypatch.setattr(intake, "PATIENCE", 0.01)
    form = Form(writer, ADD)
    with pictures.ONE_AT_A_TIME:
        form.submit(**IMAGE, file=upload(png(4, 4)))
    assert form.errors() == {"file": ["The site is busy with other pictures. Try again in a moment."]}
    assert form.submit(**IMAGE, file=upload(png(4, 4))).status_code == 302


def test_nobody_waits_for_the_database_while_a_picture_is_read(writer, monkeypatch):
    held = []
    monkeypatch.setattr(images, "take_in", lambda file: held.append(len(connection.savepoint_ids)) or take_in(file))
    assert Form(writer, ADD).submit(**IMAGE, file=upload(png(1000, 500))).status_code == 302
    Form(writer, address(Image.objects.get())).submit(file=upload(png(4, 4)))
    assert held == [0, 0]
    assert Image.objects.get().width == 4


def test_a_lock_is_let_go_after_a_file_that_is_none(english):
    for _each in range(2):
        with pytest.raises(ValidationError, match="not a picture"):
            take_in(upload(b"Xyzzy"))
    assert not pictures.ONE_AT_A_TIME.locked()


# What is said of it


@pytest.mark.database
def test_what_it_shows_is_asked_in_both_languages_unless_it_is_decorative(writer):
    form = Form(writer, ADD)
    form.submit(file=upload(png(4, 4)), alt_nl="Een gebouw")
    assert set(form.errors()) == {"alt_en", "credit", "licence", "file"}  # which no browser sends again by itself
    form = Form(writer, ADD)
    form.submit(**IMAGE | {"alt_en": ""}, decorative="on", file=upload(png(4, 4)))
    image = Image.objects.get()
    assert (image.entry()["alt"], image.entry()["decorative"]) == ({}, True)
    page = factories.published(factories.organisation(slug="dienst", image=image))
    assert shown(writer, page)["alt"] == ""


def shown(client, page, language="nl"):
    """The picture on a page."""
    return BeautifulSoup(html(client, page.path(language)), "html.parser").select_one(".figure img")


@pytest.mark.database
def test_images_are_filtered_by_what_is_missing(writer):
    factories.organisation(image=factories.image(alt="Alles", licence="own-work"))
    for told, values in {"Zonder licentie": {"licence": ""}, "Zonder Engels": {"alt_en": ""}}.items():
        factories.organisation(image=factories.image(alt=told))
        Image.objects.filter(alt_nl=told).update(**{"licence": "own-work"} | values)
    Image.objects.filter(pk=factories.image(alt="Nergens").pk).update(licence="own-work")
    found = {
        lacks: [each for each in ("Alles", "Zonder licentie", "Zonder Engels", "Nergens") if each in listed]
        for lacks in ("text", "licence", "page")
        for listed in [html(writer, f"{LIST}?lacks={lacks}")]
    }
    assert found == {"text": ["Zonder Engels"], "licence": ["Zonder licentie"], "page": ["Nergens"]}


def test_a_small_version_is_seen_in_the_list_and_beside_the_field_of_a_page(writer):
    image = factories.image(size=(1000, 800))
    page = factories.organisation(image=image)
    for path in (LIST, address(page)):
        thumbnails = BeautifulSoup(html(writer, path), "html.parser").select("img.thumbnail")
        assert [each["src"] for each in thumbnails] == [image.entry()["renditions"]["480"]]


# What readers get


@pytest.mark.database
def test_a_page_offers_a_picture_in_each_width_and_format_that_there_is(client):
    image = factories.image(size=(1800, 600), licence="cc-by-sa-4.0", focal=(83, 20))
    page = factories.published(factories.organisation(slug="dienst", image=image))
    picture = shown(client, page)
    assert (picture["width"], picture["height"], picture["alt"]) == ("1800", "600", "Een gebouw")
    assert picture["class"] == ["figure__wide", "figure__left--80", "figure__top--20"]
    found = {each["type"]: each["srcset"].split(", ") for each in picture.find_previous_siblings("source")}
    assert {kind: [each.split()[1] for each in files] for kind, files in found.items()} == {
        "image/webp": ["480w", "960w", "1600w", "1800w"],
        "image/avif": ["480w", "960w", "1600w"],
    }
    for kind, files in found.items():
        for url, width in map(str.split, files):
            response = client.get(url)
            assert (response.status_code, response["Content-Type"]) == (200, kind)
            assert "immutable" in response["Cache-Control"]
            assert f"{Picture.open(BytesIO(response.getvalue())).width}w" == width
    leads = paths_in(html(client, page.path("nl")), "html", page.path("nl"), "http://testserver")
    assert {each.split()[0] for files in found.values() for each in files} <= set(leads)  # so a copy has them all
    caption = picture.find_parent("figure").figcaption
    assert caption.get_text() == "ANP · CC BY-SA 4.0"
    assert caption.a["href"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    told = client.get(f"{page.path('nl')}data.json").json()["page"]["image"]
    assert (told["licence"], told["credit"]) == ("cc-by-sa-4.0", "ANP")
    assert told["avif"]["480"].startswith("http://testserver/media/")
    graph = client.get(f"{page.path('en')}data.jsonld").json()["@graph"]
    [told] = [each["schema:image"] for each in graph if "schema:image" in each]
    assert told["schema:license"] == {"@id": "https://creativecommons.org/licenses/by-sa/4.0/"}


def test_a_picture_of_the_time_before_avif_is_offered_in_what_there_is(client):
    image = factories.image(size=(1000, 500))
    Image.objects.update(has_avif=False)
    page = factories.published(factories.organisation(slug="dienst", image=Image.objects.get()))
    assert [each["type"] for each in shown(client, page).find_previous_siblings("source")] == ["image/webp"]
    image.save()  # which makes what is missing
    assert list(Image.objects.get().entry()["avif"]) == ["480", "960", "1000"]


@pytest.mark.database
def test_what_was_public_keeps_its_picture_when_another_file_takes_its_place(writer, client):
    image = factories.image(alt="Een toren")
    page = factories.published(factories.organisation(slug="dienst", image=image))
    before = shown(client, page)["src"]
    Form(writer, address(image)).submit(**IMAGE, file=upload(png(40, 40)))
    assert shown(client, page)["src"] == before
    publish(page)
    now = shown(client, page)
    assert (now["alt"], now["src"] != before) == ("Een gebouw", True)
    version = BeautifulSoup(html(client, f"{page.path('nl')}versies/1/"), "html.parser").select_one(".figure img")
    assert (version["src"], version["alt"]) == (before, "Een toren")
    sizes = [Picture.open(BytesIO(client.get(each["src"]).getvalue())).size for each in (version, now)]
    assert sizes == [(20, 10), (40, 40)]


@pytest.mark.database
def test_only_files_that_nothing_shows_or_can_bring_back_are_unused(writer):
    image = factories.image()
    factories.published(factories.organisation(slug="dienst", image=image))
    names = [image.file.name]
    for _each in range(2):  # the first file is an edition's, the second nobody's, the third is shown
        Form(writer, address(image)).submit(**IMAGE, file=upload(png(4, 4)))
        image.refresh_from_db()
        names.append(image.file.name)
    assert "0 unused" in unused()
    with clock.set_to(clock.now() + timedelta(days=2)):
        told = unused()
        assert [each in told for each in names] == [False, True, False]
        assert "deleted" in unused("--delete")
        assert [image.file.storage.exists(each) for each in names] == [True, False, True]
        assert "0 unused" in unused()


def unused(*options):
    told = StringIO()
    call_command("unused_pictures", *options, stdout=told)
    return told.getvalue()
