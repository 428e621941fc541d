"""What two crawls of a site have in common, and where they differ."""

import json
from collections import Counter, defaultdict
from difflib import unified_diff

from bench.compare.documents import RENAMED, lines

SHOWN = 15  # lines of a difference
LISTED = 20  # addresses that are only on one side
WIDTH = 400  # signs of a line


class Comparison:
    """The answers of one site in two trees."""

    def __init__(self, before, after, ignored=()):
        self.folders, self.ignored = (before, after), ignored
        self.before, self.after = (json.loads((folder / "answers.json").read_text()) for folder in self.folders)
        self.gone = [address for address in self.before if address not in self.after]
        self.new = [address for address in self.after if address not in self.before]
        self.groups = defaultdict(list)  # addresses, by what differs
        self.shown = {}  # how the first of each group differs
        for address in self.before:
            if address in self.after:
                self.compare(address)

    @property
    def same(self):
        return not (self.gone or self.new or self.groups)

    def compare(self, address):
        """Put an address where it belongs."""
        before, after = self.before[address], self.after[address]
        if before == after:
            return
        one = lines(before, (self.folders[0] / before["body"]).read_bytes(), RENAMED, self.ignored)
        other = lines(after, (self.folders[1] / after["body"]).read_bytes(), {}, self.ignored)
        difference = list(unified_diff(one, other, n=1, lineterm=""))[2:]
        changed = tuple(line for line in difference if line[0] in "+-")
        if changed:
            self.groups[changed].append(address)
            self.shown.setdefault(changed, (address, difference))

    def tell(self):
        """Yield the lines of a report."""
        statuses = Counter(answer["status"] for answer in self.after.values())
        told = ", ".join(f"{number} × {status}" for status, number in sorted(statuses.items()))
        differing = sum(map(len, self.groups.values()))
        yield f"{len(self.before)} addresses before, {len(self.after)} now ({told}); {differing} differ."
        yield from some("Only before", self.gone)
        yield from some("Only now", self.new)
        for changed, addresses in sorted(self.groups.items(), key=lambda group: (-len(group[1]), group[1])):
            yield from self.tell_group(changed, sorted(addresses))

    def tell_group(self, changed, addresses):
        """Yield how the addresses with one difference differ, by the first of them."""
        first, difference = self.shown[changed]
        others = [address for address in addresses if address != first]
        yield ""
        yield first + (f" and {len(others)} more, such as {', '.join(others[:3])}" if others else "")
        yield from (f"    {line[:WIDTH]}" for line in difference[:SHOWN])
        if len(difference) > SHOWN:
            yield f"    … and {len(difference) - SHOWN} lines more"


def some(title, addresses):
    """Yield the first of some addresses under a title."""
    if addresses:
        yield f"{title}: {len(addresses)}"
        yield from (f"    {address}" for address in addresses[:LISTED])
        if len(addresses) > LISTED:
            yield f"    … and {len(addresses) - LISTED} more"
