"""Files as people and attackers upload them as pictures, made when they are asked for; what the site makes of each."""

import struct
import zlib
from functools import partial
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

# What a form says of a file that it does not take.
KIND, DAMAGED, NONE = "a file of the kind {}", "damaged, or a part of it is missing", "not a picture that we can read"
LARGE, MEMORY = "more than 40 million pixels, or 16,000 on a side", "too much memory to read"
EMPTY, HEAVY, MOVES = "The submitted file is empty", "larger than 15 MB", "This picture moves"


def upload(data: bytes, name: str = "foto.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/png")


def saved(picture: Image.Image, kind: str = "PNG", **options) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def png(width: int, height: int) -> bytes:
    return saved(Image.new("1", (width, height)))


def marked(mode: str = "RGB") -> Image.Image:
    """A small picture whose upper left corner is bright, and the rest of it dark."""
    picture = Image.new("L", (64, 48), 30)
    picture.paste(220, (0, 0, 32, 24))
    return picture.convert(mode)


def turned(orientation: int) -> bytes:
    """The marked picture as a camera stores it that was held otherwise, with a profile of its own."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    way = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # members of Image.Transpose, which undo it
    lying = marked().transpose(Image.Transpose(way[orientation])) if orientation in way else marked()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(lying, "JPEG", exif=exif, icc_profile=profile, quality=95)


def located() -> bytes:
    """A picture that says where it was made, and with what."""
    exif = Image.Exif()
    exif[0x010F] = "Xyzzy"
    exif.get_ifd(0x8825)[2] = tuple(TiffImagePlugin.IFDRational(each) for each in (52, 5, 1))
    exif[0x8825] = exif.get_ifd(0x8825)
    return saved(marked(), "JPEG", exif=exif, comment=b"Xyzzy")


def moving(kind: str) -> bytes:
    return saved(marked(), kind, save_all=True, append_images=[Image.new("RGB", (64, 48), "teal")])


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def lying_png(width: int, height: int) -> bytes:
    """A PNG whose head says that it is larger than what follows."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def talking_png() -> bytes:
    """A PNG with a text that is 100 MB once it is unpacked."""
    info = PngInfo()
    info.add(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 100_000_000))
    return saved(marked(), pnginfo=info)


def archive() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        packed.writestr("xyzzy.php", "<?php phpinfo();")
    return file.getvalue()


