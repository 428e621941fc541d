"""Fixtures that tests of every kind share."""

import os
import subprocess
from copy import deepcopy
from datetime import UTC, datetime

import pytest
from django.utils.translation import deactivate, override

from content import kept
from content.record import State
from cooperation.accounts import turned_away
from tests import servers


def pytest_configure(config):
    """Compile the translations that have changed, once per run."""
    if not hasattr(config, "workerinput"):
        subprocess.run([servers.ROOT / "bin/messages"], check=True)


def pytest_collection_modifyitems(items):
    """Put first what needs a browser: one worker begins there, and the other one need not start any of it."""
    items.sort(key=lambda item: "browser" not in item.fixturenames)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    """Let each test and what its fixtures write begin in the language of the site: a request leaves its own behind."""
    deactivate()


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    """Keep each test's uploads and pictures to itself."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SHARE_ROOT = tmp_path / "share"


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Let each test begin as a process does, with nothing kept of a state of the site."""
    turned_away.forget()
    kept.turn_to(State(-1, datetime.min.replace(tzinfo=UTC)))
    kept.LASTING.clear()
    kept.CARRIED.clear()


@pytest.fixture(scope="module")
def written():
    """What `bodies` is made of; a module that needs more has a fixture of its own by this name."""
    from tests.networks import small_network

    return small_network()


@pytest.fixture(scope="module")
def _kept(django_db_setup, django_db_blocker, request):
    """Write once what all tests of a module find, and forget it after the last one."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield request.getfixturevalue("written")
        transaction.set_rollback(True)


@pytest.fixture
def bodies(_kept, db):
    """The pages of a small network, by name. Each test of a module finds them as if they had just been made."""
    return deepcopy(_kept)


@pytest.fixture
def english():
    """Let our own code speak English for the length of a test."""
    with override("en"):
        yield


@pytest.fixture
def writer(client):
    """Return a client of someone who may do everything in the admin, and reads English."""
    from tests import factories

    client.force_login(factories.user(superuser=True))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def strict(settings, db):
    """Ask for a second factor, as a site with HTTPS does; a code is right for as long as a slow test may take."""
    settings.PASSWORD_ALONE = False
    settings.ACCOUNT_REAUTHENTICATION_METHODS = {"mfa"}
    settings.MFA_TOTP_TOLERANCE = 1


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id):
    """Return the folder that all processes of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def copy_of_site(shared, worker_id):
    """Return a function that makes a whole site, with the content of fixtures/, and returns its variables."""
    return lambda name: servers.seeded_copy(shared, f"{name}-{worker_id}")


@pytest.fixture(scope="session")
def site(copy_of_site, tmp_path_factory):
    """Return the base URL of the whole site, served by gunicorn.

    Its database is not the one that the `db` fixture gives: go through the front door.
    """
    with servers.gunicorn(tmp_path_factory.getbasetemp() / "gunicorn.log", **copy_of_site("served")) as server:
        yield server.address


@pytest.fixture(scope="session")
def editor():
    """Return the name and password of the administrator of `site`."""
    return servers.EDITOR


@pytest.fixture(scope="session")
def signed_in(site):
    """Return the cookies of an administrator who signed in, once for all windows that need not come in by the door.

    A window that signs out needs a session of its own.
    """
    from tests.editors import Editor

    return Editor(site, *servers.EDITOR.values()).cookies()


@pytest.fixture(scope="session")
def browser():
    """Return a headless Chromium."""
    from tests.browser import chromium

    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with chromium() as running:
        yield running


@pytest.fixture
def open_page(browser, site):
    """Return a function that opens a page of the site in a window of its own.

    It takes javascript, scheme ("light", "dark"), width, height, language and cookies. The test fails when
    a page asked for something elsewhere, or when the browser reported an error.
    """
    from tests.browser import Windows

    windows = Windows(browser, site)
    yield windows.open
    windows.close()
    assert not windows.complaints


@pytest.fixture
def page(open_page):
    """Return a page in a window of usual size."""
    return open_page()
