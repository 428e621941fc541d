"""A filled database of the previous release (`tests/previous.py`) becomes one of this release, and loses nothing."""

import re
from collections import defaultdict
from contextlib import contextmanager
from html import unescape
from itertools import pairwise

import pytest
import yaml
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils.html import strip_tags

from content import clock
from content.changes import is_edited
from content.documents.building import build_document
from content.documents.restoring import restore
from content.documents.taking import TakenBefore
from content.identity import SHORT, short
from content.models import Address, Edition, Link, Page, Passage, Publication, Redaction, SearchPage, SearchWord
from content.publishing import publish, withdraw
from content.record import live
from content.redacting import redact
from content.rules.triggers import BODIES, after_migrating, before_migrating, missing, there, triggers
from tests.crawling import OF_TODAY
from tests.previous import PREVIOUS, connected_to, editions_before, fill_as_before, release
from tests.servers import ROOT, Site, manage

ALTERED = [(Page, "title_nl"), (Edition, "path_nl"), (Link, "anchor"), (SearchPage, "language"), (SearchWord, "word")]
SAME = ("document", "summary", "page_id", "page_type", "path_nl", "path_en", "change_note_nl", "submitted_by_id")
# Two pages printed the address of these versions.
OF_TWO = ["/nl/organisaties/mivd/versies/1/", "/en/organisations/mivd/versions/1/"]
OF_TWO += ["/nl/begrippen/liaison/versies/1/", "/en/glossary/liaison/versions/1/"]


@pytest.fixture(scope="module", autouse=True)
def _upgraded(tmp_path_factory, worker_id, django_db_blocker):
    """Do with a database of the previous release what bin/prepare does, and let all tests here use it."""
    site = Site(tmp_path_factory.mktemp("upgrade"), f"upgrade-{worker_id}")
    site.create()
    with django_db_blocker.unblock(), connected_to(site):
        fill_as_before()
        manage("migrate", "--verbosity=0", **site.variables)
        manage("index", **site.variables)
        yield


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def page(slug):
    return Page.objects.get(slug_nl=slug)


def living():
    return Edition.objects.at(live().moment).select_related("page")


def public():
    return Edition.objects.exclude(publication=None).select_related("publication")


def read(client, path):
    return client.get(path).content.decode()


def letters(html):
    return re.sub(r"\s", "", unescape(strip_tags(html)))


def places(html):
    return set(re.findall(r'\bid="([prs]-[^"]+)"', html))


def all_triggers():
    with connection.cursor() as cursor:
        cursor.execute(BODIES[connection.vendor])
        return {name for name, _body in cursor.fetchall()}


def test_a_second_time_changes_nothing_and_the_rules_are_those_of_today():
    models = [model for name in PREVIOUS for model in apps.get_app_config(name).get_models(include_auto_created=True)]
    before = [list(model._base_manager.order_by("pk").values_list()) for model in models]
    call_command("migrate", verbosity=0)
    call_command("index")
    assert [list(model._base_manager.order_by("pk").values_list()) for model in models] == before
    assert missing() == []
    assert there("default") == triggers(connection.vendor).keys()


def test_every_edition_says_what_it_said():
    every, final = editions_before()
    for before in every:
        edition = Edition.objects.get(pk=before.id)
        assert [getattr(edition, name) for name in SAME] == [getattr(before, name) for name in SAME]
    told = {(edition.pk, edition.number, edition.published_at.isoformat()) for edition in public()}
    assert told == {(before.id, before.number, before.published_at) for before in final}
    assert set(Edition.objects.exclude(number=None)) == set(public())


def test_every_address_answers_as_before(client):
    answers = {path: client.get(path) for path in release().answers}
    told = {path: [each.status_code, *filter(None, [each.get("Location")])] for path, each in answers.items()}
    assert told == release().answers | {path: [300] for path in OF_TWO}


def test_every_place_that_a_page_had_is_there(client):
    hidden = {"r-nog-niet"}  # the page at its other end is not public
    for path in release().anchors.keys() - OF_TWO:
        assert set(release().anchors[path]) - hidden <= places(read(client, path)), path


