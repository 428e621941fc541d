"""What the admin says by way of others who do not say it in Dutch: named here, so that our catalogue has it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.i18n import JavaScriptCatalog

# Of templates of Django's admin.
TEMPLATES = [_("Model name"), _("Add link"), _("Change or view list link")]
# Of its messages, whose Dutch has “de” before every kind of row.
MESSAGES = [
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
]
# Of the editor of rich text, which looks for them in the catalogue of scripts (static/content/prose-words.js).
EDITOR = [
    _("bold"),
    _("italic"),
    _("paragraph"),
    _("Paragraph"),
    _("unordered list"),
    _("ordered list"),
    _("insert link"),
    _("remove link"),
    _("undo"),
    _("redo"),
    _("Update"),
    _("Cancel"),
    _("List properties"),
    _("List type"),
    _("Start at"),
    _("Bullets"),
    # Of its toolbar, and of where a link leads (static/content/prose-words.js, static/content/link-dialog.js).
    _("Tools for the text"),
    _("Pages"),
    _("Place the link"),
    _("Where does the link lead?"),
    _("Page of this site, or address"),
    _("Type a part of the name of the page and choose it, or an address with https:// or mailto:."),
    _("The page of this link is not there any more."),
    _("Which passage"),
    _("the source as a whole"),
    _("Pages found: %s"),
    _("No page has this in its name."),
    _("Readers see the words alone: this page is %s."),
    _("Chosen: %s"),
    _("Choose a page from the list, or type an address that begins with https:// or mailto:."),
    # Of what is told beside it after a paste (static/content/prose-paste.js).
    _("Footnotes are left out: %s. What a claim rests on stands in its passages."),
    _("Images are left out: %s."),
    _("Comments are left out: %s."),
    _("What was deleted in the document is left out: %s."),
    _("Each row of a table became a paragraph, with | between its cells."),
    _("This became a bold line: %s. A statement has a field for its heading."),
    _("This was struck through and is kept, look at it: %s."),
    _("These links lead nowhere from here and became words: %s."),
    _("These words were put together at the end of a line, look at them: %s."),
]


class ScriptWords(JavaScriptCatalog):
    """What scripts of the admin say: those of Django, and the editor of rich text."""

    def get_catalog(self):
        return super().get_catalog() | {text: gettext(text) for text in EDITOR}
