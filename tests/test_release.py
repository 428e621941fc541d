"""Making a release (`bin/release`), in a copy of the project with a history of its own."""

import os
import re
import subprocess
import tomllib

import pytest
import yaml

from tests.copies import PACKAGES, WHO, committed, copy_of_project, git

pytestmark = pytest.mark.looks
# A column that has to be filled in, which the release before does not know.
BREAKS = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("content", "{last}")]
    operations = [migrations.AddField("publication", "novelty", models.TextField(default=""))]
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    made = copy_of_project(tmp_path_factory.mktemp("release") / "site")
    subprocess.run(["bash", "-e", "-c", PACKAGES], cwd=made, check=True)
    changelog = made / "CHANGELOG.md"
    changelog.write_text(re.sub(r"^## [0-9].*\Z", "", changelog.read_text(), flags=re.MULTILINE | re.DOTALL))
    for name in ("softwareVersion", "releaseDate"):
        told = (made / "publiccode.yml").read_text()
        (made / "publiccode.yml").write_text(re.sub(f"^{name}:.*\n", "", told, flags=re.MULTILINE))
    committed(made, "Begin")
    return made


def release(tree, version):
    environment = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
    return subprocess.run(["bin/release", version], cwd=tree, env=environment | WHO, capture_output=True, text=True)


def refused(tree, version, why):
    finished = release(tree, version)
    assert finished.returncode != 0
    assert re.search(f"^No release: .*{why}", finished.stderr, re.MULTILINE), finished.stderr
    assert git(tree, "tag") == ""
    return True


def test_what_cannot_be_a_release_is_refused_in_one_line(tree):
    for version in ("", "1.2", "v1.2.0", "01.2.0", "1.2.0-rc1"):
        assert refused(tree, version, "give its version")
    (tree / "new.txt").write_text("")
    assert refused(tree, "1.2.0", "not committed")
    (tree / "new.txt").unlink()
    text = (tree / "CHANGELOG.md").read_text()
    (tree / "CHANGELOG.md").write_text(text.partition("## Unreleased\n")[0] + "## Unreleased\n")
    committed(tree, "Tell of nothing")
    assert refused(tree, "1.2.0", "tells nothing")
    (tree / "CHANGELOG.md").write_text(text)
    committed(tree, "Tell of it")


@pytest.mark.long
def test_a_release_is_written_committed_and_tagged_once_the_one_before_can_be_updated_to_it(tree):
    finished = release(tree, "1.0.0")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    heading = re.search(r"^## (1\.0\.0), (\d{4}-\d\d-\d\d)$", (tree / "CHANGELOG.md").read_text(), re.MULTILINE)
    told = yaml.safe_load((tree / "publiccode.yml").read_text())
    assert (told["softwareVersion"], str(told["releaseDate"])) == heading.groups()
    assert tomllib.loads((tree / "pyproject.toml").read_text())["project"]["version"] == "1.0.0"
    assert "Nothing was released" not in (tree / "CHANGELOG.md").read_text()
    assert git(tree, "tag") == "v1.0.0\n"
    assert git(tree, "status", "--porcelain") == ""
    for version in ("1.0.0", "0.9.0"):
        assert "No release:" in release(tree, version).stderr

    text = (tree / "CHANGELOG.md").read_text()
    (tree / "CHANGELOG.md").write_text(text.replace("## 1.0.0", "## Unreleased\n\n- More.\n\n## 1.0.0"))
    committed(tree, "Tell of more")
    finished = release(tree, "1.1.0")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "v1.0.0 and this tree both serve a site after the update" in finished.stdout

    last = sorted((tree / "content/migrations").glob("0*.py"))[-1].stem
    (tree / "content/migrations/0999_breaks.py").write_text(BREAKS.format(last=last))
    text = (tree / "CHANGELOG.md").read_text()
    (tree / "CHANGELOG.md").write_text(text.replace("## 1.1.0", "## Unreleased\n\n- Less.\n\n## 1.1.0"))
    committed(tree, "Break what the release before writes")
    finished = release(tree, "1.2.0")
    assert "No release: a site of v1.1.0 cannot be updated to it." in finished.stderr
    assert git(tree, "tag") == "v1.0.0\nv1.1.0\n"
    assert git(tree, "status", "--porcelain") == ""
