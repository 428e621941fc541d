"""Requests that nobody should make: odd words, addresses, methods and heads, made up at random."""

import random
import re
from urllib.parse import quote

NASTY = [
    "", "0", "-1", "9" * 400, "\0", "\x7f", "\u202e", "ǅ", "😀" * 50, "a" * 1500, "%", "%%", "%00", "%ff%fe",
    "../" * 40, "' OR 1=1 --", '"', '"' * 99, "*", "(", "[" * 300, "\\", "{{7*7}}", "<script>alert(1)</script>",
    "AND OR NOT NEAR", "a* b* c*", "NULL", "None", "true", "1e999", "2026-02-30", "2026-11-29T25:61:61Z", "0001-01-01",
    "9999-12-31", "+" * 200, "&" * 200, ";" * 200, "organisaties/aivd", "aivd", "javascript:alert(1)", "\r\nX: y",
    "ſ" * 300, "ﬁ" * 100,
]  # fmt: skip
WORDS = re.split(" ", "terorisme bestrjding samenwerkng de het een van dienst veiligheid nationaal aivd nctv infobox")
NAMES = re.split(" ", "q at role level kind theme year focus from to sort page after before state form facet language")
METHODS = ["GET"] * 20 + ["HEAD", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW", "get"]
HEADERS = [
    "Accept-Language: {}", "Accept-Encoding: {}", "If-None-Match: {}", "If-Modified-Since: {}", "Range: bytes={}",
    "Cookie: session={}", "Cookie: csrf={}", "X-Forwarded-For: {}", "X-Forwarded-Proto: {}", "Referer: {}",
    "Origin: {}", "Content-Length: {}", "Accept: {}", "Accept-Datetime: {}", "User-Agent: {}", "Host: {}",
]  # fmt: skip
INSERTED = ["/", "//", "%2e%2e", "%00", "é", "data.json", "1", ""]


class Stranger:
    """Somebody who makes up requests, each time the same for a seed."""

    def __init__(self, paths: list[str], seed: int):
        self.chance, self.paths = random.Random(seed), paths

    def words(self) -> str:
        chance = self.chance
        if chance.random() < 0.4:
            return chance.choice(NASTY)
        return " ".join(chance.choices(WORDS, k=chance.choice([1, 2, 5, 40])))[:1500]

    def path(self) -> str:
        path, chance = self.chance.choice(self.paths), self.chance
        kind = chance.random()
        if kind < 0.15:
            return path + quote(self.words()[:300], safe=chance.choice(["", "/%"]))
        if kind < 0.25:
            place = chance.randrange(len(path) + 1)
            return (
                path[:place]
                + chance.choice(["/", "//", "%2e%2e", "%00", "é", "data.json", "1", ""])
                + path[place + 1 :]
            )
        if kind < 0.35:
            return path + chance.choice(["data.json", "data.jsonld", "versies/", "versions/1/", "versies/feed.xml"])
        return path

    def query(self) -> str:
        chance = self.chance
        if chance.random() < 0.3:
            return ""
        if chance.random() < 0.3:
            moment = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T{chance.randint(0, 23):02}:00:00Z"
            return f"?at={moment}"
        pairs = [(chance.choice(NAMES), self.words()) for _pair in range(chance.choice([1, 1, 2, 6]))]
        return "?" + "&".join(f"{name}={quote(value, safe=chance.choice(['', '%']))}" for name, value in pairs)

    def text(self) -> bytes:
        """A whole request, more or less."""
        chance = self.chance
        method, address = chance.choice(METHODS), re.sub("[ \r\n]", "+", self.path() + self.query())
        lines = [f"{method} {address} HTTP/1.1", "Host: localhost", "Connection: close"]
        for _header in range(chance.choice([0, 0, 1, 3])):
            lines.append(chance.choice(HEADERS).format(re.sub("[\r\n\0]", " ", self.words())))
        body = quote(self.words()).encode() if method in ("POST", "PUT", "PATCH") else b""
        if body and not any(line.startswith("Content-Length") for line in lines):
            lines += [f"Content-Length: {len(body) + 5}", "Content-Type: application/x-www-form-urlencoded"]
            body = b"text=" + body
        whole = "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body
        return whole if chance.random() < 0.98 else bytes(chance.randbytes(60)) + b"\r\n\r\n"
