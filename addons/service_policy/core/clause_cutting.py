"""Cuts the text of a written policy into its clauses, by how they are numbered."""

import re
from dataclasses import dataclass, field, replace
from itertools import groupby

from .figure_numbers import straightened, value_of

HAN = "一-鿿"
N_ZH = "[一二三四五六七八九十百〇零两兩\\d]{1,6}"

CHAPTER, ARTICLE, CODE, DECIMAL, HAN_LIST, HAN_ITEM, ITEM, HEADING = (
    "chapter",
    "article",
    "code",
    "decimal",
    "han_list",
    "han_item",
    "item",
    "heading",
)
# From the widest to the narrowest part; a decimal number says its depth itself.
RANKS = {
    HEADING: 0,
    CHAPTER: 1,
    ARTICLE: 3,
    CODE: 3,
    HAN_LIST: 2,
    HAN_ITEM: 4,
    DECIMAL: 5,
    ITEM: 9,
}
STYLES = [  # read with plain signs; the first that matches counts
    (
        CODE,
        re.compile(
            r"(?P<number>[A-Za-z]{1,6}[-–]\d+(?:[.-]\d+)*)(?=[\s:.、)]|$)[:.、)]?\s*"
        ),
    ),
    (
        CHAPTER,
        re.compile(
            rf"第\s?(?P<number>{N_ZH})\s?[章编編部篇节節](?![{HAN}]{{0,4}}[,，。])\s*"
        ),
    ),
    (
        CHAPTER,
        re.compile(r"(?:chapter|part|section) (?P<number>\d+|[ivx]+\b)[.:]?\s*", re.I),
    ),
    (ARTICLE, re.compile(rf"第\s?(?P<number>{N_ZH})\s?[条條]\s*[:、]?\s*")),
    (
        ARTICLE,
        re.compile(
            r"(?:article|clause|§) ?(?P<number>\d+(?:\.\d+)*)[.:)]?(?:\s+|$)", re.I
        ),
    ),
    (HAN_LIST, re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})\s?[、.](?!\d)\s*")),
    (HAN_ITEM, re.compile(r"\((?P<number>[一二三四五六七八九十]{1,3})\)\s*[、.]?\s*")),
    (
        DECIMAL,
        re.compile(
            r"(?P<number>\d{1,3}(?:\.\d{1,3})+)[.)、]?(?:\s+"
            r"|(?=[一-鿿]))(?![年月日天个個小时時%])"
        ),
    ),
    (DECIMAL, re.compile(r"(?P<number>\d{1,3})(?:[.、](?!\d)\s*|[)]\s+)(?=\S)")),
    (  # "1 About us": a short line, and no amount that a line begins with
        DECIMAL,
        re.compile(
            r"(?P<number>\d{1,2}) +(?=[a-z一-鿿][^.;,。；，]{1,40}$)"
            r"(?!(?:working|business|calendar)?[ -]?(?:day|hour|min|sec|week"
            r"|month|year|time"
            r"|per|point|yuan|euro|pages?\b)|[个個]?(?:工作|小|天|日|分|秒|年|月"
            r"|周|次|元|名|人))"
        ),
    ),
    (
        ITEM,
        re.compile(
            r"(?:\((?P<number>\d{1,2}|[a-z])\)|(?P<letter>[a-z])[.)]|[①-⑳]"
            r"|[-*•·▪●○■◆]\s)\s*"
        ),
    ),
]
CONTENTS = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|\s{3,}\.\s)\s*\d+\s*$|\t\d+\s*$")
PAGE_NUMBER = re.compile(
    (
        r"\s*(?:-\s*)?(?:page\s*|第\s*)?\d+(?:\s*(?:of|/|页|頁"
        r"|,)?\s*(?:共\s*)?\d*\s*[页頁]?)?(?:\s*-)?\s*$"
    ),
    re.I,
)
ENDS = re.compile(r"[.。;；!！?？:：,，、]$")
TITLE_SIGNS = 60  # longer first lines are text
#: At the end of a line of contents, and of a page: what is longer is text, and takes
#: time by the square of its length.
EDGE_SIGNS = 200


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a line of a document, with what the document says about it."""

    text: str
    level: int = 0  # of a heading, 1 and more; 0 is text
    page: int = 0  # counted from 1; 0 where the document knows no pages
    is_line: bool = False  # a line as it was printed, which may go on in the next one


@dataclass(slots=True)
class Clause:
    """One clause as it stands in the document."""

    number: str  # unique in the document: 2.4, CM-2.4, 3.1 for 第三条 （一）
    title: str
    text: str
    page: int = 0
    path: tuple[str, ...] = ()  # titles of what it stands under


@dataclass(slots=True)
class _Part:
    style: str
    rank: int
    number: str
    title: str
    page: int
    parent: "_Part | None" = None
    lines: list[Block] = field(default_factory=list)


def cut(blocks):
    """The clauses of a document, in its order.

    What stands below a clause without a number of its own, or as an item of a list, is
    a part of its text. A heading without a number gives its title to what follows.

    :param blocks: iterable of ``Block``
    :rtype: list[Clause]
    """
    blocks = [block for block in _without_margins(list(blocks)) if block.text.strip()]
    styles = {found[0] for found in map(_numbering, blocks) if found}
    items = _styles_of_items(styles)
    if styles and blocks and _is_title(blocks[0]):
        blocks[0] = replace(blocks[0], level=1)
    parts, stack = [], []
    for block in blocks:
        part = _part(block, items, styles)
        if part is None:
            if not stack:
                stack = [_Part(HEADING, 0, "", "", block.page)]
                parts.append(stack[0])
            stack[-1].lines.append(block)
            continue
        while stack and stack[-1].rank >= part.rank:
            stack.pop()
        part.parent = stack[-1] if stack else None
        stack.append(part)
        parts.append(part)
    return _clauses(parts)


def _is_title(block):
    """Whether the first line of a document is its title."""
    text = block.text.strip()
    return (
        not block.level
        and len(text) <= TITLE_SIGNS
        and not ENDS.search(text)
        and not _numbering(block)
    )


def _styles_of_items(styles):
    """Which styles number the items of a list inside a clause, in this document."""
    items = {ITEM}
    if ARTICLE in styles or CODE in styles:
        items |= {HAN_ITEM, HAN_LIST} if ARTICLE in styles else {HAN_ITEM}
        items.add(DECIMAL)
    return items


def _numbering(block):
    """(style, number, rest of the text) of a block that begins a part of the text."""
    text = block.text.strip()
    plain = straightened(text)
    for style, pattern in STYLES:
        match = pattern.match(plain)
        if match:
            number = match.groupdict().get("number") or ""
            start, end = match.span("number") if number else (0, 0)
            return style, text[start:end], text[match.end() :].strip()
    return None


def _part(block, items, styles):
    found = _numbering(block)
    if found and found[0] in items and not (found[0] == DECIMAL and "." in found[1]):
        found = None
        if not block.level:
            return None
    if found and found[0] == DECIMAL and {DECIMAL, CODE} <= items | styles:
        return None
    if found:
        style, number, rest = found
        number = _canonical(style, number)
        rank = RANKS[style]
        if style == DECIMAL:
            rank += min(number.count("."), 3)
        part = _Part(style, rank, number, "", block.page)
        title, text = _title_and_text(rest, block.level)
        part.title = title
        if text:
            part.lines.append(Block(text, 0, block.page, block.is_line))
        return part
    if block.level:
        rank = min(block.level, 2) / 10
        return _Part(HEADING, rank, "", block.text.strip(), block.page)
    return None


def _canonical(style, number):
    """The number in digits: 第十二条 is 12."""
    if style == CODE:
        return number.upper().replace("–", "-")
    plain = straightened(number)
    if re.fullmatch(r"[\d.]+", plain):
        return plain
    if re.fullmatch(N_ZH, plain):
        return str(int(value_of(plain)))
    return plain.upper()


def _title_and_text(rest, level):
    """What is the title and what the text of "Repair (报修). The centre writes …"."""
    if not rest or level:
        return rest, ""
    split = re.match(
        rf"([{HAN}A-Za-z（）()/、 ]{{2,16}})(?:[:：]\s*|[ 　]+)(?=[{HAN}])(.+)",
        rest,
        re.S,
    )
    if split and re.search(f"[{HAN}]", split[1]) and not ENDS.search(split[1]):
        return split[1].strip(), split[2].strip()
    split = re.match(
        r"([A-Z][^.!?;,]{1,58}(?:\([^)]{1,30}\))?)[.:]\s+(?=\S)(.+)", rest, re.S
    )
    if split and len(split[1].split()) <= 7:
        return split[1].strip(), split[2].strip()
    if len(rest) <= TITLE_SIGNS and not ENDS.search(rest) and "\n" not in rest:
        words = len(rest.split())
        if words <= 9 and len(re.findall(f"[{HAN}]", rest)) <= 20:
            return rest, ""
    return "", rest


def _clauses(parts):
    """Parts that say something; a heading without text is the path of the next ones."""
    clauses, taken = [], set()
    repeated = _repeated_numbers(parts)
    unnumbered = 0
    for part in parts:
        text = _joined(part.lines)
        title = part.title
        if not text and not _is_sentence(title):
            continue
        number = part.number
        if not number:
            if not text or len(text) < 2:
                continue
            unnumbered += 1
            number = f"0.{unnumbered}"
        elif part.style in (HAN_ITEM, HAN_LIST) or number in repeated:
            number = _under_parent(part)
        number = _free(number, taken)
        path = []
        above = part.parent
        while above:
            if above.title:
                path.insert(0, above.title)
            above = above.parent
        clauses.append(Clause(number, title, text or title, part.page, tuple(path)))
    return clauses


def _is_sentence(title):
    """A short clause without a text of its own: "Complaints within 24 hours"."""
    return bool(
        re.search(r"\d|[一二三四五六七八九十半]\S*[内內天时時日次]", title)
    ) or bool(ENDS.search(title))


def _repeated_numbers(parts):
    seen, repeated = set(), set()
    for part in parts:
        key = part.number if part.style not in (CHAPTER, HEADING) else ""
        if key and key in seen:
            repeated.add(key)
        seen.add(key)
    return repeated


def _under_parent(part):
    numbers = [part.number]
    above = part.parent
    while above:
        if above.number and above.style != HEADING:
            numbers.insert(0, above.number)
            if above.style in (ARTICLE, CODE):
                break
        above = above.parent
    return ".".join(numbers)


def _free(number, taken):
    """A number nobody else has; a policy that numbers twice gets 3, 3 (2)."""
    free, at = number, 1
    while free in taken:
        at += 1
        free = f"{number} ({at})"
    taken.add(free)
    return free


def _joined(blocks):
    """The text of lines: printed lines go on in the next one, paragraphs do not."""
    text = ""
    for block in blocks:
        words = block.text.strip()
        if not text:
            text = words
        elif not block.is_line or _numbering(block):
            text += "\n" + words
        elif text.endswith("-") and text[-2:-1].isalpha() and words[:1].islower():
            text = text[:-1] + words
        elif re.search(f"[{HAN}，。；：、）]$", text) and re.match(
            f"[{HAN}，。；：、（\\d]", words
        ):
            text += words
        else:
            text += " " + words
    return text


def _without_margins(blocks):
    """Without page numbers, contents, and what stands on most pages: headers."""
    by_page = groupby(blocks, lambda block: block.page)  # pylint: disable=bad-builtin-groupby
    pages = [list(group) for _page, group in by_page]
    often = {}
    if len(pages) >= 4:
        for page in pages:
            edge = {_shape(block) for block in [*page[:2], *page[-2:]]}
            for shape in edge:
                often[shape] = often.get(shape, 0) + 1
    margins = {shape for shape, count in often.items() if count > len(pages) / 2}
    for page in pages:
        last = len(page) - 1
        for at, block in enumerate(page):
            if CONTENTS.search(block.text[-EDGE_SIGNS:]):
                continue
            on_edge = block.is_line and (at <= 1 or at >= last - 1)
            on_edge = on_edge and len(block.text) <= EDGE_SIGNS
            if on_edge and (_shape(block) in margins or PAGE_NUMBER.match(block.text)):
                continue
            yield block


def _shape(block):
    """What is the same on each page but for the number of the page."""
    text = block.text.strip()
    return text if _numbering(block) else re.sub(r"\d+", "#", text)


def language_of(text):
    """``zh``, ``en`` or ``other``: which grammar reads the text, if any does."""
    letters = re.findall(r"[^\W\d_]", text[:20000])
    if not letters:
        return "other"
    han = sum(1 for letter in letters if "一" <= letter <= "鿿")
    kana = sum(
        1 for letter in letters if "぀" <= letter <= "ヿ" or "가" <= letter <= "힣"
    )
    if kana > len(letters) / 20:
        return "other"
    if han > len(letters) / 10:
        return "zh"
    words = re.findall(r"[a-z]+", text[:20000].lower())
    common = {"the", "of", "and", "to", "is", "in", "are", "within", "by", "be", "for"}
    share = sum(1 for word in words if word in common) / max(len(words), 1)
    latin = sum(1 for letter in letters if letter.isascii())
    return (
        "en"
        if latin > len(letters) * 0.9 and (share > 0.06 or len(words) < 12)
        else "other"
    )
