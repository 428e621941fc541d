"""The addresses of the desk: they stand in the admin, behind its door and under its names."""

from django.contrib import admin
from django.urls import path

from .checks import checks
from .compare import compare
from .guide import guide, guide_topic
from .linkable import linkable
from .notes import notes
from .reader_links import reader_links

urlpatterns = [
    path("checks/<slug:page_type>/<int:page>/", admin.site.admin_view(checks), name="checks"),
    path("reader-links/<int:page>/", admin.site.admin_view(reader_links), name="reader_links"),
    path("notes/<int:page>/", admin.site.admin_view(notes), name="notes"),
    path("guide/", admin.site.admin_view(guide), name="guide"),
    path("guide/<slug:topic>/", admin.site.admin_view(guide_topic), name="guide_topic"),
    path("linkable/", admin.site.admin_view(linkable), name="linkable"),
    path("compare/<int:page>/", admin.site.admin_view(compare), name="compare"),
]
