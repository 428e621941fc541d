"""Makes the stylesheets ready when the static files are collected: smaller, and one for what every page loads."""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("([\w-]+\.css)"\);\n')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
INDENT = re.compile(r"\s*\n\s*")


class StylesheetStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which names and compresses files by their content, after this has been at our own.

    Which file has which name is kept with the code: releases that follow each other share the folder of the files.
    """

    def __init__(self, **options: Any):
        super().__init__(**options, manifest_storage=StaticFilesStorage(location=settings.BASE_DIR / "var"))

    def post_process(self, paths: dict, dry_run: bool = False, **options: object) -> Iterator[tuple]:
        for name in [] if dry_run else [name for name in paths if re.fullmatch(r"css/[\w-]+\.css", name)]:
            text = IMPORT.sub(lambda found: source(paths, f"css/{found[1]}"), source(paths, name))
            with open(self.path(name), "w") as file:
                file.write(smaller(text))
            paths[name] = self, name
        yield from super().post_process(paths, dry_run=dry_run, **options)


def source(paths: dict, name: str) -> str:
    """The text of a stylesheet among those that are collected."""
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()


def smaller(text: str) -> str:
    """Leave out comments and indentation: that saves a sixth, also of what is compressed."""
    return INDENT.sub("\n", COMMENT.sub("", text))
