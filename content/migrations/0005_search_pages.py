"""One row for each page and language is what search finds; its places come along with it.

Before, each place was a row of its own in the full-text index, which was many times as large. The rows are made again
by `manage.py index`.
"""

import django.db.models.deletion
from django.db import migrations, models

FULL_TEXT = {
    "sqlite": [
        "CREATE VIRTUAL TABLE content_searchpage_index USING fts5(terms, content='content_searchpage', "
        "content_rowid='id', prefix='4 5 6', tokenize=\"unicode61 remove_diacritics 0 tokenchars '_-='\")",
        "CREATE TRIGGER content_searchpage_added AFTER INSERT ON content_searchpage BEGIN "
        "INSERT INTO content_searchpage_index (rowid, terms) VALUES (NEW.id, NEW.terms); END",
        "CREATE TRIGGER content_searchpage_removed AFTER DELETE ON content_searchpage BEGIN "
        "INSERT INTO content_searchpage_index (content_searchpage_index, rowid, terms) "
        "VALUES ('delete', OLD.id, OLD.terms); END",
    ],
    "postgresql": [
        # Long texts stand beside the table, so that many rows are sorted soon; and to look into one without the index
        # is said to be dear, as it is.
        "ALTER TABLE content_searchpage SET (toast_tuple_target = 128)",
        "CREATE FUNCTION content_found_by(terms text) RETURNS tsvector IMMUTABLE PARALLEL SAFE COST 100 "
        "LANGUAGE plpgsql AS 'BEGIN RETURN array_to_tsvector(string_to_array(terms, '' '')); END'",
        "CREATE INDEX content_searchpage_index ON content_searchpage USING gin (content_found_by(terms))",
    ],
}


def create(apps, schema_editor):
    for statement in FULL_TEXT[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_index_of(table):
    """On SQLite an index is a table of its own; on PostgreSQL it goes with its table."""

    def drop(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TABLE {table}_index")

    return drop


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0004_listings"),
    ]

    operations = [
        migrations.RunPython(drop_index_of("content_searchpart")),
        migrations.DeleteModel(name="SearchPart"),
        migrations.CreateModel(
            name="SearchPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content_id", models.UUIDField()),
                ("published_at", models.DateTimeField(verbose_name="published at")),
                ("superseded_at", models.DateTimeField(null=True, verbose_name="superseded at")),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rank")),
                ("names", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                ("facets", models.TextField(blank=True)),
                ("places", models.JSONField(verbose_name="places")),
                ("terms", models.TextField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="found_as",
                        to="content.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "page that can be found",
                "verbose_name_plural": "pages that can be found",
                "constraints": [
                    models.UniqueConstraint(fields=["edition", "language"], name="search_page_unique"),
                ],
            },
        ),
        migrations.RunPython(create, drop_index_of("content_searchpage")),
    ]
