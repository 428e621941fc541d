from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from content.record import NOTHING

from ...moment import NoMoment, asked_at, present
from ...twin.exporting import Done, Unanswered, export
from ...twin.folder import NotOurs


class Command(BaseCommand):
    help = "Writes the whole public site as files, which any server of files can give; an export that broke off goes on"

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--at", help="as the site was then: 2026-11-28, or 2026-11-28T16:40:12Z")

    def handle(self, *args, folder, at, **options):
        if not settings.BASE_URL:
            raise CommandError("The addresses on the pages have to be those of the site: set BASE_URL.")
        state = present()
        try:
            state = asked_at(at, state).state if at else state
        except NoMoment as why:
            raise CommandError(f"--at={at} is no moment of the site ({why.problem}).") from None
        if state == NOTHING:
            raise CommandError("Nothing has been published yet.")
        try:
            done = export(folder, settings.BASE_URL, state, self.tell)
        except (NotOurs, Unanswered) as why:
            raise CommandError(str(why)) from None
        for path, origin in done.dead:
            self.stderr.write(f"{path} leads nowhere; {origin or 'the record'} leads there.")
        told = f"{folder}: the site after publication {state.serial}. {done.files} files"
        self.stdout.write(f"{told}, of which {done.written} were written; {done.gone} of an earlier export went.")

    def tell(self, done: Done) -> None:
        self.stderr.write(f"{done.files} files, of which {done.written} were written; {done.left} addresses to go.")
