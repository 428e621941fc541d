"""What every public page shows around its content. No query: a template never meets the database."""

from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from content.languages import LANGUAGES
from content.rendering.text import Reader

from .look.palette import dark_colours, light_colours

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}


def site(request) -> dict:
    """Context processor: the site's name, its sections, and the same page in the other languages."""
    language = translation.get_language()
    items, own = navigation(language), origin(request)
    current = next((item["url"] for item in items if request.path.startswith(item["url"])), "")
    return {
        "site": {**identity(language), "origin": own},
        "language": language,
        "frame": frame(language, current),
        "sections": items,
        "alternates": alternates({code: f"/{code}/" for code in LANGUAGES}, language),
        "canonical": own + request.path,
    }


def origin(request) -> str:
    """The scheme and host of the site's own addresses, without a slash: one, however the host was written."""
    return settings.BASE_URL or f"{request.scheme}://{host(request.get_host())}"


def host(name: str) -> str:
    """A host in small letters, without the dot of the root and without the port that goes without saying."""
    name, _colon, port = name.lower().partition(":") if not name.startswith("[") else (name, "", "")
    return name.rstrip(".") + (f":{port}" if port not in ("", "80", "443") else "")


def section_labels() -> dict[str, str]:
    """What the lists are called, by the type of page that each lists."""
    return {
        "organisation": _("Organisations"),
        "partnership": _("Partnerships"),
        "programme": _("Programmes"),
        "theme": _("Themes"),
        "term": _("Glossary"),
        "source": _("Sources"),
    }


@cache
def navigation(language: str) -> list[dict]:
    """The sections of the site: the lists, and the network that connects them."""
    items = [{"name": name, "label": label, "url": reverse(f"{name}_list")} for name, label in section_labels().items()]
    return [*items, {"name": "network", "label": _("Network"), "url": reverse("network")}]


@cache
def identity(language: str) -> dict:
    """What the site is called, and who makes it."""
    return {
        "name": _("Who works with whom"),
        "tagline": _("Cooperation against terrorism in the Netherlands, according to public documents"),
        "editor": settings.SITE_EDITOR,
        "contact_email": settings.SITE_EMAIL,
    }


@cache
def frame(language: str, current: str) -> dict[str, str]:
    """The parts around a page that are the same until the next release, drawn once for each section of the site."""
    paper = {"light": light_colours()["--ct-color-paper"], "dark": dark_colours()["--ct-color-paper"]}
    context = {"site": identity(language), "sections": navigation(language), "current": current, "paper": paper}
    return {"picture": static("icons/og.png")} | {
        name: render_to_string(f"_{template}.html", context)
        for name, template in {
            "assets": "assets",
            "sections": "sections",
            "search": "search_form",
            "independence": "independence",
        }.items()
    }


def alternates(paths: dict[str, str], language: str) -> list[dict]:
    """The same page in each language."""
    return [
        {"code": code, "label": LANGUAGE_NAMES[code], "url": path, "current": code == language}
        for code, path in paths.items()
    ]


def standing_pages(editions: list, language: str) -> list[dict]:
    """The links in the footer."""
    reader = Reader(language)
    in_order = sorted(editions, key=lambda edition: edition.summary["position"])
    return [{"label": reader.text(page.summary["title"]), "url": page.path(language)} for page in in_order]
