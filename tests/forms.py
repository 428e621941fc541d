"""Fills in a form of the admin as a browser does: what the page holds goes back, unless the test changes it."""

import re
from urllib.parse import urljoin

import webtest
from bs4 import BeautifulSoup, Tag
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from webtest.forms import File

LIST = "/admin/cooperation/organisation/"
ADD = f"{LIST}add/"
FILLED = {
    "title_nl": "Dienst",
    "title_en": "Service",
    "slug_nl": "dienst",
    "slug_en": "service",
    "sentence_name_nl": "de Dienst",
    "sentence_name_en": "the Service",
    "kind": "agency",
    "level": "national",
}


class ParsedForm(webtest.Form):
    """A form of a page that is parsed already: webtest parses the page, and each form of it once more."""

    def __init__(self, form: Tag):
        self.response, self.id, self.html, self.text = None, None, form, ""
        self.action, self.method = form.get("action", ""), form.get("method", "GET")
        self._parse_fields()


def main_form(html: str) -> webtest.Form:
    """Return the form that a page of the admin is about."""
    forms = {str(form.get("id")): form for form in BeautifulSoup(html, "html.parser").find_all("form")}
    [name] = [name for name in forms if name.endswith("form") and name != "logout-form"]
    return ParsedForm(forms[name])


def held(form: webtest.Form) -> dict[str, list[str]]:
    """Return what a browser sends of a form in which nothing changed: the name of each control, with its values."""
    enabled = [(name, field) for name, field in form.field_order if "disabled" not in field.attrs]
    form.field_order = [(name, field) for name, field in enabled if not isinstance(field, File)]
    values = MultiValueDict()
    for name, value in form.submit_fields():
        values.appendlist(name, value)
    return dict(values)


class Form:
    """A form as it was opened: change `values`, add rows, submit."""

    def __init__(self, client, path):
        self.client = client
        self.path = path
        self.response = client.get(path)
        assert self.response.status_code == 200, f"{path}: {self.response.status_code}"
        self.read()

    def read(self):
        """Go on with the form on the page that was received last, and return what it holds."""
        form = main_form(self.response.content.decode())
        self.path = urljoin(self.path, form.action)
        self.values = held(form)
        return self.values

    def add_row(self, prefix, **values):
        """Add a row as “Add another” does: a copy of the empty one. Returns its prefix."""
        number = int(self.values[f"{prefix}-TOTAL_FORMS"][0])
        self.values[f"{prefix}-TOTAL_FORMS"] = [str(number + 1)]
        empty, row = f"{prefix}-__prefix__-", f"{prefix}-{number}-"
        for name in [name for name in self.values if name.startswith(empty)]:
            self.values[name.replace(empty, row)] = self.values[name]
        self.fill(**{row + name: value for name, value in values.items()})
        return row

    def fill(self, **values):
        for name, value in values.items():
            self.values[name] = value if isinstance(value, list) else [value]

    def submit(self, button="_save", **values):
        """Press a button; the answer stays here as well, to `read` its form if it is shown again."""
        self.fill(**values)
        self.response = self.client.post(self.path, {**self.values, button: "x"})
        return self.response

    def errors(self):
        """Return the messages by the name of their field, those of rows and of the whole form included."""
        context = self.response.context
        if not context or "adminform" not in context:
            return {}
        found = {name: list(errors) for name, errors in context["adminform"].form.errors.items()}
        for inline in context["inline_admin_formsets"]:
            formset = inline.formset
            found |= {formset.prefix: list(formset.non_form_errors())} if formset.non_form_errors() else {}
            for form in formset.forms:
                found |= {f"{form.prefix}-{name}": list(errors) for name, errors in form.errors.items()}
        return found


def address(page, view="change"):
    """Return where the admin changes, deletes or withdraws a page."""
    return reverse(f"admin:{page._meta.app_label}_{page._meta.model_name}_{view}", args=[page.pk])


def html(client, path, status=200):
    """Return what is read at an address."""
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def words(client, path):
    """Return what is read at an address, without its tags."""
    return " ".join(re.sub("<[^>]*>", " ", html(client, path)).split()).replace(" :", ":")


def messages(response):
    """Return what the admin says above a page."""
    return [str(message) for message in response.context["messages"]]
