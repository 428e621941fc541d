"""Who comes to a screen of the desk, and what stands around it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from content.models import Page


def page_for(request: HttpRequest, pk: int) -> Page:
    """A page, for whoever may look at pages of its kind; others are refused, and 404 where there is none."""
    page = get_object_or_404(Page, pk=pk).specific
    if not may_view(request, page):
        raise PermissionDenied
    return page


def may_view(request: HttpRequest, page: Page) -> bool:
    """Whether somebody may look at a page in the admin."""
    return any(has_right(request, page, action) for action in ("view", "change"))


def has_right(request: HttpRequest, page: Page, action: str) -> bool:
    return request.user.has_perm(f"{page._meta.app_label}.{action}_{page._meta.model_name}")


def form_url(page: Page) -> str:
    """Where a page is written."""
    return reverse(f"admin:{page._meta.app_label}_{page._meta.model_name}_change", args=[page.pk])


def screen(request: HttpRequest, page: Page, title: str) -> dict:
    """What every screen about a page has around it."""
    return {
        **admin.site.each_context(request),
        "title": title,
        "page": page,
        "opts": page._meta,
        "form_url": form_url(page),
    }