def test_a_relation_is_on_the_other_page_where_it_ever_was(client):
    _every, final = editions_before()
    slugs, expected = defaultdict(set), defaultdict(set)
    for before in final:
        slugs[before.page_id] |= {path.split("/")[-2] for path in (before.path_nl, before.path_en)}
    for before in final:
        for relation in before.document["relations"]:
            expected[relation["target"]] |= {f"r-{slug}-{relation['anchor']}" for slug in slugs[before.page_id]}
    shown = living().filter(page__content_id__in=expected)
    assert len(shown) == len(expected) - 1  # one is of a page that is not public
    for edition in shown:
        for path in edition.paths().values():
            assert expected[edition.summary["content_id"]] <= places(read(client, path)), path


def test_every_page_says_its_title_and_its_statements(client):
    assert living().count() == 19
    for edition in living():
        texts = [edition.document["title"], *(claim["text"] for claim in edition.document["statements"])]
        for language, path in edition.paths().items():
            told = letters(read(client, path))
            assert [text for text in texts if letters(text.get(language) or text["nl"]) not in told] == [], path


def test_an_address_of_two_pages_belongs_to_the_one_that_has_it_now(client):
    assert Address.objects.get(path="/nl/organisaties/mivd/").page == page("mivd")
    assert "Andere dienst" in read(client, "/nl/organisaties/mivd/")
    new, old = re.findall(r'<a href="(/nl/id/[^"]+)"', read(client, OF_TWO[0]))
    assert "Dit is een andere dienst" in read(client, new)
    assert "Militaire Inlichtingen" in read(client, old)


@pytest.mark.parametrize("slug", ["mivd-nieuw", "liaison-oud", "ctivd", "om"])
def test_what_had_an_address_before_can_be_published_and_redacted(slug):
    with undone():
        assert publish(page(slug)).number == public().filter(page=page(slug)).count()
        asking = User.objects.get(username="redacteur")
        redaction = Redaction.objects.create(page=page(slug), reason_nl="Wet.", reason_en="Law.", asked_by=asking)
        redact(redaction, by=User.objects.create_user("ander"))
        assert not public().filter(page=page(slug), redaction=None).exists()


def test_what_is_planned_is_not_public_and_ends_nothing_until_its_time(client):
    plans = Edition.objects.planned().filter(page=page("aivd")).order_by("published_at")
    assert [plan.state for plan in plans] == ["approved", "withdrawn"]
    before = living().get(page=page("aivd"))
    assert {(plan.based_on, plan.number, plan.superseded_at) for plan in plans} == {(before, None, None)}
    assert before.superseded_at is None
    for path in ("organisaties/aivd/", "organisaties/aivd/versies/", "zoeken/?q=Gepland", "organisaties/"):
        assert "Gepland." not in read(client, f"/nl/{path}")
    assert client.get("/nl/organisaties/aivd/versies/2/").status_code == 404
    for plan, (status, told) in zip(list(plans), [(200, "Gepland."), (410, "Voorbij.")], strict=True):
        with undone(), clock.set_to(plan.published_at):
            answer = client.get("/nl/organisaties/aivd/")
            assert (answer.status_code, told in answer.content.decode()) == (status, True)


def test_no_plan_is_for_an_address_of_another_page():
    paths = [(plan.page, path) for plan in Edition.objects.planned() for path in plan.paths().values()]
    assert [path for owner, path in paths if Address.objects.get(path=path).page != owner] == []


def test_one_submission_waits_and_the_one_before_it_is_overtaken():
    submitted = Edition.objects.filter(page=page("nctv"), publication=None).order_by("pk")
    assert [edition.state for edition in submitted] == ["overtaken", "submitted"]
    assert list(Edition.objects.waiting()) == [submitted[1]]
    assert {edition.based_on for edition in submitted} == {living().get(page=page("nctv"))}


def test_the_record_has_one_order_without_a_gap():
    record = list(Publication.objects.order_by("serial"))
    assert [publication.serial for publication in record] == list(range(1, public().count() + 1))
    assert all(before.moment < after.moment for before, after in pairwise(record))
    for edition in public():
        after = public().filter(page=edition.page_id, number=edition.number + 1).first()
        assert edition.publication.moment == edition.published_at
        assert edition.superseded_at == (after and after.published_at)
    paths = {path for edition in public() for path in edition.paths().values()}
    assert {address.path for address in Address.objects.exclude(publication=None)} == paths


