"""The parts of the site, in the order of the design page: what each is called, and when to use it."""

from django.utils.translation import gettext as _


def parts() -> list[dict]:
    """Every part that has a section of its own there. Its template is `design/_<name>.html`."""
    told = {
        "colours": (
            _("Colours"),
            _("Paper, ink and one accent. A level has a colour of its own, and always a mark and a word as well."),
        ),
        "type": (
            _("Typefaces"),
            _("A face for reading and a face for everything around it: labels, tables, dates and sources."),
        ),
        "spaces": (_("Space"), _("One scale for what stands between things. What belongs together stands closer.")),
        "levels": (
            _("Levels"),
            _("Beside the kind of a page, and before its name in a picture. Always with the word."),
        ),
        "search": (
            _("Search and buttons"),
            _("A button sends a form or changes the view. Whatever leads to another page is a link."),
        ),
        "facts": (_("Facts"), _("What a reader looks up: two to six lines, below the lead. No sentences.")),
        "statements": (
            _("Statements"),
            _("One claim, of when it is, and who says so, on one line. A statement without a source is not shown."),
        ),
        "relations": (
            _("Relations"),
            _(
                "Sentences, by role. A plain line: they belong together, work together or are in contact. An arrow: "
                "one does something with or for the other. Dashed: one supervises, examines or describes the other."
            ),
        ),
        "rows": (_("Rows"), _("A list of pages: name, abbreviation, one or two sentences, level and kind.")),
        "lists": (
            _("Filters, letters, pages"),
            _("Above and below a long list. Each choice is a link, so that every view has an address."),
        ),
        "facets": (
            _("Facets"),
            _("Beside the results of a search: what they can be narrowed down by, with how many there are."),
        ),
    }
    return [
        {"name": name, "title": title, "use": use, "template": f"design/_{name}.html"}
        for name, (title, use) in told.items()
    ]
