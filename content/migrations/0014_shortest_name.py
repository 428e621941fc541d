from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0013_redaction_with_notes'),
    ]

    operations = [
        migrations.RenameField('searchpage', 'rank', 'shortest_name'),
        migrations.AlterField(
            'searchpage',
            'shortest_name',
            models.PositiveSmallIntegerField(verbose_name='letters of the shortest name'),
        ),
    ]
