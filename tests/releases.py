"""What `bin/release` does beside git.

python -m tests.releases written 1.2.0 [--check] writes a version where it is kept, or sees that it can be.
python -m tests.releases upgrade v1.1.0 brings a site of that release to this one, and lets both go on working with it:
all addresses have to answer as before, and what either publishes has to be there.
"""

import json
import re
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from tests.servers import PYTHON, ROOT, environment

COMING = re.compile(r"^## Unreleased\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
NEVER = re.compile(r"\s+Nothing was released\s+with a number yet\.")
# What a release answers at each address that a page has, and whether it can publish one more time.
LOOK = """
import json
from django.test import Client
from content.models import Address
ask = Client().get
paths = ["/nl/", "/en/", *Address.objects.exclude(publication=None).order_by("pk").values_list("path", flat=True)]
print("answers", json.dumps({path: ask(path).status_code for path in paths}))
"""
PUBLISH = """
from django.test import Client
from content.models import Edition
from content.publishing import publish
from content.record import live
page = Edition.objects.at(live().moment).filter(page_type="organisation").order_by("pk").first().page.specific
page.lead_nl = f"{page.lead_nl} Bijgewerkt."
page.save()
path = publish(page, change_note={"nl": "Anders.", "en": "Otherwise."}, change="wording").path_nl
assert "Bijgewerkt." in Client().get(path).content.decode()
print("published")
"""


def written(version: str, *, check: bool) -> None:
    """Write a version into the changelog, pyproject.toml and publiccode.yml; exit with a line when that cannot be."""
    changelog, project, publiccode = (ROOT / name for name in ("CHANGELOG.md", "pyproject.toml", "publiccode.yml"))
    coming = COMING.search(changelog.read_text())
    if not coming or not coming[1].strip():
        sys.exit("No release: CHANGELOG.md tells nothing under “Unreleased”.")
    if check:
        return
    today = date.today().isoformat()  # noqa: DTZ011 -- of who makes it
    text = changelog.read_text().replace("## Unreleased\n", f"## {version}, {today}\n", 1)
    changelog.write_text(NEVER.sub("", text, count=1))
    project.write_text(re.sub(r'^version = ".*"', f'version = "{version}"', project.read_text(), count=1, flags=re.M))
    told = re.sub(r"^(softwareVersion|releaseDate):.*\n", "", publiccode.read_text(), flags=re.M)
    lines = f'softwareVersion: "{version}"\nreleaseDate: {today}\n'
    publiccode.write_text(re.sub(r"^(url: .*\n)", lambda found: found[0] + lines, told, count=1, flags=re.M))


def upgrade(tag: str) -> None:
    """Update a site from a release to this tree, and see that both can serve it then."""
    with tempfile.TemporaryDirectory(prefix="upgrade-") as name:
        old, folder = Path(name, "old"), Path(name)
        old.mkdir()
        archive = subprocess.run(["git", "archive", tag], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "--extract", f"--directory={old}"], input=archive, check=True)
        (old / ".venv").symlink_to(ROOT / ".venv")
        subprocess.run(["bin/messages"], cwd=old, check=True)  # its addresses are Dutch as well
        site = {
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "MEDIA_ROOT": str(folder / "media"),
            "DEBUG": "true",
        }
        for tree in (old, ROOT):
            manage(tree, site, "prepare")
            if tree == old:
                before = answers(old, site)
        for tree in (old, ROOT):
            after = answers(tree, site)
            if differing := [path for path, status in before.items() if after.get(path) != status]:
                sys.exit(f"After the update {len(differing)} addresses answer otherwise, as {differing[0]}.")
            manage(tree, site, "shell", "--command", PUBLISH)
        print(f"{tag} and this tree both serve a site after the update: {len(before)} addresses.")


def answers(tree: Path, site: dict) -> dict[str, int]:
    told = manage(tree, site, "shell", "--command", LOOK)
    return json.loads(next(line for line in told.splitlines() if line.startswith("answers ")).removeprefix("answers "))


def manage(tree: Path, site: dict, *arguments: str) -> str:
    command: list = [PYTHON, "manage.py", *arguments]
    finished = subprocess.run(command, cwd=tree, env=environment(**site), capture_output=True, text=True)
    if finished.returncode:
        sys.exit(f"{tree}: manage.py {arguments[0]} fails:\n{finished.stderr}")
    return finished.stdout


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["written", version, *rest]:
            written(version, check=rest == ["--check"])
        case ["upgrade", tag]:
            upgrade(tag)
        case _:
            sys.exit(__doc__)
