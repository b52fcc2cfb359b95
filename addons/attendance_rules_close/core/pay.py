"""From a judged month to the rows that payroll books: one row per cause.

No cause is paid or deducted twice: every row has a key of its own, and the deductions
of a month, the relief of its cap included, add up to the deduction on the statement.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PayRow:
    """One row for payroll. ``amount`` is negative where pay is deducted."""

    key: str
    kind: str
    amount: float
    work_date: object = None
    quantity: float = 0.0
    rate: float = 0.0
    source: int = 0


@dataclass(frozen=True, slots=True)
class Overtime:
    """Approved overtime of one day or request: seconds that count, and their rate."""

    id: object
    work_date: object
    seconds: int
    rate: float
    paid: bool = True


def deduction_rows(incidents, deducted, digits=2):
    """One row per incident that costs something, and one for what the cap spares.

    :param incidents: (key, work date, amount >= 0, id) of each incident
    :param float deducted: what the month really deducts, cap and floor applied
    """
    rows = [
        PayRow(key, "deduction", -round(amount, digits), work_date, source=source)
        for key, work_date, amount, source in incidents
        if round(amount, digits)
    ]
    spared = round(-sum(row.amount for row in rows) - deducted, digits)
    if spared:
        rows.append(PayRow("cap", "cap", spared))
    return rows


def overtime_rows(overtimes, hourly_wage, digits=2):
    """One row per stretch of overtime: money, or hours of time off."""
    return [
        PayRow(
            f"overtime:{item.id}",
            "overtime" if item.paid else "time_off",
            round(item.seconds / 3600 * hourly_wage * item.rate, digits)
            if item.paid
            else 0.0,
            item.work_date,
            round(item.seconds / 3600, 2),
            item.rate,
        )
        for item in overtimes
        if item.seconds
    ]
