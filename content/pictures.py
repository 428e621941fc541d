"""The files of a picture: as it is kept, and narrower versions of it, in WebP and AVIF, with Pillow.

A picture is kept under a name that ends in what nobody can guess, so that nobody sees it before a page shows it; it
begins with the digest of what is in it, and is never another picture's. So its address means the same for ever.
"""

from collections.abc import Collection
from hashlib import sha256
from io import BytesIO
from secrets import token_hex
from threading import Lock
from urllib.parse import unquote

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from PIL import Image

WIDTHS = (480, 960, 1600)
# Of the encoders: as good to look at in both, and quick, for whoever uploads waits.
HOW: dict[str, dict] = {
    "WEBP": {"quality": 82, "method": 2},
    "AVIF": {"quality": 55, "speed": 9, "max_threads": 1},
}
ONE_AT_A_TIME = Lock()  # in a worker: a picture takes as much memory as fifty requests


def encode(picture: Image.Image, kind: str, width: int = 0) -> bytes:
    """Return a picture as a file of a kind (WEBP or AVIF), at most so many pixels wide."""
    if width and picture.width > width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    output = BytesIO()
    picture.save(output, kind, icc_profile=None, exif=b"", **HOW[kind])
    return output.getvalue()


class Taken(ContentFile):
    """What is kept of an upload: a file with the name under which it is kept, and its versions by how theirs end."""

    def __init__(self, picture: Image.Image):
        content = encode(picture, "WEBP")
        super().__init__(content, name=f"{sha256(content).hexdigest()[:32]}-{token_hex(8)}.webp")
        self.versions = versions_of(picture)


def webp_names(name: str, width: int) -> dict[int, str]:
    """The narrower versions in WebP of a picture that is so many pixels wide, by their width."""
    return {each: f"{name.removesuffix('.webp')}-{each}.webp" for each in WIDTHS if each < width}


def avif_names(name: str, width: int) -> dict[int, str]:
    """Its versions in AVIF: as narrow as these, and one of its own width where that is not too much."""
    stem = name.removesuffix(".webp")
    own = {width: f"{stem}.avif"} if width <= WIDTHS[-1] else {}
    return {each: f"{stem}-{each}.avif" for each in WIDTHS if each < width} | own


def files_of(url: str) -> list[str]:
    """The names, in the storage of uploads, of a picture at an address and of all versions that it may have."""
    name = unquote(url.removeprefix(default_storage.url("")))
    stem, wide = name.removesuffix(".webp"), WIDTHS[-1] + 1
    return [name, *webp_names(name, wide).values(), f"{stem}.avif", *avif_names(name, wide).values()]


def versions_of(picture: Image.Image, endings: Collection[str] | None = None) -> dict[str, bytes]:
    """The versions of a picture, or some of them, by how their names end."""
    kinds = {"WEBP": webp_names("", picture.width), "AVIF": avif_names("", picture.width)}
    return {
        ending: encode(picture, kind, width)
        for kind, names in kinds.items()
        for width, ending in names.items()
        if endings is None or ending in endings
    }


def store_versions(storage: Storage, name: str, made: dict[str, bytes]) -> None:
    """Write the versions of a stored picture beside it, which may be made already; those that are there stay."""
    stem = name.removesuffix(".webp")
    if not made:
        with ONE_AT_A_TIME, storage.open(name) as stream:
            picture = Image.open(stream, formats=["WEBP"])
            all_of_them = [*webp_names("", picture.width).values(), *avif_names("", picture.width).values()]
            made = versions_of(picture, [each for each in all_of_them if not storage.exists(stem + each)])
    for ending, content in made.items():
        if not storage.exists(stem + ending):
            storage.save(stem + ending, ContentFile(content))
