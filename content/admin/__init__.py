from . import editions, images, info_pages, sources

__all__ = ["editions", "images", "info_pages", "sources"]
