"""Takes in uploaded pictures and makes their renditions, with Pillow.

What is stored is never the upload itself: it is decoded, turned upright and written anew, so that no metadata (a
camera, a place) and nothing that only pretends to be a picture comes along.
"""

import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 16_000  # WebP has room for 16,383
MAX_WIDTH = 2400
WIDTHS = (480, 960, 1600)
UNREADABLE = (Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, SyntaxError, ValueError)


def take_in(upload) -> ContentFile:
    """Return an uploaded picture as a new WebP file; raise ValidationError when it is none that we take."""
    if upload.size > MAX_BYTES:
        raise ValidationError(_("This file is larger than 15 MB."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
            if picture.width * picture.height > MAX_PIXELS or max(picture.size) > MAX_SIDE:
                raise ValidationError(_("This picture has more than 40 million pixels, or 16,000 on a side."))
            picture = ImageOps.exif_transpose(picture)
            picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    except UNREADABLE:
        raise ValidationError(_("This is not a picture that we can read. Use JPEG, PNG or WebP.")) from None
    stem = upload.name.rpartition("/")[2].rpartition(".")[0] or "image"
    return ContentFile(encode(picture, MAX_WIDTH), name=f"{stem}.webp")


def encode(picture: Image.Image, max_width: int) -> bytes:
    """Return the picture as WebP, at most so many pixels wide."""
    if picture.width > max_width:
        picture = picture.resize((max_width, round(picture.height * max_width / picture.width)), Image.LANCZOS)
    output = BytesIO()
    picture.save(output, "WEBP", quality=82)
    return output.getvalue()


def rendition_name(name: str, width: int) -> str:
    return f"{name.removesuffix('.webp')}-{width}.webp"


def store_renditions(file) -> None:
    """Write the narrower versions of a stored picture beside it, where they are not there yet."""
    with file.storage.open(file.name) as stream:
        picture = Image.open(stream, formats=FORMATS)
        for width in WIDTHS:
            name = rendition_name(file.name, width)
            if width < picture.width and not file.storage.exists(name):
                file.storage.save(name, ContentFile(encode(picture, width)))
