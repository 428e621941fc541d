from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("content", "0020_index_of_plans")]

    operations = [
        migrations.RemoveIndex("edition", "edition_newest_first"),
        migrations.AddIndex("edition", models.Index(fields=["published_at", "id"], name="edition_by_age")),
    ]
