from odoo import fields, models


class ServiceRole(models.Model):
    """A role may be had by whoever is on duty at that moment."""

    _inherit = "service.role"

    kind = fields.Selection(
        selection_add=[("duty", "Whoever is on duty now")],
        ondelete={"duty": lambda roles: roles.write({"kind": "assignee"})},
    )
    duty_post_ids = fields.Many2many(
        comodel_name="hr.duty.post",
        string="Posts",
        help="Empty: all posts of the company of the record.",
    )

    def _find_duty(self, record, level):
        """Users on duty now, leaders first."""
        return self.duty_post_ids._on_duty(record._deadline_company())
