from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import transaction
from django.utils import timezone

from content.models import Edition, Page
from content.publishing import has_unpublished_changes, publish


class Command(BaseCommand):
    help = "Publishes every page whose working copy differs from what is public; all of them, or none."

    @no_translations
    @transaction.atomic
    def handle(self, *args, **options):
        live = {edition.page_id: edition for edition in Edition.objects.in_force(timezone.now())}
        published, refused = 0, []
        for page in Page.objects.order_by("pk"):
            edition = live.get(page.pk)
            if (edition and edition.is_withdrawn) or not has_unpublished_changes(page, edition):
                continue
            try:
                publish(page)
                published += 1
            except ValidationError as error:
                refused += [f"{page}: {message}" for message in error.messages]
        if refused:
            raise CommandError("\n".join(["Nothing was published.", *refused]))
        self.stdout.write(f"Published {published} pages.")
