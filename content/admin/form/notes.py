"""Notes for colleagues, as the rows of a form tell of them."""

from collections import Counter

from django.utils.translation import ngettext

from ...models import Note, Page
from .long_form import LongForm
from .rows import Row, key_of


class MarksNotes(LongForm):
    """Admin options for pages: the heads of rows say how many open notes there are about each."""

    def mark_rows(self, request, page: Page, rows: list[Row]) -> None:
        super().mark_rows(request, page, rows)
        about = Counter(Note.objects.open().filter(page=page.pk).order_by().values_list("about", flat=True))
        for row in rows:
            if row.original and (number := about[key_of(row.original)]):
                told = ngettext("%(count)d note", "%(count)d notes", number) % {"count": number}
                row.marks.append({"text": told, "kind": "note"})