def boxed(brand: bytes) -> bytes:
    """How HEIC and AVIF begin."""
    return struct.pack(">I", 24) + b"ftyp" + brand + b"\0\0\0\0" + brand + b"mif1"


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
JPEG = partial(saved, marked(), "JPEG")
NOISE = Image.effect_noise((90, 90), 90)
# By name: what makes the file, what it is called, and why it is refused; nothing where it is taken.
FILES = {
    "plain": (partial(saved, marked()), "foto.png", None),
    "one pixel": (partial(png, 1, 1), "1.png", None),
    "one line": (partial(png, 16_000, 10), "lijn.png", None),
    "one column": (partial(png, 10, 16_000), "kolom.png", None),
    "black and white": (partial(saved, marked().convert("1", dither=Image.Dither.NONE)), "zwart-wit.png", None),
    "grey with alpha": (partial(saved, marked("LA")), "la.png", None),
    "16 bits of grey": (partial(saved, marked("L").convert("I;16").point(lambda value: value * 257)), "i16.png", None),
    "palette": (partial(saved, marked("P")), "p.png", None),
    "palette to see through": (partial(saved, marked("P"), transparency=0), "pt.png", None),
    "colour to see through": (partial(saved, marked(), transparency=(30, 30, 30)), "rgbt.png", None),
    "alpha": (partial(saved, marked("RGBA")), "rgba.png", None),
    "CMYK": (partial(saved, marked("CMYK"), "JPEG"), "cmyk.jpg", None),
    "progressive": (partial(saved, marked(), "JPEG", progressive=True), "p.jpg", None),
    "grey": (partial(saved, marked("L"), "JPEG"), "l.jpg", None),
    "profile that is none": (partial(saved, marked(), icc_profile=b"xyzzy"), "icc.png", None),
    "lossless": (partial(saved, marked(), "WEBP", lossless=True), "foto.webp", None),
    **{f"turned {each}": (partial(turned, each), "scheef.jpg", None) for each in range(1, 9)},
    "several in one": (partial(moving, "MPO"), "foto.mpo", None),
    "place and maker": (located, "gps.jpg", None),
    "another name": (JPEG, "foto.gif", None),
    "name of a program": (JPEG, "foto.php", None),
    "no name to speak of": (JPEG, "...", None),
    "name with a path": (JPEG, "../../etc/passwd.png", None),
    "name from right to left": (JPEG, "gnp.\u202egnp.exe", None),
    "name of signs": (JPEG, "été 🏛 <script>.png", None),
    "long name": (JPEG, f"{'a' * 300}.png", None),
    "with a page behind it": (lambda: JPEG() + b"<html><script>xyzzy()</script>", "x.jpg", None),
    "with an archive behind it": (lambda: JPEG() + archive(), "x.jpg", None),
    "with a program in it": (lambda: JPEG(comment=b"<?php __HALT_COMPILER(); ?>xyzzy"), "x.phar.jpg", None),
    "nothing": (lambda: b"", "leeg.png", EMPTY),
    "text": (lambda: b"Xyzzy. " * 99, "foto.png", NONE),
    "page": (lambda: b"<!doctype html><script>alert(1)</script>", "foto.png", NONE),
    "cut off": (lambda: saved(NOISE, "JPEG")[:900], "foto.jpg", DAMAGED),
    "cut off in its head": (lambda: png(600, 400)[:30], "foto.png", DAMAGED),
    "cut off later": (lambda: saved(NOISE, "WEBP")[:900], "foto.webp", DAMAGED),
    "larger than it is": (partial(lying_png, 5000, 5000), "foto.png", DAMAGED),
    "far too many pixels": (partial(lying_png, 2**31 - 1, 2**31 - 1), "foto.png", LARGE),
    "bomb": (partial(png, 14_000, 14_000), "bom.png", LARGE),
    "too many pixels": (partial(png, 8000, 6000), "groot.png", LARGE),
    "too high": (partial(png, 1, 17_000), "hoog.png", LARGE),
    "too much text": (talking_png, "tekst.png", DAMAGED),
    "too many bytes": (lambda: png(4, 4) + bytes(15 * 2**20), "zwaar.png", HEAVY),
    "too much memory": (partial(saved, Image.new("L", (4500, 4000)), "WEBP"), "groot.webp", MEMORY),
    "SVG": (lambda: SVG, "tekening.png", KIND.format("SVG")),
    "GIF": (partial(saved, marked("P"), "GIF"), "foto.gif", KIND.format("GIF")),
    "TIFF": (partial(saved, marked(), "TIFF"), "foto.tiff", KIND.format("TIFF")),
    "BMP": (partial(saved, marked(), "BMP"), "foto.bmp", KIND.format("BMP")),
    "ICO": (partial(saved, marked(), "ICO"), "foto.ico", KIND.format("ICO")),
    "EPS": (partial(saved, marked(), "EPS"), "foto.eps", KIND.format("EPS")),
    "PDF": (partial(saved, marked(), "PDF"), "foto.pdf", KIND.format("PDF")),
    "HEIC": (partial(boxed, b"heic"), "foto.jpg", KIND.format("HEIC")),
    "AVIF": (partial(saved, marked(), "AVIF"), "foto.avif", KIND.format("AVIF")),
    "archive": (archive, "foto.jpg", KIND.format("ZIP")),
    "moving PNG": (partial(moving, "PNG"), "foto.png", MOVES),
    "moving WebP": (partial(moving, "WEBP"), "foto.webp", MOVES),
}
EACH = [pytest.param(*each, id=name) for name, each in FILES.items()]
