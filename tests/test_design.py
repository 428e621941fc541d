"""The design page: every part of the site, and colours that can be told apart."""

import json

import jsonschema
import pytest
from django.template.loader import get_template

from cooperation.design import specimen
from cooperation.design.contrast import PAIRS, contrast
from cooperation.design.parts import parts
from cooperation.look.palette import light_colours
from tests.test_styles import ROOT, TOKENS

pytestmark = pytest.mark.looks


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.front} on {pair.back}")
def test_colours_that_meet_can_be_told_apart_in_both_schemes(pair):
    assert min(pair.ratios()) >= pair.least


def test_contrast_is_that_of_wcag():
    assert contrast("#000", "#ffffff") == 21
    assert round(contrast("#767676", "#fff"), 2) == 4.54


def test_the_specimen_is_a_document_like_any_other():
    document = specimen.written()["document"]
    schema = json.loads((ROOT / "content/schemas/document.json").read_text())
    jsonschema.validate(document, schema)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nl/vormgeving/", "/en/design/"])
def test_the_page_shows_every_part_and_every_colour_and_space(client, path, django_assert_num_queries):
    with django_assert_num_queries(3):
        html = client.get(path).content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert all(f'id="{part["name"]}"' in html and get_template(part["template"]) for part in parts())
    for name in [token.removeprefix("--ct-color-") for token in light_colours()]:
        assert f"swatch--{name}" in html
    for name in [token.removeprefix("--ct-space-") for token in TOKENS if token.startswith("--ct-space-")]:
        assert f"space--{name}" in html
    for line in ["plain", "arrow-out", "arrow-in", "dashed"]:
        assert f"tree--{line}" in html
