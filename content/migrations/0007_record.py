"""The public record, addresses that belong to a page, and permanent ids: the tables and columns for them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0006_link_ends'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=200, unique=True, verbose_name='path')),
            ],
            options={
                'verbose_name': 'address',
                'verbose_name_plural': 'addresses',
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('approver_differs', models.BooleanField(default=False, help_text='Whoever approves a page is somebody else than whoever submitted it.', verbose_name='two people')),
            ],
            options={
                'verbose_name': 'policy',
                'verbose_name_plural': 'policies',
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('serial', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='serial number')),
                ('moment', models.DateTimeField(unique=True, verbose_name='moment')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'ordering': ['-serial'],
            },
        ),
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.UUIDField(blank=True, help_text='The id of one statement or relation; without it, all that the page ever said goes.', null=True, verbose_name='claim')),
                ('reason', models.CharField(help_text='For readers: it stands where the words were. No name, no detail.', max_length=300, verbose_name='reason')),
                ('reason_nl', models.CharField(help_text='For readers: it stands where the words were. No name, no detail.', max_length=300, null=True, verbose_name='reason')),
                ('reason_en', models.CharField(help_text='For readers: it stands where the words were. No name, no detail.', max_length=300, null=True, verbose_name='reason')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked at')),
            ],
            options={
                'verbose_name': 'redaction',
                'verbose_name_plural': 'redactions',
                'ordering': ['-asked_at'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_one_open_per_page',
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_one_open_per_path_nl',
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_one_open_per_path_en',
        ),
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_final_is_dated',
        ),
        migrations.AddField(
            model_name='edition',
            name='based_on',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.edition', verbose_name='based on'),
        ),
        migrations.AddField(
            model_name='edition',
            name='change',
            field=models.CharField(blank=True, choices=[('update', 'new information'), ('correction', 'correction of a mistake'), ('wording', 'other words, same meaning')], max_length=10, verbose_name='sort of change'),
        ),
        migrations.AddField(
            model_name='edition',
            name='digest',
            field=models.CharField(default='', help_text='SHA-256 of the document as it was submitted, in canonical JSON.', max_length=64, verbose_name='digest'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='edition',
            name='schema_version',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='version of the schema'),
        ),
        migrations.AddField(
            model_name='image',
            name='key',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='link',
            name='claim',
            field=models.UUIDField(null=True, verbose_name='claim'),
        ),
        migrations.AddField(
            model_name='link',
            name='schema_version',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='version of the schema'),
        ),
        migrations.AddField(
            model_name='passage',
            name='uid',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='edition',
            name='number',
            field=models.PositiveIntegerField(help_text='Given when it goes live: 1, 2, 3 …', null=True, verbose_name='number'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='state',
            field=models.CharField(choices=[('submitted', 'submitted'), ('rejected', 'rejected'), ('overtaken', 'overtaken'), ('approved', 'approved'), ('cancelled', 'cancelled'), ('withdrawn', 'withdrawn')], default='submitted', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='link',
            name='anchor',
            field=models.CharField(blank=True, max_length=130, verbose_name='anchor'),
        ),
        migrations.AlterField(
            model_name='searchpage',
            name='published_at',
            field=models.DateTimeField(null=True, verbose_name='published at'),
        ),
        migrations.AddField(
            model_name='address',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='content.page', verbose_name='page'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='policy_single'),
        ),
        migrations.AddField(
            model_name='address',
            name='publication',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='content.publication', verbose_name='public since'),
        ),
        migrations.AddField(
            model_name='edition',
            name='publication',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='content.publication', verbose_name='publication'),
        ),
        migrations.AddField(
            model_name='redaction',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by'),
        ),
        migrations.AddField(
            model_name='redaction',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by'),
        ),
        migrations.AddField(
            model_name='redaction',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='redactions', to='content.page', verbose_name='page'),
        ),
        migrations.AddField(
            model_name='redaction',
            name='publication',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redactions', to='content.publication', verbose_name='publication'),
        ),
        migrations.AddField(
            model_name='edition',
            name='redaction',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='content.redaction', verbose_name='redaction'),
        ),
        migrations.AddConstraint(
            model_name='redaction',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('asked_by')), _negated=True), _connector='OR'), name='redaction_by_two'),
        ),
    ]
