from .claim import Claim
from .edition import Edition, Link
from .image import Image
from .listing import Listing
from .page import InfoPage, Page, page_types
from .search import SearchPage, SearchWord
from .source import Passage, Source
from .statement import Statement

__all__ = [
    "Claim",
    "Edition",
    "Image",
    "InfoPage",
    "Link",
    "Listing",
    "Page",
    "Passage",
    "SearchPage",
    "SearchWord",
    "Source",
    "Statement",
    "page_types",
]
