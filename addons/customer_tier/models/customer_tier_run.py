from odoo import api, fields, models


class CustomerTierRun(models.Model):
    """What a run of the tiers has done, and whom it had to leave as they are.

    Only runs over all customers are noted, and those that had to leave somebody out.
    """

    _name = "customer.tier.run"
    _inherit = ["guarded.mixin"]
    _description = "Run of the Customer Tiers"
    _order = "id DESC"
    _rec_name = "date"

    date = fields.Date(readonly=True, required=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    criteria_id = fields.Many2one(
        comodel_name="customer.criteria", readonly=True, ondelete="set null"
    )
    is_full = fields.Boolean(string="All Customers", readonly=True)
    judged = fields.Integer(readonly=True)
    written = fields.Integer(readonly=True)
    moved = fields.Integer(string="Changed Tier", readonly=True)
    at_risk = fields.Integer(string="Newly at Risk", readonly=True)
    skipped = fields.Integer(string="Left Out", readonly=True)
    skipped_ids = fields.Json(readonly=True)
    skipped_partner_ids = fields.Many2many(
        comodel_name="res.partner",
        string="Customers Left Out",
        compute="_compute_skipped",
    )
    seconds = fields.Float(readonly=True, digits=(10, 1), aggregator=None)
    problem = fields.Char(compute="_compute_skipped")
    error = fields.Char(readonly=True)

    @api.depends("skipped_ids", "skipped", "error")
    @api.depends_context("lang", "uid")
    def _compute_skipped(self):
        partners = self.env["res.partner"].with_context(active_test=False)
        for run in self:
            run.skipped_partner_ids = partners.search(
                [("id", "in", run.skipped_ids or [])]
            )
            run.problem = run.error
            if run.skipped:
                run.problem = self.env._(
                    "%(count)s customers keep their tier: they have documents in a "
                    "currency without any rate. Enter a rate for it; the next run "
                    "judges them.",
                    count=run.skipped,
                )
