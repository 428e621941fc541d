"""What the documents name is there: files, functions, tests, commands, settings. So they cannot lag behind unseen."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from bench import needs

pytestmark = pytest.mark.looks
ROOT = Path(settings.BASE_DIR)
FOLDERS = ["content", "cooperation", "templates", "static", "locale", "tests", "bench", "bin", "docs", "fixtures"]
DOCUMENTS = [path for folder in (".", "docs", "fixtures") for path in sorted((ROOT / folder).glob("*.md"))]
MADE = ("var/", ".venv/")  # when the site runs

CODE = re.compile(r"^```.*?^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
SUFFIX = r"\.(?:css|gz|html|js|json|md|mo|png|po|py|sh|svg|toml|txt|xml|ya?ml)"
FILE = re.compile(rf"(?P<path>\.?\w[\w.-]*/[\w./-]*|[\w.-]+{SUFFIX})(?:::?(?P<name>[A-Za-z_][\w.]*))?")
MODULE = re.compile(r"(?P<module>[a-z_]+(?:\.[a-z_]+)*):(?P<name>[A-Za-z_][\w.]*)")


def codes(document: Path) -> list[str]:
    """What stands in a document as code, in its lines and in blocks."""
    return [found[0].strip("`") for found in CODE.finditer(document.read_text())]


def words(document: Path) -> list[str]:
    return [word.strip("(),;“”…") for code in codes(document) for word in code.split()]


@cache
def names_of_files() -> dict[str, list[Path]]:
    """The files of the project by their names."""
    found: dict[str, list[Path]] = {path.name: [path] for path in ROOT.glob("*.*")}
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            found.setdefault(path.name, []).append(path)
    return found


def candidates(path: str) -> list[Path]:
    """The files or folders that a document can mean: by the whole path, or by the name alone."""
    if "/" in path:
        return [ROOT / path] if (ROOT / path).exists() else []
    return names_of_files().get(path, [])


def modules(dotted: str) -> list[Path]:
    """The modules that a document can mean by `content.record`, or by `record` alone."""
    return candidates(f"{dotted.replace('.', '/')}.py") + candidates(f"{dotted.replace('.', '/')}/__init__.py")


def defines(file: Path, name: str) -> bool:
    """Whether a module has a function, a class or a value of this name; `Class.method` looks within."""
    if file.suffix != ".py":
        return False
    tree = parsed(file)
    for part in name.split("."):
        found = [node for node in tree.body if part in bound(node)]
        if not found:
            return False
        tree = found[-1]
    return True


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def bound(node: ast.stmt) -> list[str]:
    """The names that a statement gives to something."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [each.id for target in targets if target for each in ast.walk(target) if isinstance(each, ast.Name)]


def missing(word: str) -> bool:
    """Whether a word of code names a file, or something in a module, that is not there."""
    if word.startswith(MADE) or "*" in word:
        return False
    if found := FILE.fullmatch(word):
        files, name = candidates(found["path"]), found["name"]
    elif found := MODULE.fullmatch(word):
        files, name = modules(found["module"]), found["name"]
    else:
        return False
    return not any(defines(file, name) if name else True for file in files)


in_each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


@in_each_document
def test_what_a_document_names_of_the_code_is_there(document):
    to_be_made = set(re.findall(r"\b[Nn]ew file `([^`]+)`", document.read_text()))  # by whoever follows a recipe
    assert [word for word in words(document) if missing(word) and word not in to_be_made] == []


@in_each_document
def test_every_test_that_a_document_names_is_there(document):
    named = {name for code in codes(document) for name in re.findall(r"\btest_\w+\b(?!\.py)", code)}
    there = {name for path in (ROOT / "tests").glob("test_*.py") for node in parsed(path).body for name in bound(node)}
    assert named - there == set()


@in_each_document
def test_every_command_that_a_document_names_is_there(document):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = "\n".join(codes(document))
    assert set(re.findall(r"\bmake ([a-z]+)", told)) - targets == set()
    assert set(re.findall(r"\bmanage\.py ([a-z_]+)", told)) - get_commands().keys() == set()
    assert [each for each in re.findall(r"\bpython -m ((?:tests|bench)\S*)", told) if not modules(each)] == []


def test_the_table_of_settings_has_what_the_environment_decides():
    section = (ROOT / "README.md").read_text().partition("\n## Settings\n")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    told = {name for row in rows for name in re.findall("`([A-Z_]+)`", row)}
    assert told == asked_for("cooperation/settings.py") | asked_for("gunicorn.conf.py")


def asked_for(file: str) -> set[str]:
    """The variables that a module reads: by our own helpers, or straight from the environment."""
    calls = [node for node in ast.walk(parsed(ROOT / file)) if isinstance(node, ast.Call) and node.args]
    names = [
        call.args[0].value
        for call in calls
        if ast.unparse(call.func) in {"text", "choice", "flag", "required", "number", "os.environ.get", "env"}
        and isinstance(call.args[0], ast.Constant)
    ]
    return set(names)


def test_the_table_of_costs_is_what_its_reckoning_prints():
    assert needs.table((ROOT / "README.md").read_text()) in (ROOT / "docs/costs.md").read_text()


def test_behind_each_defence_stands_a_test():
    section = (ROOT / "docs/security.md").read_text().partition("| threat | defence |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1:4] for line in section.splitlines()[2:]]
    assert len(rows) > 20
    assert [threat.strip() for threat, _defence, tests in rows if not re.search(r"`test_\w+`", tests)] == []
