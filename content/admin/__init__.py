from . import dashboard, editions, images, info_pages, policies, redactions, sources

__all__ = ["dashboard", "editions", "images", "info_pages", "policies", "redactions", "sources"]
