import logging
from ast import literal_eval

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.condition import refuse_hidden
from odoo.addons.base_engine_tools.engine.reading import hidden_in_domain

from .service_automation_mixin import ADMINISTRATORS
from .service_deadline_engine import COLLISIONS

_logger = logging.getLogger(__name__)

#: Who writes one of these answers for what the reaction does.
CONTENT = {
    "active",
    "company_id",
    "domain",
    "happening",
    "model_id",
    "promise_id",
    "server_action_id",
}


class ServiceReaction(models.Model):
    """An action that runs when a promise of a kind is kept, broken or warned of.

    For the records of any model with promises, without any code: an administrator of
    the policies chooses the kind of promise and one of the actions that a system
    administrator has made for policies. The settlement of a promise only notes what
    has happened (``service.reaction.due``); a job runs the action afterwards, as the
    system, and the log of the promise names the reaction, however it went.
    """

    _name = "service.reaction"
    _inherit = ["guarded.mixin"]
    _description = "Reaction to a Promise"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    promise_id = fields.Many2one(
        comodel_name="service.promise",
        required=True,
        ondelete="cascade",
        index=True,
    )
    happening = fields.Selection(
        selection=[
            ("warned", "is warned of"),
            ("broken", "is broken"),
            ("kept", "is kept"),
        ],
        string="Happens",
        required=True,
        default="broken",
        help="A promise is warned of at the first figure of its rule, and kept when it "
        "is done in time.",
    )
    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Of",
        required=True,
        ondelete="cascade",
        domain=lambda self: [
            ("model", "in", self.env["service.deadline"]._deadline_models())
        ],
    )
    model_name = fields.Char(related="model_id.model", store=True)
    domain = fields.Char(
        string="Matching",
        required=True,
        default="[]",
        help="Of the records that you may read yourself, those for which it runs.",
    )
    server_action_id = fields.Many2one(
        comodel_name="ir.actions.server",
        string="Action to Run",
        required=True,
        ondelete="cascade",
        help="One that a system administrator has made for steps of policies.",
    )
    author_id = fields.Many2one(
        comodel_name="res.users",
        string="Written by",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="Who wrote it last: which records match is asked in this person's right.",
    )

    # --- saving -----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Override to note who wrote it."""
        reactions = super().create(vals_list)
        reactions._sign()
        return reactions

    def write(self, vals):
        """Override: who changes what it does has written it."""
        if not self.env.su:
            self._refuse_guarded(vals)
        result = super().write(vals)
        if CONTENT & vals.keys():
            self._sign()
        return result

    def unlink(self):
        """Override: what is noted for it goes with it."""
        self.env.registry.clear_cache()
        return super().unlink()

    def _sign(self):
        self.sudo().author_id = self.env.uid
        self.env.registry.clear_cache()

    @api.constrains("model_id", "domain", "server_action_id")
    def _check_possible(self):
        for reaction in self:
            if problem := reaction._problem():
                raise ValidationError(problem)

    @api.constrains("model_id", "domain")
    def _check_readable(self):
        for reaction in self:
            model = self.env[reaction.sudo().model_name]
            hidden = hidden_in_domain(model, reaction._condition())
            refuse_hidden(self.env, hidden, reaction.name)

    def _problem(self):
        """A sentence about what keeps it from running, or False."""
        self.ensure_one()
        if self.model_name not in self.env["service.deadline"]._deadline_models():
            return self.env._(
                "%(reaction)s: such records have no promises: choose others.",
                reaction=self.name,
            )
        action = self.sudo().server_action_id
        if not action.is_step_action or action.model_id != self.sudo().model_id:
            return self.env._(
                "%(reaction)s: choose an action that a system administrator has made "
                "for steps of policies, and for these records.",
                reaction=self.name,
            )
        try:
            self._condition().validate(self.env[self.model_name])
        except (ValueError, SyntaxError, KeyError, TypeError) as error:
            return self.env._(
                "%(reaction)s: its condition cannot be used (%(error)s): choose its "
                "fields anew.",
                reaction=self.name,
                error=error,
            )
        return False

    def _condition(self):
        return Domain(literal_eval(self.domain or "[]"))

    # --- what has happened ------------------------------------------------------------

    @api.model
    @tools.ormcache()
    def _by_happening(self):
        """{(model, id of the kind of promise, what happens): (ids, …)}."""
        found = {}
        for each in self.sudo().search(Domain.TRUE):
            key = (each.model_name, each.promise_id.id, each.happening)
            found.setdefault(key, []).append(each.id)
        return {key: tuple(ids) for key, ids in found.items()}

    @api.model
    def _note(self, happened):
        """Note for the job what has become of promises, in one go.

        :param happened: list of (row of the engine's store, "warned", "broken" or
            "kept")
        """
        reactions = self._by_happening()
        due = [
            {"reaction_id": reaction_id, "deadline_id": row.id}
            for row, what in happened
            for reaction_id in reactions.get(
                (row["res_model"], row["promise_id"], what), ()
            )
        ]
        if due:
            self.env["service.reaction.due"].sudo().create(due)
            job = self.env.ref("service_deadline.ir_cron_reaction")
            job.sudo()._trigger()

    # --- the job ----------------------------------------------------------------------

    @api.model
    def _cron_run(self):
        """Run what is due, one by one; each is kept or taken back by itself."""
        dues = self.env["service.reaction.due"].sudo()
        last = 0
        while due := dues.search([("id", ">", last)], order="id", limit=1):
            last = due.id
            try:
                due._act()
            except COLLISIONS:
                # Somebody is changing the same: it is noted still, for the next run.
                self.env.cr.rollback()
                _logger.info("Reaction %s collides: left to the next run", last)
            left = dues.search_count([("id", ">", last)])
            if not self.env["ir.cron"]._commit_progress(1, remaining=left):
                return

    def _run_on(self, deadline):
        """Run the action on the record of a promise, if that matches.

        :return: whether it matched
        :raise UserError: it may not run any more
        """
        self.ensure_one()
        if not (self.author_id.active and self.author_id.has_group(ADMINISTRATORS)):
            raise UserError(
                self.env._(
                    "“%(reaction)s” reacts to promises: an administrator of the "
                    "policies has to save it.",
                    reaction=self.name,
                )
            )
        if problem := self._problem():
            raise UserError(problem)
        if not self._matches(deadline):
            return False
        self.server_action_id.with_context(
            active_model=deadline.res_model,
            active_id=deadline.res_id,
            active_ids=[deadline.res_id],
            service_deadline_id=deadline.id,
        ).run()
        return True

    def _matches(self, deadline):
        """Whether the record is one of those that the author meant and may read."""
        if self.company_id not in self.author_id.company_ids:
            return False
        env = self.env(
            user=self.author_id.id,
            su=False,
            context={"allowed_company_ids": self.company_id.ids, "active_test": False},
        )
        mine = Domain("id", "=", deadline.res_id) & self._condition()
        return bool(env[deadline.res_model].search_count(mine, limit=1))
