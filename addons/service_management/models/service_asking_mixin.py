from odoo import fields, models
from odoo.tools import plaintext2html


class ServiceAskingMixin(models.AbstractModel):
    """How the customer of a request is asked, and what becomes of the answer (SM-2.4).

    A part of the ticket: it has no other users, and lies in a model of its own so that
    one can read it alone.
    """

    _name = "service.asking.mixin"
    _inherit = ["service.rating.mixin"]
    _description = "Request Whose Customer Is Asked"

    rating_id = fields.Many2one(
        comodel_name="service.rating",
        string="From the Rating",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups="base.group_user",
        help="A customer has commented on a rating: the comment is answered as a "
        "request of its own.",
    )

    def _on_closed(self):
        """Override: who has got a result is asked at once (CS-6.3)."""
        result = super()._on_closed()
        closed = self.sudo()
        if any(closed.company_id.mapped("service_rating_active")):
            closed.filtered(
                lambda ticket: ticket.stage_id.asks_rating and not ticket.rating_id
            )._ask_rating()
        return result

    def _rating_customer(self):
        """Override: customers who write to the desk need not be contacts."""
        partner = self.partner_id
        return (
            partner,
            self.partner_name or partner.name,
            self.partner_email or partner.email,
        )

    def _rating_leader(self):
        """Override: who leads the team of the request."""
        return self.team_id.user_id or super()._rating_leader()

    def _rating_dimensions(self):
        """Override: as promises are told apart."""
        return super()._rating_dimensions() | {
            "team_id": self.team_id.id,
            "department_id": self.department_id.id,
            "channel_id": self.channel_id.id,
            "class_id": self.class_id.id,
            "complaint_kind_id": self.complaint_kind_id.id,
            "customer_class_id": self.customer_class_id.id,
        }

    def _on_rated(self, rating):
        """Override: a comment is answered as a request of its own, by its rule."""
        result = super()._on_rated(rating)
        if rating.comment:
            self.create(self._prepare_comment(rating))
        return result

    def _prepare_comment(self, rating):
        """Who is rated low does not answer; the leader does."""
        who = rating.leader_id if rating.is_low else rating.user_id
        feedback = self.env.ref("service_management.ticket_type_feedback")
        company = rating.company_id
        told = self.with_context(lang=company.partner_id.lang)
        return {
            "name": told.env._("Comment: %(request)s", request=self.display_name),
            "description": plaintext2html(rating.comment),
            "type_id": feedback.id,
            "company_id": company.id,
            "team_id": self.team_id.id,
            "user_id": who.filtered("active").id or self.team_id.user_id.id,
            "partner_id": self.partner_id.id,
            "partner_name": self.partner_name,
            "partner_email": self.partner_email,
            "rating_id": rating.id,
        }
