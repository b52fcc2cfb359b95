"""Reads the text of a document: .docx, .pdf, .txt, .md. No service outside is asked."""

import io
import re
import zipfile
from dataclasses import dataclass, field

from .clause_cutting import Block
from .document_numbering import Numbering

MOST_BYTES = 50 * 2**20
MOST_UNPACKED = 200 * 2**20  # a .docx is an archive: what it may grow to
MOST_PAGES = 400
MOST_SIGNS = 3_000_000
FEW_SIGNS = 16  # a page with less is a picture of a page: a scan
ENDINGS = (".docx", ".pdf", ".txt", ".md")

# Problems, as codes: words are made where somebody reads them.
TOO_LARGE = "too_large"
TOO_MANY_PAGES = "too_many_pages"
UNKNOWN_KIND = "unknown_kind"
OLD_WORD = "old_word"
ENCRYPTED = "encrypted"
DAMAGED = "damaged"
SCANNED = "scanned"  # pages that are pictures
EMPTY = "empty"


@dataclass(slots=True)
class Document:
    """The text of a document and what of it could not be read."""

    blocks: list[Block] = field(default_factory=list)
    problems: list[tuple[str, tuple]] = field(default_factory=list)
    pages: int = 0

    @property
    def text(self):
        """Its text as a whole."""
        return "\n".join(block.text for block in self.blocks)


def read_document(name, content):
    """The text of a file; what could not be read stands among its problems.

    :param str name: of the file; its ending says what it is
    :param bytes content: of the file
    :rtype: Document
    """
    if len(content) > MOST_BYTES:
        return Document(problems=[(TOO_LARGE, (MOST_BYTES // 2**20,))])
    if content[:4] == b"\xd0\xcf\x11\xe0":
        # Word before 2007, or a .docx with a password
        locked = name.lower().endswith(".docx")
        return Document(problems=[(ENCRYPTED if locked else OLD_WORD, ())])
    if content[:5] == b"%PDF-" or name.lower().endswith(".pdf"):
        document = _read_pdf(content)
    elif content[:4] == b"PK\x03\x04" or name.lower().endswith(".docx"):
        document = _read_docx(content)
    elif name.lower().endswith((".txt", ".md", ".markdown", ".text")):
        document = read_text(decoded(content))
    else:
        return Document(problems=[(UNKNOWN_KIND, ())])
    if not document.problems and not document.text.strip():
        document.problems.append((EMPTY, ()))
    return document


def read_text(text):
    """The blocks of plain text or Markdown; lines of one paragraph go on."""
    document = Document()
    if len(text) > MOST_SIGNS:
        document.problems.append((TOO_LARGE, (MOST_SIGNS // 10**6,)))
        return document
    fenced = False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
            continue
        heading = re.match(r"(#{1,6})\s+(.*)", line)
        if heading and not fenced:
            document.blocks.append(Block(_unmarked(heading[2]), len(heading[1])))
        elif line.strip():
            document.blocks.append(Block(_unmarked(line), is_line=True))
    return document


def _unmarked(line):
    """Without the signs of Markdown for bold text and links."""
    line = re.sub(r"\*\*(.+?)\*\*|__(.+?)__", lambda m: m[1] or m[2], line)
    return re.sub(r"\[([^\]]{2,})\]\([^)]*\)", r"\1", line.strip("# "))


COMMON = re.compile("[的是在有不和为應应於于個个日時时]")


def decoded(content):
    """The text of a file of text: UTF-8 and UTF-16, else the better of GB and Big5."""
    for mark, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"", "utf-8-sig"),
    ):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    texts = [
        content.decode(encoding, errors="replace") for encoding in ("gb18030", "big5")
    ]
    return max(texts, key=lambda text: len(COMMON.findall(text)) - text.count("\ufffd"))


# --- PDF ------------------------------------------------------------------------------


def _read_pdf(content):
    import pypdfium2

    document = Document()
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        document.problems.append((ENCRYPTED if locked else DAMAGED, ()))
        return document
    try:
        document.pages = len(pdf)
        if document.pages > MOST_PAGES:
            document.problems.append((TOO_MANY_PAGES, (document.pages, MOST_PAGES)))
            return document
        _read_pages(pdf, document)
    finally:
        pdf.close()
    return document


def _read_pages(pdf, document):
    scanned = []
    for number in range(1, document.pages + 1):
        page = pdf[number - 1]
        words = page.get_textpage()
        text = words.get_text_bounded()
        words.close()
        page.close()
        if len(text.strip()) < FEW_SIGNS:
            scanned.append(number)
        for line in re.split(r"[\r\n]+", text.replace("\ufffe", "-")):
            line = _without_gaps(line)
            if line:
                document.blocks.append(Block(line, page=number, is_line=True))
    if scanned and (
        len(scanned) > 1 or document.pages == 1 or scanned != [document.pages]
    ):
        document.problems.append((SCANNED, (spans(scanned),)))


# Some programs print a gap between the signs of Chinese words: 三 个 工 作 日.
GAPS = re.compile("(?<=[一-鿿，。；：、]) (?=[一-鿿，。；：、])")


def _without_gaps(line):
    line = line.strip("\x00 \t")
    gaps = len(GAPS.findall(line))
    return GAPS.sub("", line) if gaps > len(line) / 4 else line


def spans(numbers):
    """Pages as people name them: 1, 3–5."""
    parts = []
    for number in numbers:
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in parts)


# --- Word -----------------------------------------------------------------------------


def _read_docx(content):
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    document = Document()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                document.problems.append((ENCRYPTED, ()))
                return document
        if size > MOST_UNPACKED:
            document.problems.append((TOO_LARGE, (MOST_UNPACKED // 2**20,)))
            return document
        word = docx.Document(io.BytesIO(content))
        numbering = Numbering(word)
        for paragraph in _paragraphs(word):
            document.blocks += _blocks_of(paragraph, numbering)
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError):
        document = Document(problems=[(DAMAGED, ())])
    pictures = len(word.inline_shapes) if document.blocks else 0
    if pictures and len(document.text) < 200 * pictures:
        document.problems.append((SCANNED, ("1",)))
    return document


def _paragraphs(word):
    """Paragraphs and rows of tables, in the order of the document."""
    from docx.table import Table

    for item in word.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                cells = []
                for cell in row.cells:
                    text = " ".join(cell.text.split())
                    if text and text not in cells[-1:]:
                        cells.append(text)
                yield " · ".join(cells)
        else:
            yield item


def _blocks_of(paragraph, numbering):
    if isinstance(paragraph, str):
        return [Block(paragraph)] if paragraph else []
    text = paragraph.text.strip()
    if not text:
        return []
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    heading = re.match(r"(?:heading|标题|標題|überschrift) ?(\d)", style, re.IGNORECASE)
    level = int(heading[1]) if heading else 1 if style.lower() == "title" else 0
    label = numbering.label(paragraph)
    return [Block(f"{label} {text}" if label else text, level)]
