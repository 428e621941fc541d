"""What the front page and the lists tell of the site as a whole, gathered once after each publication."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from content.kept import since_publication
from content.lists import Length, lengths, list_name
from content.models import Edition


@dataclass
class Directory:
    """How long each list is, and the live pages that stand beside lists, in no order."""

    lengths: dict[str, Length]
    themes: list[Edition]
    sources: list[Edition]  # one of each publisher
    standing: list[Edition]

    def count(self, page_type: str, filters: dict[str, str] | None = None) -> int:
        """How many pages of a type there are, or of those that fit the filters."""
        length = self.lengths.get(list_name(page_type, filters or {}))
        return length.pages if length else 0


def directory(moment: datetime) -> Directory:
    """Return the directory of the live site."""
    return since_publication("directory", moment, lambda: gather(moment))


def gather(moment: datetime) -> Directory:
    counted = lengths(moment)
    publishers = [name for name in counted if name.startswith("source publisher=") and name.count("=") == 1]
    wanted = Q(page_type__in=("theme", "infopage")) | Q(pk__in=[counted[name].example for name in publishers])
    pages = list(Edition.objects.at(moment).with_summary().filter(wanted).order_by("pk"))
    return Directory(
        lengths=counted,
        themes=[page for page in pages if page.page_type == "theme"],
        sources=[page for page in pages if page.page_type == "source"],
        standing=[page for page in pages if page.page_type == "infopage"],
    )
