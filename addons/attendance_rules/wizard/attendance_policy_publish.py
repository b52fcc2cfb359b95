from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.base_engine_tools.engine.access import needs_access


class AttendancePolicyPublish(models.TransientModel):
    """Asks once before rules bind people: from when, how many, and what is judged anew.

    Until then nothing binds, deducts or asks.
    """

    _name = "attendance.policy.publish"
    _inherit = ["checked.wizard.mixin"]
    _description = "Publish an Attendance Policy"

    policy_id = fields.Many2one(
        comodel_name="attendance.policy", required=True, ondelete="cascade"
    )
    date_from = fields.Date(
        string="In Force From",
        compute="_compute_date_from",
        store=True,
        readonly=False,
        required=True,
        help="Days before this date are judged by the version before, or not at all.",
    )
    asks_people = fields.Boolean(related="policy_id.acknowledgement_required")
    people_count = fields.Integer(string="Employees", compute="_compute_people_count")
    month_count = fields.Integer(
        string="Statements Judged Anew", compute="_compute_month_count"
    )
    summary_html = fields.Html(related="policy_id.summary_html")
    effect = fields.Char(compute="_compute_effect")

    @api.depends("policy_id")
    def _compute_date_from(self):
        """Not before today, unless somebody says so: nobody is judged by rules that
        did not count on the day."""
        today = fields.Date.context_today(self)
        for wizard in self:
            wizard.date_from = max(wizard.policy_id.date_from or today, today)

    @api.depends("policy_id")
    def _compute_people_count(self):
        self.people_count = 0  # while no policy is chosen
        for wizard in self.filtered("policy_id"):
            audience = self.env["attendance.acknowledgement"]._audience(
                wizard.policy_id
            )
            people = self.env["hr.employee"].sudo()
            wizard.people_count = people.search_count(audience)

    @api.depends("policy_id", "date_from")
    def _compute_month_count(self):
        for wizard in self:
            first = wizard.date_from and wizard.date_from.replace(day=1)
            domain = [("state", "=", "open"), ("month", ">=", first)]
            if wizard.policy_id.company_id:
                domain.append(("company_id", "=", wizard.policy_id.company_id.id))
            months = self.env["attendance.month"].sudo()
            wizard.month_count = first and months.search_count(domain)

    @api.depends("people_count", "month_count", "asks_people", "date_from")
    @api.depends_context("lang")
    def _compute_effect(self):
        for wizard in self:
            wizard.effect = wizard._effect()

    def _effect(self):
        if not self.date_from:
            return ""
        values = {
            "date": format_date(self.env, self.date_from),
            "count": self.people_count,
        }
        if self.asks_people:
            return self.env._(
                "These rules count from %(date)s on. Employees whom they judge, and who"
                " are asked to read and confirm them: %(count)s.",
                **values,
            )
        return self.env._(
            "These rules count from %(date)s on. Employees whom they judge: %(count)s."
            " Nobody is asked to read them.",
            **values,
        )

    @needs_access("read")
    def action_publish(self):
        """Put the version in force from the date on."""
        self.ensure_one()
        if self.policy_id.date_from != self.date_from:
            self.policy_id.date_from = self.date_from
        self.policy_id.action_publish()
        return {"type": "ir.actions.act_window_close"}
