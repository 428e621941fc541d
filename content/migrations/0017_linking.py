"""Pages say by which names others link to them; those of what is public already are written beside it."""

from django.db import migrations, models


def fill(apps, schema_editor):
    """Write the names of every edition that can be found, as `manage.py index` does for new ones."""
    from content.documents.upgrading import upgrade
    from content.search.indexing import linked_names

    pages = apps.get_model("content", "SearchPage").objects.select_related("edition")
    for page in pages.only("pk", "language", "edition__document").iterator(chunk_size=200):
        names = "\n".join(linked_names(upgrade(page.edition.document), page.language))
        if names:
            type(page).objects.filter(pk=page.pk).update(linked=names)


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0016_structure'),
    ]

    operations = [
        migrations.AddField(
            model_name='page',
            name='forms',
            field=models.TextField(blank=True, help_text='One on each line, as texts have them: a plural, a genitive, another name. Where a text on another page has one of these, or the title, it links to this page. Abbreviations only count in capitals.', verbose_name='other forms of its name'),
        ),
        migrations.AddField(
            model_name='page',
            name='forms_en',
            field=models.TextField(blank=True, help_text='One on each line, as texts have them: a plural, a genitive, another name. Where a text on another page has one of these, or the title, it links to this page. Abbreviations only count in capitals.', null=True, verbose_name='other forms of its name'),
        ),
        migrations.AddField(
            model_name='page',
            name='forms_nl',
            field=models.TextField(blank=True, help_text='One on each line, as texts have them: a plural, a genitive, another name. Where a text on another page has one of these, or the title, it links to this page. Abbreviations only count in capitals.', null=True, verbose_name='other forms of its name'),
        ),
        migrations.AddField(
            model_name='page',
            name='link_name',
            field=models.CharField(blank=True, choices=[(None, 'as usual for its kind'), ('always', 'always'), ('never', 'never')], help_text='Whether texts on other pages link to this one where they name it: not for too general a word.', max_length=6, verbose_name='link its name'),
        ),
        migrations.AddField(
            model_name='page',
            name='not_linked',
            field=models.ManyToManyField(blank=True, help_text='Pages to which the texts of this page do not link, though they seem to name them.', related_name='+', to='content.page', verbose_name='do not link here'),
        ),
        migrations.AddField(
            model_name='searchpage',
            name='linked',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
