"""Checks the public record of the site: whether anything in it was altered or left out since it was written.

    python check_record.py record.jsonl [documents folder] [--head head.json]
    python check_record.py who-works-with-whom.zip [--head head.json]

It needs Python 3.9 or later, and nothing else. `record.jsonl` is what the site gives at /record.jsonl. Each line tells
of one publication, and holds the SHA-256 of the line before; so the hash of the last line, the *head*, proves them all.
The last line itself is proved by a head that you have from elsewhere: --head takes the file of /record/head.json, or a
hash as it was printed or kept (16 digits or more), also an old one.

In the folder stand documents as the site keeps them, a JSON file each. Each is looked up in the record by its SHA-256,
of its JSON with sorted names, without spaces, in UTF-8. For names without signs beyond U+FFFF, as documents have them,
that is the canonical form of RFC 8785.

In an archive of everything, as the site gives it on its page of data, each file is checked against the list of their
hashes, the record as above, each page against the record, which also says whether one was left out, and what stands in
the CSV files against the pages. Whoever altered the workbook or the graph, and the list of hashes with it, is found by
the hash of the whole archive: it is told here, and on the page where the archive came from.

It ends with 0 when all is whole, with 1 when something was altered, and with 2 when it was asked wrongly. A document
that words were removed from by law can no longer be checked: it is named as such, and does not count as altered.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import html
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

START = "0" * 64
OLDEST = 3  # version of a document from which on all that it says has an id
STANDING = "infopage"  # pages about the site itself, which claim nothing
ADDRESS = re.compile("url$|website")  # in the tables only one that a reader may be led to
PLACES = re.compile(r"\{this\}|\{other\}")  # of the names in a sentence
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
    parser.add_argument("record", type=Path, help="the file of /record.jsonl, or an archive of everything (ZIP)")
    parser.add_argument("documents", type=Path, nargs="?", help="a folder of documents")
    parser.add_argument("--head", help="the file of /record/head.json, or the hash of a line that you kept")
    asked = parser.parse_args()
    if asked.documents and not asked.documents.is_dir():
        parser.error(f"{asked.documents} is no folder")
    try:
        head = read_head(asked.head)
        text = asked.record.read_bytes()
        files = opened(text)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        parser.error(f"it cannot be read: {error}")
    lines, wrong = read(files.get("record.jsonl", b"") if files else text)
    wrong += broken(lines, head) + (misses(lines, head) if head else [])
    for sentence in wrong:
        print(sentence)
    if not wrong:
        print(f"The record is whole: {len(lines)} publications, head {lines[-1].sha256 if lines else START}")
    altered = check_documents(asked.documents, lines) if asked.documents else False
    altered |= check_archive(files, lines, hashlib.sha256(text).hexdigest()) if files else False
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


# The archive


def opened(text: bytes) -> dict[str, bytes]:
    """The files in an archive by name; nothing of what is none."""
    if not text.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(text)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check_archive(files: dict[str, bytes], lines: list[Line], sha256: str) -> bool:
    """Tell of each file in an archive whether it is what the others say, and return whether any was altered."""
    pages, later = (files.get(name, b"").splitlines() for name in ("pages.jsonl", "redactions.jsonl"))
    removed = entries(lines, "redactions") + [(said.get("serial"), said) for said in map(parsed, later)]
    documents = [(parsed(line), hashlib.sha256(line).hexdigest()) for line in pages]
    altered, by_law = differing(documents, lines, removed)
    wrong = [*misfits(files), *altered]
    if not altered:  # else there is nothing to compare the tables with
        wrong += foreign(files, [said for said, _sha256 in documents], lines)
    for sentence in [*wrong, *by_law]:
        print(sentence)
    if not wrong:
        print(f"The archive is whole: {len(files)} files, {len(documents)} pages, SHA-256 {sha256}")
    return bool(wrong)


def misfits(files: dict[str, bytes]) -> Iterator[str]:
    """Which files are not those of the list of hashes."""
    listed = dict(reversed(line.split("  ", 1)) for line in decoded(files, "SHA256SUMS").splitlines() if "  " in line)
    for name, sha256 in listed.items():
        if name not in files:
            yield f"{name}: missing."
        elif hashlib.sha256(files[name]).hexdigest() != sha256:
            yield f"{name}: altered. It does not have the hash that SHA256SUMS says."
    yield from (f"{name}: SHA256SUMS does not name it." for name in files if name not in {*listed, "SHA256SUMS"})


def decoded(files: dict[str, bytes], name: str) -> str:
    return files.get(name, b"").decode("utf-8", "replace")


def differing(
    documents: list[tuple[dict, str]], lines: list[Line], removed: list[tuple[int, dict]]
) -> tuple[list[str], list[str]]:
    """Which pages are not those that the record ends with or are not there, and which cannot be checked any more."""
    public = {edition.get("page"): edition for _serial, edition in entries(lines, "editions")}
    altered, by_law = [], []
    for number, (document, sha256) in enumerate(documents, start=1):
        line, edition = f"pages.jsonl, line {number}", public.pop(document.get("content_id"), {})
        if edition.get("state") != "approved":
            altered.append(f"{line}: altered. The record has no such page, or it stands there twice.")
        elif edition.get("sha256") != sha256:
            serials = [serial for serial, each in removed if concerns(each, document)]
            if serials:
                by_law.append(
                    f"{line}: words were removed by law with publication {numbers(serials)}; it cannot be checked."
                )
            else:
                altered.append(f"{line}: altered. It is not the page {document['content_id']} of the record.")
    missing = [page for page, edition in public.items() if edition.get("state") == "approved"]
    return altered + [f"pages.jsonl: the page {page} is missing." for page in missing], by_law


def foreign(files: dict[str, bytes], documents: list[dict], lines: list[Line]) -> Iterator[str]:
    """Which rows of the tables do not say what the pages say, and what has no row."""
    titles = {document.get("content_id"): document.get("title", {}) for document in documents}
    new = [document for document in documents if document.get("schema_version", 1) >= OLDEST]
    known = {key: told for document in new for key, told in facts(document, titles)}
    is_old = len(new) < len(documents)
    state = {"serial": str(lines[-1].serial), "moment": lines[-1].said.get("moment")} if lines else {}
    missing = dict.fromkeys(key for key in known)
    for name in sorted(name for name in files if name.endswith(".csv") and name != "dictionary.csv"):
        for number, row in enumerate(csv.DictReader(io.StringIO(decoded(files, name), newline="")), start=1):
            key = row.get("id"), row.get("passage_id", "")
            missing.pop(key, None)
            told = {**known.get(key, {}), **state}
            altered = [column for column, cell in row.items() if column in told and not says(cell, told[column])]
            if key not in known and not is_old:
                yield f"{name}, row {number}: pages.jsonl says nothing of the kind."
            elif altered:
                yield f"{name}, row {number}: altered. Its {', '.join(altered)} is not what pages.jsonl says."
    for identity, passage in missing:
        yield f"The tables lack {identity}" + (f", with the passage {passage}." if passage else ".")


Facts = tuple[tuple[str, str], dict]  # of what has an id, by that and by the passage that its row is of


def facts(document: dict, titles: dict) -> Iterator[Facts]:
    """What a page says as it stands in the tables: of itself, and of all on it that has an id."""
    page, details = document["content_id"], document["details"]
    told = {name: value for name, value in details.items() if isinstance(value, str) and not ADDRESS.search(name)}
    yield (page, ""), {**told, "type": document["page_type"], **texts("title", document), **texts("lead", document)}
    for passage in dictionaries(document.get("passages")):
        yield (passage["id"], ""), {"source_id": page, **texts("place", passage), **texts("summary", passage)}
    for place, step in enumerate(dictionaries(document.get("steps")), start=1):
        told = {name: text for field in ("heading", "text", "gap") for name, text in texts(field, step).items()}
        shown = " | ".join(step["chosen"])
        yield (step["id"], ""), {"question_id": page, "place": str(place), "relations": shown, **told}
    lead = {**document["lead_claim"], "text": document["lead"], "kind": "lead"}
    steps = [step for step in document["steps"] if step["text"]]  # any other only says what no document does
    for claim in [lead, *document["statements"], *steps, *document["relations"]]:
        if claim.get("target", page) in titles and document["page_type"] != STANDING:
            yield from rows(claim, document, titles)


def rows(claim: dict, document: dict, titles: dict) -> Iterator[Facts]:
    """What the rows of a claim say: one for each passage that it rests on."""
    page, other = document["content_id"], claim.get("target")
    told = {name: claim["period"].get(name, "") for name in ("since", "until", "as_of")}
    if other:
        told.update(role=claim["role"], subject_id=page, object_id=other)
        ends = {"subject": page, "object": other}
        for language, patterns in claim["told"].items():
            told[f"sentence_{language}"] = [*PLACES.split(patterns[0]), claim["detail"].get(language, "")]
    else:
        has_markup = not ("chosen" in claim or claim.get("kind") == "lead")
        words = {name: [text] if has_markup else text for name, text in texts("text", claim).items()}
        told.update(page_id=page, **words, **texts("heading", claim))
        ends = {"page": page}
    for name, end in ends.items():
        told.update(texts(f"{name}_title", {f"{name}_title": titles[end]}))
    cited = {entry["number"]: entry for entry in document["citations"]}
    for entry in (cited[number] for number in claim["citations"]):
        of_passage = {
            "passage_place": entry["place"],
            "source_title": entry["title"],
            "source_publisher": entry["publisher"],
        }
        words = {name: text for field in of_passage for name, text in texts(field, of_passage).items()}
        yield (
            (claim["id"], entry["passage_id"]),
            {**told, **words, "source_id": entry["source"], "source_date": entry["date"]},
        )


def texts(name: str, values: dict) -> dict:
    """A text in each language, under the names of columns."""
    return {f"{name}_{language}": values.get(name, {}).get(language, "") for language in ("nl", "en")}


def says(cell: str, told: object) -> bool:
    """Whether a cell says what it is to say: to the letter, but for the apostrophe that keeps it from being a formula.

    Of what has markup, or names of now in it, only the letters and the digits are compared.
    """
    if isinstance(told, list):
        return all(letters(part) in letters(cell) for part in told)
    return cell in (told, f"'{told}")


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, html.unescape(re.sub("<[^>]*>", " ", text))))


if __name__ == "__main__":
    sys.exit(main())
