"""Draws the flow of handling a request as SVG: one column, from top to bottom.

It is as wide as a telephone, so that it is legible there without zooming, and on paper,
where it grows to the width of the text. Widths are estimated: a Chinese sign is as wide
as it is high, other letters are about half of that.
"""

import unicodedata
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

WIDTH = 360
MARGIN = 10
MOST_HEIGHT = 900  # of a part: what fits on A4 below a heading
GAP = 22  # between boxes: the length of an arrow
PADDING = 9
TITLE, SMALL = 14, 12  # sizes of letters, in pixels
LEADING = 1.35
# A box beside one that says where it leads otherwise, and the arrow between them.
BESIDE_AWAY = round((WIDTH - 2 * MARGIN) * 0.62)
TO_AWAY = 34
AWAY_WIDTH = WIDTH - 2 * MARGIN - BESIDE_AWAY - TO_AWAY
BOLD = 1.12  # how much wider bold letters are
INK, SOFT, LINE = "#1f2933", "#52606d", "#7b8794"
FILLS = {  # fill and border
    "start": ("#e3f8f1", "#0f766e"),
    "end": ("#e3f8f1", "#0f766e"),
    "choice": ("#fff7e0", "#b7791f"),
    "stages": ("#ffffff", "#7b8794"),
    "promise": ("#eef4ff", "#2b6cb0"),
    "people": ("#ffffff", "#2b6cb0"),
    "away": ("#fdecec", "#b83232"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a box in two parts: when, and who."""

    left: str
    right: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """One step of the flow: what happens, who is responsible, what follows if not."""

    kind: str  # of FILLS
    title: str
    rows: tuple[Row, ...] = ()
    chips: tuple[str, ...] = ()  # one after the other: the stages
    away: str = ""  # where it leads otherwise: "Declined, with the reason"
    away_label: str = ""
    onward_label: str = ""  # at the arrow to the next box


@dataclass(slots=True)
class _Canvas:
    parts: list[str] = field(default_factory=list)
    y: float = 0

    def add(self, part):
        self.parts.append(part)


def draw(title, boxes, most=MOST_HEIGHT):
    """The flow chart as SVG, in parts that each fit on a page.

    :param str title: what it shows, for who does not see it
    :param boxes: list[Box] from top to bottom
    :param most: height of a part; a box alone may be higher
    :rtype: list[str]
    """
    parts, canvas = [], _Canvas(y=MARGIN / 2)
    boxes = list(boxes)
    for at, box in enumerate(boxes):
        kept, top = len(canvas.parts), canvas.y
        _draw_box(canvas, box)
        if canvas.y > most and kept:
            del canvas.parts[kept:]
            canvas.y = top
            parts.append(_svg(canvas, title))
            canvas = _Canvas(y=0)
            _draw_box(canvas, box)
        if at < len(boxes) - 1:
            _draw_arrow(canvas, box.onward_label)
    if canvas.parts or not parts:
        canvas.y += MARGIN / 2
        parts.append(_svg(canvas, title))
    return parts


def _svg(canvas, title):
    height = round(canvas.y + 0.5)
    label = quoteattr(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        f' width="{WIDTH}" height="{height}" style="max-width:100%;height:auto"'
        f' role="img" aria-label={label}'
        " font-family=\"system-ui, 'Noto Sans', 'Noto Sans CJK SC',"
        " 'Microsoft YaHei', 'PingFang TC', sans-serif\""
        f' fill="{INK}">{"".join(canvas.parts)}</svg>'
    )


def _draw_box(canvas, box):
    fill, border = FILLS[box.kind]
    left = MARGIN
    width = WIDTH - 2 * MARGIN
    if box.away:
        width = BESIDE_AWAY
    inside = width - 2 * PADDING
    top = canvas.y
    content = _Canvas(y=top + PADDING)
    for line in wrapped(box.title, inside, TITLE, bold=True):
        content.y += TITLE * LEADING
        _text(content, left + PADDING, content.y - 4, line, TITLE, bold=True)
    if box.chips:
        _draw_chips(content, box.chips, left + PADDING, inside)
    for row in box.rows:
        _draw_row(content, row, left + PADDING, inside)
    content.y += PADDING
    height = content.y - top
    radius = height / 2 if box.kind in ("start", "end") and height < 60 else 6
    if box.away:
        height = max(height, _height_of_away(box))
    canvas.add(_rect(left, top, width, height, fill, border, radius))
    canvas.parts += content.parts
    if box.away:
        _draw_away(canvas, box, left + width, top, height)
    canvas.y = top + height


def _draw_row(canvas, row, x, width):
    """When stands left, who stands right of it; both go on in the next lines."""
    share = 0.44 if row.left else 0
    size = TITLE - 1 if row.strong else SMALL
    lefts = wrapped(row.left, width * share - 4, size, row.strong) if row.left else []
    rights = wrapped(row.right, width * (1 - share), size, row.strong)
    top = canvas.y + 3
    for at in range(max(len(lefts), len(rights))):
        baseline = top + (at + 1) * size * LEADING - 3
        if at < len(lefts):
            _text(canvas, x, baseline, lefts[at], size, bold=row.strong)
        if at < len(rights):
            _text(
                canvas,
                x + width * share,
                baseline,
                rights[at],
                size,
                bold=row.strong,
                color=INK if row.strong else SOFT,
            )
    canvas.y = top + max(len(lefts), len(rights)) * size * LEADING


def _draw_chips(canvas, chips, x, width):
    """Stages one after the other, with arrows between, in lines."""
    canvas.y += 6
    at, height = x, SMALL * 1.9
    for place, chip in enumerate(chips):
        lines = wrapped(chip, width - 16, SMALL)
        wide = max(width_of(line, SMALL) for line in lines) + 16
        arrow = 16 if place else 0
        if at > x and at + arrow + wide > x + width:
            canvas.y += height + 6
            at, arrow = x, 0
        elif arrow:
            _arrow_head(canvas, at + 4, canvas.y + height / 2, right=True)
        at += arrow
        canvas.add(_rect(at, canvas.y, wide, height, "#f5f7fa", LINE, 4))
        _text(canvas, at + 8, canvas.y + height - 7, lines[0], SMALL)
        at += wide
    canvas.y += height


def _lines_of_away(box):
    return wrapped(box.away, AWAY_WIDTH - 2 * PADDING + 4, SMALL)


def _height_of_away(box):
    return len(_lines_of_away(box)) * SMALL * LEADING + 2 * PADDING - 4


def _draw_away(canvas, box, x, top, height):
    """A box at the right, for where it leads otherwise."""
    fill, border = FILLS["away"]
    left, width = x + TO_AWAY, AWAY_WIDTH
    lines, high = _lines_of_away(box), _height_of_away(box)
    y = top + (height - high) / 2
    middle = top + height / 2
    canvas.add(
        f'<path d="M{x} {middle:.1f}H{left - 6}" stroke="{LINE}" stroke-width="1.5"'
        ' fill="none"/>'
    )
    _arrow_head(canvas, left - 8, middle, right=True)
    _text(canvas, x + 5, middle - 5, box.away_label, SMALL, color=SOFT)
    canvas.add(_rect(left, y, width, high, fill, border, 6))
    for at, line in enumerate(lines):
        baseline = y + PADDING + (at + 1) * SMALL * LEADING - 6
        _text(canvas, left + PADDING - 2, baseline, line, SMALL)


def _draw_arrow(canvas, label):
    x = WIDTH / 2
    end = canvas.y + GAP
    canvas.add(
        f'<path d="M{x} {canvas.y:.1f}V{end - 6:.1f}" stroke="{LINE}"'
        ' stroke-width="1.5" fill="none"/>'
    )
    _arrow_head(canvas, x, end - 7, right=False)
    if label:
        _text(canvas, x + 8, canvas.y + GAP / 2 + 4, label, SMALL, color=SOFT)
    canvas.y = end


def _arrow_head(canvas, x, y, right):
    points = (
        f"{x} {y - 4} {x + 7} {y} {x} {y + 4}"
        if right
        else f"{x - 4} {y} {x + 4} {y} {x} {y + 7}"
    )
    canvas.add(f'<polygon points="{points}" fill="{LINE}"/>')


def _rect(x, y, width, height, fill, border, radius):
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        f' rx="{radius:.1f}" fill="{fill}" stroke="{border}" stroke-width="1.2"/>'
    )


def _text(canvas, x, y, words, size, bold=False, color=INK):
    weight = ' font-weight="600"' if bold else ""
    canvas.add(
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{color}"{weight}>'
        f"{escape(_printable(words))}</text>"
    )


def _printable(words):
    """Without signs that XML may not have."""
    return "".join(char for char in words if char in "\t\n" or ord(char) >= 32)


def width_of(words, size, bold=False):
    """About how wide words are, in pixels; rather more than they really are."""
    return sum(_width_of(char) for char in words) * size * (BOLD if bold else 1)


def _width_of(char):
    if unicodedata.east_asian_width(char) in "WF":
        return 1.02
    if char.isupper() or char in "mwMW@%":
        return 0.8
    return 0.38 if char in " iljtfI.,:;'|!()[]" else 0.62


def wrapped(words, width, size, bold=False):
    """Words in lines that are no wider than ``width``; Chinese may break anywhere.

    :rtype: list[str]
    """
    lines, line = [], ""
    for piece in _pieces(words):
        if width_of((line + piece).rstrip(), size, bold) <= width or not line:
            line += piece
        else:
            lines.append(line.rstrip())
            line = piece.lstrip()
        while width_of(line.rstrip(), size, bold) > width and len(line) > 1:
            fits = _fitting(line, width, size, bold)
            lines.append(line[:fits])
            line = line[fits:]
    if line.strip():
        lines.append(line.rstrip())
    return lines or [""]


def _fitting(line, width, size, bold):
    fits = len(line)
    while fits > 1 and width_of(line[:fits], size, bold) > width:
        fits -= 1
    return fits


NOT_FIRST = "，。；：、！？）》”’,.;:!?)"


def _pieces(words):
    """Words with the gap behind them; Chinese signs one by one."""
    piece = ""
    for char in words:
        wide = unicodedata.east_asian_width(char) in "WF"
        if piece and (
            (wide and char not in NOT_FIRST)
            or (not wide and piece[-1] == " " and char != " ")
            or (
                not wide
                and unicodedata.east_asian_width(piece[-1]) in "WF"
                and char != " "
                and char not in NOT_FIRST
            )
        ):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece
