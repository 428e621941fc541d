from itertools import islice

from django.core.management.base import BaseCommand, no_translations
from django.db import transaction

from content.lists import enlist
from content.models import Edition, Listing, SearchPage, SearchWord
from content.search.indexing import index


class Command(BaseCommand):
    help = (
        "Makes the pages findable that are not yet, in search and in lists; with --anew all of them, when the way they "
        "are indexed changed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--anew", action="store_true", help="forget what was indexed before")

    @no_translations
    @transaction.atomic
    def handle(self, *args, anew=False, **options):
        if anew:
            SearchPage.objects.all().delete()
            SearchWord.objects.all().delete()
            Listing.objects.all().delete()
        approved = Edition.objects.filter(state=Edition.State.APPROVED)  # plans as well
        editions = approved.filter(found_as=None).order_by("pk").iterator(chunk_size=200)
        count = 0
        while batch := list(islice(editions, 200)):
            index(batch)
            count += len(batch)
        enlist(approved.filter(listings=None).iterator(chunk_size=200))
        self.stdout.write(f"Indexed {count} editions.")
