"""Does in a copy of the project what docs/recipes.md says, from top to bottom.

The line above a block of code says where it goes; a block of commands is run.
"""

import re
import subprocess
from pathlib import Path

from babel.messages.pofile import read_po

PAGE = "docs/recipes.md"
BLOCK = re.compile(r"(?:^(?P<above>[^\n]+)\n\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
NEW = re.compile(r"New file `(?P<file>[^`]+)`:")
END = re.compile(r"At the end of `(?P<file>[^`]+)`:")
BESIDE = re.compile(r"In `(?P<file>[^`]+)`, (?P<where>after|before|instead of) `(?P<line>.+)`:")
TEXT = re.compile(r'\b(?:_|ngettext)\("([^"]+)"')


class WrongRecipe(AssertionError):
    """A recipe that cannot be followed, and why."""


def follow(tree: Path, environment: dict[str, str], leaving_out: str = "") -> None:
    """Do all that the recipes say; `leaving_out` is in the line above a block that is forgotten."""
    for block in BLOCK.finditer((tree / PAGE).read_text()):
        if not (leaving_out and leaving_out in (block["above"] or "")):
            step(tree, environment, block)


def step(tree: Path, environment: dict[str, str], block: re.Match) -> None:
    """Put a block where it goes, or run its commands."""
    above, text = block["above"] or "", block["text"]
    if block["language"] == "console":
        for command in text.splitlines():
            run(tree, environment, command)
    elif place := NEW.fullmatch(above):
        write(tree / place["file"], text)
    elif place := END.fullmatch(above):
        path = existing(tree, place["file"])
        path.write_text(path.read_text() + text)
    elif place := BESIDE.fullmatch(above):
        path = existing(tree, place["file"])
        path.write_text(beside(path.read_text(), place, text))
    else:
        raise WrongRecipe(f"{PAGE}: nothing says where this goes, but “{above}”:\n{text}")


def run(tree: Path, environment: dict[str, str], command: str) -> str:
    finished = subprocess.run(command.split(), cwd=tree, env=environment, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise WrongRecipe(f"{PAGE}: “{command}” fails:\n{finished.stdout}{finished.stderr}")
    return finished.stdout


def write(path: Path, text: str) -> None:
    if path.exists():
        raise WrongRecipe(f"{PAGE}: {path.name} is no new file")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def existing(tree: Path, file: str) -> Path:
    if not (tree / file).is_file():
        raise WrongRecipe(f"{PAGE}: there is no file {file}")
    return tree / file


def beside(whole: str, place: re.Match, text: str) -> str:
    """A file with a text beside the one line that begins as the recipe says."""
    lines = whole.splitlines(keepends=True)
    found = [number for number, line in enumerate(lines) if line.strip().startswith(place["line"])]
    if len(found) != 1:
        raise WrongRecipe(f"{PAGE}: {len(found)} lines of {place['file']} begin with “{place['line']}”, and not one")
    start = found[0] + (place["where"] == "after")
    lines[start : start + (place["where"] == "instead of")] = [text]
    return "".join(lines)


def untranslated(tree: Path) -> list[str]:
    """The texts in the code of the recipes that have no Dutch in the catalogue."""
    catalogue = read_po((tree / "locale/nl/LC_MESSAGES/django.po").read_text().splitlines(keepends=True), locale="nl")
    blocks = [block["text"] for block in BLOCK.finditer((tree / PAGE).read_text()) if block["language"] == "python"]
    texts = [text for block in blocks for text in TEXT.findall(block)]
    return [text for text in texts if not (text in catalogue and catalogue[text].string)]


def dutch(tree: Path) -> dict[str, str]:
    """The texts that the recipes bring, with their Dutch."""
    blocks = [block["text"] for block in BLOCK.finditer((tree / PAGE).read_text()) if block["language"] == "po"]
    catalogue = read_po("\n".join(blocks).splitlines(keepends=True), locale="nl")
    texts = [message for message in catalogue if message.id and "{" not in str(message.id)]
    return {message.id: message.string for message in texts}
