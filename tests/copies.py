"""Copies of the project, to be changed or harmed at will."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What was made here, and what belongs to this machine.
MADE = shutil.ignore_patterns(
    ".venv", "var", ".git", ".env", "*.mo", "*.mo.*", "__pycache__", "node_modules", ".*_cache"
)


def copy_of_project(tree: Path) -> Path:
    """Copy the project to a folder that is not there yet, without what was made in it."""
    shutil.copytree(ROOT, tree, ignore=MADE)
    return tree
