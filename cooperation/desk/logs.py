"""Keeps the keys of links for readers out of every log: whoever reads that could open them."""

import logging
import re

KEYS = re.compile(r"(/(?:preview/for|voorbeeld/voor)/)[^/\s?\"']+")


class WithoutKeys(logging.Filter):
    """Lets a record through with what follows the beginning of such an address left out."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.msg = without_keys(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(without_keys(each) if isinstance(each, str) else each for each in record.args)
        return True


def without_keys(text: str) -> str:
    return KEYS.sub(r"\1…", text)
