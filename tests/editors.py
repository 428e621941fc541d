"""An editor in front of a site that runs: signs in, opens the form of a page, and saves it."""

import re
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from tests.forms import held, main_form

NOTE = {"change_note_nl": "Anders.", "change_note_en": "Otherwise.", "change": "wording"}  # what publishing asks for


class Editor:
    """Somebody with an account on a site at an address."""

    def __init__(self, address: str, name: str, password: str):
        self.address = address
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))
        door = "/admin/login/?next=/admin/"
        self.send(door, held(main_form(self.open(door))) | {"login": name, "password": password})

    def cookies(self) -> list[dict]:
        """Return by what the site knows this editor, for a window of a browser."""
        return [{"name": each.name, "value": each.value or "", "url": self.address} for each in self.jar]

    def open(self, path: str) -> str:
        return self.opener.open(self.address + path, timeout=30).read().decode()

    def send(self, path: str, values: dict) -> str:
        """Send a form, and return what the address says that it leads to."""
        return self.opener.open(self.address + path, urlencode(values, doseq=True).encode(), timeout=30).read().decode()

    def saves(self, path: str, button: str, **values: str) -> None:
        """Change a page in its form, and say what publishing asks for; AssertionError when that is not acknowledged."""
        html = self.send(path, held(main_form(self.open(path))) | NOTE | values | {button: "x"})
        assert "messagelist" in html, "it was not saved"
        assert "errornote" not in html, "it was refused"
        assert not re.search('<li class="(error|warning)"', html), "it was not published"
