"""Addresses belong to a page for good: given when it goes live, kept free for it while that is planned."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import Address, Edition


def reserve(editions: list[Edition]) -> None:
    """Give the addresses of editions to their pages; one that belongs to another page is refused, at its field."""
    owner = owners([path for edition in editions for path in edition.paths().values()])
    taken = {}
    for edition in editions:
        for language, path in edition.paths().items():
            if owner.setdefault(path, edition.page_id) != edition.page_id:
                taken[f"slug_{language}"] = belongs_elsewhere(path)
    if taken:
        raise ValidationError(taken)
    known = set(Address.objects.filter(path__in=owner).values_list("path", flat=True))
    Address.objects.bulk_create(Address(path=path, page_id=page) for path, page in owner.items() if path not in known)


def owners(paths: list[str]) -> dict[str, int]:
    """The pages that some paths belong to."""
    return dict(Address.objects.filter(path__in=paths).values_list("path", "page"))


def belongs_elsewhere(path: str) -> str:
    return _("%(path)s belongs to another page, which was or is going to be public there. Choose another address.") % {
        "path": path
    }
