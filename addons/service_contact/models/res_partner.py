from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.access import needs_access

STAFF = "base.group_user"


class ResPartner(models.Model):
    """When a customer was contacted last, and a button to note a contact."""

    _inherit = "res.partner"

    last_contact_on = fields.Datetime(
        string="Last Contact",
        compute="_compute_last_contact_on",
        search="_search_last_contact_on",
        groups=STAFF,
        help="Of the contacts that were noted, in the companies that are chosen.",
    )
    contact_note_count = fields.Integer(
        string="Contacts Noted", compute="_compute_last_contact_on", groups=STAFF
    )

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("commercial_partner_id")
    def _compute_last_contact_on(self):
        """With one query, of what the user may read."""
        groups = self.env["service.contact.note"]._read_group(
            [("partner_id", "in", self.commercial_partner_id.ids)],
            ["partner_id"],
            ["date:max", "__count"],
        )
        found = {partner.id: (last, count) for partner, last, count in groups}
        for partner in self:
            last, count = found.get(partner.commercial_partner_id.id, (False, 0))
            partner.last_contact_on = last
            partner.contact_note_count = count

    def _search_last_contact_on(self, operator, value):
        """“Before a day”: also those who were never contacted."""
        if operator not in ("<", ">=", "<=", ">") or not value:
            return NotImplemented
        later = {"<": ">=", "<=": ">"}.get(operator, operator)
        notes = self.env["service.contact.note"]._search([("date", later, value)])
        customers = notes.subselect(SQL.identifier(notes.table, "partner_id"))
        contacted = Domain("commercial_partner_id", "in", customers)
        return contacted if operator == later else ~contacted

    @needs_access("read")
    def action_contact_note(self):
        """Note a contact with this customer."""
        self.ensure_one()
        return self._contact_note_action()

    @api.readonly
    @needs_access("read")
    def action_open_contact_notes(self):
        """Open the contacts with this customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_contact.service_contact_note_action"
        )
        customer = self.commercial_partner_id
        return action | {
            "domain": [("partner_id", "=", customer.id)],
            "context": {"default_partner_id": customer.id},
        }

    def _contact_note_action(self, **context):
        """The form in which a contact with this customer is noted.

        :param context: more defaults, ``default_…``
        """
        self.ensure_one()
        customer = self.sudo().commercial_partner_id
        people = {} if customer == self else {"default_people_ids": [(6, 0, self.ids)]}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Contact with %s", customer.display_name),
            "res_model": "service.contact.note",
            "views": [
                (
                    self.env.ref(
                        "service_contact.service_contact_note_view_form_quick"
                    ).id,
                    "form",
                )
            ],
            "target": "new",
            "context": {
                "default_partner_id": customer.id,
                "dialog_size": "large",
                **people,
                **context,
            },
        }
