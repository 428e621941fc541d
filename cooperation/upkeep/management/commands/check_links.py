from collections import Counter

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone

from content import clock
from cooperation.moment import present

from ...addresses import addresses, look_at
from ...models import AddressCheck
from ...unfound import forget


class Command(BaseCommand):
    help = (
        "Asks for the document of each source at its address, and writes down which are dead, have moved or say "
        "something else. What needs somebody stands under Upkeep in the admin. For a timer: once a day."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--source", action="append", default=[], metavar="NAME", help="only this one, by the end of its address"
        )

    @no_translations
    def handle(self, *args, source, **options):
        found = addresses(present(), source)
        if source and len(found) < len(set(source)):
            raise CommandError("There is no public source of that name with an address of its own.")
        forget(timezone.localdate(clock.now()))
        counted: Counter[str] = Counter()
        for address, row in look_at(found, clock.now()):
            counted[row.state] += 1
            if row.state != AddressCheck.State.FINE:
                told = " ".join(filter(None, (row.told, row.leads_to and f"→ {row.leads_to}")))
                self.stdout.write(f"{row.state}: {address.title}, {address.url} {told}".rstrip())
        parts = [f"{counted[state]} {state}" for state in AddressCheck.State.values if counted[state]]
        self.stdout.write(f"Looked at {len(found)} addresses: {', '.join(parts) or 'none'}.")
        if counted.keys() & set(AddressCheck.ALARMS):
            raise CommandError("Some need somebody: see Upkeep in the admin.", returncode=2)
