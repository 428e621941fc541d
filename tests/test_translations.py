"""The Dutch catalogue has every text of the code and templates, translated, and no other.

What there is to translate is gathered anew, in a copy of the tree: `make messages` does the same for the catalogue.
"""

import re
import shutil
import subprocess

import pytest
from babel.messages.pofile import read_po

from tests.servers import PYTHON, ROOT, environment

pytestmark = pytest.mark.looks

CATALOGUE = "locale/nl/LC_MESSAGES/django.po"
MAKEMESSAGES = ["manage.py", "makemessages", "--locale=nl", "--no-location"]
# Hidden directories hold the packages, and with them the texts of others.
NO_SOURCE = shutil.ignore_patterns(".*", "__pycache__", "locale", "var")
# "%(date)s", "{other}", "<page:path>" and HTML tags
PLACEHOLDER = re.compile(r"%\(\w+\)\w|\{\w*\}|<[^>]+>")


def read(path):
    with path.open("rb") as file:
        return read_po(file, locale="nl")


@pytest.fixture(scope="module")
def dutch():
    """Return the catalogue as it is in the project."""
    return read(ROOT / CATALOGUE)


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """Return a catalogue with all that there is to translate, and no translation."""
    copy = tmp_path_factory.mktemp("messages") / "tree"
    shutil.copytree(ROOT, copy, ignore=NO_SOURCE)
    (copy / "locale").mkdir()
    finished = subprocess.run([PYTHON, *MAKEMESSAGES], cwd=copy, env=environment(), capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    return read(copy / CATALOGUE)


def texts(catalogue):
    """Return the messages by their context, if any, and text: a pair where there is a plural."""
    return {(message.context, message.id): message for message in catalogue if message.id}


def forms(text):
    return text if isinstance(text, tuple | list) else (text,)


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def nothing(found):
    """Fail with all that was found; pytest alone would shorten it."""
    found = sorted(str(item) for item in found)
    assert not found, "\n".join(["", *found])


def test_no_text_is_missing(dutch, gathered):
    nothing(texts(gathered).keys() - texts(dutch).keys())


def test_no_text_is_left_that_nothing_uses(dutch, gathered):
    nothing(texts(dutch).keys() - texts(gathered).keys())
    nothing(dutch.obsolete)


def test_every_text_is_translated(dutch):
    nothing(message.id for message in texts(dutch).values() if not all(forms(message.string)))


def test_no_translation_is_a_guess(dutch):
    nothing(message.id for message in texts(dutch).values() if message.fuzzy)


def test_a_translation_has_the_placeholders_of_its_text(dutch):
    nothing(
        (text, translation)
        for message in texts(dutch).values()
        for text, translation in zip(forms(message.id), forms(message.string), strict=True)
        if placeholders(text) != placeholders(translation)
    )
