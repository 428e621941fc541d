"""How many queries a page takes that has to be made: python -m bench.queries <path> …, as JSON."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")

import django


def main():
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, counted = Client(headers={"host": "localhost"}), {}
    for path in sys.argv[1:]:
        client.get(path)  # what all pages share is read once
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counted[path] = len(captured)
    print(json.dumps(counted))


if __name__ == "__main__":
    main()
