"""The facts of a body, and what stands above its relations: that is never more than the relations say."""

import re
from datetime import UTC, datetime

import pytest
from django.utils.html import strip_tags

from content import clock
from content.publishing import withdraw
from tests import factories
from tests.factories import publish
from tests.networks import get

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


@pytest.fixture
def forum():
    return factories.published(factories.partnership(name="Forum", title_en="Forum", slug="forum"))


def join(role, other, *names, **fields):
    """Publish a body of each name, in a role to another body."""
    made = []
    for name in names:
        body = factories.organisation(name=name, title_en=f"{name} (en)", abbreviation=name)
        factories.relation(body, other, role=role, **fields)
        made.append(factories.published(body))
    return made


def facts(client, path):
    """The facts of a page by what they are called; a link within the page with where it leads."""
    head = get(client, path).partition("<article>")[2].partition("</header>")[0]
    found = re.findall(r"<dt>(.+?)</dt><dd>(.+?)</dd>", head)
    told = {label: strip_tags(re.sub(r'<a href="(#[^"]+)">', r"\1 ", value)) for label, value in found}
    return {label: re.sub(r" \((?:stand|as of) 2014\)", "", value) for label, value in told.items()}


PATHS = {"nl": "/nl/samenwerkingsverbanden/forum/", "en": "/en/partnerships/forum-en/"}


def test_each_role_has_a_line_of_its_own_and_leaves_nobody_out(client, forum):
    join("member", forum, "B", "A")
    join("takes_part", forum, "C")
    join("active_in", forum, "D")
    join("co_chair", forum, "F", "E")
    join("supervises", forum, "G")
    join("leads", forum, "H")
    join("works_with", forum, "I")
    told = {
        "nl": {"Deelnemers": "C", "Leden": "A, B", "Hier actief": "D", "Covoorzitters": "E, F"},
        "en": {"Participants": "C", "Members": "A, B", "Active here": "D", "Co-chairs": "E, F"},
    }
    for language, path in PATHS.items():
        found = facts(client, path)
        assert found.items() >= told[language].items()
        assert {"G", "H"} <= set(found.values())
        assert len(found) == 6


def test_who_has_a_role_reads_it_from_its_own_side(client, forum):
    [member] = join("member", forum, "A")
    factories.relation(member, forum, role="co_chair")
    factories.relation(member, factories.published(factories.programme(name="Wet")), role="works_under")
    factories.relation(member, factories.published(factories.organisation(name="Rijk")), role="part_of")
    publish(member)
    found = facts(client, member.path("nl"))
    assert found == {
        "Onderdeel van": "Rijk",
        "Lid van": "Forum",
        "Covoorzitter van": "Forum",
        "Werkt op grond van": "Wet",
    }


def test_a_page_in_several_relations_of_a_role_is_named_once(client, forum):
    [one] = join("active_in", forum, "A", detail_nl="met geld")
    factories.relation(one, forum, role="active_in", detail_nl="met mensen")
    publish(one)
    assert facts(client, PATHS["nl"]) == {"Hier actief": "A"}
    assert facts(client, one.path("nl")) == {"Actief in": "Forum"}


def test_many_members_are_told_by_their_number_which_leads_to_them(client, forum):
    made = join("member", forum, *"ABCDEFGHIJ")
    factories.relation(made[0], forum, role="member", detail_nl="ook zo")
    publish(made[0])
    assert facts(client, PATHS["nl"]) == {"Leden": "#role-member-in 10 bij naam"}
    assert facts(client, PATHS["en"]) == {"Members": "#role-member-in 10 by name"}
    assert 'aria-label="Leden" id="role-member-in">' in get(client, PATHS["nl"])
    withdraw(made[1], reason={"nl": "Weg.", "en": "Gone."}, aware=True)
    assert facts(client, PATHS["en"]) == {"Members": "#role-member-in 9 by name"}


