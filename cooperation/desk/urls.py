"""The addresses of the desk: they stand in the admin, behind its door and under its names."""

from django.contrib import admin
from django.urls import path

from .checks import checks
from .compare import compare

urlpatterns = [
    path("checks/<slug:page_type>/<int:page>/", admin.site.admin_view(checks), name="checks"),
    path("compare/<int:page>/", admin.site.admin_view(compare), name="compare"),
]
