"""The addresses of this room, in the admin."""

from django.urls import path

from .screens import empty_sheet, sheet, sheet_of_source, sheets


def addresses(admin_view) -> list:
    return [
        path("sheets/", admin_view(sheets), name="sheets"),
        path("sheets/empty/", admin_view(empty_sheet), name="empty_sheet"),
        path("sheets/source/<int:source>/", admin_view(sheet_of_source), name="sheet_of_source"),
        path("sheets/<uuid:key>/", admin_view(sheet), name="sheet"),
    ]
