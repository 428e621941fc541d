"""Uploaded pictures in a bucket of an S3-compatible store (MEDIA_STORE), which every host sees.

Readers get them from the site, at its own addresses: nobody need reach the store, and nothing in it is public.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

MISSING = {"404", "NoSuchKey"}
IMPATIENT = {"connect_timeout": 2, "read_timeout": 10, "retries": {"total_max_attempts": 2}}
# Not every store knows what Amazon's came to know later.
OLD = dict.fromkeys(["request_checksum_calculation", "response_checksum_validation"], "when_required")


class MediaStore(S3Storage):
    """A store that fails as a disk does: OSError, and ConnectionError when it does not answer or does not obey."""

    def __init__(self, **options: object) -> None:
        style = {"addressing_style": "path" if options.get("endpoint_url") else "auto"}
        super().__init__(**options, client_config=Config(**IMPATIENT, **OLD, s3=style, signature_version="s3v4"))

    def url(self, name: str, *args: object, **kwargs: object) -> str:
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))

    def _open(self, name: str, mode: str = "rb") -> File:
        with as_disk(name):
            file = super()._open(name, mode)
            file.file  # noqa: B018 -- which fetches it
            return file

    def _save(self, name: str, content: File) -> str:
        with as_disk(name):
            return super()._save(name, content)

    def exists(self, name: str) -> bool:
        with as_disk(name):
            return super().exists(name)

    def delete(self, name: str) -> None:
        with as_disk(name):
            super().delete(name)


@contextmanager
def as_disk(name: str) -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        said = getattr(error, "response", {}).get("Error", {}).get("Code", "")
        raise (FileNotFoundError(name) if said in MISSING else ConnectionError(str(error))) from error
