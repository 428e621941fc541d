"""The settings of the tests: those of production, with nothing of this machine's .env."""

import os

os.environ |= {
    "SECRET_KEY": "only for the tests",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or "sqlite:///var/tests.sqlite3",
    "REPLICA_URL": "",
    "CACHE_URL": "",
    "MEDIA_STORE": "",
    "DEBUG": "false",
    "HTTPS": "false",
    "TRUSTED_PROXY": "false",
    "FLOOD_LIMIT": "0",
    "BASE_URL": "",
    "LOG_LEVEL": "WARNING",
    "MEDIA_ROOT": "var/tests",
    "SHARE_ROOT": "var/tests/share",
    "SITE_EDITOR": "Stichting Voorbeeld",
    "SITE_EMAIL": "redactie@example.org",
    "EMAIL_URL": "",
    "EMAIL_FROM": "",
}

from cooperation.settings import *  # noqa: F403

# Hashed names need collected files; the tests in a browser have them, these need none.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
UNFOUND_EVERY = 0  # a test writes down by itself what was not found
# Each test makes the middleware anew, and WhiteNoise would look at every collected file again.
STATIC_ROOT = BASE_DIR / "var/tests/static"  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, not safe
