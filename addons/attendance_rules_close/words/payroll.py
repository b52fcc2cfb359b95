"""CS-1.5: what payroll gets of a closed month, in the reader's language."""

from odoo import fields

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
        columns = [
            (self.env._("Employee"), "text"),
            (self.env._("Department"), "text"),
            (self.env._("Planned days"), "number"),
            (self.env._("Present"), "number"),
            (self.env._("Leave"), "number"),
            (self.env._("Absent"), "number"),
            (self.env._("Late"), "number"),
            (self.env._("Left early"), "number"),
            (self.env._("Hours worked"), "number"),
            (self.env._("Full attendance"), "text"),
            *((label, "money") for label in self._kind_labels().values()),
            (self.env._("Sum"), "money"),
            (self.env._("Statement"), "text"),
            (self.env._("Seal"), "text"),
        ]
        months = self.period.month_ids.sorted(lambda m: m.employee_id.name or "")
        rows = [self._employee_row(m, items.get(m, ())) for m in months]
        return Sheet(self.env._("Employees"), columns, rows)

    def _employee_row(self, month, items):
        sums = dict.fromkeys(self._kind_labels(), 0.0)
        for item in items:
            sums[item.kind] += item.amount
        states = dict(month._fields["confirmation"]._description_selection(self.env))
        return [
            month.employee_id.name,
            month.department_id.name,
            month.planned_days,
            month.present_days,
            month.leave_days,
            month.absence_days,
            month.late_count,
            month.early_count,
            month.worked_seconds / 3600,
            self.env._("yes") if month.full_attendance else self.env._("no"),
            *sums.values(),
            sum(sums.values()),
            states.get(month.confirmation),
            month.seal,
        ]

    def _item_sheet(self, items):
        columns = [
            (self.env._("Employee"), "text"),
            (self.env._("Date"), "date"),
            (self.env._("Kind"), "text"),
            (self.env._("Cause"), "text"),
            (self.env._("Hours"), "number"),
            (self.env._("Rate"), "number"),
            (self.env._("Amount"), "money"),
            (self.env._("Key"), "text"),
        ]
        labels = self._kind_labels()
        rows = [
            [
                item.employee_id.name,
                item.work_date,
                labels[item.kind],
                item.name,
                item.quantity,
                item.rate,
                item.amount,
                item.key,
            ]
            for item in items.sorted(lambda i: (i.employee_id.name or "", i.id))
        ]
        return Sheet(self.env._("Items"), columns, rows)

    def _seal_sheet(self):
        rows = [
            [self.env._("Company"), self.period.company_id.name],
            [self.env._("Month"), self.period.name],
            [self.env._("Closed on"), fields.Datetime.to_string(self.period.closed_at)],
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
