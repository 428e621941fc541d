"""The lines of the log: for who reads them (LOG_FORMAT=plain), or for programs (json), each with the id of its request.

A line of JSON has the fields that are named here and no other. What else comes with a record, as the whole request that
Django hands along, may say who asked and what for.
"""

import json
import logging
from datetime import UTC, datetime

from .request_ids import current


class Plain(logging.Formatter):
    """2026-11-30T13:00:00+0100 ERROR django.request [<id>]: what there is to say."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s%(request_id)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        request_id = current()
        record.request_id = f" [{request_id}]" if request_id else ""
        return super().format(record)


class JsonLines(logging.Formatter):
    """One object a line (RFC 8259), its time in UTC (RFC 3339)."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = {"time": when, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if request_id := current():
            line["request_id"] = request_id
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
