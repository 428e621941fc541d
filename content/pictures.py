"""The files of a picture: as it is kept, and narrower versions of it, in WebP and AVIF, with Pillow.

A picture is kept under a name that ends in what nobody can guess, so that nobody sees it before a page shows it; it
begins with the digest of what is in it, and is never another picture's. So its address means the same for ever.
"""

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


def named(content: bytes) -> ContentFile:
    """A picture as a file with the name under which it is kept."""
    return ContentFile(content, name=f"{sha256(content).hexdigest()[:32]}-{token_hex(8)}.webp")


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


def store_renditions(storage: Storage, name: str) -> None:
    """Write the versions of a stored picture beside it, those that are not there yet."""
    with ONE_AT_A_TIME, storage.open(name) as stream:
        picture = Image.open(stream, formats=["WEBP"])
        wanted = {"WEBP": webp_names(name, picture.width), "AVIF": avif_names(name, picture.width)}
        for kind, names in wanted.items():
            for width, version in names.items():
                if not storage.exists(version):
                    storage.save(version, ContentFile(encode(picture, kind, width)))
