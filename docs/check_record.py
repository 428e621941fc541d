"""Checks the public record of the site: whether anything in it was altered or left out since it was written.

    python check_record.py record.jsonl [documents folder] [--head head.json]

It needs Python 3.9 or later, and nothing else. `record.jsonl` is what the site gives at /record.jsonl. Each line tells
of one publication, and holds the SHA-256 of the line before; so the hash of the last line, the *head*, proves them all.
The last line itself is proved by a head that you have from elsewhere: --head takes the file of /record/head.json, or a
hash as it was printed or kept (16 digits or more), also an old one.

In the folder stand documents as the site keeps them, a JSON file each. Each is looked up in the record by its SHA-256,
of its JSON with sorted names, without spaces, in UTF-8. For names without signs beyond U+FFFF, as documents have them,
that is the canonical form of RFC 8785.

It ends with 0 when all is whole, with 1 when something was altered, and with 2 when it was asked wrongly. A document
that words were removed from by law can no longer be checked: it is named as such, and does not count as altered.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

START = "0" * 64
HASH = re.compile("[0-9a-f]{16,64}")


class Line(NamedTuple):
    """A line of the record: the number that it must have, its hash, and what it says, if that can be read."""

    serial: int
    sha256: str
    said: dict

    @property
    def before(self) -> object:
        return self.said.get("before")


class Head(NamedTuple):
    """What is known of the last line, or of an earlier one; the number is 0 when only the hash is."""

    sha256: str
    serial: int


def main() -> int:
    summary, _blank, usage = __doc__.partition("\n\n")
    parser = argparse.ArgumentParser(description=summary, epilog=usage, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("record", type=Path, help="the file of /record.jsonl")
    parser.add_argument("documents", type=Path, nargs="?", help="a folder of documents")
    parser.add_argument("--head", help="the file of /record/head.json, or the hash of a line that you kept")
    asked = parser.parse_args()
    if asked.documents and not asked.documents.is_dir():
        parser.error(f"{asked.documents} is no folder")
    try:
        head = read_head(asked.head)
        text = asked.record.read_bytes()
    except (OSError, ValueError, KeyError, TypeError) as error:
        parser.error(f"it cannot be read: {error}")
    lines, wrong = read(text)
    wrong += broken(lines, head) + (misses(lines, head) if head else [])
    for sentence in wrong:
        print(sentence)
    if not wrong:
        print(f"The record is whole: {len(lines)} publications, head {lines[-1].sha256 if lines else START}")
    altered = check_documents(asked.documents, lines) if asked.documents else False
    return 1 if wrong or altered else 0


def read_head(text: str | None) -> Head | None:
    """What somebody knows of the head: out of a file, or its hash as it is."""
    if not text or HASH.fullmatch(text.lower()):
        return Head(text.lower(), 0) if text else None
    said = json.loads(Path(text).read_bytes())
    if not HASH.fullmatch(said["sha256"]):
        raise ValueError(f"{text} holds no hash")
    return Head(said["sha256"], int(said["serial"]))


# The chain


def read(text: bytes) -> tuple[list[Line], list[str]]:
    """The lines of the record with the numbers that they must have, and what is wrong with these."""
    found = [(hashlib.sha256(line).hexdigest(), parsed(line)) for line in text.split(b"\n") if line]
    lines: list[Line] = []
    wrong = []
    for place, (sha256, said) in enumerate(found):
        expected = lines[-1].serial + 1 if lines else 1
        serial = said.get("serial")
        following = found[place + 1][1].get("serial") if place + 1 < len(found) else None
        follows = said.get("before") == (lines[-1].sha256 if lines else START)
        if is_number(serial) and serial > expected and not follows and following != expected + 1:
            gone = (
                f"Publication {expected} is"
                if serial == expected + 1
                else f"Publications {expected} to {serial - 1} are"
            )
            wrong.append(f"{gone} missing.")
            expected = serial
        elif not said:
            wrong.append(f"Publication {expected} was altered: it cannot be read.")
        elif serial != expected:
            wrong.append(f"Publication {expected} was altered, or is out of its place: it says that it is {serial}.")
        lines.append(Line(expected, sha256, said))
    return lines, wrong


def parsed(line: bytes) -> dict:
    """What a line says; nothing when it cannot be read."""
    try:
        said = json.loads(line.decode())
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def broken(lines: list[Line], head: Head | None) -> list[str]:
    """Which lines are not what the following one says, or the head: a link is broken there.

    A line that was altered breaks the link after it; where its hash of the line before was altered, both links.
    """
    if not lines:
        return []
    links = [(0, lines[0].serial != 1 or lines[0].before == START)]  # of each line, and of what stands before the first
    for place, following in enumerate(lines[1:]):
        line = lines[place]
        links.append((line.serial, following.serial != line.serial + 1 or following.before == line.sha256))
    last = lines[-1]
    if head and head.serial == last.serial:
        links.append((last.serial, last.sha256 == head.sha256))
    return [told(run, last.serial, links[-1][0] == last.serial) for run in runs(links)]


def runs(links: list[tuple[int, bool]]) -> list[list[int]]:
    """The lines after which the link is broken, those together that follow each other."""
    found: list[list[int]] = []
    before = True
    for serial, is_whole in links:
        if not is_whole:
            found += [[]] if before else []
            found[-1].append(serial)
        before = is_whole
    return found


def told(run: list[int], last: int, is_proved: bool) -> str:
    """What was altered, when the links after these lines are broken; a head may prove the last line."""
    altered = run[1:] or run
    if len(altered) > 1:
        return f"Publications {altered[0]} to {altered[-1]} were altered."
    if altered == [0]:
        return "Publication 1 was altered: it says that something stood before it."
    if altered == [last]:
        return f"Publication {last} was altered, or all of the record was written anew: it is not what the head says."
    if altered == [last - 1] and not is_proved:
        return f"Publication {last - 1} was altered, or what publication {last} says of it."
    return f"Publication {altered[0]} was altered: it is not what the next one says."


def misses(lines: list[Line], head: Head) -> list[str]:
    """What a head says that the record lacks, or has otherwise."""
    last = lines[-1].serial if lines else 0
    if head.serial > last:
        return [f"The record ends with publication {last}, and the head is {head.serial}: the rest is missing."]
    if head.sha256 == START or head.serial == last > 0:
        return []
    same = [line for line in lines if head.serial in (0, line.serial) and line.sha256.startswith(head.sha256)]
    if same:
        return []
    if head.serial:
        return [f"Publication {head.serial}, or one before it, is not what it was when its head was kept."]
    return ["No publication has the hash that you gave: the one that had it was altered, or all was written anew."]


# The documents


def check_documents(folder: Path, lines: list[Line]) -> bool:
    """Tell of each document in a folder whether it is the one of the record, and return whether any was altered."""
    editions, removed = entries(lines, "editions"), entries(lines, "redactions")
    known = {edition.get("sha256") for _serial, edition in editions}
    pages = {edition.get("page") for _serial, edition in editions}
    whole, by_law, altered = 0, [], []
    for path in sorted(folder.rglob("*.json")):
        document = parsed(path.read_bytes())
        if digest(document) in known:
            whole += 1
        elif serials := [serial for serial, redaction in removed if concerns(redaction, document)]:
            by_law.append(
                f"{path}: words were removed by law with publication {numbers(serials)}; it cannot be checked."
            )
        elif document.get("content_id") in pages:
            altered.append(f"{path}: altered. The record has its page, and no such document of it.")
        else:
            altered.append(f"{path}: not in the record.")
    for sentence in [*altered, *by_law]:
        print(sentence)
    print(
        f"Documents: {whole} as published, {len(by_law)} with words removed by law, {len(altered)} altered or unknown."
    )
    return bool(altered)


def entries(lines: list[Line], name: str) -> list[tuple[int, dict]]:
    """What stands in the lines under a name, with their numbers; a line that was altered may lack it."""
    found = ((line.serial, line.said.get(name)) for line in lines)
    return [(serial, each) for serial, all_of_it in found for each in dictionaries(all_of_it)]


def dictionaries(value: object) -> list[dict]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def digest(document: dict) -> str:
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def concerns(redaction: dict, document: dict) -> bool:
    """Whether a redaction took words of a document: of its own page, or of a whole page that it cites."""
    cited = [each.get("source") for each in dictionaries(document.get("citations"))]
    is_cited = redaction.get("claim") is None and redaction.get("page") in cited
    return is_cited or redaction.get("page") == document.get("content_id")


def numbers(serials: list[int]) -> str:
    return ", ".join(map(str, serials))


if __name__ == "__main__":
    sys.exit(main())
