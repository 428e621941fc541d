"""Which pictures the site has to keep: those that anything shows or can bring back, and no other."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage

from . import clock
from .models import Edition, Image, ReaderLink, SavedCopy
from .pictures import files_of

FOLDER = "images/"
NEW = timedelta(days=1)  # a file is there before the row that names it


def urls_named() -> set[str]:
    """The addresses of all pictures: of images, editions, plans, saved copies, and what readers have a link to."""
    urls = {image.file.url for image in Image.objects.all()}
    for model in (Edition, SavedCopy, ReaderLink):
        found = model._default_manager.filter(document__image__url__isnull=False)
        urls |= set(found.order_by().values_list("document__image__url", flat=True).distinct())
    return urls


def unused() -> Iterator[str]:
    """The names of the files of pictures that nothing names any more, but for new ones."""
    try:
        found = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:  # none was ever uploaded
        return
    used = {name for url in urls_named() for name in files_of(url)}
    for name in sorted(f"{FOLDER}{each}" for each in found):
        if name not in used and clock.now() - default_storage.get_modified_time(name) > NEW:
            yield name
