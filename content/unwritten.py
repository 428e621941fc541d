"""Why nothing could be written: a disk that is full or can only be read, or somebody else who writes for very long."""

import errno
import logging

from django.db import DatabaseError, InternalError, OperationalError
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
DISK_FULL, READ_ONLY = "53100", "25006"  # of PostgreSQL
ERRORS = (OperationalError, InternalError, OSError)


def why_unwritten(error: DatabaseError | OSError) -> str:
    """Why nothing could be written, for an editor; or nothing, where the error says something else."""
    said, state = str(error).lower(), getattr(error.__cause__, "sqlstate", "")
    if state == DISK_FULL or "is full" in said or getattr(error, "errno", None) in FULL:
        told = _("The site cannot save anything now: its disk is full.")
    elif state == READ_ONLY or "readonly" in said or getattr(error, "errno", None) in (errno.EROFS, errno.EACCES):
        told = _("The site cannot save anything now: what it holds can only be read at the moment.")
    elif "locked" in said or "lock timeout" in said or "statement timeout" in said:
        told = _("The site cannot save anything now: something else is being written.")
    elif isinstance(error, ConnectionError):
        told = _("The site cannot save anything now: the store of pictures does not answer.")
    elif isinstance(error, OperationalError) and "disk i/o" in said:
        told = _("The site cannot save anything now: its disk takes nothing.")
    else:
        return ""
    log.error("An editor could not save: %s", str(error).partition("\n")[0])
    return told + " " + _("Nothing was saved yet. Try again in a while; if it stays like this, tell who runs the site.")
