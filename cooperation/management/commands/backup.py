import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError

from ...backup import Unusable
from ...backup.making import back_up
from ...backup.packing import written


class Command(BaseCommand):
    help = (
        "Writes the database and the uploaded pictures to one file, of one state of the site, while it is served; "
        "`-` writes to standard output, to be encrypted"
    )

    def add_arguments(self, parser):
        parser.add_argument("file")

    @no_translations
    def handle(self, *args, file, **options):
        try:
            if file != "-":
                with written(Path(file)) as stream:
                    self.tell(back_up(stream, Path(file).parent))
            elif sys.stdout.isatty():
                raise Unusable("Standard output is a terminal: lead it to a file or a program.")
            else:
                told = back_up(sys.stdout.buffer, None)
                sys.stdout.buffer.flush()
                self.tell(told)
        except (Unusable, OSError, DatabaseError) as why:
            raise CommandError(f"No backup was made. {' '.join(str(why).split())}") from None

    def tell(self, told: dict) -> None:
        for name in told["missing"]:
            self.stderr.write(f"{name} is named by a page and is not among the uploaded files.")
        self.stderr.write(f"The site after publication {told['record']['serial']}, backed up at {told['made']}.")
