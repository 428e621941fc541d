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
    for name in ("bin/container", "bin/pin-images", "bin/renew", "compose.yaml", "Dockerfile"):
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
    assert set(service.get("cap_add", [])) <= {"CHOWN", "DAC_OVERRIDE", "NET_BIND_SERVICE", "SETGID", "SETUID"}
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
    stages = (ROOT / "Dockerfile").read_text().split("\nFROM ")
    assert "compileall" in stages[0]  # Python's own modules: its image has none compiled, and nothing writes them later
    last = stages[-1]
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


def test_the_image_holds_every_file_that_the_code_reads():
    let_in = {line[1:].strip("/") for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}
    code = "".join(path.read_text() for room in ("content", "cooperation") for path in (ROOT / room).rglob("*.py"))
    read = {each.partition("/")[0] for each in re.findall(r"BASE_DIR(?:,|\)? /) \"([^\"]+)\"", code)}
    assert {"pyproject.toml", "templates"} <= read
    assert read - {"var", ".env"} <= let_in


def test_the_proxy_can_read_a_key_of_another_user_and_asks_again_where_the_sites_are():
    proxy = SERVICES["proxy"]
    assert "DAC_OVERRIDE" in proxy["cap_add"]
    assert proxy["depends_on"] == {"site": {"condition": "service_healthy"}}  # not to be ended with each of them
    nginx = (ROOT / "docs/nginx.conf").read_text()
    assert "server site:8000 resolve " in nginx
    assert re.search(r"^    resolver 127\.0\.0\.11 valid=2s;", nginx, re.MULTILINE)
    assert re.search(r"^        zone site ", nginx, re.MULTILINE)
    assert tuple(map(int, re.search(r"^nginx:(\d+)\.(\d+)-", proxy["image"]).groups())) >= (1, 28)
    edit = re.search(r"^sed '(.+)' docs/nginx.conf", (ROOT / "README.md").read_text(), re.MULTILINE)[1]
    edited = subprocess.run(["sed", edit, ROOT / "docs/nginx.conf"], check=True, capture_output=True, text=True).stdout
    assert "server 127.0.0.1:8000 fail_timeout=2s;" in edited  # which every nginx takes


@pytest.mark.parametrize("begun", ["", "PG_VERSION", "global/pg_control"])
def test_a_replica_takes_a_new_volume_and_begins_again_where_copying_broke_off(tmp_path, begun):
    data, programs = tmp_path / "data", tmp_path / "programs"
    (data / "global").mkdir(parents=True)
    data.chmod(0o1777)  # as the image of PostgreSQL makes it
    if begun:
        (data / begun).write_text("17")
    programs.mkdir()
    for name in ("pg_basebackup", "postgres"):
        (programs / name).write_text(f"#!/bin/sh\necho {name} $(stat -c %a $PGDATA)\n")
        (programs / name).chmod(0o755)
    shell, flags, script = SERVICES["replica"]["command"]
    script = script.replace("$$", "$").replace("/run/secrets/database_password", "/dev/null")
    there = {"PATH": f"{programs}:{os.environ['PATH']}", "PGDATA": str(data)}
    told = subprocess.run([shell, flags, script], check=True, capture_output=True, text=True, env=there).stdout
    copied = [] if begun == "global/pg_control" else ["pg_basebackup 700"]
    assert told.splitlines() == [*copied, "postgres 700"]


def test_what_needs_room_for_a_backup_has_it_on_a_disk():
    prepare = SERVICES["prepare"]
    assert f"scratch:{prepare['environment']['TMPDIR']}" in prepare["volumes"]
    assert set(SERVICES["site"]["volumes"]) < set(prepare["volumes"])
    assert set(SERVICES["site"]["environment"]) < set(prepare["environment"])
    assert not any(each.startswith(prepare["environment"]["TMPDIR"]) for each in prepare["tmpfs"])


@pytest.mark.parametrize("health", ["healthy", "unhealthy"])
def test_old_sites_end_once_new_ones_are_ready_and_not_before(tree, health):
    docker, told = tree / "programs/docker", tree / "told"
    docker.write_text(
        f"""#!/bin/sh
echo "$@" >>{told}
case "$*" in
    "compose ps --quiet site") grep -q scale {told} && echo "old1\nold2\nnew1\nnew2" || echo "old1\nold2" ;;
    "inspect "*) echo {health} ;;
esac
"""
    )
    (tree / "programs/sleep").write_text("#!/bin/sh\n")
    (tree / "programs/sleep").chmod(0o755)
    if health == "healthy":
        run(tree, "bin/renew")
    else:
        with pytest.raises(subprocess.CalledProcessError):
            run(tree, "bin/renew")
    said = told.read_text().splitlines()
    assert said[:2] == ["compose build", "compose run --rm -T prepare"]
    assert "compose up --detach --no-deps --no-recreate --scale site=4 site" in said
    last = {"healthy": ["stop -t 30 old1 old2", "rm old1 old2"], "unhealthy": ["rm --force new1 new2"]}
    assert said[-len(last[health]) :] == last[health]
    ports = re.search(r":(\d+)-(\d+):8000", SERVICES["site"]["ports"][0])
    assert int(ports[2]) - int(ports[1]) + 1 == 2 * SERVICES["site"]["deploy"]["replicas"]
