import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..engine.access import needs_access

_logger = logging.getLogger(__name__)

OPEN = ("waiting", "running")


class TrialJobMixin(models.AbstractModel):
    """Something tried by a job, with a bar: asked for, run, and told what came out.

    The model says in ``_run`` what is looked at next, and counts ``done`` of ``total``
    there. Who has asked may only change what ``_trial_choices`` names; everything else
    is written by the job.
    """

    _name = "trial.job.mixin"
    _inherit = ["guarded.mixin"]
    _description = "Trial by a Job"

    #: XML id of the job
    _trial_job = ""
    #: Parameter that says after how many days a trial goes, and its usual value
    _trial_days_kept = ("", "")
    #: Fields of a trial that is there by which it may be tried again
    _trial_choices = frozenset()

    user_id = fields.Many2one(
        comodel_name="res.users", string="Asked By", readonly=True, required=True
    )
    state = fields.Selection(
        selection=[
            ("waiting", "Waiting"),
            ("running", "Running"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
            ("failed", "Failed"),
        ],
        default="waiting",
        required=True,
        readonly=True,
    )
    total = fields.Integer(string="To Look At", readonly=True)
    done = fields.Integer(string="Looked At", readonly=True)
    progress = fields.Integer(string="Done (%)", compute="_compute_progress")
    error = fields.Char(readonly=True)

    @api.depends("done", "total", "state")
    def _compute_progress(self):
        for trial in self:
            share = 100 * trial.done // trial.total if trial.total else 0
            trial.progress = 100 if trial.state == "done" else min(share, 99)

    def write(self, vals):
        """Override: the job writes a trial; who asked for it chooses over what, when
        it is over."""
        if not self.env.su and not vals.keys() <= self._trial_choices:
            raise AccessError(
                self.env._("A trial tells what came out: start another one instead.")
            )
        if not self.env.su and any(trial.state in OPEN for trial in self):
            raise UserError(
                self.env._("The trial is under way: wait for its end, or cancel it.")
            )
        return super().write(vals)

    @needs_access("write")
    def action_cancel(self):
        """Let the job look at nothing further."""
        self.sudo().filtered(lambda trial: trial.state in OPEN).state = "cancelled"

    def _show(self):
        """Open the trial, whose bar moves."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Trial on the Past"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # --- the job ----------------------------------------------------------------------

    @api.model
    def _wake(self):
        self.env.ref(self._trial_job).sudo()._trigger()

    @api.model
    def _cron_run(self):
        """Carry out one trial after the other, until nothing waits or time is up."""
        self._forget()
        while trial := self._next():
            trial._run_safely()
            remaining = self.search_count([("state", "in", OPEN)])
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                return

    @api.model
    def _next(self):
        """The trial that waits longest and that no other worker has."""
        self.flush_model(["state"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM %s WHERE state IN %s"
                " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED",
                SQL.identifier(self._table),
                OPEN,
            )
        )
        return self.browse(trial_id for (trial_id,) in rows)

    @api.model
    def _forget(self):
        """Trials of long ago are of no use any more: facts have come since."""
        days = self.env["ir.config_parameter"].get_param(*self._trial_days_kept)
        before = fields.Datetime.subtract(fields.Datetime.now(), days=int(days))
        self.search([("create_date", "<", before)]).unlink()

    def _run_safely(self):
        """Go on with a trial; one that fails says why, and keeps no other waiting."""
        try:
            self._run(self.env["ir.cron"]._commit_progress)
        except Exception as error:
            self.env.cr.rollback()
            _logger.exception("Trial %s failed", self)
            self.write({"state": "failed", "error": str(error) or "?"})

    def _run(self, tick=None):
        """Look at what comes next, to the end or as much as one turn of the job takes.

        :param tick: what commits between, so that the bar moves: ``tick(0)``
        """
        raise NotImplementedError
