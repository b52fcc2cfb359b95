"""Texts of clocks: code page, delimiter and quotes are found out. Plain Python.

``charset-normalizer`` finds the code page where the words of the headings do not; the
standard ``csv`` reads one line. Lines are put together here and not there, because one
stray quote makes ``csv`` swallow all lines that follow.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator

from charset_normalizer import from_bytes

from .punch_cells import Cell
from .punch_file import MAX_CELL, MAX_COLUMNS, MAX_ROWS, FileProblem

#: What the clocks and offices of our users write, beside UTF.
CODE_PAGES = ("gb18030", "big5hkscs", "cp1252")
#: What others write. Short names look alike in all of these, so that known words are
#: needed to tell: headings, or names of people.
BY_WORDS = ("cp1250", "cp1251", "cp1254", "shift_jis", "cp949")
#: Marks at the beginning; the longer ones first, as one begins with another.
MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
#: Blanks part cells only where nothing else does, as some terminals write.
DELIMITERS = "\t;|,"
SAMPLE_BYTES = 50_000
SAMPLE_LINES = 60
#: A quoted cell has no more lines than this: times of a day, an address.
MAX_QUOTED_LINES = 12
MAX_LINE = MAX_CELL * 40


def decode(content: bytes, encoding: str = "", words: Iterable[str] = ()) -> str:
    """Return the text of a file.

    :param encoding: empty finds it out
    :param words: headings and names that may stand in the file; the code page in which
        most of them are found is the right one
    :raise FileProblem: no code page fits
    """
    for mark, marked in MARKS:
        if content.startswith(mark):
            return _strictly(content, marked)
    if encoding:
        return _strictly(content, encoding)
    if wide := _without_mark(content):
        return _strictly(content, wide)
    try:
        return content.decode()
    except UnicodeDecodeError:
        return _by_code_page(content, words)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except (LookupError, UnicodeError):
        raise FileProblem("encoding") from None


def _without_mark(content: bytes) -> str:
    """Return which UTF-16 it is: digits and delimiters have a zero byte on one side."""
    sample = content[:SAMPLE_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    few = len(sample) // 20
    if odd > few and odd > 4 * even:
        return "utf-16-le"
    if even > few and even > 4 * odd:
        return "utf-16-be"
    return ""


def _by_code_page(content: bytes, words: Iterable[str]) -> str:
    """Decode by the words that are known, else by what the letters look like."""
    sample = _sample(content)
    texts = {}
    for name in CODE_PAGES + BY_WORDS:
        try:
            texts[name] = sample.decode(name)
        except UnicodeDecodeError:
            continue
    for name in _by_likelihood(sample, texts, words):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise FileProblem("encoding")


def _by_likelihood(sample: bytes, texts: dict, words: Iterable[str]) -> list[str]:
    """Return the code pages that are possible, the likeliest first."""
    likely = []
    foreign = {word for word in words if not word.isascii()}
    hits = {name: sum(word in text for word in foreign) for name, text in texts.items()}
    most = max(hits.values(), default=0)
    if most and _alone(hits, texts, most):
        likely.append(max(hits, key=hits.get))
    else:
        usual = [name for name in CODE_PAGES if name in texts]
        guess = usual and from_bytes(sample, cp_isolation=usual).best()
        if guess and guess.encoding in texts:
            likely.append(guess.encoding)
    return [*likely, *(name for name in texts if name not in likely)]


def _alone(hits, texts, most) -> bool:
    """Tell whether those with the most words have one text (Latin pages overlap)."""
    return len({texts[name] for name, count in hits.items() if count == most}) == 1


def _sample(content: bytes) -> bytes:
    """Return lines that are not plain ASCII, as they alone tell the code page."""
    lines, size = [], 0
    for line in io.BytesIO(content):
        if not line.isascii():
            line = line if len(line) <= SAMPLE_BYTES else b""
            lines.append(line)
            size += len(line)
        if size > SAMPLE_BYTES:
            break
    return b"".join(lines)


def read_text(text: str, delimiter: str = "") -> Iterator[tuple[int, list[Cell], str]]:
    """Yield (number, cells, problem) of each line."""
    if text.count("\n") + text.count("\r") > 10 * MAX_ROWS:
        raise FileProblem("rows", most=MAX_ROWS)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    sign = delimiter or find_delimiter(lines)
    index = 0
    while index < len(lines):
        number, line = index + 1, lines[index]
        index += 1
        if len(line) > MAX_LINE:
            raise FileProblem("cell", most=MAX_CELL, line=number)
        cells, problem = _split(line, sign), ""
        if cells is None:
            cells, more = _quoted(lines, index - 1, sign)
            problem = "" if more else "quote"
            index += max(more - 1, 0)
        if any("\0" in cell for cell in cells):
            cells = [cell.strip("\0 ") for cell in cells]
        if any("\0" in cell for cell in cells):
            cells = [cell.replace("\0", "\N{REPLACEMENT CHARACTER}") for cell in cells]
            problem = "damaged"
        yield number, cells, problem


def find_delimiter(lines: list[str]) -> str:
    """Return the sign that stands most evenly in the first lines; a tab, if none does.

    Commas of an address in a file of semicolons are many but uneven.
    """
    sample = [line for line in lines[:SAMPLE_LINES] if line.strip()]
    best, most = "\t", 0.0
    for sign in DELIMITERS:
        counts = Counter(line.count(sign) for line in sample)
        counts.pop(0, None)
        if not counts:
            continue
        count, often = counts.most_common(1)[0]
        evenness = often / len(sample)
        weight = evenness * (1 + min(count, 20) / 100)
        if weight > most:
            best, most = sign, weight
    if not most and all(len(line.split()) > 2 for line in sample):
        return " "
    return best


def _split(line: str, sign: str) -> list[str] | None:
    """Return the cells of a line; nothing if a quote is open at its end."""
    if sign == " ":
        return line.split()
    if '"' not in line:
        return line.split(sign)
    try:
        return next(csv.reader([line], delimiter=sign, strict=True), [])
    except csv.Error as error:
        return None if "unexpected end" in str(error) else line.split(sign)


def _quoted(lines: list[str], index: int, sign: str) -> tuple[list[str], int]:
    """Return the cells of a line whose quote is closed on a later one.

    A delimiter between the quotes means that a row would be swallowed: then the quote
    is a stray one.

    :return: cells, and how many lines they stand on; 0 if the quote is never closed
    """
    whole = lines[index]
    for more in range(1, MAX_QUOTED_LINES):
        if index + more >= len(lines) or len(whole) > MAX_LINE:
            break
        whole += "\n" + lines[index + more]
        try:
            cells = next(csv.reader([whole], delimiter=sign, strict=True), [])
        except csv.Error as error:
            if "unexpected end" in str(error):
                continue
            break
        if any("\n" in cell and sign in cell for cell in cells):
            break
        return cells, more + 1
    return lines[index].split(sign)[:MAX_COLUMNS], 0
