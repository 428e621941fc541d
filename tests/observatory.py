"""The score that the HTTP Observatory of MDN gives to the headers of an answer.

By the public rules of mdn/mdn-http-observatory (src/grader/charts.js and src/analyzer/tests/, as of August 2026): it
begins with 100, what is wrong takes something off, and from 90 on what is more than right adds something. Only what the
site's own headers and markup can bring about is looked at: the certificate, redirection and the list of hosts that
browsers know to have HSTS are those of whoever runs it.
"""

import re

ENOUGH_FOR_MORE = 90
HALF_A_YEAR = 15_768_000  # seconds


def score(headers, body):
    """The score of an answer, and what each part adds or takes."""
    headers = {name.lower(): value for name, value in headers.items()}
    parts = {
        "policy": policy(headers.get("content-security-policy", "")),
        "frames": 5 if "frame-ancestors" in headers.get("content-security-policy", "") else -20,
        "cookies": 0 if "set-cookie" not in headers else -40,
        "sharing": -50 if "access-control-allow-credentials" in headers else 0,
        "referrer": 5 if headers.get("referrer-policy") in ("no-referrer", "same-origin", "strict-origin") else 0,
        "transport": transport(headers.get("strict-transport-security", "")),
        "scripts": scripts(body),
        "sniffing": 0 if headers.get("x-content-type-options") == "nosniff" else -5,
        "resource": 10 if headers.get("cross-origin-resource-policy") in ("same-origin", "same-site") else 0,
        "embedder": 10 if headers.get("cross-origin-embedder-policy") == "require-corp" else 0,
        "opener": 10 if headers.get("cross-origin-opener-policy") == "same-origin" else 0,
    }
    taken = 100 + sum(part for part in parts.values() if part < 0)
    return taken + (sum(part for part in parts.values() if part > 0) if taken >= ENOUGH_FOR_MORE else 0), parts


def policy(text):
    directives = dict(each.split(None, 1) for each in text.split("; ") if " " in each)
    if not directives or not {"default-src"} <= directives.keys():
        return -25
    if re.search(r"unsafe-|data:|https?:|\*", text):
        return -20
    return 10 if directives["default-src"] == "'none'" else 5


def transport(text):
    found = re.search(r"max-age=(\d+)", text)
    return 0 if found and int(found[1]) >= HALF_A_YEAR else -20


def scripts(body):
    return -50 if re.search(r'<script[^>]+src="(https?:)?//', body) else 0
