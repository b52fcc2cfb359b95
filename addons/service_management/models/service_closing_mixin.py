from markupsafe import Markup

from odoo import fields, models
from odoo.tools import is_html_empty

from odoo.addons.base_engine_tools.engine.access import needs_access


class ServiceClosingMixin(models.AbstractModel):
    """How a request ends: closed, opened again, taken back by its customer, archived.

    A part of the ticket: it has no other users, and lies in a model of its own so that
    one can read it alone.
    """

    _name = "service.closing.mixin"
    _description = "Request That Ends"

    is_withdrawn = fields.Boolean(
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="The customer has closed the request before anybody had touched it: its "
        "promises are neither kept nor broken.",
    )
    reopened_at = fields.Datetime(readonly=True, copy=False)
    reopen_count = fields.Integer(
        string="Times Reopened",
        readonly=True,
        copy=False,
    )

    @needs_access("write")
    def action_archive(self):
        """Override: ask why, where what was promised ends by it."""
        reason = self.env.context.get("service_archive_reason")
        if reason or not self._open_promises():
            return super().action_archive()
        self._check_may_archive()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.helpdesk_ticket_reason_action_archive"
        )
        context = {"default_step": "archive", "default_ticket_ids": self.ids}
        return action | {"context": context}

    # === CLOSING === #

    def _follow_stage(self):
        """Make what depends on open or closed follow the stage.

        `helpdesk_mgmt` never clears the closing date, and does not set it when the
        stage comes from a change of team or at creation.
        """
        now = fields.Datetime.now()
        closed = self.filtered(lambda ticket: ticket.stage_id.closed)
        for ticket in (self - closed).filtered("closed_date"):
            ticket._keep_result()
            ticket._note_facts(ticket._prepare_reopened_values(now))
        newly_closed = closed.filtered(lambda ticket: not ticket.closed_date)
        if newly_closed:
            newly_closed._note_facts({"closed_date": now})

    def _keep_result(self):
        """The result of a handling stays to be read when the next one begins."""
        if not is_html_empty(self.result):
            title = self.env._("Result of the handling before:")
            self._message_log(body=Markup("<p>%s</p>%s") % (title, self.result))

    def _close_by_customer(self, stage):
        """The customer closes his request; what nobody has touched he takes back."""
        self.ensure_one()
        by_customer = self.env.user.share
        untouched = by_customer and self.unattended and not self.deadline_reply_at
        self._note_facts({"is_withdrawn": untouched})
        self.stage_id = stage

    # === REOPENING === #

    def _prepare_reopened_values(self, now):
        """Return what a new handling starts with: nothing of the last one counts."""
        self.ensure_one()
        return {
            "closed_date": False,
            "reopened_at": now,
            "reopen_count": self.reopen_count + 1,
            "scope": "to_check" if self.scope == "declined" else self.scope,
            "promised_at": False,
            "procedure_started_at": False,
            "letter_sent_at": False,
            "result": False,
            "result_told_at": False,
            "is_withdrawn": False,
        }

    def _take_as_told(self):
        """What comes in closed with its result is history: the customer was told when
        it was closed, and nobody is told now, whatever is corrected later. No promise
        rests on it."""
        history = self._with_untold_result()
        for closed_date, tickets in history.grouped("closed_date").items():
            tickets.with_context(tracking_disable=True)._note_facts(
                {"result_told_at": closed_date}
            )

    def _tell_result_at_once(self):
        """Tell the results of what has just come in closed, where an import asks for
        it: changes of what is made in the same breath are not tracked, and tracking is
        what tells otherwise. One letter stands for all that was made."""
        told = self._with_untold_result()
        told._tell_result()
        made = self.env.cr.precommit.data
        for ticket in told:
            changes = made.pop(f"mail.tracking.create.{ticket._name}.{ticket.id}", ())
            ticket._message_track_post_template({*changes, "result_told_at"})

    def _on_closed(self):
        """These tickets have just been closed: their results are told."""
        self._tell_result()

    def _reopen(self, reason, author=None):
        """Open closed tickets again in the first stage of their team.

        :param str reason: told in the chatter
        :param author: contact who is the cause, by default who acts
        """
        values = {"author_id": author.id} if author else {}
        for ticket in self.filtered("closed"):
            stage = ticket._get_reopen_stage()
            ticket.message_post(body=reason, **values)
            ticket.write({"stage_id": stage.id})

    def _get_reopen_stage(self):
        """Return the stage set by the company if the team uses it, else the first."""
        self.ensure_one()
        stages = self._get_stages().filtered(lambda stage: not stage.closed)
        preferred = self.company_id.service_reopen_stage_id
        return preferred if preferred in stages else stages[:1]
