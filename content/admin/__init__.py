from . import editions, images, info_pages, policies, redactions, sources

__all__ = ["editions", "images", "info_pages", "policies", "redactions", "sources"]
