"""Draws the course of a figure over the months as SVG: bars, and what is usual.

As wide as a telephone, so that it is legible there; it grows with the page. Letters are
said to be about as wide as they are.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

WIDTH, HEIGHT = 360, 168
LEFT, RIGHT, TOP, BOTTOM = 38, 6, 18, 22
SMALL = 11
INK, SOFT, GRID = "#1f2933", "#52606d", "#d5dbe1"
BAR, LAST, WORSE, BETTER, USUAL = (
    *("#a9c4e6", "#2b6cb0"),
    *("#b83232", "#0f766e", "#eef1f4"),
)
FONT = "system-ui, 'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"


@dataclass(frozen=True, slots=True)
class Column:
    """A month of the chart.

    :param value: None where nothing is known
    :param shown: the value in words
    :param outstanding: "worse", "better" or ""
    """

    label: str
    value: float | None
    shown: str
    outstanding: str = ""


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual, as a stripe behind the bars with a line at the mean."""

    mean: float
    low: float
    high: float


def draw(title, columns, usual=None, top=None):
    """A chart of columns; the last one is the month that it is about.

    :param str title: what it shows, for who does not see it
    :param top: the greatest value that may be, as 1 of a share; else the greatest one
    :rtype: str
    """
    values = [column.value for column in columns if column.value is not None]
    most = top or _nice(max([*values, usual.high if usual else 0, 1]))
    parts = [*_stripe(usual, most), *_grid(most, top)]
    step = (WIDTH - LEFT - RIGHT) / max(len(columns), 1)
    for at, column in enumerate(columns):
        parts += _column(column, at, step, most, at == len(columns) - 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}" style="max-width:100%;height:auto"'
        f' role="img" aria-label={quoteattr(title)} font-family="{FONT}"'
        f' fill="{INK}">{"".join(parts)}</svg>'
    )


def _y(value, most):
    share = min(max(value / most, 0), 1)
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _stripe(usual, most):
    if not usual:
        return
    high, low = _y(usual.high, most), _y(usual.low, most)
    width = WIDTH - LEFT - RIGHT
    yield (
        f'<rect x="{LEFT}" y="{high:.1f}" width="{width}" height="{low - high:.1f}"'
        f' fill="{USUAL}"/>'
    )
    y = _y(usual.mean, most)
    yield (
        f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{SOFT}"'
        ' stroke-width="1" stroke-dasharray="4 3"/>'
    )


def _grid(most, top):
    for value in (0, most / 2, most):
        y = _y(value, most)
        shown = f"{round(100 * value)}%" if top else f"{value:g}"
        yield (
            f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{GRID}"'
            ' stroke-width="0.7"/>'
        )
        yield _text(LEFT - 4, y + 4, shown, "end", SOFT)


def _column(column, at, step, most, is_last):
    middle = LEFT + (at + 0.5) * step
    yield _text(
        middle, HEIGHT - 7, column.label, "middle", INK if is_last else SOFT, is_last
    )
    if column.value is None:
        return
    wide = min(step * 0.62, 34)
    y = _y(column.value, most)
    color = {"worse": WORSE, "better": BETTER}.get(column.outstanding)
    color = color or (LAST if is_last else BAR)
    yield (
        f'<rect x="{middle - wide / 2:.1f}" y="{y:.1f}" width="{wide:.1f}"'
        f' height="{max(HEIGHT - BOTTOM - y, 0.8):.1f}" rx="1.5" fill="{color}"/>'
    )
    yield _text(middle, y - 4, column.shown, "middle", INK, is_last)


def _text(x, y, words, anchor, color, bold=False):
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{SMALL}" text-anchor="{anchor}"'
        f' fill="{color}"{weight}>{escape(words)}</text>'
    )


def _nice(most):
    """The next even number that makes a good end of the scale."""
    step = 2
    while most > step * 5:
        step *= 5 if str(step)[0] == "2" else 2
    return -(-most // step) * step
