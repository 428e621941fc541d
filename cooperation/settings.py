"""Settings, safe for production by default; the README has the table of environment variables.

They are a leaf: they import nothing of this project but what reads the environment and those of allauth, and nothing of
it imports them.
"""

import re
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from cooperation.allauth_settings import *  # noqa: F403
from cooperation.environment import BASE_DIR, choice, database, flag, mail_server, media_store, replicas, required, text

# What the environment decides

DEBUG = flag("DEBUG", "false")
HTTPS = flag("HTTPS", str(not DEBUG))
SECRET_KEY = required("SECRET_KEY", "give it a long random text") or "only for development"
_hosts = required("ALLOWED_HOSTS", "name the site's hosts, with commas between them")
ALLOWED_HOSTS = [host.strip() for host in _hosts.split(",") if host.strip()]
if _hosts and (not ALLOWED_HOSTS or re.search(r"[/@\s]", "".join(ALLOWED_HOSTS))):
    raise SystemExit("ALLOWED_HOSTS must name hosts, such as example.org, with commas between them.")
_origin = "an origin such as https://example.org"
_host = r"(?:[-_a-zA-Z0-9.]*[a-zA-Z0-9]|\[[0-9a-fA-F:.]+\])(?::[1-6]?[0-9]{1,4})?"
BASE_URL = choice("BASE_URL", "", rf"{'https' if HTTPS else 'https?'}://{_host}/?", _origin).rstrip("/")
SITE_EDITOR = text("SITE_EDITOR")
_address = (r"[^@\s<>\"]+@[^@\s<>\"]+", "an address such as editors@example.org")
SITE_EMAIL = choice("SITE_EMAIL", "", *_address)
if HTTPS and not BASE_URL:
    raise SystemExit(f"BASE_URL is not set: give the site {_origin}, in the environment or in .env.")
if HTTPS and not SITE_EMAIL:
    raise SystemExit("SITE_EMAIL is not set: give it where readers report a mistake, in the environment or in .env.")
FLOOD_LIMIT = float(choice("FLOOD_LIMIT", "30", r"\d{1,6}(\.\d+)?", "a number of seconds, or 0 for no limit"))
LOG_FORMAT = choice("LOG_FORMAT", "plain", "plain|json", "plain or json")
LOG_LEVEL = choice("LOG_LEVEL", "INFO", "DEBUG|INFO|WARNING|ERROR", "one of DEBUG, INFO, WARNING and ERROR")

# Where the numbers of the site are told to who watches over it: of this machine, or of a network of its own.
_place = r"(\d{1,3}(\.\d{1,3}){3}|localhost|\[[0-9a-fA-F:]+\]):[1-9]\d{0,4}"
METRICS_ADDRESS = choice("METRICS_ADDRESS", "", _place, "an address and a port, such as 127.0.0.1:9100")

# Applications

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, whose classes it extends
    "cooperation.accounts.apps.GuardedEditorsConfig",  # the admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django_prose_editor",
    "js_asset",
    "csp",
    "cooperation.accounts.apps.SignInConfig",
    "allauth.mfa",
    "content.apps.ContentConfig",
    "cooperation.rights",
    "cooperation.accounts",
    "cooperation",
    "cooperation.letters",
    "cooperation.logbook",
    "cooperation.upkeep",
]

MIDDLEWARE = [
    "cooperation.middleware.ResourcePolicyMiddleware",  # of all answers
    "cooperation.middleware.ProbeMiddleware",  # before all that asks for a host or leads elsewhere
    "django.middleware.security.SecurityMiddleware",
    "cooperation.accounts.turned_away.TurnedAwayMiddleware",
    "cooperation.middleware.FilesMiddleware",
    "cooperation.middleware.CompressionMiddleware",  # after files, which are compressed once and for all
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "cooperation.middleware.KindMiddleware",
    "cooperation.middleware.OutageMiddleware",  # before all that asks the database
    "cooperation.middleware.SessionsMiddleware",
    "cooperation.middleware.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cooperation.middleware.ReadOnlyMiddleware",  # before what asks a form for its token
    "cooperation.middleware.StorableQueryMiddleware",
    "cooperation.middleware.MomentMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cooperation.middleware.EditorMiddleware",
    "cooperation.logbook.middleware.RefusalMiddleware",
    "cooperation.accounts.middleware.AccountsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "cooperation.urls"
WSGI_APPLICATION = "cooperation.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORMS_URLFIELD_ASSUME_HTTPS = True  # Django 6.0's behaviour, today

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cooperation.frame.site",
            ]
        },
    }
]

# Database

DATABASES = {"default": database(text("DATABASE_URL", f"sqlite:///{BASE_DIR}/var/db.sqlite3"))}
DATABASES |= replicas(text("REPLICA_URL"), DATABASES["default"])
DATABASE_ROUTERS = ["cooperation.replicas.Router"] if len(DATABASES) > 1 else []

# Where made pages are shared between workers and hosts, if anywhere: patient with no server that does not answer.

CACHE_URL = choice("CACHE_URL", "", r"(rediss?|unix)://\S+", "an address such as redis://host:6379/0")
CACHES: dict = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if CACHE_URL:
    _impatient = {"socket_connect_timeout": 0.25, "socket_timeout": 0.25, "protocol": 2}
    CACHES["pages"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "who-works-with-whom",
        "OPTIONS": {"serializer": "cooperation.shared_pages.Plain", **_impatient},
    }

