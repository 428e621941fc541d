"""Which release of the site this is: a digest of all that answers are made with."""

from hashlib import sha256

from django.conf import settings

CODE = ("content", "cooperation", "locale", "static", "templates", "requirements.txt")


def release() -> str:
    """A digest of the code, the texts and the looks of the site."""
    digest = sha256()
    for place in CODE:
        root = settings.BASE_DIR / place
        for file in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.relative_to(settings.BASE_DIR)} {file.stat().st_size}\n".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()
