from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import transaction

from content.changes import is_to_be_published
from content.documents.building import build_document
from content.documents.taking import Public
from content.models import Edition, Page, Source
from content.publishing import publish_set
from content.record import live, newest


class Command(BaseCommand):
    help = (
        "Publishes every page whose working copy differs from what is public; all of them, or none. "
        "Pages that wait for approval, were rejected or have a plan are left to the editors."
    )

    def add_arguments(self, parser):
        parser.add_argument("--note-nl", default="", help="what changed, for readers, in Dutch")
        parser.add_argument("--note-en", default="", help="the same in English")
        parser.add_argument("--change", default="", choices=["", *Edition.Change.values], help="the sort of change")

    @no_translations
    def handle(self, *args, **options):
        live()  # what has come due goes first
        note = {"nl": options["note_nl"], "en": options["note_en"]}
        with transaction.atomic():
            self.publish(note, options["change"])

    def publish(self, note: dict[str, str], change: str):
        moment = newest().moment
        public = Public(moment)
        editions = {edition.page_id: edition for edition in Edition.objects.in_force(moment)}
        # Sources first: what cites one that changed changes with it.
        pages = [page.specific for page in Page.objects.order_by("pk")]
        pages.sort(key=lambda page: not isinstance(page, Source))
        pages = [page for page in pages if wanted(page, editions.get(page.pk), public)]
        held = held_back()
        for page in pages:
            if page.pk in held:
                self.stderr.write(f"{page} was left as it is: it is {held[page.pk]}.")
        pages = [page for page in pages if page.pk not in held]
        try:
            publish_set(pages, change_note=note, change=change)
        except ValidationError as error:
            raise CommandError("\n".join(["Nothing was published.", *error.messages])) from None
        self.stdout.write(f"Published {len(pages)} pages.")


def held_back() -> dict[int, str]:
    """The pages of which an editor decides what becomes public, and what their newest edition is."""
    newest = dict(Edition.objects.order_by("pk").values_list("page", "state"))
    said = {Edition.State.SUBMITTED: "waiting for approval", Edition.State.REJECTED: "rejected"}
    planned = dict.fromkeys(Edition.objects.planned().values_list("page", flat=True), "planned")
    return {page: said[state] for page, state in newest.items() if state in said} | planned


def wanted(page: Page, edition: Edition | None, public: Public) -> bool:
    """Whether a page is to be published; one that was withdrawn stays so."""
    if (edition and edition.is_withdrawn) or not is_to_be_published(page, edition, public):
        return False
    if isinstance(page, Source):
        public.add(build_document(page, public))
    return True
