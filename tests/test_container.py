"""What compose.yaml, the Dockerfile and what makes their secrets promise, as far as it shows without Docker."""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.servers import ROOT

pytestmark = pytest.mark.looks
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]


@pytest.fixture
def tree(tmp_path):
    """What a machine has that runs the containers, with a `docker` that knows of digests."""
    for name in ("bin/container", "bin/pin-images", "compose.yaml", "Dockerfile"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    docker = tmp_path / "programs/docker"
    docker.parent.mkdir()
    docker.write_text('#!/bin/sh\nprintf "sha256:%s" "$(printf %s "$6$SALT" | sha256sum | cut -c1-64)"\n')
    docker.chmod(0o755)
    return tmp_path


def run(tree, program, **variables):
    path = f"{tree}/programs:{os.environ['PATH']}"
    subprocess.run([tree / program], check=True, capture_output=True, env=os.environ | {"PATH": path} | variables)


@pytest.mark.parametrize("name", SERVICES)
def test_each_container_can_do_no_more_than_it_has_to(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["pids_limit"]
    assert service["mem_limit"]
    assert service["logging"]["options"]["max-size"]
    assert set(service.get("cap_add", [])) <= {"CHOWN", "NET_BIND_SERVICE", "SETGID", "SETUID"}
    assert ("cap_add" in service) == (name == "proxy")


def test_nothing_is_read_from_the_settings_of_a_machine_and_no_secret_stands_in_a_variable():
    text = (ROOT / "compose.yaml").read_text()
    assert not re.search(r"(?<!\$)\$\{?[A-Za-z_]", text)  # by which .env would come in
    assert {service["env_file"] for service in SERVICES.values() if "env_file" in service} == {"compose.env"}
    variables = [name for service in SERVICES.values() for name in service.get("environment", {})]
    secret = re.compile("SECRET|PASSWORD|URL")
    assert variables
    assert [name for name in variables if secret.search(name) and not name.endswith("_FILE")] == []
    assert all(each["file"].startswith("var/secrets/") for each in COMPOSE["secrets"].values())


def test_two_sites_wait_until_one_has_prepared_and_end_without_cutting_anybody_off():
    site, prepare = SERVICES["site"], SERVICES["prepare"]
    assert site["deploy"]["replicas"] == 2
    assert site["depends_on"] == {"prepare": {"condition": "service_completed_successfully"}}
    assert prepare["restart"] == "no"
    assert site["healthcheck"]["test"][-1] == "/readyz"
    graceful = int(re.search(r"^graceful_timeout = (\d+)", (ROOT / "gunicorn.conf.py").read_text(), re.MULTILINE)[1])
    assert int(site["stop_grace_period"].removesuffix("s")) > graceful
    assert [SERVICES[name]["profiles"] for name in ("replica", "cache")] == [["replica"], ["cache"]]
    assert SERVICES["database"]["networks"] == ["back"]
    assert COMPOSE["networks"]["back"] == {"internal": True}


def test_packages_and_code_are_layers_of_their_own():
    last = (ROOT / "Dockerfile").read_text().rsplit("\nFROM ", 1)[1]
    assert re.findall(r"^COPY --from=(\w+) (\S+)", last, re.MULTILINE) == [
        ("packages", "/site/.venv"),
        ("code", "/site"),
    ]


def test_secrets_are_made_once_of_chance_and_are_all_that_compose_asks_for(tree):
    run(tree, "bin/container")
    made = {path.relative_to(tree): path.read_text() for path in (tree / "var/secrets").iterdir()}
    assert {str(path) for path in made} == {each["file"] for each in COMPOSE["secrets"].values()}
    password = made[Path("var/secrets/database_password")]
    assert re.fullmatch(r"\w{50,}", password)
    assert password != made[Path("var/secrets/secret_key")]
    assert made[Path("var/secrets/database_url")] == f"postgres://site:{password}@database/site"
    assert stat.S_IMODE((tree / "var/secrets").stat().st_mode) == 0o700
    (tree / "compose.env").write_text("ALLOWED_HOSTS=mine.example\n")
    (tree / "var/secrets/replica_url").unlink()
    run(tree, "bin/container")
    assert {path: (tree / path).read_text() for path in made} == made
    assert (tree / "compose.env").read_text() == "ALLOWED_HOSTS=mine.example\n"


def test_images_are_pinned_to_what_their_tags_are_and_moved_on(tree):
    for salt in ("", "later"):
        run(tree, "bin/pin-images", SALT=salt)
        named = [(tree / name).read_text() for name in ("compose.yaml", "Dockerfile")]
        pinned = set(
            re.findall(r"\S+:\S+@sha256:[0-9a-f]{64}$", "\n".join(named).replace(" AS base", ""), re.MULTILINE)
        )
        assert sorted(each.partition(":")[0] for each in pinned) == ["nginx", "postgres", "python", "valkey/valkey"]
    images = {service["image"] for service in yaml.safe_load(named[0])["services"].values()}
    assert {each for each in images if "@" not in each} == {"who-works-with-whom"}
