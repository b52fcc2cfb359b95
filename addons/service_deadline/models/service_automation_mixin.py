from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.base_engine_tools.core.instants import to_seconds

from ..core import deadline_decision

#: Who writes what promises do automatically.
ADMINISTRATORS = "service_policy.service_policy_group_manager"


class ServiceAutomationMixin(models.AbstractModel):
    """What server actions may do with the promises of a record.

    A part of ``service.deadline.mixin``. The methods are private: nobody calls them
    from outside, and they ask for the server action that runs, which only an
    administrator of the policies may have written. The log of the promise names it.

    .. code-block:: python

        records._promise_start("callback")
        records._promise_stop("solution")
        records._promise_pause("solution", until=datetime.datetime(2026, 12, 1, 9))
        records._promise_resume("solution")
    """

    _name = "service.automation.mixin"
    _description = "Record Whose Promises Follow Automations"

    def _promise_start(self, code):
        """Start the clock of a promise whose rule waits for an automation.

        Once in the life of a record, until it is opened again.

        :param str code: that of the kind of promise
        """
        action = self._running_automation()
        promise = self._automated_promise(code)
        self.env["service.deadline.call"].sudo()._note(self, promise, action)
        self._refresh_deadlines()

    def _promise_stop(self, code):
        """Say that the open promises of a kind are done."""

        def decide(row, seconds):
            return deadline_decision.stop(row.clock, row.terms, row.time, seconds)

        self._automate(code, decide)

    def _promise_pause(self, code, until=None):
        """Let the running promises of a kind wait.

        :param datetime until: naive UTC; None: until somebody or something resumes
        """

        def decide(row, seconds):
            return deadline_decision.pause(
                row.clock, row.terms, row.time, seconds, to_seconds(until)
            )

        if until and until <= fields.Datetime.now():
            raise UserError(
                self.env._("Choose a time to come, until which the promise waits.")
            )
        self._automate(code, decide)

    def _promise_resume(self, code):
        """Let the paused promises of a kind run on."""

        def decide(row, seconds):
            return deadline_decision.resume(row.clock, row.terms, row.time, seconds)

        self._automate(code, decide)

    # --- how it is done ---------------------------------------------------------------

    def _automate(self, code, decide):
        """Apply events to the open promises of a kind, marked with the automation.

        :param decide: function (row, now in seconds) -> events
        """
        action = self._running_automation()
        promise = self._automated_promise(code)
        self.flush_recordset()  # what the automation wrote before has its effect first
        deadlines = self._open_promises().filtered(lambda d: d.promise_id == promise)

        def marked(row, seconds):
            events = decide(row, seconds)
            for event in events:
                event.data["automation"] = action.name
            return events

        engine = self.env["service.deadline.engine"].sudo()
        engine._change(deadlines, marked, "", self.env.ref("base.user_root"))

    def _running_automation(self):
        """The server action that runs, if an administrator of the policies wrote it.

        :raise AccessError: none runs, or somebody else wrote it
        """
        action = self.env["ir.actions.server"].sudo()
        action = action.browse(self.env.context.get("service_automation_id")).exists()
        if not action:
            raise AccessError(
                self.env._("Promises are changed automatically by server actions only.")
            )
        author = action.automation_author_id
        if not (author and author.has_group(ADMINISTRATORS)):
            raise AccessError(
                self.env._(
                    "“%(action)s” changes promises: an administrator of the policies "
                    "has to save it.",
                    action=action.name,
                )
            )
        return action

    def _automated_promise(self, code):
        promise = self.env["service.promise"].sudo().search([("code", "=", code)])
        if not promise:
            raise UserError(
                self.env._("There is no promise with the code %(code)s.", code=code)
            )
        return promise
