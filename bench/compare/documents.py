"""What an answer says, as lines to compare: two answers that mean the same have the same lines."""

import hashlib
import json
import re
from html.parser import HTMLParser

# Classes that have another name since the revision that is compared with, each by its old name; "svg " before one
# stands for it within a picture.
RENAMED = {
    "svg paper": "net__paper",
    "svg box": "net__box",
    "svg name": "net__name",
    "svg name--left": "net__name--left",
    "svg name--middle": "net__name--middle",
    "svg name--right": "net__name--right",
    "svg caption": "net__caption",
    "svg origin": "net__origin",
    "svg short": "net__short",
    "svg rule": "net__rule",
    "svg target": "net__target",
    "svg tie": "net__tie",
    "svg tie--dashed": "net__tie--dashed",
    "svg ties": "net__ties",
    "svg head": "net__head",
    "svg node": "net__node",
    "svg node--organisation": "net__node--actor",
    "svg node--partnership": "net__node--actor",
    "svg node--programme": "net__node--programme",
    "svg self": "net__self",
    "svg band": "net__band",
    "svg mark": "net__mark",
    "svg mark--local": "net__mark--local",
    "svg mark--national": "net__mark--national",
    "svg mark--european": "net__mark--european",
    "svg mark--international": "net__mark--international",
}
# Of these, white space at the edges counts; between other elements it does not.
INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "i", "img", "input", "ins",
    "kbd", "label", "mark", "meter", "output", "q", "s", "samp", "select", "small", "span", "strong", "sub", "sup",
    "svg", "text", "textpath", "time", "tspan", "u", "var", "wbr",
}  # fmt: skip
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
KEPT = {"pre", "textarea"}
HASHED = re.compile(r"(/static/[^\s\"'?#]*?)\.[0-9a-f]{12}(\.\w+)")
NONCE = re.compile(r"""(\bnonce["']?[-=:]\s*["']?)[\w+/=-]+""")
SENTENCE = re.compile(r"(?<=[.;:!?]) (?=\S)")


def lines(answer, body, renamed=None, ignored=()):
    """Return what an answer says: its status, its headers and its body. `renamed` gives classes another name."""
    headers = [f"{name}: {header(name, value)}" for name, value in sorted(answer["headers"].items())]
    return [
        f"Status: {answer['status']}",
        *headers,
        *content(answer["headers"].get("Content-Type", ""), body, renamed, ignored),
    ]


def header(name, value):
    """Return the value of a header, in one order where the order means nothing."""
    if name == "Vary":
        return ", ".join(sorted(value.split(", ")))
    if name == "Content-Security-Policy":
        value = "; ".join(sorted(" ".join(sorted(part.split())) for part in value.split(";")))
    return unhashed(value)


def content(content_type, body, renamed=None, ignored=()):
    """Return what a body says, in lines."""
    if not re.search("text|html|xml|json|svg", content_type):
        return [f"{len(body)} bytes, SHA-256 {hashlib.sha256(body).hexdigest()}"] if body else []
    text = body.decode(errors="backslashreplace")
    if "html" in content_type or "svg" in content_type:
        return tokens(text, renamed, ignored)
    if "json" in content_type:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True).splitlines()
    if "xml" in content_type:
        text = re.sub(r">\s*<", ">\n<", text)
    return [line for each in text.splitlines() if (line := unhashed(collapsed(each).strip(" ")))]


def tokens(html, renamed=None, ignored=()):
    """Return the tags and the sentences of a page, without what is in the elements that are ignored."""
    reader = Reader(renamed or {}, ignored)
    reader.feed(html)
    reader.close()
    reader.end_text(block=True)
    return reader.tokens


def unhashed(text):
    """Return a text without what is made anew for each set of static files, or for each answer."""
    return NONCE.sub(r"\1", HASHED.sub(r"\1\2", text))


def collapsed(text):
    """Return a text with one space for all white space in a row; a space that does not break is no white space."""
    return re.sub(r"[ \t\r\n\f]+", " ", text)


class Reader(HTMLParser):
    """Reads a page as a stream of tokens."""

    def __init__(self, renamed, ignored):
        super().__init__(convert_charrefs=True)
        self.renamed, self.ignored = renamed, ignored
        self.tokens, self.text = [], ""
        self.after_block = True
        self.kept = 0  # elements around this place that keep their white space
        self.pictures = 0  # elements <svg> around this place
        self.skipped, self.depth = "", 0  # the ignored element around this place, and how many of its name

    def handle_decl(self, decl):
        self.add(f"<!{decl.lower()}>", block=True)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        if not self.skipped and tag in self.ignored and tag not in VOID:
            self.skipped = tag
        self.depth += tag == self.skipped
        self.pictures += tag == "svg"
        written = "".join(f' {name}="{self.value(name, value or "")}"' for name, value in sorted(attrs, key=first))
        self.add(f"<{tag}{written}>", block=tag not in INLINE)
        self.kept += tag in KEPT

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        self.add(f"</{tag}>", block=tag not in INLINE)
        self.pictures -= tag == "svg"
        self.kept -= tag in KEPT and self.kept > 0
        self.depth -= tag == self.skipped
        if not self.depth:
            self.skipped = ""

    def handle_data(self, data):
        if not self.skipped:
            self.text += data

    def value(self, name, value):
        """Return the value of an attribute as it is compared."""
        if name == "class":
            return " ".join(sorted({new for old in value.split() for new in self.now(old).split()}))
        return "" if name == "nonce" else unhashed(collapsed(value).strip(" "))

    def now(self, name):
        """Return what a class is called by now."""
        return self.renamed.get(f"svg {name}" if self.pictures else name, name)

    def add(self, token, block):
        self.end_text(block)
        self.after_block = block
        if not self.skipped:
            self.tokens.append(token)

    def end_text(self, block):
        """Add the text up to here; at the edge of a block, the white space means nothing."""
        text, self.text = self.text, ""
        if self.kept:
            self.tokens += text.splitlines(keepends=True)
            return
        text = collapsed(text)
        text = text.lstrip(" ") if self.after_block else text
        text = text.rstrip(" ") if block else text
        self.tokens += SENTENCE.split(unhashed(text)) if text else []


def first(pair):
    """Return the name of an attribute."""
    return pair[0]
