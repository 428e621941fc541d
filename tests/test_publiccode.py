"""publiccode.yml, which catalogues of public software read: held to its standard and to what the project says."""

import json
import re
import tomllib

import pytest
import yaml
from django.conf import settings
from django.db.backends.postgresql.features import DatabaseFeatures as Postgresql
from jsonschema import Draft202012Validator

from tests.servers import ROOT

pytestmark = pytest.mark.looks

SCHEMA = json.loads((ROOT / "tests/publiccode.schema.json").read_text())
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DEPENDENCIES = {"Python", "PostgreSQL"}  # what has to be installed beside the packages of the lock file


def plain(text):
    """A YAML text as a schema sees it: a date is a text of its own form."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def wrong(document):
    """What the schema says is wrong, and where."""
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(document)]


@pytest.fixture
def told():
    return plain((ROOT / "publiccode.yml").read_text())


def version(text):
    return tuple(map(int, text.split(".")))


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_publiccode_keeps_to_the_standard(told):
    assert wrong(told) == []


@pytest.mark.parametrize("key", SCHEMA["required"])
def test_publiccode_without_a_mandatory_key_is_refused(told, key):
    del told[key]
    assert wrong(told) != []


@pytest.mark.parametrize(
    "change",
    [
        "developmentStatus: finished",
        "softwareType: web",
        "categories: [terrorism]",
        "description: {}",
        "description: {english: {shortDescription: a, features: [b]}}",
        "maintenance: {type: internal}",
        "maintenance: {type: contract, contractors: [{name: a}]}",
        "localisation: {localisationReady: 'yes', availableLanguages: [nl]}",
        "releaseDate: 1 May 2026",
        "developmentstatus: beta",
    ],
)
def test_publiccode_with_another_value_than_the_standard_has_is_refused(told, change):
    assert wrong(told | plain(change)) != []


def test_publiccode_names_the_release_that_the_changelog_tells_last(told):
    changelog = (ROOT / "CHANGELOG.md").read_text()
    released = re.search(r"^## ([0-9]\S*), ([0-9]{4}-[0-9]{2}-[0-9]{2})$", changelog, re.MULTILINE)

    assert (told.get("softwareVersion"), told.get("releaseDate")) == (released.groups() if released else (None, None))
    assert told.get("softwareVersion") in (None, PROJECT["version"])


def test_publiccode_names_the_languages_of_the_site(told):
    languages = [code for code, _name in settings.LANGUAGES]

    assert told["localisation"]["availableLanguages"] == languages
    assert list(told["description"]) == languages


def test_publiccode_has_the_licence_of_the_project(told):
    assert told["legal"]["license"] == PROJECT["license"]


def test_publiccode_names_what_the_project_runs_on(told):
    needed = {each["name"]: each for each in told["dependsOn"]["open"]}
    least, most = re.fullmatch(r">=([0-9.]+),<([0-9.]+)", PROJECT["requires-python"]).groups()
    image = re.search(r"image: postgres:([0-9]+)", (ROOT / "compose.yaml").read_text())[1]

    assert set(told["dependsOn"]) == {"open"}
    assert set(needed) == DEPENDENCIES
    assert needed["Python"]["versionMin"] == least
    assert version(needed["Python"]["versionMax"]) < version(most)
    assert version(needed["PostgreSQL"]["versionMin"]) == Postgresql.minimum_database_version
    assert version(image) >= Postgresql.minimum_database_version
    assert any(package.startswith("psycopg[") for package in PROJECT["dependencies"])
