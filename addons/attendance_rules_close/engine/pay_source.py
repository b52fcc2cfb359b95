"""Loads what the pay items of a month come from: one query per kind."""

from dateutil.relativedelta import relativedelta

from ..core.pay import Overtime, PayRow, deduction_rows, overtime_rows


def load_overtime(months):
    """Approved overtime of statements.

    :return: {month: [core.pay.Overtime, …]}
    """
    if not months:
        return {}
    requests = months.env["attendance.overtime"].search(
        [
            ("employee_id", "in", months.employee_id.ids),
            ("work_date", ">=", min(months.mapped("month"))),
            ("work_date", "<", max(months.mapped("month")) + relativedelta(months=1)),
            ("state", "=", "approved"),
        ]
    )
    by_key = {(month.employee_id.id, month.month): month for month in months}
    found = {}
    for request, parts in requests._pay_parts().items():
        month = by_key.get((request.employee_id.id, request.work_date.replace(day=1)))
        if month:
            found.setdefault(month, []).extend(_overtime_of(request, parts))
    return found


def _overtime_of(request, parts):
    """One row per request; a night of which a part is paid otherwise has one more."""
    for day, seconds, rate in parts:
        yield Overtime(
            request.id if day == request.work_date else f"{request.id}:{day}",
            request.work_date,
            seconds,
            rate,
            paid=request.compensation == "pay",
        )


def hourly_wage(month):
    """What a planned hour of the month is worth."""
    hours = month.planned_seconds / 3600
    return month.daily_wage * month.planned_days / hours if hours else 0.0


def load_time_off(months):
    """Days whose approved overtime is granted as time off: {(employee id, date)}."""
    requests = months.env["attendance.overtime"].search(
        [
            ("employee_id", "in", months.employee_id.ids),
            ("work_date", ">=", min(months.mapped("month"))),
            ("state", "=", "approved"),
            ("compensation", "=", "time_off"),
        ]
    )
    return {(request.employee_id.id, request.work_date) for request in requests}


def later_overtime_pay(month, judgement, time_off):
    """What overtime that counts since the close is worth (negative: counts no more).

    :param month: the closed statement, its days as they were sealed
    :param judgement: ``engine.judgement.Judgement`` by the facts of today
    :param time_off: as ``load_time_off`` gives it
    """
    seconds = 0.0
    for day in month.day_ids:
        verdict = judgement.days.get(day.work_date)
        if not verdict or (month.employee_id.id, day.work_date) in time_off:
            continue
        part = judgement.part_of(day.work_date)
        rate = part.rules.terms.overtime_rates[part.person.day_type(day.work_date)]
        seconds += (verdict.overtime_approved - day.overtime_approved_seconds) * rate
    digits = month.currency_id.decimal_places
    return round(seconds / 3600 * hourly_wage(month), digits)


class PaySource:
    """The causes of all pay items of one period, and the rows made from them.

    :param period: ``attendance.period`` with elevated rights
    """

    def __init__(self, period):
        self.period = period
        self.digits = period.company_id.currency_id.decimal_places
        env, months = period.env, period.month_ids
        self.incidents = self._by(
            env["attendance.incident"].search([("day_id.month_id", "in", months.ids)]),
            "day_id.month_id",
        )
        self.overtime = load_overtime(months)
        self.streaks = self._by(
            env["attendance.streak"].search(
                ["|", ("period_id", "=", period.id), ("revoked_in_id", "=", period.id)]
            ),
            "employee_id",
        )
        self.adjustments = self._by(
            env["attendance.adjustment"].search([("period_id", "=", period.id)]),
            "employee_id",
        )

    def rows(self, month):
        """Every row of one statement.

        :return: [(PayRow, name of the field that links its cause, or None)]
        """
        return [
            *((row, "incident_id") for row in self._deductions(month)),
            *((row, None) for row in self._overtime(month)),
            *((row, "streak_id") for row in self._bonuses(month)),
            *((row, "adjustment_id") for row in self._adjustments(month)),
        ]

    def _deductions(self, month):
        incidents = [
            (
                f"incident:{found.work_date}:{found.shift_index}:{found.kind}",
                found.work_date,
                found.deduction_before_cap,
                found.id,
            )
            for found in self.incidents.get(month, ())
        ]
        return [
            row if row.key != "cap" else PayRow(f"cap:{month.month}", "cap", row.amount)
            for row in deduction_rows(incidents, month.deduction, self.digits)
        ]

    def _overtime(self, month):
        overtimes = self.overtime.get(month, ())
        return overtime_rows(overtimes, hourly_wage(month), self.digits)

    def _bonuses(self, month):
        found = []
        for streak in self.streaks.get(month.employee_id, ()):
            if streak.period_id == self.period:
                key, sign = f"streak:{streak.month_to}", 1
            else:
                key, sign = f"streak:{streak.month_to}:revoked", -1
            found.append(PayRow(key, "bonus", sign * streak.bonus, source=streak.id))
        return found

    def _adjustments(self, month):
        return [
            PayRow(
                f"adjustment:{entry.id}", "adjustment", entry.amount, source=entry.id
            )
            for entry in self.adjustments.get(month.employee_id, ())
        ]

    @staticmethod
    def _by(records, path):
        groups = {}
        for record in records:
            key = record.mapped(path)
            groups[key] = groups.get(key, record.browse()) + record
        return groups
