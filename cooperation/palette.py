"""The site's colours, for what is drawn on the server. They are written down in one place: the design tokens."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders


@cache
def light_colours() -> dict[str, str]:
    """The colours of the light scheme, by the names of their tokens."""
    tokens = Path(finders.find("css/tokens.css")).read_text()
    return dict(re.findall(r"(--ct-color-[\w-]+): ([^;]+);", tokens.partition("@media")[0]))
