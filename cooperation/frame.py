"""What stands around the content of every public page: made in one place, so that no page lacks a part of it."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markupsafe import Markup

from content.kept import kept
from content.languages import DEFAULT, LANGUAGES, in_each_language, once_per_language
from content.models import Edition
from content.record import State
from content.references import Reference
from content.rendering.markup import element, joined, link
from content.rendering.plain import Named, title_of
from content.rendering.text import Reader, Text

from . import kinds
from .look.palette import dark_colours, light_colours
from .moment import Asked, asked_of, at, moment_of, original, staying

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
FRONT_PAGES = {code: f"/{code}/" for code in LANGUAGES}


def show(
    request: HttpRequest,
    templates: str | list[str],
    content: dict,
    *,
    trail: Iterable[Named] = (),
    paths: dict[str, str] | None = None,
    address: str = "",
    state: State | None = None,
    is_canonical: bool = True,
    is_view: bool = False,
    cited_at: datetime | None = None,
    data: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page within its frame.

    `trail` is the way to it from the front page, ending with itself; `paths` its own address in each language, where
    it has one; `address` is what it is to be known by, if that is another one; `state` is the one that it shows, if
    that is not the one that the request is about. A page that is not canonical says of no address that it is its own.
    A view of the site, such as a list, prints the address by which it is cited: its own, at the moment of its state,
    or at the one that is told where it is another on another day.
    `data` is the path of the same as data, where that is told in the frame.
    """
    language, present = translation.get_language(), moment_of(request)
    state = state or present
    own, own_paths = address or (paths[language] if paths else request.path), paths or FRONT_PAGES
    context = {
        "trail": way_here([Named(home_label(language), FRONT_PAGES[language]), *trail], language) if trail else "",
        "alternates": alternates(own_paths, origin(request)) if status != 404 else "",
        "languages": language_switch(own_paths, language),
        "canonical": origin(request) + own if is_canonical else "",
        "view_address": origin(request) + at(original(request), cited_at or state.moment)
        if is_view and state.serial
        else "",
        "data_path": data,
        "data_url": staying(request, data) if data else "",
        "past": past(asked_of(request), request),
        "footer": kept(state, f"footer {language}", lambda: footer(state, language)),
    }
    return render(request, templates, content | context, status=status)


def past(asked: Asked | None, request: HttpRequest) -> dict[str, str]:
    """For a reader who looks at a moment: which one that is, and the way back; nothing for one who looks at now."""
    if not asked:
        return {}
    when = timezone.localtime(asked.begins)
    values = {"day": date_format(when, "j F Y"), "time": date_format(when, "H:i:s" if when.second else "H:i")}
    if asked.is_day:
        told = _("You see the site as it was at the end of %(day)s.") % values
    else:
        told = _("You see the site as it was on %(day)s at %(time)s.") % values
    return {
        "text": told + (" " + _("Nothing has changed since.") if asked.is_present else ""),
        "url": original(request),
    }


def site(request: HttpRequest) -> dict:
    """Context processor: what is the same on every page of a section until the next release."""
    language = translation.get_language()
    items = navigation(language)
    current = next((item["url"] for item in items if request.path.startswith(item["url"])), "")
    return {
        "site": {**identity(language), "origin": origin(request)},
        "language": language,
        "frame": frame(language, current),
        "sections": items,
    }


def origin(request: HttpRequest) -> str:
    """The scheme and host of the site's own addresses, without a slash: one, however the host was written."""
    return settings.BASE_URL or f"{request.scheme}://{host(request.get_host())}"


def host(name: str) -> str:
    """A host in small letters, without the dot of the root and without the port that goes without saying."""
    name, _colon, port = name.lower().partition(":") if not name.startswith("[") else (name, "", "")
    return name.rstrip(".") + (f":{port}" if port not in ("", "80", "443") else "")


@cache
def navigation(language: str) -> list[dict]:
    """The sections of the site: the lists, and the network that connects them."""
    lists = [
        (kind.name, str(kind.label), reverse(f"{kind.name}_list")) for kind in kinds.listed() if kind.in_navigation
    ]
    found = [{"name": name, "label": label, "url": url} for name, label, url in lists]
    return [*found, {"name": "network", "label": _("Network"), "url": reverse("network")}]


@cache
def identity(language: str) -> dict:
    """What the site is called, and who makes it."""
    return {
        "name": _("Who works with whom"),
        "short_name": _("Who with whom"),  # at most 16 signs (OpenSearch 1.1)
        "tagline": _("Cooperation against terrorism in the Netherlands, according to public documents"),
        "editor": settings.SITE_EDITOR,
        "contact_email": settings.SITE_EMAIL,
    }


@cache
def frame(language: str, current: str) -> dict[str, str]:
    """The parts around a page that are the same until the next release, drawn once for each section of the site."""
    paper = {"light": light_colours()["--ct-color-paper"], "dark": dark_colours()["--ct-color-paper"]}
    context = {"site": identity(language), "sections": navigation(language), "current": current, "paper": paper}
    context["home_url"] = FRONT_PAGES[language]
    skip = element("a", _("Skip to the content"), class_="skip", href="#main")
    return {"picture": static("icons/og.png"), "skip": skip} | {
        name: render_to_string(f"_{template}.html", context)
        for name, template in {
            "assets": "assets",
            "wordmark": "wordmark",
            "sections": "sections",
            "search": "search_form",
            "independence": "independence",
        }.items()
    }


def of_when(state: State) -> dict[str, object]:
    """Of which state of the site something to download is, for `_licence.html`."""
    return {"serial": state.serial, "when": date_format(timezone.localtime(state.moment), "j F Y, H:i")}


def alternates(paths: dict[str, str], origin: str) -> Markup:
    """For the head: the same page in each language; what is in the default one is also for a reader of any other."""
    named = [(code, path) for own, path in paths.items() for code in ([own, "x-default"] if own == DEFAULT else [own])]
    return joined((element("link", rel="alternate", hreflang=code, href=origin + path) for code, path in named), "\n  ")


def language_switch(paths: dict[str, str], language: str) -> Markup:
    """For the reader: the same page in each language."""
    current = {language: "true"}
    links = [
        element("a", LANGUAGE_NAMES[code], href=path, lang=code, hreflang=code, aria_current=current.get(code))
        for code, path in paths.items()
    ]
    return joined(element("li", each) for each in links)


def way_here(trail: Iterable[Named], language: str) -> Markup:
    """For the reader: where a page stands, from the front page on; the last is where they are."""
    steps = [
        link(each.text, each.url) if each.url else element("span", each.text, aria_current="page") for each in trail
    ]
    items = joined([element("li", step) for step in steps], " ")
    return element("nav", element("ol", items, class_="crumbs"), class_="frame", aria_label=way_label(language))


@once_per_language
def way_label() -> str:
    return _("You are here")


@once_per_language
def home_label() -> Text:
    return Text(_("Home"))


def footer(state: State, language: str) -> SafeString:
    """The links to the pages about the site itself."""
    reader, pages = Reader(language), kept(state, "standing pages", lambda: standing_pages(state))
    return render_to_string("_footer.html", {"pages": [title_of(page, reader) for page in pages]})


def standing_pages(state: State) -> list[Reference]:
    pages = Edition.objects.at(state.moment).of_type(kinds.STANDING.name).order_by().references()
    return sorted(pages, key=lambda page: (page.summary.get("position") or 0, page.pk))


def paths_to(name: str, **more: object) -> dict[str, str]:
    """The path of a route in each language."""
    return in_each_language(lambda _language: reverse(name, kwargs=more))
