from django.core.management.base import BaseCommand, no_translations
from django.db import transaction

from content.lists import enlist
from content.models import Edition, Listing, SearchPart, SearchWord
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
            SearchPart.objects.all().delete()
            SearchWord.objects.all().delete()
            Listing.objects.all().delete()
        editions = Edition.objects.filter(parts=None).order_by("pk")
        count = 0
        for edition in editions.iterator(chunk_size=200):
            index([edition])
            count += 1
        enlist(Edition.objects.filter(state=Edition.State.APPROVED, listings=None).iterator(chunk_size=200))
        self.stdout.write(f"Indexed {count} editions.")
