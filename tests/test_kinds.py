"""The registry of kinds of pages: each thing that a kind could lack is said by a system check."""

from dataclasses import replace

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.models import TextChoices
from modeltranslation.translator import translator

from cooperation import checks
from cooperation.kinds import KINDS
from cooperation.models import Partnership, Programme

pytestmark = pytest.mark.looks


def without(name):
    """Break an entry: give a field of it the value that it has when nobody fills it in."""
    return lambda patch: patch.setitem(KINDS, "programme", replace(KINDS["programme"], **{name: empty[name]}))


def with_model(**attributes):
    """Break the model: give it attributes of another value."""
    return lambda patch: [patch.setattr(Programme, name, value) for name, value in attributes.items()]


def registered_nowhere(patch):
    patch.setattr(translator, "get_registered_models", lambda: [Partnership])


def translated_as_a_page(patch):
    patch.setattr(checks, "has_field", lambda model, name: not name.startswith("sentence_name"))


def with_choices_alone(patch):
    patch.setattr(checks, "has_field", lambda model, name: name != "kind")


def with_documents_of_its_own(patch):
    patch.setattr(Programme, "details", lambda page: {**Programme.__base__.details(page), "budget": ""})


empty = {"lead": "", "network": None}
BREAKS = {
    "E001 no entry": lambda patch: patch.delitem(KINDS, "programme"),
    "E002 the section of another": with_model(section=Partnership.section),
    "E002 the section of another in one language": with_model(section="themes/"),
    "E002 the section of a part of the site": with_model(section="network/"),
    "E014 a sort that another kind calls otherwise": with_model(
        Kind=TextChoices("Kind", {"JOINT_UNIT": ("joint_unit", "another name")})
    ),
    "E003 no section": with_model(section=""),
    "E004 a section without a slash": with_model(section="plans"),
    "E004 a section in capitals": with_model(section="Plans/"),
    "E004 the section of another view": with_model(section="history/"),
    "E005 no lead": without("lead"),
    "E006 no place in the network": without("network"),
    "E007 no choices": with_model(Kind=None),
    "E007 choices without a field": with_choices_alone,
    "E008 no translation of a body": translated_as_a_page,
    "E008 no translation": registered_nowhere,
    "E009 no form": lambda patch: patch.delitem(admin.site._registry, Programme),
    "E010 a summary of nothing": with_model(summary_details=(*Programme.summary_details, "budget")),
    "E010 a facet of nothing": with_model(facet_details=(*Programme.facet_details, "budget")),
    "E010 a date of nothing": with_model(date_detail="budget"),
    "E011 a filter that is no facet": with_model(filters=("abbreviation",)),
    "E012 a filter that is no field": with_model(filters=("budget",), facet_details=("budget",)),
    "E013 no schema": with_documents_of_its_own,
}


def test_every_kind_is_complete():
    assert checks.kinds_are_complete() == []


@pytest.mark.parametrize("name", BREAKS)
def test_a_check_says_what_a_kind_lacks(name, monkeypatch):
    with monkeypatch.context() as patch:
        BREAKS[name](patch)
        with pytest.raises(SystemCheckError) as refused:
            call_command("check")
    told = [line for line in str(refused.value).splitlines() if f"cooperation.{name[:4]}" in line]
    assert any("Programme" in line for line in told), refused.value


def test_every_check_is_seen_to_fire():
    numbers = {name[:4] for name in BREAKS}
    assert numbers == {f"E{number:03}" for number in range(1, len(numbers) + 1)}
