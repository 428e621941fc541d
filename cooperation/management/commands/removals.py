from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError, transaction

from ...backup import Unusable, removals
from ...backup.packing import written


class Command(BaseCommand):
    help = "Writes the list of what was removed by law, without the words, to be kept beside the backups"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--again",
            action="store_true",
            help="remove from this site what the list tells (or a copy of /record.jsonl), as after going back in time",
        )

    @no_translations
    def handle(self, *args, file, again, **options):
        try:
            if again:
                self.remove(removals.read(file.read_bytes(), str(file)))
            else:
                with written(file) as stream:
                    stream.write(removals.as_lines(removals.known()))
        except (Unusable, OSError, DatabaseError) as why:
            raise CommandError(f"Nothing was done. {' '.join(str(why).split())}") from None

    def remove(self, known: removals.Known) -> None:
        with transaction.atomic():
            done = removals.carry_out(known.removals)
        for redaction in done:
            self.stdout.write(f"Removed again, by law: {redaction}.")
        self.stdout.write(f"{len(done)} of {len(known.removals)} removals were carried out again.")
