"""How well two colours stand out against each other, by the formula of WCAG 2.2, and how well they have to."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from content.languages import Label

from ..look.palette import dark_colours, light_colours

READ, SEEN, DRAWN = 7, 4.5, 3  # text at length (AAA), other text (AA), marks and the edges of controls


@dataclass(frozen=True)
class Pair:
    """Two colours that meet on a page."""

    front: str
    back: str
    use: Label
    least: float

    def ratios(self) -> tuple[float, float]:
        """The contrast in the light and in the dark scheme."""
        front, back = f"--ct-color-{self.front}", f"--ct-color-{self.back}"
        light, dark = light_colours(), dark_colours()
        return contrast(light[front], light[back]), contrast(dark[front], dark[back])


PAIRS = [
    Pair("ink", "paper", _("text"), READ),
    Pair("ink-quiet", "paper", _("text beside and below"), READ),
    Pair("visited", "paper", _("links to where one has been"), READ),
    Pair("ink", "paper-shade", _("footer"), READ),
    Pair("ink", "accent-tint", _("banner, what a link points at, words that were found"), READ),
    Pair("ink-quiet", "accent-tint", _("the same, text beside and below"), SEEN),
    Pair("paper", "ink", _("buttons"), READ),
    Pair("accent", "paper", _("lines, numbers, focus"), SEEN),
    Pair("rule-strong", "paper", _("edges of controls and of dates"), DRAWN),
    *(
        Pair(f"level-{level}", "paper", _("mark of a level"), DRAWN)
        for level in ("local", "national", "european", "international")
    ),
]


def contrast(one: str, other: str) -> float:
    """The ratio of the luminances of two colours such as #14201d: from 1, the same, to 21, black and white."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
