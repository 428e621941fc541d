"""Search in the lists and fields of the admin, whatever the accents, capitals and quotation marks."""

from ..cleaning import clean
from ..sorting import plain_letters

QUOTES = str.maketrans(dict.fromkeys("'’‘‚´`\"“”„"))


def folded(text: str) -> str:
    """A text in small letters, without accents and quotation marks."""
    return plain_letters(clean(text)).translate(QUOTES)


class FoldedSearch:
    """Admin options: rows are found by parts of words in any of `search_fields`, on every database alike."""

    def get_search_results(self, request, queryset, search_term):
        asked = folded(search_term).split()
        if not asked:
            return queryset, False
        rows = queryset.order_by().values_list("pk", *self.get_search_fields(request))
        found = [pk for pk, *texts in rows if all_in(asked, folded("\n".join(filter(None, texts))))]
        return queryset.filter(pk__in=found), False


def all_in(words: list[str], text: str) -> bool:
    return all(word in text for word in words)
