from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    """A body had one abbreviation, and its name one number, for all languages."""
    for body in ("Organisation", "Partnership", "Programme"):
        apps.get_model("cooperation", body).objects.update(
            abbreviation_nl=F("abbreviation"), is_plural_en=F("is_plural_nl")
        )


class Migration(migrations.Migration):

    dependencies = [
        ("cooperation", "0005_by_language"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
