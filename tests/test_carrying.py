"""What is carried over from one state of the site to the next is what a look at the whole site would find."""

import pytest

from content.lists import lengths
from content.models import Redaction
from content.publishing import withdraw
from content.redacting import redact
from content.search import naming
from cooperation.lists.directory import directory
from cooperation.moment import present
from cooperation.network import degrees
from tests import factories
from tests.networks import small_network

pytestmark = pytest.mark.django_db
TEXT = "De Dienst, de Gemeente, het Hof, een Alleen en de Kamer."


def told(counted, connected, names):
    """What is said of the lengths of lists, of relations, and of names in a text."""
    mentions = {language: [(each[0], each[2]) for each in found._all(TEXT)] for language, found in names.items()}
    return counted, (connected.bodies, connected.outgoing, +connected.incoming), mentions


def carried(state):
    names = {language: naming.names_at(state, language) for language in ("nl", "en")}
    return told(directory(state).lengths, degrees.degrees(state), names)


def looked_up(state):
    names = {language: naming.read(language, state.moment).names for language in ("nl", "en")}
    return told(lengths(state.moment), degrees.count(state.moment), names)


def test_after_each_publication_it_is_what_a_look_at_the_whole_site_finds(monkeypatch):
    made = small_network()
    assert carried(present()) == looked_up(present())

    def renamed(page, name):
        page.title_nl = name
        factories.publish(page)

    def related(page, other):
        factories.relation(page, other)
        factories.publish(page)

    asked = {"page": made["dienst"], "reason_nl": "Rechter.", "reason_en": "Court.", "asked_by": factories.user()}
    steps = [
        lambda: renamed(made["dienst"], "Kamer"),
        lambda: factories.published(factories.organisation(name="Hof", slug="hof")),
        lambda: factories.published(factories.organisation(name="Gemeente", slug="andere", level="local")),
        lambda: withdraw(made["gemeente"], reason={"nl": "Weg.", "en": "Gone."}, aware=True),
        lambda: related(made["raad"], made["overleg"]),
        lambda: (renamed(made["alleen"], "Dienst"), renamed(made["plan"], "Strategie")),
    ]
    with monkeypatch.context() as patch:
        for step in steps:
            step()
            expected = looked_up(present())
            for room, look in [(naming, "read"), (degrees, "count")]:
                patch.setattr(room, look, lambda *_args: pytest.fail("All of it is looked at again."))
            assert carried(present()) == expected
            patch.undo()
    redact(Redaction.objects.create(**asked), by=factories.user())
    assert carried(present()) == looked_up(present())
