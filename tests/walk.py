"""Walks through the whole site that the recipes of docs/recipes.md make: python -m tests.walk, in that tree.

It goes wherever a page leads to, looks in each place where the event has to stand, and uses the admin.
"""

import json
import os
import re
import sys
from io import StringIO

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.management import CommandError, call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils.translation import override  # noqa: E402

from content.identity import short  # noqa: E402
from content.models import Edition, Passage  # noqa: E402
from content.record import live  # noqa: E402
from content.references import slug_of, tail_of  # noqa: E402
from tests import factories  # noqa: E402
from tests.forms import FILLED, Form, address  # noqa: E402
from tests.sights import ask, hold, see, walk_everywhere, wrong  # noqa: E402

TITLES = {"nl": "Voorbeeldoefening", "en": "Sample drill"}
WORDS = {
    "nl": ["Gebeurtenissen", "gebeurtenis", "oefening", "met een gebeurtenis", "wordt voorbereid door", "bereidt"],
    "en": ["Events", "event", "exercise", "with an event", "is prepared by", "prepares"],
}
# What the recipes change, and how often that is published.
CHANGED = {"/nl/organisaties/gemeenten/": 2, "/nl/organisaties/ministerie-van-defensie/": 2}
CAPTION = {"nl": "Samenwerkingsverbanden en gebeurtenissen", "en": "Partnerships and events"}
THEME = {"nl": "lokale-aanpak", "en": "local-approach"}
OWNERSHIP = {
    "nl": ("Publiek of particulier", "Publieke organisatie", "Gemeenten", "Ministerie van Defensie"),
    "en": ("Public or private", "Public body", "Municipalities", "Ministry of Defence"),
}

# In each place where the event has to stand


def look_in_each_place(language: str) -> None:
    """Look for the event, in one language."""
    event = Edition.objects.at(live().moment).get(page_type="event")
    path, listed = event.path(language), reverse("event_list")
    look_at_lists(language, listed)
    look_at_the_page(language, path, event.summary["content_id"])
    look_in_search(language, path)
    look_in_pictures(language, path)
    look_between(language, path, listed)
    look_through_the_filter(language)
    look_at_data(language, path)
    see("/sitemap-lists.xml", listed)
    see("/sitemap-pages.xml", path)


def look_at_lists(language: str, listed: str) -> None:
    """Its own list, with each filter and order; and the lists of others."""
    title, label = TITLES[language], WORDS[language][0]
    see(reverse("front_page"), label, f'href="{listed}"')
    for query in ("", "?sort=changed", "?sort=date", "?level=national", "?kind=exercise", f"?theme={THEME[language]}"):
        see(listed + query, label, title)
    for page_type, slug in (("theme", "lokale-aanpak"), ("source", "nctv-aanpak-contraterrorisme")):
        about = Edition.objects.at(live().moment).get(page_type=page_type, path_nl__contains=slug)
        see(about.path(language), title)


def look_at_the_page(language: str, path: str, key: str) -> None:
    """Its page, its versions, its address to cite, and its picture to share."""
    title, (_label, one, kind, _between, prepared, _prepares) = TITLES[language], WORDS[language]
    see(path, title, one.capitalize(), kind, "2024", prepared)
    see(reverse("page_history", args=[tail_of(path)]), title)
    see(f"/{language}/id/{short(key)}/{live().serial}", title)
    picture = re.search('og:image" content="https?://[^/]+([^"]+)"', ask(path))
    hold(picture and "PNG" in ask(picture[1])[:8], f"{path} has no picture to share")


def look_in_search(language: str, path: str) -> None:
    """Search, by its name and by each facet; and what is suggested."""
    title, label = TITLES[language], WORDS[language][0]
    for query in ("", "&type=event", "&kind=exercise", "&type=event&kind=exercise&level=national"):
        see(f"{reverse('search')}?q={title.split()[0]}{query}", f'href="{path}"', label)
    see(f"{reverse('search_suggestions')}?q={title[:5]}", path)


def look_in_pictures(language: str, path: str) -> None:
    """The network with its files, the timeline, and the matrix, in which it has no place."""
    title, network = TITLES[language], reverse("network")
    see(f"{network}?kind=event", title, WORDS[language][3], CAPTION[language])
    see(f"{network}?kind=all", title)
    see(f"{network}?kind=all&focus={tail_of(path)}", title)
    for name in ("csv", "graphml", "svg"):
        see(f"{reverse('network_download', args=[name])}?kind=event", title)
    see(reverse("timeline"), title)
    see(f"{reverse('timeline')}?kind=event", title, "2024")
    see(reverse("matrix"))


