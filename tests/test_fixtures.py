"""The content fixtures: what they load, and how they refuse what is wrong in them."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from content.models import Source, Statement
from cooperation.models import Organisation, Relation

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

SOURCE = """
- model: content.source
  fields: {slug_nl: bron, title_nl: Bron, publisher_nl: AIVD, kind: report, language: nl}
- model: content.passage
  fields: {source: [source, bron], key: begin, place_nl: p. 1, summary_nl: Het begin.}
"""
BODY = """
- model: cooperation.organisation
  fields: {slug_nl: dienst, title_nl: Dienst, sentence_name_nl: de dienst, kind: agency, level: national}
"""
STATEMENT = """
- model: content.statement
  fields: {page: [organisation, dienst], anchor: taak, text_nl: <p>Taak.</p>, passages: [[bron, begin]]}
"""


@pytest.fixture
def load(tmp_path):
    """Return a function that loads texts as fixture files, in the order given."""

    def load(*texts):
        files = [tmp_path / f"{number}.yaml" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text)
        call_command("loaddata", *map(str, files), verbosity=0)

    return load


@pytest.mark.database
def test_an_idle_passage_is_found(load):
    load(SOURCE, BODY)
    with pytest.raises(CommandError):
        call_command("coverage")


def test_the_same_content_gives_the_same_permanent_ids(load):
    load(SOURCE, BODY)
    first = Organisation.objects.get().content_id
    Organisation.objects.all().delete()
    load(BODY)
    assert Organisation.objects.get().content_id == first


@pytest.mark.database
def test_loading_again_updates(load):
    load(SOURCE, BODY, STATEMENT)
    load(SOURCE, BODY.replace("title_nl: Dienst", "title_nl: Andere naam"), STATEMENT)
    assert Organisation.objects.get().title_nl == "Andere naam"
    assert Statement.objects.count() == 1


def test_what_stands_twice_in_an_entry_is_refused(load):
    with pytest.raises(CommandError, match="“kind” stands twice"):
        load(SOURCE.replace("kind: report", "kind: report, kind: web_page"))


@pytest.mark.database
def test_what_a_file_no_longer_says_goes(load):
    load(SOURCE, BODY.replace("level: national", "level: national, abbreviation_nl: D"), STATEMENT)
    Organisation.objects.update(review_by="2027-01-01")
    load(SOURCE, BODY, STATEMENT.replace("anchor: taak", "anchor: taak, heading_nl: Weg"), STATEMENT)
    assert Organisation.objects.get().abbreviation_nl == ""
    assert Statement.objects.get().heading_nl == ""
    assert str(Organisation.objects.get().review_by) == "2027-01-01"


@pytest.mark.database
def test_a_claim_may_come_before_its_page_and_its_source(load):
    load(STATEMENT, BODY, SOURCE)
    assert Statement.objects.get().passages.count() == 1


def test_rich_text_is_sanitised(load):
    load(SOURCE, BODY, STATEMENT.replace("<p>Taak.</p>", '"<p onclick=x>Taak.</p><script>x</script>"'))
    assert Statement.objects.get().text_nl == "<p>Taak.</p>"


RELATION = """
- model: cooperation.relation
  fields: {page: [organisation, dienst], anchor: r, role: %s, other: [%s], passages: [[bron, begin]]}
"""


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        (STATEMENT.replace("begin", "einde"), ["content.statement, taak", "“passages”", "bron / einde"]),
        (STATEMENT.replace("dienst]", "nergens]"), ["entry 1", "“page”", "organisation / nergens"]),
        (RELATION % ("vriend", "source, bron"), ["“role”", "vriend"]),
        (RELATION % ("works_with", "organisation, weg"), ["“other”", "organisation / weg"]),
        (RELATION % ("works_with", "source, bron"), ["“other”", "does not go with"]),
        (STATEMENT.replace("anchor:", "ancor:"), ["“ancor”", "no such field"]),
        (STATEMENT.replace("anchor: taak", "anchor: taak, since: '2014-13'"), ["“since”", "2014-13"]),
        (BODY.replace("organisation", "organization"), ["“model”", "cooperation.organization"]),
        (BODY.replace("dienst, title_nl: Dienst", "leeg"), ["cooperation.organisation, leeg", "“title_nl”"]),
        (BODY.replace("kind: agency", "kind: club"), ["“kind”", "club"]),
        ("- model: [", ["not valid YAML"]),
        ("model: x", ["list of entries"]),
        ("- {model: content.edition, fields: {}}", ["content.edition", "“model”"]),
        (BODY.replace("title_nl: Dienst", "title_nl: [Dienst]"), ["“title_nl”", "a text is needed"]),
        ("- just a text", ["entry 1", "model", "fields"]),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_loaded(load, broken, where):
    with pytest.raises(CommandError) as refused:
        load(SOURCE, BODY, broken)
    assert [part for part in ["2.yaml", *where] if part not in str(refused.value)] == []
    assert not Source.objects.exists()
    assert not Relation.objects.exists()
