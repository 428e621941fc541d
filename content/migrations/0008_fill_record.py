"""Fills the record of a site of an earlier release: permanent ids, the order of what was published, and the addresses.

What is planned loses its number and its mark on the edition before it; it gets them when its time comes. An address
that two pages had, one after the other, belongs to the one that has it now.
"""

from datetime import UTC, datetime

from django.db import migrations

from content.documents.building import digest
from content.identity import claim_id, image_id, passage_id

EFFECTIVE = ("approved", "withdrawn")


def fill(apps, schema_editor):
    model = lambda name: apps.get_model("content", name)
    Edition, Publication, Address = map(model, ("Edition", "Publication", "Address"))
    for passage in model("Passage").objects.select_related("source"):
        passage.uid = passage_id(passage.source.content_id, passage.key)
        passage.save(update_fields=["uid"])
    for image in model("Image").objects.all():
        image.key = image_id(image.file.name)
        image.save(update_fields=["key"])
    rename_claims(model("Statement"), "statement")
    now = datetime.now(UTC)
    final = Edition.objects.filter(state__in=EFFECTIVE, published_at__lte=now)
    call_back_plans(apps, Edition.objects.filter(state__in=EFFECTIVE, published_at__gt=now))
    moments = sorted(set(final.values_list("published_at", flat=True)))
    for serial, moment in enumerate(moments, start=1):
        Publication.objects.create(serial=serial, moment=moment)
        final.filter(published_at=moment).update(publication=serial)
    for page in set(Edition.objects.values_list("page", flat=True)):
        base_on_each_other(Edition, page)
    for edition in Edition.objects.iterator(chunk_size=100):
        edition.digest = digest(edition.document)
        edition.save(update_fields=["digest"])
    # The last one to have a path keeps it; those that are public now come last.
    owners = {}
    by_time = Edition.objects.filter(publication__isnull=False, state="approved").order_by("published_at")
    for edition in sorted(by_time.defer("document"), key=lambda one: one.superseded_at is None):
        for path in (edition.path_nl, edition.path_en):
            owners[path] = (edition.page_id, edition.publication_id)
    for edition in Edition.objects.filter(publication=None, state__in=EFFECTIVE).order_by("published_at").defer("document"):
        paths = (edition.path_nl, edition.path_en)
        if any(owners.get(path, (edition.page_id,))[0] != edition.page_id for path in paths):
            Edition.objects.filter(pk=edition.pk).update(
                state="cancelled", review_note="Its address belongs to another page, which was public there."
            )
        else:
            owners |= {path: (edition.page_id, None) for path in paths if path not in owners}
    Address.objects.bulk_create(
        Address(path=path, page_id=page, publication_id=serial) for path, (page, serial) in owners.items()
    )
    # They are made anew by `manage.py index`.
    model("SearchPage").objects.all().delete()
    model("Listing").objects.all().delete()


def rename_claims(Claim, kind):
    """Give claims the ids that the documents of the time before ids give them."""
    through, own = Claim.passages.through, f"{Claim._meta.model_name}_id"
    for claim in Claim.objects.select_related("page"):
        key = claim_id(claim.page.content_id, kind, claim.anchor)
        through.objects.filter(**{own: claim.pk}).update(**{own: key})
        Claim.objects.filter(pk=claim.pk).update(id=key)


def call_back_plans(apps, plans):
    Edition = apps.get_model("content", "Edition")
    for plan in plans:
        Edition.objects.filter(page=plan.page_id, superseded_at=plan.published_at).update(superseded_at=None)
    plans.update(number=None, superseded_at=None)


def base_on_each_other(Edition, page):
    """Every edition is based on the one that was public when it was submitted; the last of those that wait, waits on."""
    before, waiting = None, None
    for edition in Edition.objects.filter(page=page, publication__isnull=False).order_by("published_at").defer("document"):
        Edition.objects.filter(pk=edition.pk).update(based_on=before)
        before = edition.pk
    for edition in Edition.objects.filter(page=page, publication=None).order_by("submitted_at", "pk").defer("document"):
        base = Edition.objects.filter(page=page, publication__isnull=False, published_at__lte=edition.submitted_at)
        edition.based_on_id = base.order_by("-published_at").values_list("pk", flat=True).first()
        edition.save(update_fields=["based_on"])
        if edition.state == "submitted":
            if waiting:
                Edition.objects.filter(pk=waiting).update(state="overtaken")
            waiting = edition.pk


class Migration(migrations.Migration):
    dependencies = [("content", "0007_record")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
