import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError, transaction

from ...backup import Unusable, removals
from ...backup.packing import written


class Command(BaseCommand):
    help = "Writes the list of what was removed by law, without the words, to be kept beside the backups"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="`-` is standard output, and with --again standard input")
        parser.add_argument(
            "--again",
            action="store_true",
            help="remove from this site what the list tells (or a copy of /record.jsonl), as after going back in time",
        )

    @no_translations
    def handle(self, *args, file, again, **options):
        is_piped = str(file) == "-"
        try:
            if again:
                read = sys.stdin.buffer.read() if is_piped else file.read_bytes()
                self.remove(removals.read(read, str(file)))
            elif is_piped:
                sys.stdout.buffer.write(removals.as_lines(removals.known()))
                sys.stdout.buffer.flush()
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
