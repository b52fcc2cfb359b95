from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty

from odoo.addons.base_engine_tools.engine.access import needs_access

NEXT_STEPS = [
    ("accept", "Accept"),
    ("procedure", "Start the procedure"),
    ("letter", "Send the contact letter"),
    ("reply", "Reply"),
    ("call", "Call"),
    ("progress", "Tell the progress"),
    ("solve", "Solve"),
    ("callback", "Call back"),
]
# Code of the promise that a long complaint is tracked, with progress told (CM-2.4).
TRACKING = "tracking"
LATE = ("warned", "breached")


class ServiceNextStepMixin(models.AbstractModel):
    """What is to be done next about a request, and the steps that ask something first.

    A part of the ticket: it has no other users, and lies in a model of its own so that
    one can read it alone.
    """

    _name = "service.next.step.mixin"
    _description = "Request With a Next Step"

    answered_at = fields.Datetime(
        string="Customer's Answer",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
        help="When the customer has written again; empty once somebody has replied.",
    )
    next_step = fields.Selection(
        selection=NEXT_STEPS,
        compute="_compute_next_step",
        groups="base.group_user",
        help="What moves this request on. Its button comes first.",
    )

    contacted_at = fields.Datetime(
        string="Last Call",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="When the customer was last reached by phone.",
    )

    @api.depends(
        "answered_at",
        "closed",
        "contacted_at",
        "deadline_reply_at",
        "is_callback_open",
        "letter_sent_at",
        "needs_department",
        "next_deadline_id",
        "next_deadline_state",
        "partner_email",
        "partner_id",
        "procedure_started_at",
        "scope",
        "severity",
        "type_id",
    )
    def _compute_next_step(self):
        for ticket in self:
            ticket.next_step = ticket._find_next_step()

    def _find_next_step(self):
        """The first step that is still to be taken, in the order of CM-1 and CM-2."""
        self.ensure_one()
        contact = "reply" if self._has_address() else "call"
        if self.closed:
            return self._find_step_after_closing(contact)
        due = self.next_deadline_id.sudo().promise_id.code
        steps = {
            "accept": self.has_scope and self.scope == "to_check",
            "procedure": self._waits_for_procedure(),
            "letter": self.needs_department and not self.letter_sent_at,
            contact: self.answered_at or not self._was_contacted(),
            "progress": due == TRACKING and self.next_deadline_state in LATE,
        }
        return next((step for step, is_next in steps.items() if is_next), "solve")

    def _find_step_after_closing(self, contact):
        """A call-back, or what was promised besides the result."""
        if self.is_callback_open:
            return "callback"
        return self.next_deadline_state in LATE and contact

    def _waits_for_procedure(self):
        return (
            self.is_complaint
            and self.severity in ("important", "major")
            and not self.procedure_started_at
        )

    def _was_contacted(self):
        """Whether somebody has spoken or written to the customer in this handling."""
        told = (self.deadline_reply_at, self.last_progress_at, self.contacted_at)
        since = self.reopened_at or self.registered_at
        return any(moment and (not since or moment >= since) for moment in told)

    # === ANSWERS === #

    def _note_answer(self, message):
        """Remember that the customer waits for a reply."""
        ticket = self.sudo()
        if self._is_from_customer(message) and ticket._is_under_way():
            ticket.answered_at = message.date

    def _is_under_way(self):
        """Whether somebody has begun: what comes before is a part of the request."""
        return not self.unattended or self._was_contacted()

    # === STEPS === #

    @needs_access("read")
    def action_open_ticket(self):
        """Open the full form, e.g. after the short form for a new complaint."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    @needs_access("read")
    def action_reply(self):
        """Open an e-mail to the customer, in the conversation of the ticket."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reply"),
            "res_model": "mail.compose.message",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_composition_mode": "comment",
                "default_partner_ids": self.partner_id.ids,
                "default_subject": self.name,
                "default_email_layout_xmlid": "mail.mail_notification_layout",
                "mail_post_autofollow": True,
            },
        }

    def _solve(self, result):
        """Close with a result, which the customer is told (SM-5.3)."""
        if is_html_empty(result):
            raise UserError(
                self.env._("Say what was done for the customer: it is told.")
            )
        for ticket in self:
            stage = ticket._get_solved_stage()
            ticket.write({"result": result, "stage_id": stage.id})

    def _get_solved_stage(self):
        """Return the stage in which requests with a result end."""
        stages = self._get_stages().filtered(
            lambda stage: stage.closed and not stage.drops_promises
        )
        if not stages:
            raise UserError(
                self.env._(
                    "Team %(team)s has no stage for solved tickets. Add a closing one.",
                    team=self.team_id.display_name,
                )
            )
        return stages[0]

    def _note_call(self, note, reached):
        """Note a call to the customer; who was reached has been contacted.

        :param str note: what was said, for the staff
        """
        for ticket in self:
            words = (
                ticket.env._("Called the customer: %(note)s", note=note)
                if reached
                else ticket.env._("Called, nobody answered. %(note)s", note=note)
            )
            ticket.message_post(body=words.strip())
            if reached:
                ticket._end_contact_promises(words)
                ticket._note_reply()
        if reached:
            self.sudo().write(
                {"contacted_at": fields.Datetime.now(), "answered_at": False}
            )

    def _end_contact_promises(self, reason):
        """Promises to answer are kept by a call, where their rules allow it."""
        promises = self.deadline_ids.filtered(
            lambda promise: (
                promise.can_stop and promise.sudo().rule_id.stop_mode == "reply"
            )
        )
        if promises:
            promises.action_stop(reason)

    # === WAITING === #

    def _get_working_stage(self):
        """Return the first stage in which somebody works, else the present one."""
        stages = self._get_stages().filtered(
            lambda stage: (
                not (stage.closed or stage.unattended or stage.pause_reason_id)
            )
        )
        return stages[:1] or self.stage_id

    def _wait_for(self, reason):
        """Go to the stage that waits for a reason, where there is one."""
        for ticket in self:
            stages = ticket._get_stages().filtered(
                lambda stage: stage.pause_reason_id == reason and not stage.closed
            )
            if stages and ticket.stage_id not in stages:
                ticket.stage_id = stages[0]

    def _waiting_for(self):
        """The reason of the stage that each ticket is in: {ticket id: reason}."""
        reasons = {}
        for stage, tickets in self.grouped("stage_id").items():
            reasons |= dict.fromkeys(tickets.ids, stage.pause_reason_id)
        return reasons

    def _follow_waiting(self, before):
        """Pause and resume what waits only because of the stage.

        Where the rules pause by the stage (waiting for the customer), they do so.

        :param dict before: {ticket id: reason of the stage that it was in}
        """
        if not any(before.values()) and not self.stage_id.pause_reason_id:
            return
        for ticket in self:
            old, stage = before[ticket.id], ticket.stage_id
            if old == stage.pause_reason_id:
                continue
            promises = ticket.sudo(False).deadline_ids
            promises.filtered(
                lambda promise, old=old: (
                    promise.state == "paused"
                    and promise.pause_by != "rule"
                    and promise.pause_reason_id == old
                )
            ).action_resume()
            if stage.pause_reason_id and not stage.waits_for_customer:
                promises.filtered(
                    lambda promise: promise.state == "running" and promise._may_wait()
                ).action_pause(stage.pause_reason_id)

    # === WEB CLIENT === #

    def web_save(self, vals, specification, next_id=None):
        """Override of `web`: who closes by the bar or by dragging says what was done.

        Imports, rules and the customer's own closing go on without a result.
        """
        if vals.get("stage_id"):
            self._check_result(vals)
        return super().web_save(vals, specification, next_id=next_id)

    def _check_result(self, vals):
        stage = self.env["helpdesk.ticket.stage"].browse(vals["stage_id"])
        if not stage.closed or stage.drops_promises:
            return
        for ticket in self.filtered(lambda ticket: not ticket.closed):
            if is_html_empty(vals.get("result", ticket.result)):
                raise UserError(
                    self.env._(
                        "Say first what was done for the customer: press Solve, or "
                        "fill in the result of %(ticket)s.",
                        ticket=ticket.display_name,
                    )
                )
