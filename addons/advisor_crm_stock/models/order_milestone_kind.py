from odoo import api, fields, models


class OrderMilestoneKind(models.Model):
    """A milestone may be reached by the delivery."""

    _inherit = "order.milestone.kind"

    set_by = fields.Selection(
        selection_add=[("delivery", "The delivery to the customer")],
        ondelete={"delivery": "set default"},
    )

    @api.model
    def _follow_deliveries(self):
        """Let the step that comes with the add-on for orders follow deliveries."""
        kind = self.env.ref(
            "advisor_crm_order.order_milestone_kind_shipped", raise_if_not_found=False
        )
        if kind and kind.set_by == "hand":
            kind.set_by = "delivery"
