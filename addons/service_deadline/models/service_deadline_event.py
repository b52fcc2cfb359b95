from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..core.deadline_clock import Event, replay

KINDS = [
    ("start", "Clock started"),
    ("pause", "Paused"),
    ("resume", "Resumed"),
    ("unspend", "May pause again"),
    ("waits", "The rule's reason to wait has come or gone"),
    ("warn", "Warned"),
    ("breach", "Broken"),
    ("stop", "Done"),
    ("cancel", "No longer applies"),
    ("retarget", "Due time changed"),
    ("calendar", "Calendar changed"),
    ("step", "Escalated"),
    ("collapsed", "Superseded"),
    ("error", "Failed"),
    ("note", "Note"),
]


class ServiceDeadlineEvent(models.Model):
    """What happened to a deadline, and when: an append-only log.

    The state of the deadline is the fold of its events; ``data`` holds their figures.
    """

    _name = "service.deadline.event"
    _inherit = ["guarded.mixin"]
    _description = "Deadline Event"
    _order = "at, id"
    _log_access = False  # its own fields say who and when

    deadline_id = fields.Many2one(
        comodel_name="service.deadline", required=True, ondelete="cascade", index=True
    )
    at = fields.Datetime(string="When", required=True)
    kind = fields.Selection(selection=KINDS, required=True)
    user_id = fields.Many2one(comodel_name="res.users", string="By")
    reason = fields.Char()
    data = fields.Json()
    step_id = fields.Many2one(comodel_name="service.deadline.step", ondelete="set null")
    occurrence = fields.Integer()

    # Whatever worker acts: never twice for the same occurrence of a step.
    _occurrence_unique = models.UniqueIndex(
        "(deadline_id, step_id, occurrence) "
        "WHERE step_id IS NOT NULL AND kind IN ('step', 'collapsed')"
    )

    # --- access: that of the deadline -------------------------------------------------

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        """Override to show the log of readable deadlines only.

        Not by a record rule: rules look at other records without asking their own.
        """
        if not self.env.su and not kwargs.get("bypass_access"):
            readable = self.env["service.deadline"]._search([])
            domain = Domain(domain) & Domain("deadline_id", "in", readable)
        return super()._search(domain, offset, limit, order, **kwargs)

    def _check_access(self, operation):
        """Override: see :meth:`_search`."""
        result = super()._check_access(operation)
        if result or not any(self._ids) or self.env.su:
            return result
        deadlines = self.sudo().deadline_id.sudo(False)
        if not (denied := deadlines._check_access("read")):
            return None
        hidden, error = denied
        return self.filtered(lambda event: event.sudo().deadline_id in hidden), error

    # --- append-only ------------------------------------------------------------------

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(
            self.env._("The log of a deadline cannot be changed: it is what happened.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_deadline(self):
        raise UserError(
            self.env._("The log of a deadline cannot be deleted: it is what happened.")
        )

    def _to_core(self):
        """The events as plain values, in the order in which they were logged."""
        return [
            Event(event.kind, int(event.data.get("at", 0)), event.data)
            for event in self.sorted("id")
        ]

    def _clock(self):
        """State that these events of one deadline lead to."""
        return replay(self._to_core())

    def _describe(self):
        """What happened, in the reader's language, with who and why."""
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        reason = self._drop_reasons().get(self.reason) or self._step_name()
        person = self.user_id != self.env.ref("base.user_root") and self.user_id
        name = person.name if person else ""
        if automation := (self.data or {}).get("automation"):
            name = self.env._("by the automation “%(name)s”", name=automation)
        return " · ".join(filter(None, [kinds[self.kind], reason, name]))

    def _step_name(self):
        """What the log says; the name of a step in the reader's language, if the step
        is still called as it was then."""
        step = self.sudo().step_id.with_context(prefetch_langs=True)
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        names = (step.with_context(lang=code).name for code in languages)
        return step.name if step and self.reason in names else self.reason

    def _drop_reasons(self):
        """Words for the codes that the engine gives when it drops a deadline."""
        return {
            "reopened": self.env._("the record was opened again"),
            "replaced": self.env._("another rule took over"),
            "no_rule": self.env._("no rule asks for it any more"),
            "no_start": self.env._("the date from which it counted is gone"),
            "no_limit": self.env._("no time is agreed any more"),
            "dropped": self.env._("the rule's condition to drop it holds"),
            "gone": self.env._("the record is gone"),
            "moved": self.env._("another record took the place of this one"),
            "withdrawn": self.env._("the customer took the request back"),
            "archived": self.env._("the record was archived"),
            "closed": self.env._("it was not needed: the record was closed"),
        }
