"""A page as others see it: all that a link, a row or a node needs of a public edition."""

from typing import NamedTuple


class Reference(NamedTuple):
    """What others need of an edition: which page it is, its name, its address and its place in the alphabet."""

    pk: int
    page_id: int
    page_type: str
    summary: dict
    path_nl: str
    path_en: str
    sort_key_nl: str
    sort_key_en: str

    @property
    def content_id(self) -> str:
        return self.summary["content_id"]

    def path(self, language: str) -> str:
        return getattr(self, f"path_{language}")

    def paths(self) -> dict[str, str]:
        return {"nl": self.path_nl, "en": self.path_en}

    def sort_key(self, language: str) -> str:
        return getattr(self, f"sort_key_{language}")

    def slug(self, language: str) -> str:
        return slug_of(self.path(language))


def tail_of(path: str) -> str:
    """A page's address after its language, without slashes around it: "organisaties/aivd"."""
    return path.strip("/").partition("/")[2]


def slug_of(path: str) -> str:
    """The last part of a page's address: "aivd" of "/nl/organisaties/aivd/"."""
    return path.rstrip("/").rpartition("/")[2]
