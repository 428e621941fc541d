from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand

from ...kept_pictures import unused


class Command(BaseCommand):
    help = (
        "Lists the files of uploaded pictures that no page, edition, plan or saved copy shows, a day after they came. "
        "With --delete they go; let no backup be made meanwhile"
    )

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true", help="delete them")

    def handle(self, *args, delete, **options):
        found = list(unused())
        for name in found:
            if delete:
                default_storage.delete(name)
            self.stdout.write(name)
        self.stdout.write(f"{len(found)} {'deleted' if delete else 'unused'}")
