from . import editions, images, info_pages, record, sources

__all__ = ["editions", "images", "info_pages", "record", "sources"]
