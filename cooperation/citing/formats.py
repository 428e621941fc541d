"""A citation as programs and encyclopaedias take it: BibTeX, RIS, CSL-JSON, and the templates of two Wikipedias.

Each holds two dates, which are never mixed: of when a claim is and what it rests on, and of when it was shown here.
"""

import json
import re
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

BIBTEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "#$%&_{}"} | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\^{}"}
)
# What would end a value or a template of a wiki, or begin another one.
WIKI = str.maketrans({sign: f"&#{ord(sign)};" for sign in "|{}[]<="})


class Cited(NamedTuple):
    """What is cited: a claim by its words, or a page by its title."""

    title: str
    page: str  # the title of the page that it stands on; nothing of a page itself
    site: str
    address: str
    shown: date
    period: str  # of when it is: of a page nothing
    sources: tuple[str, ...]
    language: str

    @property
    def note(self) -> str:
        """Of when it is and what it rests on, in words."""
        parts = [_("Of when this is: %(period)s") % {"period": self.period}] if self.period else []
        parts += [_("Sources: %(sources)s") % {"sources": "; ".join(self.sources)}] if self.sources else []
        return ". ".join(parts)

    @property
    def where(self) -> str:
        return f"{self.page} – {self.site}" if self.page else self.site

    @property
    def key(self) -> str:
        """How the citation is called among others: by its address, which is one of its own."""
        return "wwmw-" + "-".join(self.address.rstrip("/").split("/id/")[-1].split("/"))


def formats(cited: Cited) -> list[tuple[str, str]]:
    """The citation in each format, by the name of that."""
    return [
        ("BibTeX", bibtex(cited)),
        ("RIS", ris(cited)),
        ("CSL-JSON", csl_json(cited)),
        ("Wikipedia (Nederlands)", wikipedia_nl(cited)),
        ("Wikipedia (English)", wikipedia_en(cited)),
    ]


def bibtex(cited: Cited) -> str:
    """An entry of BibTeX (https://www.ctan.org/pkg/bibtex)."""
    fields = {
        "title": f"{{{one_line(cited.title).translate(BIBTEX)}}}",
        "howpublished": f"{one_line(cited.where).translate(BIBTEX)}",
        "year": str(cited.shown.year),
        "month": str(cited.shown.month),
        "day": str(cited.shown.day),
        "url": cited.address,
        "language": {"nl": "dutch", "en": "english"}[cited.language],
        "note": one_line(cited.note).translate(BIBTEX),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{cited.key},\n{lines}\n}}"


def ris(cited: Cited) -> str:
    """A record of RIS, as reference managers exchange it."""
    fields = [
        ("TY", "ELEC"),
        ("TI", cited.title),
        ("T2", cited.where),
        ("PY", str(cited.shown.year)),
        ("DA", f"{cited.shown:%Y/%m/%d}"),
        ("UR", cited.address),
        ("LA", cited.language),
        ("N1", cited.note),
        ("ID", cited.key),
        ("ER", ""),
    ]
    return "\n".join(f"{name}  - {one_line(value)}" for name, value in fields if value or name == "ER")


def csl_json(cited: Cited) -> str:
    """An item of CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""
    day = {"date-parts": [[cited.shown.year, cited.shown.month, cited.shown.day]]}
    item = {
        "id": cited.key,
        "type": "webpage",
        "title": one_line(cited.title),
        "container-title": one_line(cited.where),
        "URL": cited.address,
        "issued": day,
        "language": cited.language,
        "note": one_line(cited.note),
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2)


def wikipedia_nl(cited: Cited) -> str:
    """The template Citeer web of the Dutch Wikipedia."""
    return template("Citeer web", ("url", "titel", "werk", "datum", "taal", "citaat"), cited)


def wikipedia_en(cited: Cited) -> str:
    """The template cite web of the English Wikipedia."""
    return template("cite web", ("url", "title", "website", "date", "language", "quote"), cited)


def template(name: str, names: tuple[str, ...], cited: Cited) -> str:
    """A template of a wiki. Of a claim its words are the quotation; of when it is comes after it, as it is ours."""
    quote = cited.title if cited.page else ""
    values = (cited.address, cited.page or cited.title, cited.site, cited.shown.isoformat(), cited.language, quote)
    told = [f"|{each}={wiki(value)}" for each, value in zip(names, values, strict=True) if value]
    return f"{{{{{name} {' '.join(told)}}}}} {wiki(cited.note)}".strip()


def wiki(value: str) -> str:
    return one_line(value) if value.startswith("http") else one_line(value).translate(WIKI)


def one_line(text: str) -> str:
    """A text without what would begin another line, and so another field."""
    return re.sub(r"\s+", " ", text).strip()
