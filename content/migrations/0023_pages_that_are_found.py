from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("content", "0022_kept_form")]

    operations = [
        migrations.AddIndex(
            "searchpage",
            models.Index(
                fields=["id", "shortest_name", "edition", "content_id", "published_at", "superseded_at"],
                name="search_page_found",
            ),
        ),
    ]
