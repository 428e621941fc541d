"""Days at the desk, in a real browser, in Dutch and by keyboard: what two people do with many pages."""

import pytest

from tests.desks import holds, press, signs_in, site_of_two, tab_to, types

pytestmark = pytest.mark.looks
# A page, and the new source that it rests on: neither is public.
NEW = """
from tests import factories
passage = factories.passage(of=factories.source(title="Nieuw verslag", slug="nieuw-verslag"))
page = factories.organisation(name="Nieuwe dienst", slug="nieuwe-dienst", cited=False)
factories.statement(page, passages=[passage])
"""
KINDS = "/admin/cooperation/"


@pytest.fixture(scope="module")
def windows(browser, copy_of_site, tmp_path_factory):
    """A site on which two people work, and no one approves what they submitted."""
    with site_of_two(browser, copy_of_site("desk"), tmp_path_factory.mktemp("desk"), NEW) as opened:
        yield opened


@pytest.fixture(scope="module")
def anna(windows):
    return signs_in(windows, "anna", "nl-NL")


@pytest.fixture(scope="module")
def bea(windows):
    return signs_in(windows, "bea", "nl-NL", scheme="dark", width=390)


def told(page):
    return page.inner_text("#content-start")


def notes(page):
    """Say what changed, by keyboard."""
    types(page, "#id_change_note_nl", "Anders.")
    types(page, "#id_change_note_en", "Otherwise.")
    tab_to(page, "#id_change")
    page.keyboard.press("ArrowDown")


def form_of(page, kind, title):
    page.goto(f"{KINDS}{kind}/?q={title}")
    return page.get_attribute("#result_list tbody th a", "href").partition("?")[0]


def reviews(page, form):
    page.goto(form)
    press(page, ".standing__waits a")
    page.wait_for_url("**/review/")


def test_many_pages_are_submitted_at_once_by_keyboard(anna):
    anna.goto(f"{KINDS}theme/")
    for number in (1, 2):
        tab_to(anna, f"#result_list tbody tr:nth-child({number}) .action-select")
        anna.keyboard.press("Space")
    holds(anna)
    anna.select_option("select[name=action]", "submit")
    press(anna, ".actions button[name=index]")
    assert anna.locator(".log tbody tr").count() == 2
    holds(anna)
    # Readers see both as they are, so there is nothing to submit: that is told of each, and nothing can be ticked.
    assert anna.locator(".log tbody input[type=checkbox]").count() == 0
    assert anna.inner_text(".log tbody").count("Lezers zien dit al") == 2
    chosen = [form_of(anna, "theme", title) for title in ("Online", "Internationale")]
    for form in chosen:
        anna.goto(form)
        types(anna, "#id_title_en", f"Other {form.split('/')[-3]}")
        press(anna, "[name=_continue]")
        anna.locator(".messagelist .success").wait_for()
    anna.goto(f"{KINDS}theme/?state=changed")
    tab_to(anna, "#action-toggle")
    anna.keyboard.press("Space")
    anna.select_option("select[name=action]", "submit")
    press(anna, ".actions button[name=index]")
    notes(anna)
    holds(anna)
    press(anna, "#bulk_form .submit-row input")
    assert "2 pagina" in anna.inner_text(".messagelist")
    anna.goto("/admin/inbox/")
    assert anna.locator("#inbox-sent + ul li").count() == 2
    holds(anna)


