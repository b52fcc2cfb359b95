import logging

from odoo import fields, models

from ..engine.store import Store
from .service_deadline_engine import COLLISIONS

_logger = logging.getLogger(__name__)


class ServiceReactionDue(models.Model):
    """A reaction that is to run, since something has happened to a promise.

    Only the engine writes it, and only the job of the reactions reads it.
    """

    _name = "service.reaction.due"
    _inherit = ["guarded.mixin"]
    _description = "Reaction That Is Due"
    _order = "id"
    _log_access = False  # the log of the promise says who and when

    reaction_id = fields.Many2one(
        comodel_name="service.reaction",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    deadline_id = fields.Many2one(
        comodel_name="service.deadline",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )

    def _act(self):
        """Run it once, and write into the log of the promise how it went."""
        self.ensure_one()
        reaction, deadline = self.reaction_id, self.deadline_id
        self.unlink()
        if not (reaction.active and self._is_here(reaction, deadline)):
            return
        try:
            with self.env.cr.savepoint():
                ran = reaction._run_on(deadline)
                self.env.flush_all()
        except COLLISIONS:
            raise
        except Exception as error:
            _logger.exception("Reaction %s to promise %s failed", reaction, deadline)
            self._log(reaction, deadline, "error", str(error) or type(error).__name__)
            return
        if ran:
            self._log(reaction, deadline, "note", reaction.server_action_id.name)

    def _is_here(self, reaction, deadline):
        """Whether the record is there still, and of the reaction's company."""
        known = self.env["service.deadline"]._deadline_models()
        if deadline.res_model not in known:
            return False
        if not self.env[deadline.res_model].browse(deadline.res_id).exists():
            return False
        return deadline.company_id in (reaction.company_id, self.env["res.company"])

    def _log(self, reaction, deadline, kind, reason):
        engine = self.env["service.deadline.engine"]
        store = Store(self.env, engine._now())
        data = {"at": store.now, "automation": reaction.name}
        store.log([store.entry(deadline.id, store.now, kind, data, reason=reason)])
