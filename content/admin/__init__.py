from . import dashboard, editions, images, info_pages, redactions, sources

__all__ = ["dashboard", "editions", "images", "info_pages", "redactions", "sources"]
