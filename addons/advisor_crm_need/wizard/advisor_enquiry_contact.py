from odoo import fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class AdvisorEnquiryContact(models.TransientModel):
    """Notes a call or a visit: who was reached has been answered (SA-4.1)."""

    _name = "advisor.enquiry.contact"
    _inherit = ["checked.wizard.mixin"]
    _description = "Call or Visit about an Enquiry"

    lead_id = fields.Many2one(comodel_name="crm.lead", string="Enquiry", required=True)
    partner_name = fields.Char(
        related="lead_id.partner_id.display_name", string="Customer"
    )
    phone = fields.Char(related="lead_id.phone", string="Phone")
    means = fields.Selection(
        selection=[("call", "Call"), ("visit", "Visit")], required=True, default="call"
    )
    reached = fields.Boolean(string="Customer Reached", default=True)
    note = fields.Text(string="What Was Said", required=True)

    @needs_access("read")
    def action_note(self):
        """Note it in the history of the enquiry."""
        self.ensure_one()
        self.lead_id.check_access("write")
        means = dict(self._fields["means"]._description_selection(self.env))
        self.lead_id._note_contact(means[self.means], self.reached, self.note)
        return {"type": "ir.actions.act_window_close"}
