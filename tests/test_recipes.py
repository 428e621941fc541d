"""The recipes for whoever comes next: done to the letter in a copy of the project, they give a site that is whole."""

import re
import subprocess

import pytest

from tests import recipes
from tests.copies import ROOT, copy_of_project
from tests.servers import PYTHON, environment

pytestmark = pytest.mark.looks  # the copy has a SQLite of its own, whatever the tests run on
# A handful of pages that refer to nothing else.
KEPT = [
    "sources/*",
    "themes/*",
    "pages/*",
    "terms/sigint.yaml",
    "organisations/gemeenten.yaml",
    "organisations/ministerie-van-defensie.yaml",
    "partnerships/lokale-aanpak.yaml",
    "programmes/versterkingsgelden.yaml",
]
VARIABLES = environment(DJANGO_SETTINGS_MODULE="tests.settings", TEST_DATABASE_URL="", PYTHONPATH="")


@pytest.fixture
def tree(tmp_path):
    """A copy of the project, with few pages."""
    copy = copy_of_project(tmp_path / "site")
    (copy / "var").mkdir()
    (copy / ".venv").symlink_to(ROOT / ".venv")
    kept = {path for pattern in KEPT for path in (copy / "fixtures").glob(pattern)}
    for path in (copy / "fixtures").rglob("*.yaml"):
        if path not in kept:
            path.unlink()
        else:  # its links may lead to a page that is not kept
            path.write_text(re.sub(r'<a\s+href="/[^"]*">(.*?)</a>', r"\1", path.read_text(), flags=re.DOTALL))
    return copy


@pytest.mark.long
def test_a_site_made_by_the_recipes_is_whole(tree):
    for command in ("bin/messages", ".venv/bin/python manage.py prepare"):
        recipes.run(tree, VARIABLES, command)  # a site that is there already
    recipes.follow(tree, VARIABLES)
    assert recipes.untranslated(tree) == []
    walked = subprocess.run([PYTHON, "-m", "tests.walk"], cwd=tree, env=VARIABLES, capture_output=True, text=True)
    assert walked.returncode == 0, walked.stdout + walked.stderr


@pytest.mark.parametrize(
    ("forgotten", "told"),
    [
        ("In `cooperation/kinds.py`, after `PARTNERSHIP,`", "cooperation.E001"),
        ("In `cooperation/translation.py`, instead of `@register", "cooperation.E008"),
        ('In `cooperation/schemas/details.json`, before `"theme"', "cooperation.E013"),
    ],
)
def test_a_step_that_is_forgotten_is_named(tree, forgotten, told):
    with pytest.raises(recipes.WrongRecipe, match=re.escape(told)):
        recipes.follow(tree, VARIABLES, leaving_out=forgotten)


def test_a_recipe_for_code_that_is_no_longer_there_says_so(tree):
    kinds = tree / "cooperation/kinds.py"
    kinds.write_text(kinds.read_text().replace("PROGRAMME = PageKind(", "PLAN = PageKind("))
    with pytest.raises(recipes.WrongRecipe, match=r"0 lines of cooperation/kinds.py begin with “PROGRAMME = Page"):
        recipes.follow(tree, VARIABLES)
