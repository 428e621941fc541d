"""A browser for the tests: Debian's Chromium, by way of Playwright."""

import shutil
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def chromium():
    """Run a headless Chromium: the one that is nothing else, or the whole, in which a window costs thrice as much."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def violations(page, **options):
    """Return what the rules of axe find wrong on a page: the rule, and the markup of where it is broken."""
    if page.evaluate("window.axe === undefined"):
        page.evaluate(Axe().axe_script)
    # Nothing else is told; and no style or picture is fetched once more, which no rule of these needs.
    asked = {"resultTypes": ["violations"], "preload": False} | options
    found = page.evaluate("async options => (await axe.run(options)).violations", asked)
    return [(each["id"], node["html"][:200]) for each in found for node in each["nodes"]]


class Windows:
    """Opens pages, and notes what no page of this site may do: errors and outside requests."""

    def __init__(self, browser, site):
        self.browser = browser
        self.site = site
        self.contexts = []
        self.complaints = []

    def open(self, *, javascript=True, scheme="light", width=1280, height=800, language="nl-NL", cookies=()):
        """Return a page in a window of its own, with nothing remembered but these cookies."""
        context = self.browser.new_context(
            base_url=self.site,
            java_script_enabled=javascript,
            color_scheme=scheme,
            viewport={"width": width, "height": height},
            locale=language,
        )
        self.contexts.append(context)
        context.add_cookies(list(cookies))
        page = context.new_page()
        page.on("request", self._requested)
        page.on("console", self._logged)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def close(self):
        """Close all windows."""
        for context in self.contexts:
            context.close()

    def _requested(self, request):
        if not request.url.startswith((f"{self.site}/", "data:", "blob:")):
            self.complaints.append(f"outside request: {request.url}")

    def _logged(self, message):
        # A page that answers 404 on purpose is logged as well, but is no error of ours.
        expected = message.text.startswith("Failed to load resource")
        if message.type in {"error", "warning"} and not expected:
            self.complaints.append(f"{message.type}: {message.text}")
