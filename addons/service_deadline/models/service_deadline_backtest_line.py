from odoo import api, fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access

OUTCOMES = [
    ("kept", "Kept"),
    ("late", "Done late"),
    ("broken", "Broken"),
    ("dropped", "Not needed"),
    ("open", "Still open"),
    ("none", "No promise"),
]


class ServiceDeadlineBacktestLine(models.Model):
    """One promise as it would have gone, beside the one that was made."""

    _name = "service.deadline.backtest.line"
    _inherit = ["guarded.mixin"]
    _description = "Promise as It Would Have Gone"
    _order = "id"
    _rec_name = "res_name"
    _log_access = False  # the trial says who and when

    backtest_id = fields.Many2one(
        comodel_name="service.deadline.backtest",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    res_model = fields.Char(string="Model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", readonly=True
    )
    res_name = fields.Char(string="Concerns", compute="_compute_res_name")
    cycle = fields.Integer(readonly=True, aggregator=None)
    outcome = fields.Selection(
        selection=OUTCOMES, string="Would Have Been", readonly=True
    )
    really = fields.Selection(selection=OUTCOMES, string="Really Was", readonly=True)
    differs = fields.Boolean(readonly=True)
    started_at = fields.Datetime(string="Started", readonly=True)
    due_at = fields.Datetime(string="Would be due", readonly=True)
    ended_at = fields.Datetime(string="Would have ended", readonly=True)
    overrun_s = fields.Integer(string="Overrun", readonly=True)
    really_due_at = fields.Datetime(string="Was due", readonly=True)
    really_ended_at = fields.Datetime(string="Really ended", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Answers for it", readonly=True
    )
    company_id = fields.Many2one(comodel_name="res.company", readonly=True)

    @api.model
    def _groupings(self):
        """Columns by which a trial is broken down; add-ons add theirs, the first that a
        reader looks for in front."""
        return ("user_id", "company_id")

    @api.depends("res_model", "res_id")
    @api.depends_context("uid")
    def _compute_res_name(self):
        """Names of the records that the reader may see still."""
        names = {}
        for model_name, lines in self.grouped("res_model").items():
            if model_name in self.env:
                model = self.env[model_name].with_context(active_test=False)
                records = model.search([("id", "in", lines.mapped("res_id"))])
                names |= {(model_name, each.id): each.display_name for each in records}
        for line in self:
            line.res_name = names.get((line.res_model, line.res_id), "–")

    @api.readonly
    @needs_access("read")
    def action_open_record(self):
        """Open the record that the promise concerns."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }
