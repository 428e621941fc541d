"""Nothing: the rules of editions are put on after every migration, out of one list (`content/rules`)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial")]

    operations = []
