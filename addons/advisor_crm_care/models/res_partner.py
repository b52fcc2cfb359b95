from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access

ADVISORS = "advisor_crm.group_advisor"


class ResPartner(models.Model):
    """A customer has days, consents and greetings (SM-5.2)."""

    _inherit = "res.partner"

    care_date_ids = fields.One2many(
        comodel_name="customer.care.date",
        inverse_name="partner_id",
        string="Special Days",
        groups=ADVISORS,
    )
    care_consent_ids = fields.One2many(
        comodel_name="customer.care.consent",
        inverse_name="partner_id",
        string="Consents",
        groups=ADVISORS,
    )

    @api.readonly
    @needs_access("read")
    def action_open_greetings(self):
        """Open the greetings of the customer and the contacts."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "advisor_crm_care.customer_care_greeting_action"
        )
        entity = self.commercial_partner_id.id
        return action | {
            "domain": [("partner_id.commercial_partner_id", "=", entity)],
            "context": {},
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
        }

    @needs_access("write")
    def action_edit_care(self):
        """Open the special days and the consents of the customer, to change them."""
        self.ensure_one()
        view = self.env.ref("advisor_crm_care.res_partner_view_form_care_edit")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Special Days and Consents"),
            "res_model": "res.partner",
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

    @needs_access("read")
    def action_erase_care(self):
        """Erase days, consents and greetings, as the customer has asked for it; of
        customers in one's care only."""
        leads = self.env.user.has_group("advisor_crm.group_leader")
        if not leads or not all(partner.in_my_care for partner in self):
            raise UserError(
                self.env._("Care data are erased by who leads the customer's advisor.")
            )
        for model in (
            "customer.care.greeting",
            "customer.care.date",
            "customer.care.consent",
        ):
            rows = self.env[model].search([("partner_id", "in", self.ids)])
            rows.sudo().unlink()
        body = self.env._("Days, consents and greetings were erased on request.")
        self.sudo()._message_log_batch(bodies=dict.fromkeys(self.ids, body))
