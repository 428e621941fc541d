from . import editions, images, info_pages, redactions, sources

__all__ = ["editions", "images", "info_pages", "redactions", "sources"]
