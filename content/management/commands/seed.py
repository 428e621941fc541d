from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from content.models import Page


class Command(BaseCommand):
    help = "Fills an empty site with the fixtures and publishes them; does nothing on a site that has pages."

    def handle(self, *args, **options):
        if Page.objects.exists():
            self.stdout.write("The site has content already.")
            return
        [directory] = settings.FIXTURE_DIRS
        files = sorted(str(path) for path in Path(directory).rglob("*.yaml"))
        call_command("loaddata", *files, verbosity=options["verbosity"], stdout=self.stdout)
        call_command("publish", stdout=self.stdout)
