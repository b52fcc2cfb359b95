from odoo import api, fields, models


class HrDutyMember(models.Model):
    """When members have to be trained next; new ones owe the training too (CS-2.3)."""

    _inherit = "hr.duty.member"

    next_training = fields.Date(compute="_compute_next_training")

    @api.depends("employee_id", "post_id")
    def _compute_next_training(self):
        groups = self.env["hr.training"]._read_group(
            [
                ("employee_id", "in", self.employee_id.ids),
                ("state", "=", "open"),
                ("plan_id.audience", "=", "post"),
            ],
            ["employee_id", "post_id"],
            ["due_date:min"],
        )
        due = {(employee, post): date for employee, post, date in groups}
        for member in self:
            posts = (member.post_id, member.post_id.browse())
            dates = [due.get((member.employee_id, post)) for post in posts]
            member.next_training = min(filter(None, dates), default=False)

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        self.env["hr.training.plan"]._trigger()
        return members
