"""What facts that came after the close change: the difference, booked once.

Nothing is counted up: a closed month is judged again with today's facts, and compared
with what was sealed plus what was booked since. So booking twice books nothing.
"""

from decimal import Decimal


def outstanding(sealed, booked, current):
    """Which differences of a closed month are not booked yet.

    :param dict sealed: {figure: value} at the close
    :param list booked: [{figure: difference}] booked since
    :param dict current: {figure: value} with the facts of today
    :return: {figure: difference}, without zeros
    """
    found = {}
    for figure, value in current.items():
        known = _exact(sealed.get(figure, 0))
        known += sum((_exact(entry.get(figure, 0)) for entry in booked), Decimal(0))
        difference = _exact(value) - known
        if difference:
            found[figure] = _plain(difference)
    return found


def _exact(value):
    """Cents are compared exactly, not as binary fractions; yes counts as 1."""
    return Decimal(str((value or 0) + 0)).quantize(Decimal("0.01"))


def _plain(value):
    return int(value) if value == value.to_integral_value() else float(value)
