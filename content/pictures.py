"""Takes in uploaded pictures and makes their renditions, with Pillow.

What is stored is never the upload itself: it is decoded, turned upright and written anew, so that no metadata (a
camera, a place) and nothing that only pretends to be a picture comes along.
"""

import warnings
from contextlib import suppress
from io import BytesIO
from secrets import token_hex
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 16_000  # WebP has room for 16,383
MAX_WIDTH = 2400
WIDTHS = (480, 960, 1600)
RESIZABLE = ("L", "LA", "RGB", "RGBA", "CMYK")
ORIENTATION = 0x0112  # of EXIF; from 5 on, what is stored lies on its side
UNREADABLE = (OSError, SyntaxError, ValueError)


def take_in(upload) -> ContentFile:
    """Return an uploaded picture as a new WebP file; raise ValidationError when it is none that we take."""
    if upload.size > MAX_BYTES:
        raise ValidationError(_("This file is larger than 15 MB."))
    too_large = _("This picture has more than 40 million pixels, or 16,000 on a side.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(upload, formats=FORMATS)
            if opened.width * opened.height > MAX_PIXELS or max(opened.size) > MAX_SIDE:
                raise ValidationError(too_large)
            picture = ImageOps.exif_transpose(in_colours(smaller(opened)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(too_large) from None
    except UNREADABLE:
        raise ValidationError(_("This is not a picture that we can read. Use JPEG, PNG or WebP.")) from None
    stem = upload.name.rpartition("/")[2].rpartition(".")[0] or "image"
    # Nobody guesses where a picture is before a page shows it.
    return ContentFile(encode(picture, MAX_WIDTH), name=f"{stem}-{token_hex(8)}.webp")


def smaller(picture: Image.Image) -> Image.Image:
    """The picture as wide as it is kept, before any step that makes a copy of it in memory."""
    lies_on_its_side = picture.getexif().get(ORIENTATION, 1) > 4
    scale = MAX_WIDTH / (picture.height if lies_on_its_side else picture.width)
    if scale >= 1:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    picture.draft(None, size)  # a JPEG is read smaller at once
    return picture.resize(size, Image.Resampling.LANCZOS) if picture.mode in RESIZABLE else picture


def in_colours(picture: Image.Image) -> Image.Image:
    """The picture in the colours that a screen has: 8 bits to a channel, sRGB."""
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L").convert("RGB")
    mode, profile = "RGBA" if picture.has_transparency_data else "RGB", picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        if picture.mode == "RGB" and mode == "RGBA":  # one of its colours is meant to be seen through
            picture = picture.convert("RGBA")
        with suppress(ImageCms.PyCMSError, OSError):  # a profile that nobody can read says nothing
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            kept = mode if picture.mode != "CMYK" else "RGB"
            if found := ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=kept):
                return found
    return picture.convert(mode)


def encode(picture: Image.Image, max_width: int) -> bytes:
    """Return the picture as WebP, at most so many pixels wide."""
    if picture.width > max_width:
        height = max(1, round(picture.height * max_width / picture.width))
        picture = picture.resize((max_width, height), Image.Resampling.LANCZOS)
    output = BytesIO()
    picture.save(output, "WEBP", quality=82, icc_profile=None, exif=b"")
    return output.getvalue()


def rendition_name(name: str, width: int) -> str:
    return f"{name.removesuffix('.webp')}-{width}.webp"


def files_of(url: str) -> list[str]:
    """The names, in the storage of uploads, of a picture at an address and of all renditions that it may have."""
    name = unquote(url.removeprefix(default_storage.url("")))
    return [name, *(rendition_name(name, width) for width in WIDTHS)]


def store_renditions(file) -> None:
    """Write the narrower versions of a stored picture beside it, where they are not there yet."""
    with file.storage.open(file.name) as stream:
        picture = Image.open(stream, formats=FORMATS)
        for width in WIDTHS:
            name = rendition_name(file.name, width)
            if width < picture.width and not file.storage.exists(name):
                file.storage.save(name, ContentFile(encode(picture, width)))
