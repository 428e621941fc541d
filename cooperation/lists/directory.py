"""What the front page and the lists tell of the site as a whole, gathered once for each state of it."""

from dataclasses import dataclass

from content.carrying import carried
from content.kept import kept
from content.lists import Length, lengths, lengths_after, list_name
from content.models import Edition
from content.record import State
from content.references import Reference

from ..kinds import SOURCE, THEME


@dataclass
class Directory:
    """How long each list is, and the live pages that stand beside lists, in no order."""

    lengths: dict[str, Length]
    themes: list[Reference]
    sources: list[Reference]  # one of each publisher

    def count(self, page_type: str, filters: dict[str, str] | None = None) -> int:
        """How many pages of a type there are, or of those that fit the filters."""
        length = self.lengths.get(list_name(page_type, filters or {}))
        return length.pages if length else 0


def directory(state: State) -> Directory:
    """Return the directory of the site in a state."""
    return kept(state, "directory", lambda: gather(state))


def gather(state: State) -> Directory:
    counted = carried(state, "lengths", lengths, lengths_after)
    publishers = [name for name in counted if name.startswith(f"{SOURCE.name} publisher=") and name.count("=") == 1]
    live = Edition.objects.at(state.moment).order_by()
    return Directory(
        lengths=counted,
        themes=live.of_type(THEME.name).references(),
        sources=live.filter(pk__in=[counted[name].example for name in publishers]).references(),
    )
