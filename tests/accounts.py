"""Somebody with an account who signs in: a name, a password, an app that shows codes."""

import re
import time

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from cooperation.accounts import turned_away
from cooperation.accounts.attempts import digest
from cooperation.accounts.models import Allowance
from tests import factories

PASSWORD = "drie woorden samen"
LOGIN, SECOND, ACCOUNT = "/admin/login/", "/admin/login/second/", "/admin/account/"


def code_of(secret, steps=0, seconds=0):
    """Return what an app shows now, or some half minutes later; of a code that is still shown for some seconds."""
    if time.time() % 30 > 30 - seconds:
        time.sleep(seconds)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def person(name="anna", *, app=False, **more):
    """Make an account with a password; with an app its secret is `.secret`."""
    user = factories.user(name=name, **more)
    user.set_password(PASSWORD)
    user.save()
    if app:
        user.secret = generate_totp_secret()
        TOTP.activate(user, user.secret)
    return user


def tries(client, name="anna", password=PASSWORD, **more):
    """Send a name and a password, when nobody else has tried for a while and the door is not watched in memory."""
    Allowance.objects.filter(key=digest("all")).delete()
    turned_away.forget()
    return client.post(LOGIN, {"login": name, "password": password}, **more)


def signs_in(client, user):
    """Sign in with a password and a code."""
    tries(client, user.username)
    response = client.post(SECOND, {"code": code_of(user.secret)})
    assert response.status_code == 302, response.content.decode()
    return response


def told(response):
    """What the screen says, without markup and more than one space."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub("<[^>]+>", " ", main).split())
