"""The previous release: a small site that it made, to see what becomes of it in this one.

`release_1.json.gz` is a small site that the previous release made itself, with its own commands and functions, and then
showed. Of fixtures/ it has a part that cites and relates to nothing outside of it, and after that came: another address
for mivd and a new page at the old one, another address for a term and a plan for a new one at the old address, ctivd
withdrawn and published again (with a picture), two terms withdrawn and a new one at the address of one of them, a
relation of om to a page that is not public and the end of another one, two submissions of nctv, and of aivd a
submission that was rejected and two plans, for ten years later and a year after.

The file holds the `rows` of each table (as migrations content 0006 and cooperation 0001 made them), the statements that
made the `triggers` of that release, what it answered at each of its addresses (`answers`), and the ids of the places on
each of its pages, for links to them (`anchors`).
"""

import gzip
import json
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import ConnectionHandler

from tests.servers import ROOT

PREVIOUS = {"content": "0006_link_ends", "cooperation": "0001_initial"}


@cache
def release():
    """What the previous release made and showed."""
    return SimpleNamespace(**json.loads(gzip.decompress((ROOT / "tests/release_1.json.gz").read_bytes())))


def editions_before():
    """The editions of the previous release, as it had them, and those of them that it had shown, without its plans."""
    table = release().rows["content.edition"]
    editions = [SimpleNamespace(**dict(zip(table["fields"], row, strict=True))) for row in table["rows"]]
    return editions, [edition for edition in editions if edition.number and edition.published_at < "2030"]


@contextmanager
def connected_to(site):
    """Let this process, and the client in it, use the database of a site."""
    own = connections["default"]
    settings = own.settings_dict | {"NAME": site.name if site.postgres else str(site.file)}
    connections["default"] = ConnectionHandler({"default": settings})["default"]
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = own
        ContentType.objects.clear_cache()


def fill_as_before():
    """Make the tables of the previous release, with its rows and its triggers."""
    executor = MigrationExecutor(connection)
    others = [node for node in executor.loader.graph.leaf_nodes() if node[0] not in PREVIOUS]
    models = executor.migrate([*others, *PREVIOUS.items()]).apps
    with transaction.atomic(), connection.cursor() as cursor:
        for label, table in release().rows.items():
            options = models.get_model(label)._meta
            fields = [options.get_field(name) for name in table["fields"]]
            columns, places = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
            rows = [
                [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
                for row in table["rows"]
            ]
            cursor.executemany(f"INSERT INTO {options.db_table} ({columns}) VALUES ({places})", rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(map(models.get_model, release().rows))):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        for statement in release().triggers[connection.vendor]:
            cursor.execute(statement)
