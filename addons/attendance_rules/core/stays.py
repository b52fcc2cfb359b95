"""Punches of many people in one table, which each person reads as his own."""

import numpy as np

#: Stands in a column for an instant that nobody knows.
NONE = int(np.iinfo(np.int64).min)


class Stays:
    """Rows of a table that belong to one person.

    Reads like a tuple of plain tuples of the first four values of a ``Punch``.

    :param table: array of int64 with the columns id, start, end, corrected (0 or 1) and
        ``NONE`` for instants that are not known; shared by many
    :param first: the person's first row; ``last``: the row behind the last one
    """

    __slots__ = ("first", "last", "table")

    def __init__(self, table, first, last):
        self.table, self.first, self.last = table, first, last

    @classmethod
    def of(cls, punches):
        """Make a table of one person's punches.

        :param punches: plain tuples, or ``Punch`` as they were recorded
        :rtype: Stays
        """
        rows = [
            [NONE if value is None else int(value) for value in punch[:4]]
            for punch in punches
        ]
        table = np.array(rows, np.int64).reshape(len(rows), 4)
        return cls(table, 0, len(rows))

    def __len__(self):
        return self.last - self.first

    def __iter__(self):
        return iter(
            [
                (
                    number,
                    None if start == NONE else start,
                    None if end == NONE else end,
                    corrected == 1,
                )
                for number, start, end, corrected in self.rows().tolist()
            ]
        )

    def rows(self):
        """The person's part of the table."""
        return self.table[self.first : self.last]

    def stamp(self):
        """The punches as bytes: others, if anything about them is."""
        return self.rows().tobytes()
