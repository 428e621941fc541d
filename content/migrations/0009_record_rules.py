"""What holds once the record is filled. The document becomes the last column again: SQLite reads a row up to the column
that it needs, and this one is long."""

import uuid

from django.db import migrations, models
from django.db.models import F


def copy_documents(apps, schema_editor):
    apps.get_model("content", "Edition").objects.update(document=F("stored"))


class Migration(migrations.Migration):

    dependencies = [("content", "0008_fill_record")]

    operations = [
        migrations.AlterField(
            model_name='image',
            name='key',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AlterField(
            model_name='passage',
            name='uid',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('publication__isnull', True), ('state__in', ('approved', 'withdrawn'))), fields=['published_at'], name='edition_plans'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'submitted')), fields=('page',), name='edition_one_submitted_per_page'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('publication__isnull', False), ('superseded_at__isnull', True)), fields=('page',), name='edition_one_open_per_page'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('publication__isnull', True), ('state__in', ('approved', 'withdrawn'))), fields=('page', 'published_at'), name='edition_one_plan_per_moment'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('publication__isnull', True), models.Q(('number__isnull', False), ('published_at__isnull', False), ('state__in', ('approved', 'withdrawn'))), _connector='OR'), name='edition_final_is_dated'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('publication__isnull', False), models.Q(('number__isnull', True), ('superseded_at__isnull', True)), _connector='OR'), name='edition_number_is_final'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('approved', 'withdrawn')), _negated=True), ('published_at__isnull', False), _connector='OR'), name='edition_plan_is_dated'),
        ),
        migrations.RenameField("edition", "document", "stored"),
        migrations.AddField(
            model_name="edition",
            name="document",
            field=models.JSONField(default=dict, verbose_name="document"),
            preserve_default=False,
        ),
        migrations.RunPython(copy_documents, migrations.RunPython.noop),
        migrations.RemoveField("edition", "stored"),
    ]
