"""A file of a clock or an app as sheets of lines: plain Python, no ORM.

Finds out what kind of file it is, because exports differ and their names lie: many a
file ``….xls`` is a page or a text. Everything is bounded here, so that no file, made by
mistake or on purpose, takes the server's memory: what comes after may trust the bounds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .punch_cells import MAX_CELL, Cell, is_blank

#: A year of 500 people has about as many rows and needs a tenth of these bytes.
MAX_BYTES = 20_000_000
MAX_ROWS = 200_000
#: One column for each day of a year, with two times.
MAX_COLUMNS = 800
MAX_CELLS = 4_000_000
MAX_SHEETS = 40


class FileProblem(Exception):
    """A file that cannot be read at all.

    :ivar code: what is wrong; who shows it has a sentence for each
    """

    def __init__(self, code: str, **values):
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(slots=True)
class Line:
    """A line that says something.

    :ivar number: as people count in the file, from 1
    :ivar problem: code of what is wrong with the line as such, mostly empty
    """

    number: int
    cells: list[Cell]
    problem: str = ""


@dataclass(slots=True)
class Sheet:
    """Lines of a sheet; a text is one sheet without name."""

    name: str
    lines: list[Line] = field(default_factory=list)


class Budget:
    """What may still be read of a file: counts what all its sheets have together."""

    def __init__(self):
        self.rows = 0
        self.cells = 0

    def spend(self, cells: int) -> None:
        """Count one more line with so many cells.

        :raise FileProblem: the file is too large
        """
        self.rows += 1
        self.cells += cells
        if self.rows > MAX_ROWS:
            raise FileProblem("rows", most=MAX_ROWS)
        if self.cells > MAX_CELLS:
            raise FileProblem("cells", most=MAX_CELLS)


def bounded(
    lines: Iterable[tuple[int, list[Cell], str]], budget: Budget
) -> Iterator[Line]:
    """Yield what says something, and stop with a sentence where it is too much."""
    for number, cells, problem in lines:
        while cells and is_blank(cells[-1]):
            cells.pop()
        if not cells and not problem:
            continue
        if len(cells) > MAX_COLUMNS:
            raise FileProblem("columns", most=MAX_COLUMNS, line=number)
        if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in cells):
            cells = [
                f"{cell[: MAX_CELL - 1]}…"
                if isinstance(cell, str) and len(cell) > MAX_CELL
                else cell
                for cell in cells
            ]
            problem = problem or "long"
        budget.spend(len(cells))
        yield Line(number, cells, problem)
