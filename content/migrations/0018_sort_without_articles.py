from django.db import migrations

from content.sorting import sort_key


def file_anew(apps, schema_editor):
    """File titles without their article; `manage.py index` puts the editions back in their lists."""
    editions = apps.get_model("content", "Edition").objects.defer("document")
    moved = []
    for edition in editions.iterator(chunk_size=500):
        keys = [sort_key(edition.summary["title"], language) for language in ("nl", "en")]
        if keys != [edition.sort_key_nl, edition.sort_key_en]:
            edition.sort_key_nl, edition.sort_key_en = keys
            moved.append(edition)
    editions.bulk_update(moved, ["sort_key_nl", "sort_key_en"], batch_size=500)
    apps.get_model("content", "Listing").objects.filter(edition__in=[edition.pk for edition in moved]).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("content", "0017_linking"),
    ]

    operations = [migrations.RunPython(file_anew, migrations.RunPython.noop)]
