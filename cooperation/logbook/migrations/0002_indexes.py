from django.db import migrations

# Django's log of the admin has no index on time, which is what the logbook is read by.
INDEXES = {
    "admin_log_time": "action_time, id",
    "admin_log_person": "user_id, action_time",
    "admin_log_object": "object_id, action_time",
}


class Migration(migrations.Migration):
    dependencies = [("logbook", "0001_initial"), ("admin", "0003_logentry_add_action_flag_choices")]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX IF NOT EXISTS {name} ON django_admin_log ({columns})", f"DROP INDEX IF EXISTS {name}"
        )
        for name, columns in INDEXES.items()
    ]
