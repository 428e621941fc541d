import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError

from ...backup import Unusable, removals
from ...backup.making import back_up
from ...backup.packing import written


class Command(BaseCommand):
    help = (
        "Writes the database and the uploaded pictures to one file, of one state of the site, while it is served; "
        "`-` writes to standard output, to be encrypted"
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument(
            "--removals",
            action="store_true",
            help="write only the list of what was removed by law, without the words: keep it beside the backups",
        )

    @no_translations
    def handle(self, *args, file, **options):
        try:
            if file != "-":
                with written(Path(file)) as stream:
                    self.write(stream, Path(file).parent, **options)
            elif sys.stdout.isatty():
                raise CommandError("Standard output is a terminal: lead it to a file or a program.")
            else:
                self.write(sys.stdout.buffer, None, **options)
                sys.stdout.buffer.flush()
        except (Unusable, OSError, DatabaseError) as why:
            raise CommandError(f"No backup was made. {' '.join(str(why).split())}") from None

    def write(self, stream, beside, **options):
        if options["removals"]:
            stream.write(removals.as_lines(removals.known()))
            return
        told = back_up(stream, beside)
        for name in told["missing"]:
            self.stderr.write(f"{name} is named by a page and is not in MEDIA_ROOT.")
        self.stderr.write(f"The site after publication {told['record']['serial']}, backed up at {told['made']}.")
