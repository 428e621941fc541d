from django.core.management.base import BaseCommand, CommandError, no_translations

from content.models import Page, Passage, page_types


class Command(BaseCommand):
    help = "Lists passages that nothing rests on, and pages that cite no source. It should find none."

    @no_translations
    def handle(self, *args, **options):
        idle = [f"nothing rests on: {passage}" for passage in idle_passages()]
        bare = [f"cites no source: {page} ({page.page_type})" for page in pages_without_source()]
        self.stdout.write("\n".join([*idle, *bare, f"{len(idle)} idle passages, {len(bare)} pages without a source."]))
        if idle or bare:
            raise CommandError("The coverage is not complete.")


def claim_accessors(model) -> list[str]:
    """The names under which leads and claims of every kind refer to a model: leads, statements, relations."""
    return [relation.name for relation in model._meta.related_objects if relation.many_to_many]


def idle_passages():
    """Passages that no claim and no lead cites."""
    unused = dict.fromkeys(claim_accessors(Passage))
    return Passage.objects.select_related("source").filter(**unused).distinct()


def pages_without_source():
    """Pages that claim something of the world, without a claim that cites a passage."""
    cited: set[int | None] = set()
    for accessor in claim_accessors(Passage):
        page = accessor if accessor == "leads" else f"{accessor}__page"
        cited.update(Passage.objects.values_list(page, flat=True))
    citing = [name for name, model in page_types().items() if model.cites_sources]
    return Page.objects.filter(page_type__in=citing).exclude(pk__in=cited - {None})
