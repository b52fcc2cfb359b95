from odoo import api, fields, models

#: What a verdict depends on
FACTS = {
    "date_from",
    "date_to",
    "employee_id",
    "holiday_status_id",
    "request_date_from",
    "request_date_from_period",
    "request_date_to",
    "request_date_to_period",
    "request_hour_from",
    "request_hour_to",
    "request_unit_half",
    "request_unit_hours",
    "state",
}


class HrLeave(models.Model):
    """Requests for leave have their days judged again, also when they are refused."""

    _inherit = "hr.leave"

    holiday_status_id = fields.Many2one(
        domain="""[
            ('is_replaced', '=', False),
            '|',
                ('requires_allocation', '=', False),
                ('has_valid_allocation', '=', True),
        ]"""
    )

    @api.model
    def default_get(self, fields_list):
        """Override: the type that is offered first is one that the company uses."""
        defaults = super().default_get(fields_list)
        types = self.env["hr.leave.type"]
        chosen = types.browse(defaults.get("holiday_status_id"))
        if "default_holiday_status_id" in self.env.context or not chosen.is_replaced:
            return defaults
        first = types.search(
            [
                ("is_replaced", "=", False),
                "|",
                ("requires_allocation", "=", False),
                ("has_valid_allocation", "=", True),
            ],
            order="sequence",
            limit=1,
        )
        by_hour = first.request_unit == "hour"
        return defaults | {"holiday_status_id": first.id, "request_unit_hours": by_hour}

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._mark_days(leaves._judged_spans())
        return leaves

    def write(self, vals):
        if not FACTS & vals.keys():
            return super().write(vals)
        before = self._judged_spans()
        result = super().write(vals)
        self._mark_days(before | self._judged_spans())
        return result

    def unlink(self):
        before = self._judged_spans()
        result = super().unlink()
        self._mark_days(before)
        return result

    def _judged_spans(self):
        return {
            (
                leave.employee_id.id,
                leave.request_date_from or leave.date_from.date(),
                leave.request_date_to or leave.date_to.date(),
            )
            for leave in self
            if leave.date_from and leave.date_to
        }

    @api.model
    def _mark_days(self, spans):
        """Mark the first day of each month that a leave touches: a month is judged as
        a whole, and a leave may be long."""
        self.env["attendance.dirty"].sudo()._add_spans(spans)
