from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from content.models import Edition
from content.record import live
from content.rendering.markup import sentence_markup
from cooperation import kinds
from cooperation.models import abbreviation_in
from cooperation.pages.values import shown_page
from cooperation.proofreading.dutch import Names, Readability

PAGES_PER_EXCEPTION = 20


class Command(BaseCommand):
    help = "Measures the Dutch of every public page; at most one in twenty may be above the level."

    def handle(self, *args, **options):
        moment = live().moment
        editions = list(Edition.objects.at(moment).order_by("path_nl"))
        names = Names(set().union(*(names_of(edition.read()) for edition in editions)))
        with translation.override("nl"):
            measures = {edition.path("nl"): Readability.of(texts(edition, moment), names) for edition in editions}
        above = [path for path, measure in measures.items() if measure.is_above_level]
        for path, measure in sorted(measures.items(), key=lambda item: item[1].score):
            mark = "above" if path in above else ""
            self.stdout.write(f"{measure.score:6.1f} {measure.mean:6.1f} {measure.longest:4d}  {mark:5}  {path}")
        self.stdout.write("  score   mean longest sentence (words)")
        self.stdout.write(f"{len(above)} of {len(measures)} pages are above the level.")
        if len(above) * PAGES_PER_EXCEPTION > len(measures):
            raise CommandError("More than one page in twenty is above the level.")


def texts(edition: Edition, moment) -> list[str]:
    """What a reader reads on a page: its lead, statements and relations, and what is said of each passage."""
    page = shown_page(edition.read(), edition.page_id, moment, "nl")
    found = [page.lead, *(told.text for told in page.statements)]
    found += [sentence_markup(told.sentence) for group in page.groups for told in group.relations]
    found += [passage.summary for passage in page.passages]
    return [str(text) for text in found]


def names_of(document: dict) -> set[str]:
    """The names of what can stand in a relation, and the terms of the glossary."""
    if document["page_type"] not in (*kinds.names(kinds.bodies()), kinds.TERM.name):
        return set()
    details = document["details"]
    name = details.get("sentence_name", {}).get("nl", "").removeprefix("de ").removeprefix("het ")
    return {document["title"]["nl"], name, abbreviation_in(details, "nl")} - {""}