def test_every_edition_can_be_made_again_out_of_the_working_copy():
    for edition in public():
        with undone():
            for language, path in edition.paths().items():  # another page may have the slug of an old edition
                others = Page.objects.exclude(pk=edition.page_id).filter(page_type=edition.page_type)
                others.filter(**{f"slug_{language}": path.split("/")[-2]}).update(slug_nl="x", slug_en="x")
            document = edition.read()
            made = build_document(restore(edition.document), TakenBefore(document))
            for image in filter(None, [made["image"], document["image"]]):
                image["key"] = ""  # images had none before
            assert made == document


def test_nothing_is_edited_but_what_was():
    assert {edition.page.slug_nl for edition in living() if is_edited(edition.page, edition)} == {"aivd", "nctv"}


def test_a_relation_to_a_page_that_is_not_public_shows_nowhere(client):
    assert Link.objects.at(live().moment).filter(target=page("nog-niet")).exists()
    for path in ("organisaties/om/", "zoeken/?q=geheime", "netwerk/", ""):
        assert not re.search("geheime dienst|nog niet openbaar|r-nog-niet", read(client, f"/nl/{path}"), re.IGNORECASE)
    assert client.get(f"/id/{page('nog-niet').content_id}").status_code == 404


def test_search_and_lists_have_every_page(client):
    for edition in living():
        title, listed = edition.summary["title"]["nl"], edition.path_nl.rsplit("/", 2)[0]
        for path in [f"/nl/zoeken/?q={title}", *([f"{listed}/"] if edition.page_type != "infopage" else [])]:
            assert f'href="{edition.path_nl}' in read(client, path), path


def test_a_migration_that_alters_tables_leaves_the_rules_and_the_index(client):
    before = all_triggers()
    before_migrating("default", plan=["a migration"])
    with connection.schema_editor() as editor:
        for model, name in ALTERED:
            field = model._meta.get_field(name).clone()
            field.max_length += 1
            field.set_attributes_from_name(name)
            editor.alter_field(model, model._meta.get_field(name), field)
    after_migrating("default", plan=[])
    assert missing() == []
    assert "/nl/organisaties/ctivd/" in read(client, "/nl/zoeken/?q=toezicht")
    with undone():
        Page.objects.filter(pk=page("om").pk).update(lead_nl="Gloednieuw.")
        page("om").lead_passages.set(Passage.objects.filter(source__editions__state="approved")[:1])
        assert publish(page("om")).number == 3
        for _time in range(2):
            assert "/nl/organisaties/om/" in read(client, "/nl/zoeken/?q=gloednieuw")
            call_command("index", "--anew")
    assert all_triggers() == before


CITATIONS = yaml.safe_load((ROOT / "tests/citations.yaml").read_text())


def misread(client, citations):
    """The words that citations do not say, or do and should not, apart from what is told of today."""
    found = []
    for cited in citations:
        answer = client.get(cited["address"])
        told = letters(OF_TODAY.sub("", answer.content.decode()))
        found += [(cited["address"], answer.status_code)] * (answer.status_code != cited["status"])
        found += [(cited["address"], words) for words in cited["words"] if letters(words) not in told]
        found += [(cited["address"], words) for words in cited.get("absent", ()) if letters(words) in told]
    return found


def test_what_was_cited_reads_the_same():
    """Of relations the previous release froze no words: whoever changes a pattern sees here what was cited by it."""
    assert len(CITATIONS) == 20
    assert misread(Client(), CITATIONS) == []


def test_what_was_cited_reads_the_same_whatever_is_published_withdrawn_or_removed_now():
    *others, removed = CITATIONS
    with undone():
        Page.objects.filter(slug_nl="ct-infobox").update(title_nl="Andere naam", title_en="Other name")
        publish(page("ct-infobox"))
        withdraw(page("ctivd"), reason={"nl": "Toch weg.", "en": "Gone."}, aware=True)
        claim = next(each for each in page("nctv").statements.all() if short(each.pk) == removed["address"][-SHORT:])
        asking = User.objects.get(username="redacteur")
        asked = {"page": page("nctv"), "claim": claim.pk, "reason_nl": "Wet.", "reason_en": "Law.", "asked_by": asking}
        redact(Redaction.objects.create(**asked), by=User.objects.create_user("nog-een"))
        assert misread(Client(), others) == []
        dutch = removed | {"absent": removed["words"], "words": ["Wet."]}
        english = {"address": removed["address"].replace("/nl/", "/en/"), "absent": ["drew up"], "words": ["Law."]}
        assert misread(Client(), [dutch, removed | english]) == []
