"""PostgreSQL puts words into its full-text indexes at once.

By itself it keeps them in a list until there are many, and each search goes through all of that list: ten times what
the rest of it costs. To publish a page takes some milliseconds more for it. And to see without an index whether a page
has a word is said to be as dear as it is, so that the index is used on a small site as well.
"""

from django.db import migrations

INDEXES = ["content_searchpage_index", "content_searchword_index"]
FOUND_BY = "ALTER FUNCTION content_found_by(text) COST %s"


def at_once(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for index in INDEXES:
            schema_editor.execute(f"ALTER INDEX {index} SET (fastupdate = off)")
            schema_editor.execute(f"SELECT gin_clean_pending_list('{index}')")
        schema_editor.execute(FOUND_BY % 1000)


def in_time(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for index in INDEXES:
            schema_editor.execute(f"ALTER INDEX {index} RESET (fastupdate)")
        schema_editor.execute(FOUND_BY % 100)


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0037_brought_file"),
    ]

    operations = [migrations.RunPython(at_once, in_time)]
