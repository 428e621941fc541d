"""Writes a picture: in the widths and the formats that there are, with who made it and by which licence."""

from collections.abc import Mapping

from markupsafe import Markup

from .markup import NOTHING, element, joined, link

TALLEST = 640  # pixels on a screen
# On a narrow screen a picture that is wider than this is cut to it, around its focal point (static/css/page.css).
CROP = 16 / 9
# Where a page has one column, and how wide that is; and how wide the column is elsewhere (static/css/tokens.css).
NARROW, ONE_COLUMN, COLUMN = "(width < 40rem)", "calc(100vw - 2rem)", "35rem"


def figure(image: Mapping) -> Markup:
    """The picture of a page, with its caption."""
    return element("figure", picture(image), caption(image), class_="figure")


def picture(image: Mapping) -> Markup:
    """The image in as many pixels as the screen needs, in the smallest format that a browser knows."""
    size = shown_size(image["width"], image["height"])
    webp = image["renditions"] | {str(image["width"]): image["url"]}
    sources = [
        element("source", type=f"image/{kind}", srcset=srcset(files), sizes=sizes(*size))
        for kind, files in (("avif", image["avif"]), ("webp", webp))
        if files
    ]
    x, y = (10 * round(each / 10) for each in image["focal_point"])
    crops = size[0] / size[1] > CROP
    plain = webp.get("960") or image["url"]
    shown = element(
        "img", src=plain, width=size[0], height=size[1], alt=image["alt"], decoding="async", like=image["alt"],
        class_=f"figure__wide figure__left--{x} figure__top--{y}" if crops else "",
    )  # fmt: skip
    return element("picture", *sources, shown)


def srcset(files: Mapping[str, str]) -> str:
    return ", ".join(f"{url} {width}w" for width, url in sorted(files.items(), key=lambda each: int(each[0])))


def shown_size(width: int, height: int) -> tuple[int, int]:
    """How large a picture is shown at most: one that is tall no taller than fits on a screen."""
    scale = min(1, TALLEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def sizes(width: int, height: int) -> str:
    """How wide it is shown, on screens of any width; where it is cut off at its sides, more of it is needed."""
    narrow = f"calc({width / height / CROP:.2f} * (100vw - 2rem))" if width / height > CROP else ONE_COLUMN
    return f"{NARROW} min({narrow}, {width}px), min({COLUMN}, {width}px)"


def caption(image: Mapping) -> Markup:
    """Who made it, and by which licence, with the way to its text."""
    label = image["licence_label"]
    licence = link(label, image["licence_url"]) if image["licence_url"] else label
    credit = element("bdi", image["credit"]) if image["credit"] else ""
    told = [part for part in (credit, licence) if part]
    return element("figcaption", joined(told, " · ")) if told else NOTHING
