"""A program that writes the text of a PDF, from its input to its output: with bounds, for whatever the file may do.

It is run by its path, in a process of its own, and leans on nothing of ours. Where there is no text to write it ends
with a status that says why.
"""

import resource
import sys
from io import BytesIO

MOST_CHARACTERS = 3_000_000  # more than a thousand pages
MOST_SECONDS = 45
MOST_MEMORY = 1024**3  # bytes
LOCKED, BROKEN, TOO_LONG = 3, 4, 5


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError

    try:
        reader = PdfReader(BytesIO(sys.stdin.buffer.read()))
        if reader.is_encrypted and not reader.decrypt(""):
            return LOCKED
        left = MOST_CHARACTERS
        for page in reader.pages:
            text = page.extract_text()
            left -= len(text)
            if left < 0:
                return TOO_LONG
            sys.stdout.buffer.write(text.replace("\f", "\n").encode(errors="replace") + b"\f")
    except FileNotDecryptedError:
        return LOCKED
    except (Exception, RecursionError, MemoryError):
        return BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
