from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access


class ServiceContactNote(models.Model):
    """Whoever was visited is asked at once, on the visitor's telephone (CS-6.3)."""

    _name = "service.contact.note"
    _inherit = ["service.contact.note", "service.rating.mixin"]

    can_rate_here = fields.Boolean(compute="_compute_can_rate_here")

    @api.depends("means_id", "company_id")
    def _compute_can_rate_here(self):
        for note in self:
            asks = note.company_id.sudo().service_rating_active
            note.can_rate_here = asks and note.means_id.in_person

    @needs_access("write")
    def action_rate_here(self):
        """Override: only who is there rates here; a dialog closes, for the page opens
        beside it."""
        if not self.means_id.in_person:
            raise UserError(
                self.env._("The customer is not here: only visits are rated in person.")
            )
        return super().action_rate_here() | {"close": True}

    def _ask_rating_here(self, way="visit"):
        """Override: ratings tell visits from the counter."""
        return super()._ask_rating_here(way)

    def _rating_customer(self):
        """Override: with whom was talked, else the customer."""
        person = self.people_ids[:1] or self.partner_id
        return person, person.name, person.email

    def _on_rated(self, rating):
        """Override: whoever was there reads the comment where the contact is noted, and
        is told of it (SM-2.4)."""
        result = super()._on_rated(rating)
        if rating.comment:
            self.message_post(
                body=rating.comment,
                author_id=rating.partner_id.id,
                partner_ids=rating.user_id.partner_id.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        return result
