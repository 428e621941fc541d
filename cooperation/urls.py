from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path, register_converter
from django.urls.converters import StringConverter
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from content.identity import SHORT

from . import kinds
from .citing.addresses import read, written
from .desk.preview import then_preview, typed_preview
from .desk.reader_links import reader_preview
from .desk.urls import urlpatterns as desk
from .views.changes import change, changes
from .views.checking import check, checked
from .views.citing import citation, citation_tidied, claim_cited, page_cited
from .views.comparing import comparison
from .views.connections import connections
from .views.data import document_schema, list_data, page_data, page_linked_data
from .views.design import design
from .views.downloads import data, data_file
from .views.embedding import embed
from .views.errors import reserved
from .views.feeds import changes_feed, page_feed
from .views.front_page import front_door, front_page
from .views.lists import page_list
from .views.machines import favicon, media, robots, security_policy, security_txt, sitemap_file, sitemap_index
from .views.matrix import matrix, matrix_download
from .views.moments import timegate, timemap
from .views.network import network, network_download
from .views.openapi import data_reference, openapi
from .views.pages import page_detail, page_permalink, page_preview
from .views.record import record_file, record_head
from .views.search import search, search_description, search_suggestions
from .views.share import share_picture, share_picture_of_version
from .views.timeline import timeline
from .views.up_to_date import up_to_date
from .views.versions import page_history, page_version
from .views.view_data import (
    change_data,
    changes_data,
    connections_data,
    matrix_data,
    network_data,
    search_data,
    timeline_data,
    up_to_date_data,
)

# What the site is going to have at addresses of its own, in both languages.
RESERVED = [
    "api/", "changes/", "wijzigingen/", "claims/", "uitspraken/", "compare/", "vergelijken/", "data/", "gegevens/",
    "embed/", "feed/", "follow/", "volgen/", "history/", "geschiedenis/", "id/", "moment/", "static/", "media/",
]  # fmt: skip
# An address to cite as somebody typed it: in capitals, or with a slash at its end.
RETYPED = f"^id/[0-9a-fA-F]{{{SHORT}}}/[0-9]{{1,18}}(?:/[0-9a-fA-F]{{{SHORT}}})?/?$"

SECTIONED = [kind for kind in kinds.KINDS.values() if kind.section]
IN_SECTION = r"^(?P<path>{}[a-z0-9][-a-z0-9]*)/$"


class PagePath(StringConverter):
    """A page's address after its language: a section and a slug, or only a slug.

    A first segment of two letters would be a language that the site does not speak.
    """

    regex = "(?![a-z]{2}/)[a-z0-9][-a-z0-9]*(?:/[a-z0-9][-a-z0-9]*)?"


class ShortId(StringConverter):
    """How a permanent id begins."""

    regex = f"[0-9a-f]{{{SHORT}}}"


class CitationList:
    """Many citations in one part of an address."""

    regex = "[0-9a-f][0-9a-z.~]*"
    to_python, to_url = staticmethod(read), staticmethod(written)


register_converter(PagePath, "page")
register_converter(ShortId, "short")
register_converter(CitationList, "citations")

handler400 = "cooperation.views.errors.bad_request"
handler500 = "cooperation.views.errors.went_wrong"
handler404 = "cooperation.views.errors.not_found"

