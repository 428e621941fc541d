"""Fills in a form of the admin as a browser does: what the page holds goes back, unless the test changes it."""

from html.parser import HTMLParser

from django.urls import reverse

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
SKIPPED = {"submit", "button", "reset", "image", "file"}


class Controls(HTMLParser):
    """Collects what a browser sends of a form: the name of each control, with its values."""

    def __init__(self, form_id):
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.values = {}
        self.select = self.textarea = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
        if not self.inside:
            return
        if tag == "input" and attrs.get("type") in {"checkbox", "radio"}:
            if "checked" in attrs:
                self.add(attrs["name"], attrs.get("value", "on"))
        elif tag == "input" and attrs.get("type") not in SKIPPED:
            self.add(attrs.get("name"), attrs.get("value", ""))
        elif tag == "select":
            self.select = attrs
        elif tag == "option" and self.select:
            self.option(attrs)
        elif tag == "textarea":
            self.textarea = attrs["name"]
            self.add(self.textarea, "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            # A browser drops the line break with which Django begins the text.
            if self.textarea:
                self.values[self.textarea][-1] = self.values[self.textarea][-1].removeprefix("\n").removeprefix("\r\n")
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.values[self.textarea][-1] += data

    def option(self, attrs):
        name, chosen = self.select["name"], "selected" in attrs
        if "multiple" in self.select:
            if chosen:
                self.add(name, attrs["value"])
        elif chosen or name not in self.values:
            self.values[name] = [attrs["value"]]  # the first one, unless another is selected

    def add(self, name, value):
        if name:
            self.values.setdefault(name, []).append(value)


class Form:
    """A form as it was opened: change `values`, add rows, submit."""

    def __init__(self, client, path, form_id=""):
        self.client = client
        self.path = path
        self.form_id = form_id
        self.response = client.get(path)
        assert self.response.status_code == 200, f"{path}: {self.response.status_code}"
        self.values = self.read()

    def read(self):
        """Return what the page that was received last would send."""
        controls = Controls(self.form_id or f"{self.response.context['opts'].model_name}_form")
        controls.feed(self.response.content.decode())
        return controls.values

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
        """Press a button; the answer, and what its form holds if it is shown again, stay here as well."""
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


def messages(response):
    """Return what the admin says above a page."""
    return [str(message) for message in response.context["messages"]]
