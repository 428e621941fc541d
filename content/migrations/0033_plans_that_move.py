from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("content", "0032_reader_link")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="moment",
            field=models.DateTimeField(null=True, verbose_name="for when"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="act",
            field=models.CharField(
                choices=[
                    ("planned", "planned"),
                    ("moved", "plan moved"),
                    ("rejected", "sent back"),
                    ("cancelled", "plan cancelled"),
                    ("taken_back", "taken back"),
                ],
                max_length=10,
                verbose_name="decision",
            ),
        ),
    ]
