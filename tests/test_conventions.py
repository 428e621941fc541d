"""Keeps the conventions of the project, so that the README need not ask for them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.urls import URLPattern, get_resolver

from content.models import page_types
from cooperation.roles import ROLES
from tests.mutants import faults, mistakes

ROOT = Path(settings.BASE_DIR)
MODULES = [
    path
    for folder in ("content", "cooperation", "tests", "bench")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def url_patterns(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif getattr(pattern, "app_name", None) != "admin":
            yield from url_patterns(pattern)


def test_the_kernel_does_not_know_the_domain_and_settings_are_a_leaf():
    script = Path(sys.executable).with_name("lint-imports")
    finished = subprocess.run([script, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout


def test_the_name_of_an_address_is_that_of_its_view():
    names = {pattern.name: pattern.callback.__name__ for pattern in url_patterns(get_resolver())}
    lists = {name for name, view in names.items() if view == "page_list"}
    questions = {name for name, view in names.items() if view == "question_detail"}
    differing = {name for name, view in names.items() if name != view} - lists - questions
    assert lists == {f"{name}_list" for name in page_types() if name != "infopage"}
    assert differing == set()


@pytest.mark.parametrize("page_type", page_types())
def test_each_type_of_page_has_its_templates(page_type):
    assert get_template(f"{page_type}_detail.html")
    assert page_type == "infopage" or get_template(f"{page_type}_list.html")


def test_modules_are_short():
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in MODULES}
    ours = {path: length for path, length in lengths.items() if not path.startswith("tests/test_")}
    assert {path: length for path, length in ours.items() if length > 250} == {}


def test_templates_carry_no_style_and_no_script():
    inline = re.compile(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\bsrc=)|javascript:")
    assert [path.name for path in TEMPLATES if inline.search(path.read_text())] == []


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.name)
def test_each_fault_that_can_be_planted_stands_in_the_code_and_names_its_test(fault):
    assert mistakes(fault) == ""


def test_roles_have_names_that_a_relation_can_store():
    assert all(re.fullmatch("[a-z_]{1,40}", name) for name in ROLES)
