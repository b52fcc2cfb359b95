from odoo import fields, models


class OrderCheckWizardLine(models.TransientModel):
    """A point of the check list, with what the machine has found."""

    _name = "order.check.wizard.line"
    _inherit = ["checked.wizard.mixin"]
    _description = "Point of the Check List of an Order"
    _order = "id"

    wizard_id = fields.Many2one(
        comodel_name="order.check.wizard", required=True, ondelete="cascade"
    )
    item_id = fields.Many2one(
        comodel_name="order.check.item",
        string="Point",
        required=True,
        ondelete="cascade",
    )
    question = fields.Char(related="item_id.question")
    found = fields.Char()
    by_machine = fields.Boolean()
    machine_right = fields.Boolean()
    is_right = fields.Boolean(string="Right")
    note = fields.Char(string="Accepted Because")
