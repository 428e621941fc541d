"""Writing the working copies as the files that they could have come from."""

import os

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from content.dumping import folder_of
from content.models import Image, Page, Passage, SavedCopy, Translation, page_types
from tests import factories
from tests.servers import manage

pytestmark = pytest.mark.looks
FIXTURES = settings.BASE_DIR / "fixtures"
HOSTILE = [
    "2014", "true", "null", "- a", "a: b", "a #b", "'quoted'", '"quoted"', "[a]", "{a}", "*a", "&a", "!a", "%a", "@a",
    "`a`", "é 漢 😀", "~a", "0x1f", "1e3", "2014-07-16", "=cmd", "a\\b", "a " * 90, "word" * 60, "> a", "| a", "? a",
]  # fmt: skip


def files_in(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def dump(tmp_path):
    """Return a function that dumps the content, and returns the files by their names."""

    def dump(name="dump"):
        call_command("dump_content", tmp_path / name, verbosity=0)
        return files_in(tmp_path / name)

    return dump


@pytest.fixture
def everything(db):
    """One page or more of every kind, with what a page can have."""
    body = factories.organisation(name="Dienst", review_by="2027-01-01", review_every=6)
    body.image = factories.image()
    body.save()
    body.themes.add(factories.theme())
    body.not_linked.add(factories.term())
    partner = factories.partnership()
    relation = factories.relation(body, partner)
    relation.remark_nl, relation.remark_en, relation.remark_by_nl, relation.remark_by_en = "Nee.", "No.", "hij", "he"
    relation.remark_date, relation.former_anchors, relation.is_our_reading = "2026-01-02", ["oud"], True
    relation.save()
    factories.programme(start="2014-07", end="2015")
    asked = factories.question()
    factories.step(asked, relations=[relation])
    asked.see_also.add(factories.info_page())
    newer = factories.source(slug="nieuwer")
    newer.replaces = factories.source(slug="ouder")
    newer.save()
    for number, text in enumerate(HOSTILE):
        made = factories.statement(body, anchor=f"vijandig-{number}", text=text.replace("&", "&amp;"), until="2014")
        made.heading_nl = text[:120]
        made.full_clean()  # as a form does it
        made.save()
    body.refresh_from_db()
    return body


def empty():
    for page in Page.objects.all():
        getattr(page.specific, "steps", Page.objects.none()).all().delete()
    for name in ("relations", "statements"):
        for page in Page.objects.all():
            getattr(page.specific, name, Page.objects.none()).all().delete()
    page_types()["source"].objects.update(replaces=None)
    Page.objects.all().update(image=None)
    Passage.objects.all().delete()
    for model in page_types().values():
        for page in model.objects.all():
            page.delete()
    Image.objects.all().delete()


@pytest.mark.django_db
def test_the_real_content_dumped_is_the_files_that_it_came_from(copy_of_site, tmp_path):
    manage("dump_content", str(tmp_path / "dump"), **copy_of_site("content"))
    there = {name: content for name, content in files_in(FIXTURES).items() if name.endswith(".yaml")}
    dumped = files_in(tmp_path / "dump")
    assert dumped.keys() == there.keys()
    assert [name for name in dumped if dumped[name] != there[name]] == []


@pytest.mark.database
def test_every_kind_comes_back_as_it_was_with_its_ids_and_pictures(everything, dump, tmp_path):
    before = dump()
    assert {name.partition("/")[0] for name in before} == {folder_of(each) for each in [*page_types().values(), Image]}
    ids = set(Page.objects.values_list("content_id", flat=True))
    pictures = [image.file.name for image in Image.objects.all()]
    empty()
    (settings.MEDIA_ROOT / pictures[0]).unlink()
    call_command("loaddata", *sorted(map(str, (tmp_path / "dump").rglob("*.yaml"))), verbosity=0)
    assert dump("again") == before
    assert set(Page.objects.values_list("content_id", flat=True)) == ids
    assert (settings.MEDIA_ROOT / pictures[0]).exists()


def test_loading_what_was_dumped_changes_nothing(everything, dump, tmp_path):
    before = dump()
    call_command("loaddata", *sorted(map(str, (tmp_path / "dump").rglob("*.yaml"))), verbosity=0)
    assert dump("again") == before
    assert not Translation.objects.exists()
    assert not SavedCopy.objects.exists()


@pytest.mark.django_db
def test_a_page_renamed_in_the_admin_keeps_its_permanent_id(dump, tmp_path):
    page = factories.organisation(slug_nl="oud", cited=False)
    key = page.content_id
    page.slug_nl = "nieuw"
    page.save()
    assert f"content_id: {key}".encode() in dump()["organisations/nieuw.yaml"]


@pytest.mark.django_db
def test_a_folder_with_something_else_is_left_as_it_is(dump, tmp_path):
    factories.theme(slug="thema")
    other = tmp_path / "dump/themes"
    other.mkdir(parents=True)
    (other / "notes.txt").write_text("mine")
    with pytest.raises(CommandError, match=r"holds something else, as themes/notes\.txt"):
        dump()
    assert files_in(tmp_path) == {"dump/themes/notes.txt": b"mine"}


@pytest.mark.django_db
def test_what_is_gone_goes_from_the_folder_and_a_licence_stays(dump, tmp_path):
    theme = factories.theme(slug="thema")
    dump()
    (tmp_path / "dump/LICENSE.md").write_text("ours")
    theme.delete()
    factories.theme(slug="ander")
    assert {name for name in dump() if "sources" not in name} == {"themes/ander.yaml", "LICENSE.md"}
    assert [path.name for path in tmp_path.iterdir() if path.name != "media"] == ["dump"]


@pytest.mark.django_db
def test_a_dump_that_cannot_be_finished_leaves_what_was_there(dump, tmp_path, monkeypatch):
    factories.theme(slug="thema")
    before = dump()
    factories.theme(slug="ander")
    rename = os.rename
    monkeypatch.setattr(os, "rename", lambda a, b: fail() if str(a).endswith("/new") else rename(a, b))
    with pytest.raises(CommandError, match="Nothing was written"):
        dump()
    monkeypatch.undo()
    assert files_in(tmp_path / "dump") == before


def fail():
    raise OSError(28, "No space left on device", "new")
