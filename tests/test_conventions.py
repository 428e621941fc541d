"""Keeps the conventions of the project, so that the README need not ask for them."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern, get_resolver
from django.utils.translation import activate, get_language

from cooperation import kinds
from cooperation.kinds import KINDS
from cooperation.roles import ROLES
from tests.mutants import faults, mistakes

pytestmark = pytest.mark.looks
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


def test_a_worker_holds_no_library_that_only_some_sites_or_some_forms_need():
    told = """if True:
        import sys, django
        django.setup()
        import cooperation.urls, cooperation.floods, cooperation.kept_pages
        print(*sorted({"redis", "boto3", "pypdf", "openpyxl"} & sys.modules.keys()))"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "CACHE_URL": ""}
    finished = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (finished.returncode, finished.stdout) == (0, "\n"), finished.stderr


@pytest.mark.long
def test_types_that_are_written_are_right():
    """So says `make lint`, before each commit."""
    finished = subprocess.run([Path(sys.executable).with_name("mypy")], cwd=ROOT, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stdout


def test_every_change_of_a_model_has_its_migration(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_begins_in_the_language_of_the_site(turn):
    assert get_language() == settings.LANGUAGE_CODE
    activate("en")  # which a request leaves behind as well


def test_the_name_of_an_address_is_that_of_its_view():
    ours = [pattern for pattern in url_patterns(get_resolver()) if not hasattr(pattern.callback, "view_class")]
    names = {pattern.name: pattern.callback.__name__ for pattern in ours}  # allauth has classes, and names of its own
    lists = {name for name, view in names.items() if view == "page_list"}
    differing = {name for name, view in names.items() if name != view} - lists
    assert lists == {f"{kind.name}_list" for kind in kinds.listed()}
    assert differing == set()


def test_each_template_of_a_kind_of_page_has_a_kind():
    stems = {path.stem for path in TEMPLATES if re.search("_(article|detail|list)$", path.stem)}
    stems -= {"page_article", "page_detail", "page_list"}
    assert {stem.rpartition("_")[0] for stem in stems} <= KINDS.keys()


def read(path):
    return path.read_text() if path.is_file() else ""


def test_tags_are_written_in_one_room():
    """All others let it escape what they are given; what reads or takes out markup writes none."""
    written = {
        (str(path.relative_to(ROOT)), node.value)
        for path in MODULES
        if path.parts[len(ROOT.parts)] in ("content", "cooperation") and path not in WRITERS
        for node in texts_of(path)
        if TAG.search(node.value)
    }
    assert {(path, text) for path, text in written if path not in READERS} == set()


WRITERS = [
    ROOT / f"content/rendering/{name}.py"
    for name in ("markup", "claim_markup", "form_markup", "mention_markup", "note_markup")
]
# Modules that take rich text apart with patterns.
READERS = {"content/richtext.py", "cooperation/proofreading/dutch.py", "cooperation/proofreading/structure.py"}
TAG = re.compile(
    r"(?<!P)</?(a|abbr|b|br|button|code|dd|details|div|dl|dt|em|figure|form|g|h[1-6]|i|img|input|label|li|link|loc|main|mark|"
    r"meta|nav|ol|p|path|pre|q|rect|script|section|small|span|strong|style|su[bp]|summary|svg|t(able|body|d|ext|h|head|"
    r"ime|itle|r|span)|ul|url|xhtml:link)[\s/>]"
)


def texts_of(path):
    """The texts in a module that are no docstrings and no patterns of addresses."""
    tree = ast.parse(path.read_text())
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docstrings:
            yield node


def test_no_view_asks_a_clock():
    """There is one way to the moment that a visitor looks at: moment.py, after glance.py. Others show none."""
    clocks = re.compile(r"\bclock\b|\bnow\(|\b(localdate|today|live|newest)\(\)|\bimport\b.*\b(live|newest)\b")
    asking = {
        path.name: clocks.findall(line)
        for path in (ROOT / "cooperation").rglob("*.py")
        if path.name not in {"moment.py", "glance.py", "probes.py", "settings.py", "notes.py"}
        and not {"management", "letters", "accounts", "logbook", "metrics", "backup"} & set(path.parts)
        for line in path.read_text().splitlines()
        if clocks.search(line.partition("#")[0])
    }
    assert asking == {}


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


def test_the_links_between_the_documents_lead_somewhere():
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "fixtures").glob("*.md")]
    headings = re.compile("^#+ (.+)$", re.MULTILINE)
    dead = []
    for document in documents:
        for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
            name, _hash, anchor = link.partition("#")
            target = document.parent / name if name else document
            if ":" in link or (not anchor and target.exists()):
                continue
            slugs = {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings.findall(read(target))}
            dead += [f"{document.name}: {link}"] if anchor not in slugs else []
    assert len(documents) > 6
    assert dead == []


def test_scripts_leave_the_names_of_the_window_alone():
    """Otherwise a function in a block is one of the window, and an `open` of ours is called instead of its own."""
    scripts = [path for path in (ROOT / "static").rglob("*.js") if "import " not in path.read_text()]
    assert scripts
    code = {path.name: re.sub(r"^(//.*)?\n", "", path.read_text(), flags=re.MULTILINE) for path in scripts}
    assert [name for name, text in code.items() if not text.startswith('"use strict"\n')] == []