def look_between(language: str, path: str, listed: str) -> None:
    """Connections between it and another body, and where a name is looked up that nothing has."""
    other = Edition.objects.at(live().moment).get(path_nl__contains="ministerie-van-defensie").path(language)
    see(f"{reverse('connections')}?from={slug_of(other)}&to={slug_of(path)}", WORDS[language][5])
    see(f"{reverse('connections')}?from=xyzzyx&to={slug_of(path)}", f'<a href="{listed}">')


def look_through_the_filter(language: str) -> None:
    """The list of organisations, and a search, by whether they are public or private."""
    name, value, public, other = OWNERSHIP[language]
    listed, found = reverse("organisation_list"), reverse("search")
    see(listed, name, value.lower(), public, other)
    html = see(f"{listed}?ownership=public", name, public)
    hold(f"{other}</a>" not in html, f"{listed}?ownership=public shows what is not public")
    see(f"{found}?q={public}&ownership=public", f"{name}: {value}", public)


def look_at_data(language: str, path: str) -> None:
    """A page as JSON: its title, statements, relations in parts, periods, and sources with their ids."""
    answer = ask(f"{path}told.json")
    if not answer.startswith("{"):
        hold(False, f"{path}told.json is no JSON")
        return
    told = json.loads(answer)
    hold(told["title"] == TITLES[language], f"{path}told.json has the title {told['title']!r}")
    [statement] = told["statements"]
    hold("2024" in statement["text"] and "2024" in statement["period"]["label"], f"{path}told.json: {statement}")
    relations = {group["role"]: group["relations"][0] for group in told["groups"]}
    hold(relations.keys() == {"prepares", "brings_together"}, f"{path}told.json has the relations {relations}")
    parts = [part for part in relations["prepares"]["sentence"] if isinstance(part, dict)]
    hold(any(part["url"].startswith(f"/{language}/") for part in parts), f"{path}told.json: no name leads anywhere")
    [source] = {note["source"]["id"] for note in told["notes"]}
    for claim in (statement, *relations.values()):
        hold(claim["id"] and claim["period"]["label"], f"{path}told.json: a claim without an id or a period")
        hold(
            {each["source"] for each in claim["citations"]} == {source}, f"{path}told.json: a claim without its source"
        )


# In the admin


def use_the_admin() -> None:
    """Write an event, publish it, change it, look at its preview, and withdraw it."""
    from cooperation.models import Event

    client = Client(headers={"accept-language": "nl"})
    client.force_login(factories.user(superuser=True))
    start = "/admin/cooperation/event/"
    hold("gebeurtenis" in ask(start, client=client), f"{start} does not speak Dutch")
    form = Form(client, f"{start}add/")
    passage = Passage.objects.first()
    form.add_row("statements", text_nl="<p>Er was iets.</p>", text_en="<p>There was.</p>", passages=[passage.pk])
    form.submit("_publish", **FILLED | {"kind": "meeting", "start": "2025"})
    hold(not form.errors(), f"{start}add/: {form.errors()}")
    page, path = Event.objects.get(slug_nl="dienst"), "/nl/gebeurtenissen/dienst/"
    hold("bijeenkomst" in ask(path), f"{path} does not say what it is")
    Form(client, address(page)).submit(title_nl="Andere naam")
    hold("Andere naam" not in ask(path), f"{path} shows what was only saved")
    preview = f"/nl/voorbeeld/{page.content_id}/"
    hold("Andere naam" in ask(preview, client=client), f"{preview} does not show what was saved")
    client.post(address(page, "withdraw"), {"reason_nl": "Dubbel.", "reason_en": "A duplicate."})
    hold("Dubbel." in ask(path, 410), f"{path} does not say why it was withdrawn")
    ask(f"{path}told.json", 410)


# On the command line


def give_commands() -> None:
    """What `manage.py` says of the site."""
    output = command("coverage")
    hold("(event)" not in output, f"coverage: {output}")
    hold("/nl/gebeurtenissen/" in command("readability"), "readability does not measure the event")
    for name, *options in (("check",), ("makemigrations", "--check"), ("index", "--anew")):
        output = command(name, *options)
        hold("Error" not in output, f"{name}: {output}")
    hold("Published 0 pages." in command("publish"), "publish publishes what nobody changed")
    again = dict(Edition.objects.at(live().moment).filter(number__gt=1).values_list("path_nl", "number"))
    hold(again == CHANGED, f"these were published again: {again}, and not {CHANGED}")


def command(name: str, *options: str) -> str:
    """What a command says, whether it succeeds or not."""
    output = StringIO()
    try:
        call_command(name, *options, stdout=output, stderr=output)
    except (CommandError, SystemExit) as error:
        output.write(f"{type(error).__name__} {error}")
    return output.getvalue()


def main() -> int:
    give_commands()
    for language in TITLES:
        with override(language):
            look_in_each_place(language)
    count = walk_everywhere()
    use_the_admin()
    print("\n".join([*wrong, f"{count} pages, {len(wrong)} things wrong."]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
