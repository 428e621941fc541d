"""The whole site as one file, made while it is served, and brought back out of it; docs/backup.md tells how."""


class Unusable(Exception):
    """What keeps a backup from being made or restored, in one sentence for an operator."""
