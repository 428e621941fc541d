from .address import Address
from .claim import Claim
from .decision import Decision
from .edition import Edition
from .image import Image
from .kept_form import KeptForm
from .link import Link
from .listing import Listing
from .page import InfoPage, Page, page_types
from .publication import Policy, Publication
from .redaction import Redaction
from .search import SearchPage, SearchWord
from .seeded import Seeded
from .source import Passage, Source
from .statement import Statement

__all__ = [
    "Address",
    "Claim",
    "Decision",
    "Edition",
    "Image",
    "InfoPage",
    "KeptForm",
    "Link",
    "Listing",
    "Page",
    "Passage",
    "Policy",
    "Publication",
    "Redaction",
    "SearchPage",
    "SearchWord",
    "Seeded",
    "Source",
    "Statement",
    "page_types",
]
