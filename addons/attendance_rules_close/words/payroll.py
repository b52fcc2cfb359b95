"""CS-1.5: what payroll gets of a closed month, in the reader's language."""

from collections import defaultdict

from odoo.tools import format_datetime

from .workbook import Sheet


class Payroll:
    """Writes the sheets of a closed month.

    :param period: ``attendance.period``
    """

    def __init__(self, period):
        self.period, self.env = period, period.env

    def sheets(self):
        """One row per employee; one row per cause; how to verify them."""
        items = self.env["attendance.pay.item"].search(
            [("period_id", "=", self.period.id)]
        )
        return [
            self._employee_sheet(items.grouped("month_id")),
            self._item_sheet(items),
            self._seal_sheet(),
        ]

    def _employee_sheet(self, items):
        """Days that add up (planned is worked, on leave and absent), leave by type,
        overtime as hours and as money, and a last row with the totals."""
        months = self.period.month_ids.sorted(lambda m: m.employee_id.name or "")
        leave = {month: _leave_by_type(month) for month in months}
        types = (
            self.env["hr.leave.type"]
            .sudo()
            .browse({type_id for found in leave.values() for type_id in found})
        )
        types = types.exists().sorted("name")
        columns = [
            (self.env._("Employee"), "text"),
            (self.env._("Number"), "text"),
            (self.env._("Department"), "text"),
            (self.env._("Month"), "text"),
            (self.env._("Planned days"), "number"),
            (self.env._("Worked days"), "number"),
            (self.env._("Leave"), "number"),
            *((self._leave_label(each), "number") for each in types),
            (self.env._("Absent"), "number"),
            (self.env._("Days with presence"), "number"),
            (self.env._("Late"), "number"),
            (self.env._("Left early"), "number"),
            (self.env._("Hours worked"), "number"),
            (self.env._("Overtime paid (hours)"), "number"),
            (self.env._("Overtime as time off (hours)"), "number"),
            (self.env._("Full attendance"), "text"),
            (self.env._("Currency"), "text"),
            *((label, "money") for label in self._money_labels().values()),
            (self.env._("Sum"), "money"),
            (self.env._("Statement"), "text"),
            (self.env._("Seal"), "text"),
        ]
        rows = [
            self._employee_row(month, items.get(month, ()), leave[month], types)
            for month in months
        ]
        if rows:
            rows.append(self._total_row(columns, rows))
        return Sheet(self.env._("Employees"), columns, rows)

    def _employee_row(self, month, items, leave, types):
        sums = dict.fromkeys(self._money_labels(), 0.0)
        hours = {"overtime": 0.0, "time_off": 0.0}
        for item in items:
            if item.kind in sums:
                sums[item.kind] += item.amount
            if item.kind in hours:
                hours[item.kind] += item.quantity
        states = dict(month._fields["confirmation"]._description_selection(self.env))
        worked = month.planned_days - month.leave_days - month.absence_days
        return [
            month.employee_id.name,
            self._number(month.employee_id),
            month.department_id.name,
            f"{month.month:%Y-%m}",
            month.planned_days,
            round(worked, 2),
            month.leave_days,
            *(leave.get(each.id, 0.0) for each in types),
            month.absence_days,
            month.present_days,
            month.late_count,
            month.early_count,
            month.worked_seconds / 3600,
            hours["overtime"],
            hours["time_off"],
            self.env._("yes") if month.full_attendance else self.env._("no"),
            month.currency_id.name,
            *sums.values(),
            sum(sums.values()),
            states.get(month.confirmation),
            month.seal,
        ]

    def _total_row(self, columns, rows):
        """Sums of all figures: payroll compares them with its own."""
        totals = [
            round(sum(row[place] or 0 for row in rows), 2)
            if kind in ("number", "money")
            else None
            for place, (_title, kind) in enumerate(columns)
        ]
        totals[0] = self.env._("Total")
        return totals

    def _number(self, employee):
        """Return what payroll knows the employee by."""
        return employee.sudo().barcode

    def _leave_label(self, leave_type):
        return self.env._("Leave: %(type)s", type=leave_type.name)

    def _item_sheet(self, items):
        columns = [
            (self.env._("Employee"), "text"),
            (self.env._("Number"), "text"),
            (self.env._("Date"), "date"),
            (self.env._("Kind"), "text"),
            (self.env._("Cause"), "text"),
            (self.env._("Hours"), "number"),
            (self.env._("Rate"), "number"),
            (self.env._("Amount"), "money"),
            (self.env._("Currency"), "text"),
            (self.env._("Key"), "text"),
        ]
        labels = self._kind_labels()
        rows = [
            [
                item.employee_id.name,
                self._number(item.employee_id),
                item.work_date,
                labels[item.kind],
                item.name,
                item.quantity,
                item.rate,
                item.amount,
                item.month_id.currency_id.name,
                item.key,
            ]
            for item in items.sorted(lambda i: (i.employee_id.name or "", i.id))
        ]
        return Sheet(self.env._("Items"), columns, rows)

    def _seal_sheet(self):
        company = self.period.company_id
        zone = company.resource_calendar_id.tz or self.env.user.tz or "UTC"
        closed = format_datetime(
            self.env, self.period.closed_at, tz=zone, dt_format="yyyy-MM-dd HH:mm:ss"
        )
        rows = [
            [self.env._("Company"), company.name],
            [self.env._("Month"), self.period.name],
            [self.env._("Closed on"), f"{closed} ({zone})"],
            [self.env._("Closed by"), self.period.closed_by_id.name],
            [self.env._("Statements"), str(self.period.statement_count)],
            [self.env._("Seal"), self.period.seal],
        ]
        return Sheet(
            self.env._("Seal"),
            [(self.env._("What"), "text"), (self.env._("Value"), "text")],
            rows,
        )

    def _kind_labels(self):
        kinds = self.env["attendance.pay.item"]._fields["kind"]
        return dict(kinds._description_selection(self.env))

    def _money_labels(self):
        """Kinds that are amounts; time off is hours."""
        labels = self._kind_labels()
        return {kind: label for kind, label in labels.items() if kind != "time_off"}


def _leave_by_type(month):
    """Return {id of the leave type: days} of a statement, as its days were judged."""
    days = defaultdict(float)
    for day in month.day_ids:
        for code, figures in day.lines or ():
            if code != "absence" or not day.planned_seconds:
                continue
            if figures["kind"] == "leave":
                days[figures["type_id"]] += figures["seconds"] / day.planned_seconds
    return {type_id: round(share, 2) for type_id, share in days.items()}
