"""Writes the links of a site of an earlier release anew: with permanent ids, and without the names of other pages.

Where a relation stands on the other page, its anchor held the address of its own page: these lead there still.
"""

from django.db import migrations

from content.anchors import other_anchors, own_anchors
from content.documents.building import links_of
from content.documents.upgrading import upgrade


def fill(apps, schema_editor):
    Edition, Link = apps.get_model("content", "Edition"), apps.get_model("content", "Link")
    Page, Relation = apps.get_model("content", "Page"), apps.get_model("cooperation", "Relation")
    keys = {str(content_id): key for content_id, key in Page.objects.values_list("content_id", "pk")}
    ids = {key: content_id for content_id, key in keys.items()}
    for page in sorted(set(Edition.objects.values_list("page", flat=True))):
        editions = list(Edition.objects.filter(page=page).order_by("published_at", "pk"))
        final = [edition for edition in editions if edition.publication_id]
        slugs = sorted({path.split("/")[-2] for each in final for path in (each.path_nl, each.path_en)})
        shown, lost = {}, {}
        for edition in [*final, *(each for each in editions if not each.publication_id)]:
            document = upgrade(edition.document)
            Link.objects.filter(edition=edition).delete()
            links = [
                Link(
                    edition=edition, role=role, target_id=keys[target], anchor=anchor, claim=claim, schema_version=2,
                    data=with_anchors(data, slugs) if "target" in data else data,
                )
                for role, target, anchor, claim, data in links_of(document)
            ]
            Link.objects.bulk_create(links)
            if not edition.publication_id:
                continue
            there = {} if edition.state == "withdrawn" else places(page, document, links)
            until = {"page": ids[page], "serial": edition.publication_id - 1, "until": edition.published_at.isoformat()}
            lost |= {place: (claim, until) for place, claim in shown.items()}
            lost = {place: found for place, found in lost.items() if place not in there}
            Link.objects.bulk_create(
                Link(
                    edition=edition, role="gone", target_id=target, anchor=anchor, claim=claim, schema_version=2, data=data
                )
                for (target, anchor), (claim, data) in lost.items()
            )
            shown = there
        for relation in Relation.objects.filter(page=page):
            relation.former_anchors = [f"{slug}-{relation.anchor}" for slug in slugs]
            relation.save(update_fields=["former_anchors"])


def with_anchors(data, slugs):
    return {**data, "former_anchors": [f"{slug}-{data['anchor']}" for slug in slugs]}


def places(page, document, links):
    """What an edition shows and where: the same as `content.anchors.places`, of links that were just made."""
    found = {(page, anchor): key for anchor, key in own_anchors(document).items()}
    for link in links:
        if "target" in link.data:
            found |= {(link.target_id, anchor): link.claim for anchor in other_anchors(link.data)}
    return found


def rename(apps, schema_editor):
    from importlib import import_module

    import_module("content.migrations.0008_fill_record").rename_claims(apps.get_model("cooperation", "Relation"), "relation")


class Migration(migrations.Migration):
    dependencies = [("content", "0009_record_rules"), ("cooperation", "0002_former_anchors")]

    operations = [
        migrations.RunPython(rename, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
