"""Dates as editors type them: as precise as a document is, and as documents write them."""

import pytest

from tests import factories
from tests.forms import Form, address

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2014", "2014"),
        ("2014-07-16", "2014-07-16"),
        ("14 maart 2025", "2025-03-14"),
        ("14 March 2025", "2025-03-14"),
        ("september 2024", "2024-09"),
        ("3 dec. 2025", "2025-12-03"),
        ("14-03-2025", "2025-03-14"),
        ("1/2/2025", "2025-02-01"),
    ],
)
def test_a_date_is_taken_as_documents_write_it(admin_client, typed, stored):
    source = factories.source(date="")
    assert Form(admin_client, address(source)).submit(date=typed).status_code == 302
    source.refresh_from_db()
    assert source.date == stored


@pytest.mark.parametrize("typed", ["14 brumaire 2025", "31-02-2025", "13-13-2025", "03-2025", "14 maart", "2025-3"])
def test_what_is_no_date_is_told_whole_and_once(admin_client, typed):
    form = Form(admin_client, address(factories.source(date="")))
    form.submit(date=typed)
    [told] = form.errors()["date"]
    assert typed in told or "2025-02-31" in told or "2025-13-13" in told
