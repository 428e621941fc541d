from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("content", "0019_remark")]

    operations = [
        migrations.RemoveIndex("edition", "edition_plans"),
        migrations.AddIndex(
            "edition",
            models.Index(
                fields=["published_at", "state"],
                name="edition_unpublished",
                condition=models.Q(publication__isnull=True),
            ),
        ),
    ]
