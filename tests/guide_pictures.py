"""Makes the pictures of the editors' guide: python -m tests.guide_pictures, or bin/guide-pictures.

Two people at work on the content that comes with the code, in a site of their own: in both languages, at one size, and
on one day, whenever they are made.
"""

import os
import re
import tempfile
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.utils.dateformat import format  # noqa: E402
from django.utils.timezone import localdate  # noqa: E402
from django.utils.translation import override  # noqa: E402
from PIL import Image  # noqa: E402

from tests import servers  # noqa: E402
from tests.browser import chromium  # noqa: E402

SIZE = (1200, 750)  # pixels of each picture
MOST = 60 * 1024  # bytes of each
WINDOW = {"width": 1000, "height": 625}
WIDE = {"width": 1600, "height": 1000}  # where the preview fits beside the form
FOLDER = servers.ROOT / "static/content/guide"
LOCALES = {"nl": "nl-NL", "en": "en-GB"}
DAY = date(2026, 3, 3)
PASSWORD = "drie woorden samen"
PEOPLE = f"""
from django.contrib.auth.models import Group, User
from content.models import Policy
from cooperation.models import Partnership, Theme
Policy(approver_differs=True).save()
for name, group in (("anna", "editor"), ("bea", "publisher")):
    User.objects.create_user(name, password="{PASSWORD}", is_staff=True).groups.add(Group.objects.get(name=group))
print("pages", Partnership.objects.get(slug_nl="ct-infobox").pk, Theme.objects.get(slug_nl="lokale-aanpak").pk)
"""
# What says when something was done says that it was on one day.
ON_ONE_DAY = r"""([pairs, time]) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node; (node = walker.nextNode());) {
    for (const [from, to] of pairs) node.data = node.data.replaceAll(from, to)
    node.data = node.data.replace(/\b\d\d:\d\d\b/g, time)
  }
}"""


class Desk:
    """Somebody at work in a browser, in a language."""

    def __init__(self, browser, address: str, name: str, language: str, window: dict):
        self.language = language
        scale = SIZE[0] / window["width"]
        context = browser.new_context(
            base_url=address, locale=LOCALES[language], viewport=window, device_scale_factor=scale
        )
        context.add_init_script("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
        self.page = context.new_page()
        self.page.goto("/admin/")
        self.page.fill("#id_login", name)
        self.page.fill("#id_password", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("#logout-form")

    def open(self, path: str) -> None:
        self.page.goto(path, wait_until="networkidle")

    def take(self, name: str, at: str = "") -> None:
        """Make a picture of what is in sight, or of what begins at a part of the page."""
        with override(self.language):
            days = [(then, then.replace(year=then.year + 1)) for then in (localdate(), DAY)]
            pairs = [
                (format(now, form), format(then, form))
                for now, then in zip(*days, strict=True)
                for form in ("j F Y", "j M Y")
            ]
        self.page.evaluate(ON_ONE_DAY, [pairs, "10:15"])
        if at:
            self.page.locator(at).first.evaluate("part => scrollTo(0, scrollY + part.getBoundingClientRect().top - 12)")
        self.page.wait_for_timeout(300)
        shot = Image.open(BytesIO(self.page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{self.language}-{name}.webp").write_bytes(small(shot))


def small(shot: Image.Image) -> bytes:
    """A picture at the one size, as good as fits into what it may weigh."""
    if shot.size != SIZE:
        shot = shot.resize(SIZE, Image.Resampling.LANCZOS)
    for quality in range(72, 0, -6):
        packed = BytesIO()
        shot.save(packed, "WEBP", quality=quality, method=6)
        if len(packed.getvalue()) <= MOST:
            return packed.getvalue()
    raise ValueError("too much to see for one picture")


@contextmanager
def site():
    """A whole site on which two people work: its address, and the keys of the two pages that are shown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        variables = servers.seeded_copy(folder, "guide")
        told = servers.manage("shell", "-c", PEOPLE, **variables)
        keys = re.search(r"^pages (\d+) (\d+)$", told, re.MULTILINE)
        assert keys, told
        with servers.gunicorn(folder / "log", **variables) as server:
            yield server.address, *keys.groups()


def write(desk: Desk, theme: str) -> None:
    """Put the Dutch lead of a theme in other words."""
    desk.open(f"{theme}change/")
    lead = desk.page.input_value("#id_lead_nl")
    other = lead.replace("stond in december 2025 in een infographic", "zei een infographic van december 2025")
    assert other != lead
    desk.page.fill("#id_lead_nl", other)
    desk.page.click("[name=_continue]")


def submit(desk: Desk, theme: str) -> None:
    desk.open(f"{theme}change/")
    desk.page.fill("#id_change_note_nl", "De inleiding in kortere woorden.")
    desk.page.fill("#id_change_note_en", "The lead in shorter words.")
    desk.page.select_option("#id_change", "wording")
    desk.page.click("[name=_submit]")


def show_writing(desk: Desk, body: str) -> None:
    desk.open(f"{body}change/")
    if not desk.page.locator(".contents details[open]").count():
        desk.page.click("#contents")
    desk.take("form")
    desk.page.locator("#statements-group details.row > summary").first.click()
    desk.take("claim", "#statements-group")


def show_changes(desk: Desk, theme: str, key: str) -> None:
    desk.open(f"{theme}translation/")
    desk.take("translation")
    desk.open(f"/admin/compare/{key}/?from=live&to=working")
    desk.take("compare")
    desk.open(f"{theme}saved/")
    desk.take("earlier")


def show_preview(desk: Desk, theme: str) -> None:
    desk.open(f"{theme}change/")
    desk.page.click(".beside-toggle")
    desk.page.wait_for_load_state("networkidle")
    desk.page.wait_for_timeout(1500)
    desk.take("preview")


def show_review(desk: Desk, body_key: str) -> None:
    desk.open("/admin/inbox/")
    desk.take("inbox")
    desk.page.click("#inbox-waiting + ul a")
    desk.page.wait_for_load_state("networkidle")
    desk.take("review", ".review__facts")
    desk.open(f"/admin/content/confirmation/{body_key}/check/")
    desk.take("check", ".checks")


def main() -> None:
    with site() as (address, body_key, theme_key), chromium() as browser:
        body, theme = f"/admin/cooperation/partnership/{body_key}/", f"/admin/cooperation/theme/{theme_key}/"
        anna = {language: Desk(browser, address, "anna", language, WINDOW) for language in LOCALES}
        write(anna["nl"], theme)
        for desk in anna.values():
            show_writing(desk, body)
            show_changes(desk, theme, theme_key)
            show_preview(Desk(browser, address, "anna", desk.language, WIDE), theme)
        submit(anna["nl"], theme)
        for language in LOCALES:
            show_review(Desk(browser, address, "bea", language, WINDOW), body_key)


if __name__ == "__main__":
    main()