urlpatterns = [
    # The front door opens in the reader's language
    path("", front_door, name="front_door"),
    # For editors
    path("admin/", include("cooperation.accounts.urls")),
    path("admin/", ([*desk, *admin.site.urls[0]], *admin.site.urls[1:])),
    # For programs
    path("favicon.ico", favicon, name="favicon"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path(".well-known/security-policy", security_policy, name="security_policy"),
    path("sitemap.xml", sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", sitemap_file, name="sitemap_file"),
    path("openapi.json", openapi, name="openapi"),
    path("schemas/document.json", document_schema, name="document_schema"),
    # Pictures that editors uploaded; they are few, and never change once they are there
    re_path(r"^media/(?P<path>.+)$", media, name="media"),
    # The moments of a page (Memento)
    path("moment/timegate/<path:path>", timegate, name="timegate"),
    path("moment/timemap/<path:path>", timemap, name="timemap"),
    # The public record, for who wants to check it
    path("record.jsonl", record_file, name="record_file"),
    path("record/head.json", record_head, name="record_head"),
    # A page wherever it lives now
    path("id/<uuid:content_id>", page_permalink, name="page_permalink"),
    path("id/<short:page>/<int:serial>", citation, name="citation"),
    path("id/<short:page>/<int:serial>/<short:claim>", citation, name="citation"),
    re_path(RETYPED, citation_tidied, name="citation_tidied"),
]

# For readers, in their language
urlpatterns += i18n_patterns(
    path("", front_page, name="front_page"),
    # Most of what is asked for: a page in its section. Any other, and every route of a page, stands at the end
    *[re_path(format_lazy(IN_SECTION, kind.section), page_detail, name="page_detail") for kind in SECTIONED],
    *[path(kind.section, page_list, {"kind": kind}, name=f"{kind.name}_list") for kind in kinds.listed()],
    *[
        path(format_lazy("{}data.json", kind.section), list_data, {"kind": kind}, name="list_data")
        for kind in kinds.listed()
    ],
    path(_("search/"), search, name="search"),
    path(format_lazy("{}data.json", _("search/")), search_data, name="search_data"),
    path(_("search/suggestions/"), search_suggestions, name="search_suggestions"),
    path(_("search/description.xml"), search_description, name="search_description"),
    path(_("network/"), network, name="network"),
    path(format_lazy("{}data.json", _("network/")), network_data, name="network_data"),
    path(_("network/network.<str:file_format>"), network_download, name="network_download"),
    path(_("design/"), design, name="design"),
    path(_("share/<uuid:content_id>/<int:number>.png"), share_picture_of_version, name="share_picture_of_version"),
    path(_("share/<uuid:content_id>/<int:serial>-<slug:digest>.png"), share_picture, name="share_picture"),
    path(_("data/api/"), data_reference, name="data_reference"),
    path("openapi.json", openapi, name="openapi"),
    path(_("connections/"), connections, name="connections"),
    path(format_lazy("{}data.json", _("connections/")), connections_data, name="connections_data"),
    path(_("who-sits-where/"), matrix, name="matrix"),
    path(format_lazy("{}data.json", _("who-sits-where/")), matrix_data, name="matrix_data"),
    path(_("who-sits-where/who-sits-where.csv"), matrix_download, name="matrix_download"),
    path(_("timeline/"), timeline, name="timeline"),
    path(format_lazy("{}data.json", _("timeline/")), timeline_data, name="timeline_data"),
    path(_("changes/"), changes, name="changes"),
    path(format_lazy("{}data.json", _("changes/")), changes_data, name="changes_data"),
    path(_("changes/feed.xml"), changes_feed, name="changes_feed"),
    path(_("changes/<int:serial>/"), change, name="change"),
    path(format_lazy("{}data.json", _("changes/<int:serial>/")), change_data, name="change_data"),
    # How much of it is in date
    path(_("about/up-to-date/"), up_to_date, name="up_to_date"),
    path(format_lazy("{}data.json", _("about/up-to-date/")), up_to_date_data, name="up_to_date_data"),
    # Everything, to take away
    path(_("data/"), data, name="data"),
    path(_("data/<str:name>"), data_file, name="data_file"),
    path(_("preview/<uuid:content_id>/"), page_preview, name="page_preview"),
    path(_("preview/for/<slug:key>/"), reader_preview, name="reader_preview"),
    path(_("preview/then/<int:page>/<slug:side>/<int:other>/"), then_preview, name="then_preview"),
    path(_("preview/typed/<slug:page_type>/"), typed_preview, name="typed_preview"),
    path(_("preview/typed/<slug:page_type>/<int:page>/"), typed_preview, name="typed_preview"),
    # For citing: a page, or a claim on it, in one state of the site
    path("id/<short:page>/<int:serial>", page_cited, name="page_cited"),
    path("id/<short:page>/<int:serial>/<short:claim>", claim_cited, name="claim_cited"),
    re_path(RETYPED, citation_tidied, name="citation_tidied"),
    # Any two states of a page beside each other
    path(_("compare/<short:page>/"), comparison, name="comparison"),
    path(_("compare/<short:page>/<int:before>/<int:after>/"), comparison, name="comparison"),
    # Which citations a text holds, and how each of them stands
    path(_("check/"), check, name="check"),
    path(_("check/<citations:citations>/"), checked, name="checked"),
    # For other sites: a claim as it was, or as it is
    path("embed/<short:page>/<int:serial>/<short:claim>", embed, name="embed"),
    path("embed/<short:page>/<short:claim>", embed, name="embed"),
    # No page may live here: the routes are to come
    *[path(section, reserved, name="reserved") for section in RESERVED],
    *[path(f"{section}<path:rest>", reserved, name="reserved") for section in RESERVED],
    # A page, and every route of it
    path(_("<page:path>/versions/feed.xml"), page_feed, name="page_feed"),
    path(_("<page:path>/versions/"), page_history, name="page_history"),
    path(_("<page:path>/versions/<int:number>/"), page_version, name="page_version"),
    path("<page:path>/data.json", page_data, name="page_data"),
    path("<page:path>/data.jsonld", page_linked_data, name="page_linked_data"),
    path("<page:path>/", page_detail, name="page_detail"),
)