# Languages and time

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "nl"
MODELTRANSLATION_LANGUAGES = ("nl", "en")
MODELTRANSLATION_FALLBACK_LANGUAGES = ("nl",)
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# Content that comes with the code, and files

FIXTURE_DIRS = [BASE_DIR / "fixtures"]
SERIALIZATION_MODULES = {"yaml": "content.fixtures"}
SEARCH_WORDS = "cooperation.search.words"
# A page with hundreds of statements and relations is one form of thousands of fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FORM_RENDERER = "content.rendering.form_markup.FieldRenderer"

# The editor gives its one <style> the page's nonce, so that the policy below can stay strict.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"js": [static_lazy(f"content/prose-{script}.js")], "extensions": {name: html_tags([])}}
    for script, name in {"csp": "CspNonce", "words": "InOurWords", "links": "LinksToPages", "paste": "Pasting"}.items()
]

STATIC_URL = "static/"
STATIC_ROOT = Path(text("STATIC_ROOT", str(BASE_DIR / "var/static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = Path(text("MEDIA_ROOT", str(BASE_DIR / "var/media")))
SHARE_ROOT = Path(text("SHARE_ROOT", str(BASE_DIR / "var/share")))
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("avif", "br", "gz", "jpg", "map", "png", "webp", "woff2")
_files = "django.core.files.storage.FileSystemStorage"
_static_dev = "django.contrib.staticfiles.storage.StaticFilesStorage"
_static = "cooperation.look.stylesheets.StylesheetStorage"
STORAGES: dict = {"default": {"BACKEND": _files}, "staticfiles": {"BACKEND": _static_dev if DEBUG else _static}}
if _bucket := text("MEDIA_STORE"):
    STORAGES["default"] = {"BACKEND": "cooperation.media_store.MediaStore", "OPTIONS": media_store(_bucket)}

# Letters: without EMAIL_URL none is sent

SENDS_LETTERS = bool(text("EMAIL_URL"))
locals().update(mail_server(text("EMAIL_URL")))
EMAIL_FROM = choice("EMAIL_FROM", SITE_EMAIL, *_address)
if SENDS_LETTERS and not EMAIL_FROM:
    raise SystemExit("EMAIL_FROM is not set: give the address that letters come from, in the environment or in .env.")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = EMAIL_FROM
EMAIL_TIMEOUT = 20  # seconds for each answer of the mail server

# Security and privacy. A visitor gets no cookie: sessions and CSRF tokens are for the admin only.

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
_forwarded = ("HTTP_X_FORWARDED_PROTO", "https")
TRUSTED_PROXY = flag("TRUSTED_PROXY", "false")
SECURE_PROXY_SSL_HEADER = _forwarded if TRUSTED_PROXY else None
CSRF_FAILURE_VIEW = "cooperation.views.errors.form_expired"

# Cookies of the admin. What begins with __Host- is of this host alone, and came by TLS (RFC 6265bis, 4.1.3).
_of_host = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, DEVICE_COOKIE_NAME = (_of_host + name for name in ("session", "csrf", "device"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None  # as long as the browser is open
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_PATH = ("__Secure-" if HTTPS else "") + "language", "/admin/"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
SESSION_ENGINE = "cooperation.accounts.sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Signing in; docs/security.md tells what is asked of whom. Its limits are in cooperation/accounts/limits.py.
PASSWORD_ALONE = flag("PASSWORD_ALONE", str(not HTTPS))
if PASSWORD_ALONE and HTTPS:
    raise SystemExit("PASSWORD_ALONE cannot be true with HTTPS: a password alone opens no site that others reach.")
ACCOUNT_REAUTHENTICATION_METHODS = {"mfa", "password"} if PASSWORD_ALONE else {"mfa"}

_validators = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _validators + "UserAttributeSimilarityValidator"},
    {"NAME": _validators + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": _validators + "CommonPasswordValidator"},
    {"NAME": "cooperation.accounts.passwords.NotOfThisSiteValidator"},
]

_ours, _never = "img-src font-src connect-src manifest-src form-action", "default-src frame-ancestors base-uri"
_directives: dict = dict.fromkeys(_ours.split(), (SELF,)) | dict.fromkeys(_never.split(), (NONE,))
_directives |= dict.fromkeys(["script-src", "style-src"], (SELF, NONCE))  # which appears only where a page asks for it
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _directives}
_unused = "accelerometer camera display-capture geolocation gyroscope magnetometer microphone"
PERMISSIONS_POLICY: dict[str, list[str]] = {feature: [] for feature in [*_unused.split(), "midi", "payment", "usb"]}

LINKS_MAY_BE_LOCAL = False  # whether addresses of sources may lead inside: only where they are tried out
UNFOUND_EVERY = 60  # seconds after which a process writes down what readers did not find

# Logging, to stderr. A refused request (4xx) is the visitor's affair, an error (5xx) is ours.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "cooperation.log_lines.Plain"}, "json": {"()": "cooperation.log_lines.JsonLines"}},
    "filters": {
        "one_line_a_minute": {"()": "cooperation.outage.OneLineAMinute"},
        "left_to_primary": {"()": "cooperation.replicas.LeftToPrimary"},
        "without_keys": {"()": "cooperation.desk.logs.WithoutKeys"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["without_keys"]}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": LOG_LEVEL, "propagate": False},
        "django.request": {"level": "ERROR", "filters": ["left_to_primary", "one_line_a_minute"]},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
