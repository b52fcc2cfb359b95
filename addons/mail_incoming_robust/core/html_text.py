"""HTML that no parser can be trusted with, as text."""

import re
from html.parser import HTMLParser

#: libxml2 drops whatever lies below 256 elements; the message page adds some around it.
MAX_DEPTH = 150

_EMPTY = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
# Elements that end where the next one of their kind begins.
_ENDS_ITSELF = frozenset(
    ["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "div",
        "dl",
        "dt",
        "dd",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset(["head", "script", "style", "title"])
# Characters read in vain for the end of marks that have none: the parser looks for it
# from each beginning anew.
_MAX_IN_VAIN = 1_000_000


class _Reader(HTMLParser):
    """Collects text, and how deep elements lie in each other; never builds a tree."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.deepest, self.silent, self.pieces = [], 0, 0, []
        self.in_vain = 0

    def parse_starttag(self, i):
        return self._tried(i, super().parse_starttag(i))

    def parse_endtag(self, i):
        return self._tried(i, super().parse_endtag(i))

    def parse_comment(self, i, report=1):
        return self._tried(i, super().parse_comment(i, report))

    def parse_html_declaration(self, i):
        return self._tried(i, super().parse_html_declaration(i))

    def parse_pi(self, i):
        return self._tried(i, super().parse_pi(i))

    def _tried(self, start, end):
        if end < 0:
            self.in_vain += len(self.rawdata) - start
            if self.in_vain > _MAX_IN_VAIN:
                raise ValueError("too many marks without an end")
        return end

    def handle_starttag(self, tag, attrs):
        if tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append(" ")
        if tag in _EMPTY:
            return
        if tag in _ENDS_ITSELF and self.open and self.open[-1] == tag:
            return
        self.open.append(tag)
        self.deepest = max(self.deepest, len(self.open))
        self.silent += tag in _SILENT

    def handle_startendtag(self, tag, attrs):
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag):
        if tag in _BLOCKS:
            self.pieces.append("\n")
        if tag not in self.open[-MAX_DEPTH * 2 :]:
            return
        while self.open:
            last = self.open.pop()
            self.silent -= last in _SILENT
            if last == tag:
                return

    def handle_data(self, data):
        if not self.silent:
            self.pieces.append(data)


def _read(html):
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except Exception:  # a mark that the parser does not survive: tags go, text stays
        reader.pieces = [re.sub(r"<[^<>]*>", " ", html)]
        reader.deepest = MAX_DEPTH + 1
    return reader


def is_too_deep(html):
    """Whether a parser of HTML would drop some of the text."""
    return html.count("<") > MAX_DEPTH and _read(html).deepest > MAX_DEPTH


def html_to_text(html):
    """Text of HTML, one line for each block, at most one empty line between them."""
    text = "".join(_read(html).pieces).replace("\xa0", " ")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
