"""Reading the environment, for the settings: each variable in a known form, or one line that says what is wrong.

Each may also come from a file named by `<NAME>_FILE`, which is how container platforms hand over secrets. A file `.env`
fills in what the environment lacks.
"""

import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import environ

BASE_DIR = Path(__file__).resolve().parent.parent

environ.Env.read_env(BASE_DIR / ".env")
env = environ.FileAwareEnv()


def text(name, default=""):
    """Return a variable as it was written; unset and empty are the same."""
    try:
        return env.ENVIRON.get(name, "").strip() or default
    except OSError as error:
        raise SystemExit(f"{name}_FILE cannot be read: {error}") from None
    except UnicodeDecodeError:
        raise SystemExit(f"{name}_FILE cannot be read: it is not text in UTF-8.") from None


def choice(name, default, pattern, hint):
    """Return a variable of a known form, or stop with one line that says which form."""
    value = text(name, default)
    if value and not re.fullmatch(pattern, value):
        raise SystemExit(f"{name} must be {hint}, not {re.sub('//[^/]*@', '//…@', value)!r}.")
    return value


def flag(name, default):
    """Return whether a variable says true or false."""
    return choice(name, default, "(?i:true|false)", "true or false").lower() == "true"


def required(name, hint):
    """Return a variable that development can do without, but production cannot."""
    value = text(name)
    if not value and not flag("DEBUG", "false"):
        raise SystemExit(f"{name} is not set: {hint}, in the environment or in .env.")
    return value


def mail_server(url):
    """Return Django's settings for the mail server at an address; without one, nothing leaves the site."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    try:
        known = re.fullmatch(r"smtp(\+tls|\+ssl)?://[^/?#]+/?|consolemail://", url)
        config = env.email_url_config(url) if known else {}
    except ValueError:
        config = {}
    if "EMAIL_BACKEND" not in config or not (config["EMAIL_HOST"] or url == "consolemail://"):
        # said without the address, which may hold a password
        raise SystemExit("EMAIL_URL must be smtp://host:port, smtp+tls://user:password@host:port or smtp+ssl://….")
    ports = {"smtp+tls": 587, "smtp+ssl": 465}
    return config | {"EMAIL_PORT": config["EMAIL_PORT"] or ports.get(url.partition(":")[0], 25)}


SQLITE_OPTIONS = {
    "timeout": 10,
    # A write takes its lock at the start, so that two editors wait for each other
    # instead of one of them failing half-way.
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


def database(url, name="DATABASE_URL"):
    """Return Django's description of the database at an address, or stop without the password that is in it.

    Each thread keeps its connection for a while: cheaper than a new one for every request, and as cheap as a pool.
    """
    try:
        config = env.db_url_config(url) if re.match("(sqlite|postgres(ql)?)://", url) else {}
        config["HOST"] = unquote(config.get("HOST") or "")  # the folder of a socket, as %2Frun%2Fpostgresql
    except ValueError:
        config = {}
    if not config.get("NAME"):  # say so without the address, which may hold a password
        forms = "sqlite:///path or postgres://user:password@host/name"
        raise SystemExit(f"{name} must be {forms}.")
    if is_file(config):
        if config["NAME"] == ":memory:":
            raise SystemExit(f"{name} must name a file: sqlite:///path.")
        config |= {"NAME": BASE_DIR / config["NAME"], "OPTIONS": SQLITE_OPTIONS}
    else:
        # Whoever watches over the site hears within seconds that the server of the database does not answer.
        # And what is asked often may be planned once for each connection (`content/prepared.py`).
        config["OPTIONS"] = {"connect_timeout": 5, "prepare_threshold": 5} | config.get("OPTIONS", {})
    # A file needs no question before each request whether it is still there.
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": not is_file(config)}


def replicas(urls, primary):
    """Return Django's descriptions of the databases that REPLICA_URL names, by what the log calls them."""
    found = [database(url.strip(), "REPLICA_URL") for url in urls.split(",") if url.strip()]
    if any(each["ENGINE"] != primary["ENGINE"] or is_file(each) for each in found):
        raise SystemExit("REPLICA_URL must name replicas of a PostgreSQL that DATABASE_URL names.")
    for each in found:
        each["OPTIONS"]["connect_timeout"] = 2  # the least that libpq knows
        each["TEST"] = {"MIRROR": "default"}
    return {f"replica {number}": each for number, each in enumerate(found, 1)}


def media_store(url):
    """Return what django-storages has to know of the bucket that MEDIA_STORE names, or stop without its keys.

    Without keys in it these are looked for where Amazon's own programs do: the environment, or the machine's role.
    """
    form = "s3://bucket?endpoint=https://host&region=name, or s3://key:secret@bucket?…"
    found = re.fullmatch(r"s3://(?:([^:@/?]+):([^:@/?]+)@)?([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/?(?:\?(.*))?", url)
    more = dict(parse_qsl(found[4] or "")) if found else {}
    endpoint = more.pop("endpoint", None)
    if not found or more.keys() - {"region"} or (endpoint and not re.fullmatch(r"https?://[^/?#@\s]+/?", endpoint)):
        raise SystemExit(f"MEDIA_STORE must be {form}.")
    keys = [each and unquote(each) for each in found.groups()[:2]]
    return {
        "bucket_name": found[3],
        "access_key": keys[0],
        "secret_key": keys[1],
        "endpoint_url": endpoint,
        "region_name": more.get("region", "us-east-1"),
        "file_overwrite": False,
        "default_acl": None,
    }


def is_file(config):
    return config["ENGINE"].endswith("sqlite3")
