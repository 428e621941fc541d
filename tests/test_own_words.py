"""The site says what the documents say in words of its own: never eight in a row from one of them."""

import hashlib
import re
import unicodedata

import pytest
from django.conf import settings

pytestmark = pytest.mark.looks

ROOT = settings.BASE_DIR
RUN = 8
# The documents themselves are not ours to keep. This is what the test needs of them: a hash of each run of eight words
# (lower case, without accents and punctuation; the first 12 hexadecimal digits of its SHA-256).
RUNS = set((ROOT / "tests/document_runs.txt").read_text().split())
# Names and titles that are longer than a run by themselves.
NAMES = [
    "Commissie van Toezicht betreffende de Inlichtingen- en Veiligheidsdiensten",
    "Handreiking Lokale aanpak radicalisering, extremisme en terrorisme",
    "Landelijk Crisisplan Extreem Geweld en Terrorisme",
    "Nationaal Coördinator Terrorismebestrijding en Veiligheid",
    "Radicalisation Awareness Network Centre of Excellence",
    "Toezichtsrapport inzake gegevensverwerking op het gebied van telecommunicatie door de AIVD en de MIVD",
    "Toezichtsrapport inzake onderzoek door de AIVD op sociale media",
    "Versterkte Aanpak Online inzake extremistische en terroristische content",
    "Wetenschappelijk Onderzoeks- en Documentatiecentrum",
    "Militaire Inlichtingen- en Veiligheidsdienst",
]


def words(text):
    folded = unicodedata.normalize("NFKD", re.sub(r"<[^>]+>", " ", text)).casefold()
    return re.findall(r"[a-z0-9]+", "".join(char for char in folded if not unicodedata.combining(char)))


def without_names(text):
    for name in NAMES:
        text = re.sub(re.escape(name), " § ", text, flags=re.IGNORECASE)
    return text.split("§")


def borrowed(text):
    """The runs of words that a text shares with a document, names aside."""
    found = []
    for part in without_names(text):
        spoken = words(part)
        for start in range(len(spoken) - RUN + 1):
            run = " ".join(spoken[start : start + RUN])
            if hashlib.sha256(run.encode()).hexdigest()[:12] in RUNS:
                found.append(run)
    return found


def test_the_check_finds_a_sentence_of_a_document():
    taken = "De CT Infobox vergelijkt deze informatie en faciliteert het delen van relevante informatie"
    assert borrowed(f"<p>Volgens de AIVD: {taken.upper()}.</p>")


def test_no_page_borrows_its_sentences():
    pages = sorted((ROOT / "fixtures").rglob("*.yaml"))
    assert len(pages) > 100
    assert {page.name: runs for page in pages if (runs := borrowed(" ".join(page.read_text().split())))} == {}


def test_the_interface_borrows_nothing():
    assert borrowed((ROOT / "locale/nl/LC_MESSAGES/django.po").read_text()) == []
