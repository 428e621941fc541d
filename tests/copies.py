"""Copies of the project, to be changed or harmed at will."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What was made here, and what belongs to this machine.
MADE = shutil.ignore_patterns(
    ".venv", "var", ".git", ".env", "*.mo", "*.mo.*", "__pycache__", "node_modules", ".*_cache"
)


# A script for a copy: it gets the packages of the tests, so that its bin/environment has nothing to install.
PACKAGES = f"""mkdir .venv
for each in {ROOT}/.venv/*; do case $each in *requirements*) ;; *) ln -s "$each" .venv/ ;; esac; done
cp requirements.txt requirements-dev.txt .venv/
"""


def copy_of_project(tree: Path) -> Path:
    """Copy the project to a folder that is not there yet, without what was made in it."""
    shutil.copytree(ROOT, tree, ignore=MADE)
    return tree


WHO = {f"GIT_{role}_{what}": "test@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(tree: Path, *arguments: str) -> str:
    """Run git in a copy, as somebody whom no machine knows; an error shows what it printed."""
    finished = subprocess.run(["git", *arguments], cwd=tree, env=os.environ | WHO, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def committed(tree: Path, message: str) -> None:
    """Commit all that a copy has, to a repository of its own."""
    if not (tree / ".git").exists():
        git(tree, "init", "--quiet", "--initial-branch=main")
    git(tree, "add", "--all")
    git(tree, "commit", "--quiet", "--message", message)
