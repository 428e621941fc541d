"""Takes in uploaded pictures.

What is kept is never the upload itself: it is decoded, turned upright and written anew, so that no metadata (a camera,
a place) and nothing that only pretends to be a picture comes along. What cannot be taken is told the true reason.
"""

import struct
import warnings
from contextlib import suppress
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms

from .pictures import ONE_AT_A_TIME, Taken

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 16_000
MAX_MEMORY = 195_000_000  # bytes, for a picture as it is read
KEPT = 2000  # pixels, the longer side of what is kept
PATIENCE = 10  # seconds that an upload waits for others
BAND = 64  # rows of what comes out of reducing, at once
RESIZABLE = ("L", "LA", "RGB", "RGBA", "CMYK")
ORIENTATION = 0x0112  # of EXIF
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, OverflowError, struct.error)
# How files of other kinds begin, from which byte on.
OTHERS = [
    (0, b"GIF8", "GIF"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"BM", "BMP"),
    (0, b"\0\0\1\0", "ICO"),
    (0, b"%PDF", "PDF"),
    (0, b"%!PS", "EPS"),
    (0, b"8BPS", "Photoshop"),
    (0, b"PK\3\4", "ZIP"),
    (4, b"ftypavi", "AVIF"),
    (4, b"ftyphe", "HEIC"),
    (4, b"ftypmif1", "HEIC"),
    (4, b"ftypmsf1", "HEIC"),
]


def take_in(upload) -> Taken:
    """Return an uploaded picture as a new WebP file; raise ValidationError when it is none that we take."""
    if upload.size > MAX_BYTES:
        raise ValidationError(_("This file is larger than 15 MB."))
    if not ONE_AT_A_TIME.acquire(timeout=PATIENCE):
        raise ValidationError(_("The site is busy with other pictures. Try again in a moment."))
    try:
        return Taken(read(upload))
    finally:
        ONE_AT_A_TIME.release()


def read(upload) -> Image.Image:
    """An uploaded picture, upright, in the colours of a screen and no larger than it is kept."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture, turn = decoded(upload)
        picture = fitting(picture)
        return picture.transpose(turn) if turn is not None else picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(too_large()) from None
    except UNREADABLE:
        raise ValidationError(why_not(upload)) from None


def decoded(upload) -> tuple[Image.Image, Image.Transpose | None]:
    """An uploaded picture, less than twice as large as it is kept, and the turn that makes it upright."""
    opened = Image.open(upload, formats=FORMATS)
    check(opened)
    turn = TURNS.get(opened.getexif().get(ORIENTATION, 1))
    opened.draft(None, size_kept(opened))  # a JPEG is read smaller at once
    times = max(opened.size) // KEPT
    opened.load()
    return reduced(opened, times) if times > 1 else opened, turn


def check(picture: Image.Image) -> None:
    """Raise ValidationError for a picture that is not to be read, by what its head says."""
    if picture.width * picture.height > MAX_PIXELS or max(picture.size) > MAX_SIDE:
        raise ValidationError(too_large())
    if picture.format != "MPO" and getattr(picture, "is_animated", False):  # of an MPO the first one is the picture
        raise ValidationError(_("This picture moves. Use one that stands still."))
    if memory_of(picture) > MAX_MEMORY:
        kind = "WebP" if picture.format == "WEBP" else _("progressive JPEG")
        told = _("A %(kind)s of so many pixels takes too much memory to read. Save it as an ordinary JPEG, or smaller.")
        raise ValidationError(told % {"kind": kind})


def memory_of(picture: Image.Image) -> int:
    """How many bytes of memory it takes to read a picture that was opened."""
    pixels = picture.width * picture.height
    if picture.format == "PNG":
        return 4 * pixels
    if picture.format == "WEBP":  # two canvases of the decoder, ours, and what the decoder works with
        return 16 * pixels
    if not picture.info.get("progressive"):
        return 0  # read in lines, and smaller at once
    layers = getattr(picture, "layer", [])  # (id, samples across, samples down, table)
    whole = max((across for _id, across, *_more in layers), default=1) * max((each[2] for each in layers), default=1)
    return 2 * pixels * sum(across * down for _id, across, down, _table in layers) // whole


def reduced(picture: Image.Image, times: int) -> Image.Image:
    """The picture so many times smaller, in the colours of a screen: band by band, for a copy of it takes memory."""
    width, height = picture.size
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    whole = Image.new(mode, (-(-width // times), -(-height // times)))
    for top in range(0, height, BAND * times):
        band = picture.crop((0, top, width, min(height, top + BAND * times)))
        whole.paste(in_colours(band).reduce(times), (0, top // times))
    return whole


def fitting(picture: Image.Image) -> Image.Image:
    """The picture as large as it is kept, in the colours of a screen."""
    if max(picture.size) > KEPT:
        if picture.mode not in RESIZABLE or "transparency" in picture.info:
            picture = in_colours(picture)
        picture = picture.resize(size_kept(picture), Image.Resampling.LANCZOS)
    picture = in_colours(picture)
    is_opaque = picture.mode == "RGBA" and picture.getchannel("A").getextrema()[0] == 255
    return picture.convert("RGB") if is_opaque else picture


def size_kept(picture: Image.Image) -> tuple[int, int]:
    """The size that a picture is kept in, lying as it was uploaded."""
    scale = max(1, max(picture.size) / KEPT)
    return max(1, round(picture.width / scale)), max(1, round(picture.height / scale))


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
                found.info.clear()  # it is in the colours of a screen now
                return found
    found = picture.convert(mode)
    found.info.clear()
    return found


def too_large() -> str:
    return _("This picture has more than 40 million pixels, or 16,000 on a side.")


def why_not(upload) -> str:
    """Why a file cannot be read as a picture that we take, by how it begins."""
    upload.seek(0)
    head = upload.read(1024)
    kinds = [kind for start, sign, kind in OTHERS if head[start:].startswith(sign)]
    if not kinds and b"<svg" in head.lower():
        kinds = ["SVG"]
    if kinds:
        return _("This is a file of the kind %(kind)s. Use JPEG, PNG or WebP.") % {"kind": kinds[0]}
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG")) or head[8:12] == b"WEBP":
        return _("This picture is damaged, or a part of it is missing. Save it anew, and try again.")
    return _("This is not a picture that we can read. Use JPEG, PNG or WebP.")
