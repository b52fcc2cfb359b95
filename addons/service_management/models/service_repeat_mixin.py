from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.complaint_chain import Complaint, find_roots


class ServiceRepeatMixin(models.AbstractModel):
    """Repeated complaints of one customer or about one subject (CM-2.4, CM-2.5).

    A part of the ticket: it has no other users, and lies in a model of its own so that
    one can read it alone.
    """

    _name = "service.repeat.mixin"
    _description = "Request That May Repeat Another"

    subject_key = fields.Char(
        compute="_compute_subject_key",
        store=True,
        index="btree_not_null",
    )
    repeat_of_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        string="Repeats",
        compute="_compute_repeat_of_id",
        store=True,
        readonly=False,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        help="The first complaint of the same customer, or about the same subject, "
        "within the window set by the company.",
    )
    repeat_count = fields.Integer(
        string="Repeated Complaints",
        compute="_compute_repeat_count",
        help="How many other complaints belong to the same matter.",
    )

    # === COMPUTE METHODS === #

    @api.depends("subject_ref")
    def _compute_subject_key(self):
        """Spaces and upper case do not make another subject."""
        for subject, tickets in self.grouped("subject_ref").items():
            words = (subject or "").casefold().split()
            tickets.subject_key = " ".join(words) or False

    @api.depends(
        "is_complaint",
        "company_id",
        "commercial_partner_id",
        "partner_email_normalized",
        "subject_key",
        "registered_at",
    )
    def _compute_repeat_of_id(self):
        """Link to the first complaint of the chain, with one search for all."""
        complaints = self.filtered(
            lambda ticket: ticket.is_complaint and ticket._origin
        )
        (self - complaints).repeat_of_id = False
        for company, tickets in complaints.grouped("company_id").items():
            window = timedelta(days=company.service_repeat_days)
            roots = find_roots(
                [ticket._as_complaint() for ticket in tickets._search_earlier(window)],
                [ticket._as_complaint() for ticket in tickets],
                window,
            )
            for ticket in tickets:
                ticket.repeat_of_id = roots[ticket._origin.id]

    @api.depends("repeat_of_id")
    def _compute_repeat_count(self):
        roots = self.mapped(lambda ticket: ticket.repeat_of_id or ticket._origin)
        counts = dict(
            self._read_group(
                [("repeat_of_id", "in", roots.ids)], ["repeat_of_id"], ["__count"]
            )
        )
        for ticket in self:
            root = ticket.repeat_of_id or ticket._origin
            ticket.repeat_count = counts.get(root, 0)

    # === ACTION METHODS === #

    @api.readonly
    @needs_access("read")
    def action_view_repeats(self):
        """Open all complaints of the same matter."""
        self.ensure_one()
        root = self.repeat_of_id or self
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Repeated Complaints"),
            "res_model": "helpdesk.ticket",
            "view_mode": "list,kanban,form",
            "domain": ["|", ("id", "=", root.id), ("repeat_of_id", "=", root.id)],
        }

    # === BUSINESS METHODS === #

    def _search_earlier(self, window):
        """Return other complaints of one company that these may repeat."""
        times = self.mapped("registered_at")
        same_matter = Domain.OR(
            Domain(field_name, "in", [value for value in values if value])
            for field_name, values in (
                ("commercial_partner_id", self.commercial_partner_id.ids),
                ("partner_email_normalized", self.mapped("partner_email_normalized")),
                ("subject_key", self.mapped("subject_key")),
            )
        )
        return self.sudo().search_fetch(
            Domain("id", "not in", self.ids)
            & Domain("is_complaint", "=", True)
            & Domain("company_id", "in", self.company_id.ids)
            & Domain("registered_at", ">=", min(times) - window)
            & Domain("registered_at", "<=", max(times))
            & same_matter,
            [
                "registered_at",
                "commercial_partner_id",
                "partner_email_normalized",
                "subject_key",
                "repeat_of_id",
            ],
        )

    def _as_complaint(self):
        """Return this ticket as the core sees it."""
        self.ensure_one()
        keys = {
            "customer": self.commercial_partner_id.id,
            "email": self.partner_email_normalized,
            "subject": self.subject_key,
        }
        return Complaint(
            id=self._origin.id,
            at=self.registered_at,
            keys=frozenset((name, key) for name, key in keys.items() if key),
            root=self.repeat_of_id.id or None,
        )