def test_a_page_and_its_source_are_planned_together_and_called_off_as_one(anna, bea):
    form = form_of(anna, "organisation", "Nieuwe dienst")
    anna.goto(form)
    anna.goto(f"{form.removesuffix('change/')}submit/")
    tab_to(anna, "[name=sources]")
    assert anna.is_checked("[name=sources]")
    holds(anna)
    press(anna, "#submit_form .submit")
    reviews(bea, form)
    assert "Nieuw verslag" in bea.inner_text(".review__set")
    tab_to(bea, "[name=when]")
    bea.keyboard.press("ArrowDown")
    bea.fill("#id_day", "2100-03-28")
    bea.fill("#id_hour", "09:00")
    holds(bea)
    press(bea, "#review_form [type=submit]")
    assert "28 maart 2100" in told(bea)
    assert anna.request.get("/nl/organisaties/nieuwe-dienst/").status == 404
    assert anna.request.get("/nl/bronnen/nieuw-verslag/").status == 404
    source = bea.get_attribute(".review__set a", "href")
    bea.goto(source)
    types(bea, "#id_cancel_reason", "Toch niet.")
    press(bea, "#cancel_plan [type=submit]")
    assert "Het plan is geannuleerd" in told(bea) or "geannuleerd" in told(bea)
    for path in (form, form_of(anna, "organisation", "Nieuwe dienst")):
        anna.goto(path)
        assert anna.locator(".standing__planned").count() == 0


def test_a_note_is_left_and_a_page_saved_without_leaving_the_form(anna, bea):
    form = form_of(anna, "organisation", "WODC")
    anna.goto(form)
    types(anna, "#id_lead_nl", "Wat er staat, ")
    anna.click(".notes summary")
    types(anna, "#id_note_text", "Klopt dit nog?")
    assert anna.input_value("#id_note_about") == "lead"
    anna.get_by_role("button", name="Notitie plaatsen").press("Enter")
    anna.locator(".notes__open").wait_for()
    assert anna.input_value("#id_lead_nl") == "Wat er staat, "
    holds(anna)
    anna.focus("#id_lead_nl")
    anna.keyboard.press("Control+s")
    anna.locator(".messagelist .success").wait_for()
    assert anna.input_value("#id_lead_nl") == "Wat er staat,"
    anna.locator("#id_lead_nl:focus").wait_for()
    bea.goto("/admin/inbox/")
    assert "Klopt dit nog?" in bea.inner_text("#inbox-notes + ul")
    holds(bea)
    bea.goto("/admin/content/page/?state=open&o=3")
    assert "Wetenschappelijk Onderzoeks" in bea.inner_text("#result_list")
    holds(bea)


def test_a_text_is_read_and_written_about_by_keyboard(anna):
    anna.goto("/admin/content/source/?q=Nieuw+verslag")
    press(anna, "#result_list tbody th a")
    press(anna, ".object-tools a[href$='/text/']")
    types(anna, "#id_pasted", "Dit staat er.\n\nDe dienst werkt samen met de Kustwacht.")
    holds(anna)
    press(anna, "#text_form [type=submit]")
    holds(anna)
    press(anna, "#part-2 a[href*='mark/?part=2']")
    types(anna, "#id_words", "werkt samen met de Kustwacht")
    for name, said in (("place_nl", "p. 1"), ("place_en", "p. 1"), ("summary_nl", "Zij"), ("summary_en", "They")):
        types(anna, f"#id_{name}", said)
    holds(anna)
    press(anna, "[name=_claim]")
    tab_to(anna, ".select2-selection")
    anna.keyboard.press("Enter")
    anna.keyboard.type("Openbaar Min")
    anna.locator(".select2-results__option--highlighted").filter(has_text="Openbaar Ministerie").wait_for()
    anna.keyboard.press("Enter")
    holds(anna)
    press(anna, "#claim_form [type=submit]")
    row = anna.locator("details.row[open]:has(.text__quoted)")
    assert "werkt samen met de Kustwacht" in row.inner_text()
    for language, said in (("nl", "Zij werken samen."), ("en", "They cooperate.")):
        row.locator(f".fieldBox.field-text_{language} .ProseMirror").click()
        anna.keyboard.type(said)
    holds(anna)
    press(anna, "[name=_save]")
    anna.locator(".messagelist .success").wait_for()
    press(anna, ".messagelist a[href*='/text/']")
    assert "Zij werken samen." in anna.inner_text("#part-2")
    # Words that are selected are offered to be marked.
    words = "document.querySelector('[data-part]').firstChild"
    anna.evaluate(f"getSelection().setBaseAndExtent({words}, 4, {words}, 12)")
    anna.locator("[data-selection] a").click()
    assert anna.input_value("#id_words") == "staat er"
