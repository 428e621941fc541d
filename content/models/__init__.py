from .address import Address
from .brought_file import BroughtFile
from .claim import Claim
from .confirmation import Confirmation
from .decision import Decision
from .edition import Edition
from .image import Image
from .info_page import InfoPage
from .kept_form import KeptForm
from .link import Link
from .listing import Listing
from .note import Note
from .page import Page, page_types
from .publication import Policy, Publication
from .reader_link import ReaderLink
from .redaction import Redaction
from .saved_copy import SavedCopy
from .search import SearchPage, SearchWord
from .seeded import Seeded
from .set_member import SetMember
from .source import Passage, Source
from .source_text import SourceText, TextMark
from .statement import Statement
from .translation import Translation

__all__ = [
    "Address",
    "BroughtFile",
    "Claim",
    "Confirmation",
    "Decision",
    "Edition",
    "Image",
    "InfoPage",
    "KeptForm",
    "Link",
    "Listing",
    "Note",
    "Page",
    "Passage",
    "Policy",
    "Publication",
    "ReaderLink",
    "Redaction",
    "SavedCopy",
    "SearchPage",
    "SearchWord",
    "Seeded",
    "SetMember",
    "Source",
    "SourceText",
    "Statement",
    "TextMark",
    "Translation",
    "page_types",
]
