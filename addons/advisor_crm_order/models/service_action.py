from odoo import fields, models


class ServiceAction(models.Model):
    """A problem with an order is an action of whoever settles it (SA-2.3)."""

    _inherit = "service.action"

    order_problem_kind_id = fields.Many2one(
        comodel_name="order.problem.kind",
        string="Problem with the Order",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    order_customer_told = fields.Boolean(
        string="Customer Was Told", readonly=True, copy=False
    )

    def _deadline_facts(self):
        """Override: the report of a problem writes these."""
        return super()._deadline_facts() | {
            "order_problem_kind_id",
            "order_customer_told",
        }

    def _finish(self, text):
        """Override: the customer who was told of a problem is told of its end."""
        result = super()._finish(text)
        for action in self.sudo().filtered("order_customer_told"):
            order = action._origin_record()
            if order and order.state == "sale":
                self.env["order.notice"].sudo()._add_problem(action, order, "solved")
        return result
