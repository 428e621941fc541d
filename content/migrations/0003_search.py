"""What search finds, and each database's own full-text index over it.

The texts are folded and stemmed before they are stored (`content/search/words.py`), so that both databases find the
same: PostgreSQL takes the words as they are, and so does SQLite's FTS5. The indexes follow their tables by themselves.
"""

import django.db.models.deletion
from django.db import migrations, models

FTS5 = [
    "CREATE VIRTUAL TABLE {table}_index USING fts5({columns}, content='{table}', content_rowid='id', prefix='3 4 5', "
    "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_-='\")",
    "CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN {add}; END",
    "CREATE TRIGGER {table}_removed AFTER DELETE ON {table} BEGIN {remove}; END",
    "CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} BEGIN {remove}; {add}; END",
]
ADD = "INSERT INTO {table}_index (rowid, {columns}) VALUES (NEW.id, {new})"
REMOVE = "INSERT INTO {table}_index ({table}_index, rowid, {columns}) VALUES ('delete', OLD.id, {old})"
TSVECTOR = [
    "ALTER TABLE {table} ADD COLUMN vector tsvector GENERATED ALWAYS AS ({expression}) STORED",
    "CREATE INDEX {table}_index ON {table} USING gin (vector)",
]
LISTED = "array_to_tsvector(string_to_array({column}, ' '))"
TABLES = {
    "content_searchpart": (
        ["names", "name_stems", "words", "stems", "facets"],
        "setweight(to_tsvector('simple', names || ' ' || name_stems), 'A')"
        " || to_tsvector('simple', words || ' ' || stems) || " + LISTED.format(column="facets"),
    ),
    "content_searchword": (["grams"], LISTED.format(column="grams")),
}


def create(apps, schema_editor):
    statements = {"sqlite": FTS5, "postgresql": TSVECTOR}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for table, (columns, expression) in TABLES.items():
            values = {"table": table, "columns": ", ".join(columns), "expression": expression}
            values |= {"new": ", ".join(f"NEW.{column}" for column in columns)}
            values |= {"old": ", ".join(f"OLD.{column}" for column in columns)}
            values |= {"add": ADD.format(**values), "remove": REMOVE.format(**values)}
            for statement in statements:
                cursor.execute(statement.format(**values))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":  # elsewhere the index goes with its table
        with schema_editor.connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DROP TABLE {table}_index")


class Migration(migrations.Migration):
    dependencies = [
        ('content', '0002_edition_rules'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('word', models.CharField(max_length=60, verbose_name='word')),
                ('grams', models.TextField()),
            ],
            options={
                'verbose_name': 'word',
                'verbose_name_plural': 'words',
                'constraints': [models.UniqueConstraint(fields=('language', 'word'), name='search_word_unique')],
            },
        ),
        migrations.CreateModel(
            name='SearchPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('anchor', models.CharField(blank=True, max_length=70, verbose_name='anchor')),
                ('heading', models.TextField(blank=True, verbose_name='heading')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('names', models.TextField(blank=True)),
                ('name_stems', models.TextField(blank=True)),
                ('words', models.TextField(blank=True)),
                ('stems', models.TextField(blank=True)),
                ('facets', models.TextField(blank=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='content.edition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'part that can be found',
                'verbose_name_plural': 'parts that can be found',
                'constraints': [models.UniqueConstraint(fields=('edition', 'language', 'anchor'), name='search_part_unique')],
            },
        ),
        migrations.RunPython(create, drop),
    ]
