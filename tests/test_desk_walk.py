"""Every screen of the admin, in a browser: nobody is shut out of it, and the browser refuses nothing."""

from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from django.utils.translation import override

from cooperation.admin import BodyAdmin
from tests.access import ACCOUNT, ADMIN, MODELS
from tests.desks import signs_in, site_of_two, violations

pytestmark = [pytest.mark.looks, pytest.mark.long]
BOSS = """
User.objects.create_superuser("root", password="drie woorden samen")
from content.models import Edition, Page, Redaction
from content.publishing import submit
from content.saving import keep
page = Page.objects.filter(page_type="organisation").first().specific
page.title_en = "Another name"
page.save()
keep(page.pk)
submit(page, by=User.objects.get(username="anna"), change_note={"nl": "Anders.", "en": "Otherwise."}, change="wording")
Redaction.objects.create(page=page, claim=page.statements.first().pk, reason_nl="Wet.", reason_en="Law.",
    asked_by=User.objects.get(username="anna"))
"""
# Kinds of pages whose screens are those of all of them, and rows that nothing on this site has made.
SEEN_ELSEWHERE = {"theme", "term", "partnership", "programme", "infopage"}
# No screens: they are sent to, are read by scripts, lead on, or open only after something was lost.
NO_SCREEN = {
    *("autosave", "autosave_new", "checks", "autocomplete", "jsi18n", "kept_form", "view_on_site", "file"),
    *("end_sessions", "password_change", "password_change_done"),
}


def name_of(path):
    """What is shown at an address of the admin: a model and a view of it, or a screen; nothing outside the admin."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    name = match.url_name or ""
    for app in ("content_", "cooperation_", "auth_", "accounts_", "letters_", "logbook_"):
        model, _line, view = name.removeprefix(app).partition("_")
        if name.startswith(app) and view and model in MODELS:
            return None if model in SEEN_ELSEWHERE and view not in ("changelist", "add") else (model, view)
    return (name, "") if name in ADMIN or name in ACCOUNT else None


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_no_screen_of_the_admin_shuts_anybody_out_or_is_refused_anything(
    browser, copy_of_site, tmp_path, scheme, width
):
    """What the browser complains of, such as its Content-Security-Policy, fails the test at its end."""
    with site_of_two(browser, copy_of_site(f"walk{width}"), tmp_path, BOSS) as windows, override("nl"):
        page = signs_in(windows, "root", "nl-NL", scheme=scheme, width=width)
        many = [f"/admin/cooperation/organisation/bulk/{act.name}/?pages=1,2" for act in BodyAdmin.acts]
        waiting, seen, wrong = deque(["/admin/", "/admin/account/", "/admin/notes/1/", *many]), {}, []
        while waiting:
            path = waiting.popleft()
            name = name_of(urlsplit(path).path)
            if name is None or name in seen or {*name} & NO_SCREEN:
                continue
            seen[name] = path
            response = page.goto(path)
            if "text/html" not in response.headers.get("content-type", ""):
                continue
            if response.status >= 400:
                wrong.append((path, response.status))
            wrong += [(path, *each) for each in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append((path, "is wider than the screen"))
            links = "[...document.querySelectorAll('a[href]')].map((link) => link.href)"
            for link in page.evaluate(links):
                if link.startswith(f"{windows.site}/admin/"):
                    waiting.append(link.removeprefix(windows.site).partition("#")[0])
        assert wrong == []
        assert {
            ("organisation", "change"),
            ("organisation", "copy"),
            ("edition", "review"),
            ("notes", ""),
        } <= seen.keys()
