"""What every page says of where it is: its address in each language, its place on the site, the standing pages.

content/rendering/markup.py gives the reason why it is written here.
"""

from html import escape

from django import template
from django.utils.safestring import SafeString

from content.languages import DEFAULT

register = template.Library()

CURRENT = ' aria-current="true"'


@register.simple_tag
def alternate_links(alternates: list[dict], origin: str) -> SafeString:
    """For the head: the same page in each language, and for a reader of any other."""
    html = ""
    for each in alternates:
        languages = (each["code"], "x-default") if each["code"] == DEFAULT else (each["code"],)
        address = escape(origin + each["url"])
        for language in languages:
            html += f'<link rel="alternate" hreflang="{language}" href="{address}">\n  '
    return SafeString(html)


@register.simple_tag
def language_switch(alternates: list[dict]) -> SafeString:
    """The same page in each language, for the reader."""
    return SafeString(
        "".join(
            f'<li><a href="{escape(each["url"])}" lang="{each["code"]}" hreflang="{each["code"]}"'
            f"{CURRENT if each['current'] else ''}>{each['label']}</a></li>"
            for each in alternates
        )
    )


@register.simple_tag
def crumbs(breadcrumbs: list[dict]) -> SafeString:
    """The way from the front page to this one, which is no link."""
    return SafeString(
        "".join(
            f'<li><a href="{escape(crumb["url"])}"{attrs(crumb)}>{escape(str(crumb["label"]))}</a></li>'
            if crumb["url"]
            else f'<li><span aria-current="page"{attrs(crumb)}>{escape(str(crumb["label"]))}</span></li>'
            for crumb in breadcrumbs
        )
    )


@register.simple_tag
def footer_links(standing_pages: list[dict]) -> SafeString:
    """The pages about the site itself."""
    return SafeString(
        "".join(
            f'<li><a href="{escape(page["url"])}"{attrs(page)}>{escape(page["label"])}</a></li>'
            for page in standing_pages
        )
    )


def attrs(link: dict) -> str:
    """What the label of a link asks of its element; a label of the site's own asks nothing."""
    return getattr(link["label"], "attrs", "")
