"""Asking for a document at an address that an editor wrote: politely, and at nobody who is not on the open web.

The address of a host is looked up once, and that very address is asked, so a name cannot lead inside after it was
looked at. Redirects are followed one by one, each looked at in the same way.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

PATIENCE = 20  # seconds for each answer
AT_MOST = 90  # seconds for a whole document
LARGEST = 32 << 20  # bytes that are read of one
REDIRECTS = 6
PORTS = {"http": 80, "https": 443}
UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "nav", "header", "footer"}


class Trouble(TextChoices):
    """Why nothing came of asking."""

    HOST = "host", _("there is no such host")
    LOCAL = "local", _("it is not on the open web")
    NO_WEB = "no web", _("its address is not one of the web")
    CERTIFICATE = "certificate", _("its certificate is not right")
    SLOW = "slow", _("it takes too long")
    SILENT = "silent", _("it does not answer")
    LOOP = "loop", _("it leads on and on")


class Unreachable(Exception):
    """Nothing came of asking: the exception says why, as a Trouble."""


class Fetched(NamedTuple):
    """What was answered: at which address in the end, whether each step there was for good, and a mark of its words."""

    status: int
    url: str
    is_permanent: bool
    fingerprint: str = ""  # the SHA-256 of the words of a page, or of any other file


def fetch(url: str) -> Fetched:
    """Ask for a document, and follow where it leads. Raises Unreachable."""
    is_permanent = True
    for _step in range(REDIRECTS):
        with asked(url) as response:
            location = response.getheader("Location")
            if response.status in (301, 302, 303, 307, 308) and location:
                is_permanent = is_permanent and response.status in (301, 308)
                url = urljoin(url, quote(location, safe=":/?#[]@!$&'()*+,;=%~"))
                continue
            if response.status != 200:
                return Fetched(response.status, url, is_permanent)
            body, kind = read(response), response.getheader("Content-Type", "").lower()
            mark = text_of(body) if kind.startswith(("text/html", "application/xhtml")) else body
            return Fetched(200, url, is_permanent, sha256(mark).hexdigest())
    raise Unreachable(Trouble.LOOP)


@contextmanager
def asked(url: str) -> Iterator[HTTPResponse]:
    """The answer at one address. Raises Unreachable."""
    parts = urlsplit(url)
    try:
        host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise Unreachable(Trouble.NO_WEB) from None
    if parts.scheme not in PORTS or not host:
        raise Unreachable(Trouble.NO_WEB)
    connection = HTTPConnection(host, port, timeout=PATIENCE)
    connection.default_port = PORTS[parts.scheme]  # which a request need not name
    try:
        connection.sock = connected(host, port, is_secure=parts.scheme == "https")
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
            f"?{quote(parts.query, safe=QUERY)}" if parts.query else ""
        )
        connection.request("GET", path, headers={"User-Agent": agent(), "Accept": "*/*", "Accept-Encoding": "identity"})
        yield connection.getresponse()
    except ssl.SSLCertVerificationError:
        raise Unreachable(Trouble.CERTIFICATE) from None
    except TimeoutError:
        raise Unreachable(Trouble.SLOW) from None
    except (OSError, HTTPException, UnicodeError):
        raise Unreachable(Trouble.SILENT) from None
    finally:
        connection.close()


QUERY = "/%:@!$&'()*+,;=~?[]"


def connected(host: str, port: int, *, is_secure: bool) -> socket.socket:
    """A connection to a host on the open web. Raises Unreachable for any other, and OSError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise Unreachable(Trouble.HOST) from None
    addresses = [str(each[4][0]) for each in found]
    if not settings.LINKS_MAY_BE_LOCAL:
        if port not in PORTS.values():
            raise Unreachable(Trouble.LOCAL)
        if not all(map(is_on_open_web, addresses)):
            raise Unreachable(Trouble.LOCAL)
    plain = socket.create_connection((addresses[0], port), PATIENCE)
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host) if is_secure else plain


def is_on_open_web(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    return ip.is_global and not ip.is_multicast


def read(response: HTTPResponse) -> bytes:
    """The body of an answer, so far as it is looked at. Raises Unreachable."""
    begun, parts, size = time.monotonic(), [], 0
    while size < LARGEST and (part := response.read(1 << 16)):
        parts.append(part)
        size += len(part)
        if time.monotonic() - begun > AT_MOST:
            raise Unreachable(Trouble.SLOW)
    return b"".join(parts)


def agent() -> str:
    """Who asks, and where to complain."""
    contact = ", ".join(filter(None, (settings.BASE_URL, settings.SITE_EMAIL)))
    return f"who-works-with-whom check_links ({contact or 'a site that cites this page'})"


class Words(HTMLParser):
    """The words that say what a page says: those of its main part if it marks one, or else all but what is around."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden, self.main = 0, 0
        self.all: list[str] = []
        self.mains: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.hidden += tag in UNSEEN
        self.main += tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in UNSEEN and self.hidden > 0
        self.main -= tag == "main" and self.main > 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            (self.mains if self.main else self.all).append(data)


def text_of(page: bytes) -> bytes:
    """The words of a page, in small letters with one space between them."""
    words = Words()
    words.feed(page.decode("utf-8", "replace"))
    words.close()
    return " ".join(" ".join(words.mains or words.all).split()).casefold().encode()
