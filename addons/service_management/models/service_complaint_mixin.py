from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import is_html_empty

from odoo.addons.base_engine_tools.engine.access import needs_access

SEVERITIES = [
    ("general", "General"),
    ("important", "Important"),
    ("major", "Major"),
]
_NEXT_SEVERITY = {"general": "important", "important": "major"}
_RANKS = {severity: rank for rank, (severity, _label) in enumerate(SEVERITIES)}


class ServiceComplaintMixin(models.AbstractModel):
    """Handling of complaints: scope, severity, promise, procedure, result (CM-2).

    A part of the ticket: it has no other users, and lies in a model of its own so that
    one can read it alone.
    """

    _name = "service.complaint.mixin"
    _description = "Request That May Be a Complaint"

    # Judgement
    severity = fields.Selection(
        selection=SEVERITIES,
        compute="_compute_severity",
        store=True,
        readonly=False,
        tracking=True,
        index="btree_not_null",
        help="Of complaints only. Major: reported to the project manager at once. "
        "Important: the head of the department starts the procedure. General: the "
        "ordinary way (CM-2.1).",
    )
    complexity = fields.Selection(
        selection=[("simple", "Simple"), ("complex", "Complex")],
        default="simple",
        tracking=True,
        help="Set by the staff or by an automation rule.",
    )
    subject_ref = fields.Char(
        string="Shop, Product, Order or Place",
        help="What the request is about.",
    )
    scope = fields.Selection(
        selection=[
            ("to_check", "To check"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
        ],
        default="to_check",
        tracking=True,
        copy=False,
        help="Is this ours to handle? A complaint out of scope is declined with the "
        "reason (CM-2.2).",
    )
    decline_reason = fields.Text(copy=False)

    # Handling
    promised_at = fields.Datetime(
        string="Promised Solution Time",
        tracking=True,
        copy=False,
        help="The time promised to the customer. Setting it tells the customer.",
    )
    procedure_started_at = fields.Datetime(
        string="Procedure Started",
        tracking=True,
        readonly=True,
        copy=False,
    )
    result = fields.Html(copy=False)
    result_told_at = fields.Datetime(
        string="Result Told",
        tracking=True,
        readonly=True,
        copy=False,
        help="Set when the ticket is closed with a result, which tells the customer.",
    )

    # === CONSTRAINT METHODS === #

    @api.depends("is_complaint")
    def _compute_severity(self):
        """A complaint is general until somebody judges it; others have no severity."""
        for ticket in self:
            ticket.severity = ticket.is_complaint and (ticket.severity or "general")

    @api.constrains("scope", "decline_reason")
    def _check_decline_reason(self):
        for ticket in self.filtered(lambda ticket: ticket.scope == "declined"):
            if not (ticket.decline_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Give the reason why %(ticket)s is not accepted; the customer "
                        "is told this reason.",
                        ticket=ticket.display_name,
                    )
                )

    def _is_raised_by(self, vals):
        """Tell whether writing `vals` raises the severity."""
        if "severity" not in vals:
            return False
        new_rank = _RANKS.get(vals["severity"], 0)
        return new_rank > _RANKS.get(self.severity, 0)

    # === ACTION METHODS === #

    @needs_access("write")
    def action_accept(self):
        """Accept into scope (CM-2.2); who accepts what nobody took takes it."""
        self._take(self.env.uid)
        self.write({"scope": "accepted", "decline_reason": False})

    @needs_access("write")
    def action_start_procedure(self):
        """Start the complaint procedure (CM-2.1); a second click changes nothing."""
        todo = self.filtered(lambda ticket: not ticket.procedure_started_at)
        todo._note_facts({"procedure_started_at": fields.Datetime.now()})

    @needs_access("write")
    def action_raise_severity(self, reason=""):
        """Raise the severity one level; a major complaint stays major (CM-2.4).

        :param str reason: told in the chatter
        """
        self._raise_severity(reason)

    def _raise_severity(self, reason="", author=None):
        """Raise the severity one level.

        :param author: contact who is the cause, by default who acts
        """
        values = {"author_id": author.id} if author else {}
        for ticket in self:
            severity = _NEXT_SEVERITY.get(ticket.severity, ticket.severity)
            if reason:
                ticket.message_post(body=reason, **values)
            ticket.severity = severity

    # === HANDLING === #

    def _decline(self, reason):
        """Decline with the reason: the ticket is closed and the customer told.

        :param str reason: for the customer, not empty
        """
        for ticket in self:
            ticket.write(
                {
                    "scope": "declined",
                    "decline_reason": reason,
                    "stage_id": ticket._get_declined_stage().id,
                }
            )

    def _get_declined_stage(self):
        """Return the company's stage for declined tickets, or any closing one."""
        self.ensure_one()
        stages = self._get_stages().filtered("closed")
        preferred = self.company_id.service_declined_stage_id
        stage = preferred if preferred in stages else stages[-1:]
        if not stage:
            raise UserError(
                self.env._(
                    "Team %(team)s has no closing stage. Add one before you decline.",
                    team=self.team_id.display_name,
                )
            )
        return stage

    def _raise_and_reopen(self, reason, author=None):
        """Handle again what the customer does not accept, one severity up (CM-2.4).

        :param author: contact who is the cause, by default who acts
        """
        person = self._get_person_in_charge()
        values = {"author_id": author.id} if author else {}
        self.message_post(body=reason, partner_ids=person.partner_id.ids, **values)
        self._raise_severity()
        reader = self._for_staff() if author else self
        text = reader.env._("Opened again because the result is not accepted.")
        self._reopen(text, author)

    def _tell_result(self):
        """Tell the results of closed tickets that have one not told yet (SM-5.3)."""
        told = self._with_untold_result()
        if told:
            told._note_facts({"result_told_at": fields.Datetime.now()})

    def _with_untold_result(self):
        return self.filtered(
            lambda ticket: (
                not is_html_empty(ticket.result)
                and not ticket.result_told_at
                and ticket.scope != "declined"
                and ticket.stage_id.closed
            )
        )
