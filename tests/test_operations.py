"""Starting, checking and shipping the site: what an operator meets."""

import re
import socket
import subprocess
from pathlib import Path
from runpy import run_path

import pytest
import yaml

from cooperation.environment import mail_server
from tests.servers import PYTHON, ROOT, environment, free_place, gunicorn

pytestmark = pytest.mark.looks

PRODUCTION = {
    "SECRET_KEY": "long enough, and with many different signs: 0123456789 abcdefghij",
    "ALLOWED_HOSTS": "example.org",
    "HTTPS": "true",
    "BASE_URL": "https://example.org",
    "SITE_EMAIL": "redactie@example.org",
}
MANAGE = ["manage.py", "check"]
GUNICORN = ["-m", "gunicorn"]


def run(*command, **changes):
    """Run a command in the project's directory and return how it ended."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(**PRODUCTION | changes),
        capture_output=True,
        text=True,
        timeout=60,
    )


def tool(name, *arguments):
    """Run a program of the virtual environment."""
    return run(PYTHON.with_name(name), *arguments)


def lines(text):
    return text.strip().splitlines()


@pytest.mark.parametrize("command", [MANAGE, GUNICORN], ids=["manage.py", "gunicorn"])
@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is not set"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is not set"),
        ("DATABASE_URL", "mysql://me:hush@host/name", "DATABASE_URL must be"),
        ("HTTPS", "treu", "HTTPS must be true or false"),
        ("BASE_URL", "", "BASE_URL is not set"),
        ("SITE_EMAIL", "", "SITE_EMAIL is not set"),
        ("BASE_URL", "https://example.org?x=1", "BASE_URL must be"),
    ],
)
def test_a_mistake_in_the_environment_stops_the_start_with_one_line(command, name, value, message):
    finished = run(PYTHON, *command, **{name: value})

    assert finished.returncode != 0
    assert len(lines(finished.stdout + finished.stderr)) == 1
    assert finished.stderr.startswith(message)
    assert "hush" not in finished.stderr


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("BASE_URL", "https://me:hush@example.org", "BASE_URL must be"),
        ("BASE_URL", 'https://exa"mple', "BASE_URL must be"),
        ("BASE_URL", "https://example.org.", "BASE_URL must be"),
        ("BASE_URL", "http://example.org", "BASE_URL must be"),
        ("ALLOWED_HOSTS", ",", "ALLOWED_HOSTS must name"),
        ("ALLOWED_HOSTS", "https://example.org", "ALLOWED_HOSTS must name"),
        ("SITE_EMAIL", "not an address", "SITE_EMAIL must be"),
        ("DATABASE_URL", "sqlite://:memory:", "DATABASE_URL must"),
        ("EMAIL_URL", "smtp://me:hush@host:port", "EMAIL_URL must be smtp"),
        ("EMAIL_URL", "smtp+tls://me:hush@", "EMAIL_URL must be smtp"),
        ("EMAIL_URL", "smtp://me:hush@host/?use_tls=1", "EMAIL_URL must be smtp"),
        ("EMAIL_URL", "https://me:hush@host", "EMAIL_URL must be smtp"),
        ("EMAIL_URL", "mail.example.org", "EMAIL_URL must be smtp"),
        ("EMAIL_FROM", "Me <me@example.org>", "EMAIL_FROM must be"),
        ("REPLICA_URL", "postgres://me:hush@host/name", "REPLICA_URL must name replicas of a PostgreSQL"),
        ("REPLICA_URL", "mysql://me:hush@host/name", "REPLICA_URL must be"),
        ("MEDIA_STORE", "s3://me:hush@bucket?endpoint=host", "MEDIA_STORE must be s3"),
        ("MEDIA_STORE", "s3://me:hush@bucket?acl=public", "MEDIA_STORE must be s3"),
        ("MEDIA_STORE", "s3://me:hush@no/bucket", "MEDIA_STORE must be s3"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_without_what_is_secret_in_it(monkeypatch, name, value, message):
    for each, given in {**PRODUCTION, name: value}.items():
        monkeypatch.setenv(each, given)
    with pytest.raises(SystemExit, match=message) as refused:
        run_path(str(ROOT / "cooperation/settings.py"))
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "port", "encrypted"),
    [
        ("smtp://localhost", 25, None),
        ("smtp+tls://me%40x:p%2Fss@[::1]", 587, "EMAIL_USE_TLS"),
        ("smtp+ssl://me%40x:p%2Fss@host:4650", 4650, "EMAIL_USE_SSL"),
    ],
)
def test_a_mail_server_is_known_by_its_address(url, port, encrypted):
    found = mail_server(url)
    assert found["EMAIL_PORT"] == port
    assert [name for name in ("EMAIL_USE_TLS", "EMAIL_USE_SSL") if found.get(name)] == (
        [encrypted] if encrypted else []
    )
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == (("me@x", "p/ss") if encrypted else (None, None))


@pytest.mark.parametrize("name", ["PORT", "WEB_WORKERS", "WEB_THREADS"])
def test_a_number_that_is_none_stops_gunicorn_with_one_line(name):
    for value in ("many", "0", "８１", "99999999" if name == "PORT" else "-1"):
        finished = run(PYTHON, *GUNICORN, **{name: value})

        assert finished.returncode != 0
        assert len(lines(finished.stderr)) == 1
        assert finished.stderr.startswith(f"{name} must be a whole number from 1")


def test_django_has_nothing_to_say_of_a_production_start():
    finished = run(PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert finished.returncode == 0, finished.stderr
    assert "no issues (0 silenced)" in finished.stdout


def test_a_database_without_its_rules_stops_the_start_with_one_line(tmp_path):
    finished = run(PYTHON, *GUNICORN, DATABASE_URL=f"sqlite:///{tmp_path}/empty.sqlite3")

    assert finished.returncode != 0
    assert len(lines(finished.stderr)) == 1
    assert finished.stderr.startswith("The database lacks")


def test_a_secret_may_come_from_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(PRODUCTION["SECRET_KEY"])

    assert run(PYTHON, *MANAGE, SECRET_KEY="", SECRET_KEY_FILE=str(secret)).returncode == 0


def test_a_secret_in_a_file_that_is_no_text_is_told_in_one_line(tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"\xff\xfe\x00secret")
    finished = run(PYTHON, *MANAGE, SECRET_KEY="", SECRET_KEY_FILE=str(secret))

    assert lines(finished.stderr) == ["SECRET_KEY_FILE cannot be read: it is not text in UTF-8."]


@pytest.mark.parametrize(
    "url",
    [
        "postgres://me:hush@127.0.0.1:1/name",
        "postgres://me:hush@%2Fnowhere%2Fat%2Fall/name",
        "sqlite:////proc/nowhere/db.sqlite3",
        "sqlite:///{folder}/text.sqlite3",
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_one_line_without_its_password(url, tmp_path):
    (tmp_path / "text.sqlite3").write_text("This is no database." * 99)
    finished = run(PYTHON, "manage.py", "prepare", DATABASE_URL=url.format(folder=tmp_path))

    assert finished.returncode != 0
    assert len(lines(finished.stderr)) == 1, finished.stderr
    assert "database" in finished.stderr
    assert "hush" not in finished.stderr


def test_two_starts_at_once_wait_for_each_other(site, shared):
    """The site that all tests look at was prepared by two at once."""
    told = lines((shared / "starts").read_text())

    assert re.fullmatch(r"Published \d{3} pages\.", told[0])
    assert told[1] == "The site has its content already."


def test_a_taken_port_gives_one_line_and_no_work():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        finished = run("bin/run", PORT=str(taken.getsockname()[1]))

    assert finished.returncode != 0
    assert finished.stdout == ""
    assert len(lines(finished.stderr)) == 1
    assert "choose another" in finished.stderr


def test_make_lists_every_target():
    listed = run("make").stdout

    for target in re.findall(r"^([a-z]+):", Path(ROOT, "Makefile").read_text(), re.MULTILINE):
        assert f"make {target} " in listed


def test_the_hooks_before_a_commit_are_the_commands_of_make_lint_and_nothing_from_elsewhere():
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", Path(ROOT, "Makefile").read_text(), re.MULTILINE)[1]
    commands = [line for line in lines(recipe.replace("\t", "")) if not line.startswith("@bin/environment ")]
    (repository,) = yaml.safe_load(Path(ROOT, ".pre-commit-config.yaml").read_text())["repos"]
    hooks = repository["hooks"]

    assert repository["repo"] == "local"
    assert [hook["entry"] for hook in hooks] == commands
    assert {(hook["language"], hook["pass_filenames"], hook["always_run"]) for hook in hooks} == {
        ("system", False, True)
    }


def requirements(name):
    """Return the pinned packages of a lock file."""
    return set(re.findall(r"^[a-z0-9-]+==[^\s;]+", Path(ROOT, name).read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_file_has_hashes_and_names_no_place(name):
    text = Path(ROOT, name).read_text()

    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
    for requirement in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in requirement


def test_development_has_the_packages_of_production():
    assert requirements("requirements.txt") < requirements("requirements-dev.txt")


def test_the_dockerfile_keeps_to_good_practice():
    finished = tool("hadolint", "Dockerfile")

    assert finished.returncode == 0, finished.stdout


def audit(*parts, **changes):
    return run(PYTHON, "bin/audit", *parts, **changes)


def test_no_package_has_a_licence_that_does_not_fit():
    finished = audit("licences", "dockerfile")

    assert finished.returncode == 0, finished.stdout
    judged = run_path(str(ROOT / "bin/audit"))["is_allowed"]
    assert [judged(each) for each in ("MIT", "(MIT AND PSF-2.0)", "GPL-3.0-only OR BSD-3-Clause")] == [True] * 3
    assert not any(judged(each) for each in ("", "GPL-3.0", "MIT AND Proprietary", "AGPL-3.0", "SSPL-1.0"))
    assert judged("GPL-3.0", is_tool=True)
    assert not judged("AGPL-3.0", is_tool=True)


def test_advisories_that_cannot_be_had_are_told_as_such_and_not_as_none():
    nowhere = dict.fromkeys(["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"], "http://127.0.0.1:1")
    finished = audit("advisories", **nowhere, NO_PROXY="", no_proxy="")

    assert finished.returncode == 2, finished.stdout
    assert finished.stdout.count("could not be looked at") == 2
    assert "fine" not in finished.stdout
    assert "1 of 1: advisories" in finished.stderr


@pytest.mark.long
def test_no_secret_is_in_the_files_or_was_ever_committed():
    finished = audit("secrets")

    assert finished.returncode == 0, finished.stdout


def test_the_image_has_a_user_and_a_health_check_of_its_own():
    last_stage = Path(ROOT, "Dockerfile").read_text().rsplit("\nFROM ", 1)[1]

    assert re.search(r"^USER (?!root|0)", last_stage, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", last_stage, re.MULTILINE)


def test_the_compose_file_is_valid():
    finished = tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml")

    assert finished.returncode == 0, finished.stdout


# What docs/operations.md tells to type

BLOCKS = re.findall(r"^```console\n(.*?)^```", Path(ROOT, "docs/operations.md").read_text(), re.MULTILINE | re.DOTALL)
LONG = re.compile("export_site|index --anew")


@pytest.fixture(scope="module")
def kept_up(copy_of_site, tmp_path_factory):
    """A site that somebody keeps up: what there is to put for the places of the document, and its variables."""
    folder, metrics = tmp_path_factory.mktemp("kept-up"), free_place()
    variables = copy_of_site("kept-up") | {"METRICS_ADDRESS": metrics}
    with gunicorn(folder / "log", **variables) as server:
        places = {"http://127.0.0.1:8000": server.address, "127.0.0.1:9100": metrics, ".venv/bin/python": str(PYTHON)}
        yield places | {"/srv/twin": f"{folder}/twin", "/tmp/": f"{folder}/"}, variables


@pytest.mark.parametrize(
    "block", [pytest.param(each, marks=pytest.mark.long if LONG.search(each) else ()) for each in BLOCKS]
)
def test_what_the_document_tells_to_type_can_be_typed(kept_up, block):
    places, variables = kept_up
    block = re.sub("|".join(map(re.escape, places)), lambda found: places[found[0]], block)
    command = ["bash", "-euo", "pipefail", "-c", block]
    finished = subprocess.run(command, cwd=ROOT, env=environment(**variables), capture_output=True, text=True)

    assert finished.returncode == 0, f"{block}\n{finished.stdout[-2000:]}\n{finished.stderr[-2000:]}"