@pytest.mark.parametrize("group", [{"is_plural": True}, {"kind": "sector"}])
def test_where_a_group_is_among_many_nobody_is_counted(client, forum, group):
    join("member", forum, *"ABCDEFGHI")
    municipalities = factories.organisation(name="Gemeenten", title_en="Municipalities", **group)
    factories.relation(municipalities, forum, role="member")
    factories.published(municipalities)
    assert facts(client, PATHS["nl"]) == {"Leden": "#role-member-in hieronder genoemd"}
    assert facts(client, PATHS["en"]) == {"Members": "#role-member-in named below"}


def test_an_international_body_with_a_plural_name_is_one(client, forum):
    join("member", forum, *"ABCDEFGHI")
    nations = factories.organisation(name="Naties", is_plural=True, kind="international_body")
    factories.relation(nations, forum, role="member")
    factories.published(nations)
    assert facts(client, PATHS["nl"]) == {"Leden": "#role-member-in 10 bij naam"}


def test_what_has_an_end_is_no_fact(client, forum):
    [former] = join("member", forum, "A", until="2016")
    assert facts(client, PATHS["nl"]) == facts(client, former.path("nl")) == {}
    join("member", forum, "B")
    assert facts(client, PATHS["nl"]) == {"Leden": "B"}


def test_a_fact_says_of_when_it_is(client, forum):
    join("member", forum, "A", "B", since="2016")
    [both] = join("member", forum, "C")
    factories.relation(both, forum, role="member", as_of="2019", detail_nl="opnieuw")
    publish(both)
    for path, told in (
        (PATHS["nl"], "A, B (sinds 2016); C (stand 2014; stand 2019)"),
        (PATHS["en"], "A, B (since 2016); C (as of 2014; as of 2019)"),
    ):
        assert told in " ".join(strip_tags(get(client, path)).split())
    join("takes_part", forum, *"KLMNOPQRS", since="2018")
    assert facts(client, PATHS["nl"])["Deelnemers"] == "#role-takes_part-in 9 bij naam (sinds 2018)"


def test_what_is_our_reading_is_no_fact(client, forum):
    [member] = join("member", forum, "A", is_our_reading=True)
    assert facts(client, PATHS["nl"]) == facts(client, member.path("nl")) == {}
    assert "is lid van" in get(client, member.path("nl"))


@pytest.mark.parametrize("since", ["2999", "2999-02", "2999-02-03"])
def test_what_has_not_begun_is_no_fact(client, forum, since):
    [coming] = join("member", forum, "A", since=since)
    assert facts(client, PATHS["nl"]) == facts(client, coming.path("nl")) == {}
    with clock.set_to(datetime(2999, 2, 3, 12, tzinfo=UTC)):
        join("member", forum, "B")
        told = {
            "2999": "A (sinds 2999)",
            "2999-02": "A (sinds februari 2999)",
            "2999-02-03": "A (sinds 3 februari 2999)",
        }
        assert facts(client, PATHS["nl"]) == {"Leden": f"{told[since]}; B"}


def test_the_facts_are_about_the_body_and_not_about_its_page(client, forum):
    forum.start = "2004"
    forum.save()
    publish(forum)
    join("works_with", forum, "A")
    assert facts(client, PATHS["nl"]) == {"Periode": "sinds 2004"}


# What stands above and beside relations


def test_a_heading_does_not_make_a_participant_of_everyone(client, forum):
    join("researches", forum, "A")
    assert "Wie doet er mee" not in get(client, PATHS["nl"])
    assert "Who takes part" not in get(client, PATHS["en"])
    plan = factories.published(factories.programme(slug="plan"))
    join("works_under", plan, "B")
    assert ">Wie heeft ermee te maken?</h2>" in get(client, "/nl/programmas/plan/")


def test_who_only_hosts_something_does_not_belong_to_it_in_the_table(client, forum):
    join("hosts", forum, "A")
    join("active_in", forum, "B")
    html = get(client, "/nl/wie-zit-waar/")
    assert html.count("sign--beside") == html.count("sign--inside") == 2  # in the table and beside it
