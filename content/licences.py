"""On what ground the site shows a picture: its licence, with where that is written, or another one."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .languages import Label


class Licence(NamedTuple):
    label: Label
    url: str = ""


CREATIVE_COMMONS = "https://creativecommons.org/"
# By their codes, which stand in documents: what was ever published is never taken out.
LICENCES = {
    "cc0-1.0": Licence("CC0 1.0", f"{CREATIVE_COMMONS}publicdomain/zero/1.0/"),
    "cc-by-4.0": Licence("CC BY 4.0", f"{CREATIVE_COMMONS}licenses/by/4.0/"),
    "cc-by-sa-4.0": Licence("CC BY-SA 4.0", f"{CREATIVE_COMMONS}licenses/by-sa/4.0/"),
    "cc-by-3.0": Licence("CC BY 3.0", f"{CREATIVE_COMMONS}licenses/by/3.0/"),
    "cc-by-sa-3.0": Licence("CC BY-SA 3.0", f"{CREATIVE_COMMONS}licenses/by-sa/3.0/"),
    "public-domain": Licence(_("public domain"), f"{CREATIVE_COMMONS}publicdomain/mark/1.0/"),
    "own-work": Licence(_("own work")),
    "permission": Licence(_("with permission")),
}


def licence_of(code: str) -> Licence:
    """A licence by its code; one that is not known any more is told as it stands."""
    return LICENCES.get(code) or Licence(code)
