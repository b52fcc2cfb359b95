from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .hr_employee import HR_OFFICER


class AttendanceAcknowledgement(models.Model):
    """CS-1.7: an employee reads a version of the rules and confirms it.

    Made when a version is published, and for whoever joins later. Before a person has
    confirmed, or has had time until the deadline, nothing is deducted from the pay.
    """

    _name = "attendance.acknowledgement"
    _inherit = ["service.acknowledgement.mixin"]
    _description = "Attendance Policy Read and Confirmed"
    _rec_name = "policy_id"
    _check_company_auto = True

    policy_id = fields.Many2one(
        comodel_name="attendance.policy",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    policy_name = fields.Char(related="policy_id.name", string="Version")
    policy_text = fields.Html(related="policy_id.description", string="Rules")
    policy_summary = fields.Html(related="policy_id.summary_html")
    deadline = fields.Date(help="From the next day on the rules apply, read or not.")

    # What the mixin asks

    @api.model
    def _policies_to_read(self):
        """Override of the mixin: what is in force, today or later."""
        published = self.env["attendance.policy"].search([("state", "=", "published")])
        return self._in_force(published).filtered("acknowledgement_required")

    @api.model
    def _audience(self, policy):
        """Override of the mixin: a shared version is not for companies that have
        their own."""
        if policy.company_id:
            return Domain("company_id", "=", policy.company_id.id)
        return Domain("company_id", "not in", self._with_own(policy).ids)

    @api.model
    def _days_to_read(self, policy):
        """Override of the mixin."""
        return policy.acknowledgement_days

    @api.model
    def _may_confirm_for_others(self):
        """Override of the mixin: who sees the verdicts of the whole company."""
        return self.env.user.has_group(HR_OFFICER)

    @api.model
    def _page_to_read(self):
        """Override of the mixin."""
        return "/odoo/my-rules"

    def _request_subject(self):
        """Override of the mixin."""
        return self.env._("New attendance rules: please read and confirm")

    @api.model
    def _with_own(self, shared):
        """Companies whose own version goes before a shared one once that counts."""
        today = fields.Date.context_today(self)
        own = (
            self.env["attendance.policy"]
            .sudo()
            .search(
                [
                    ("state", "=", "published"),
                    ("company_id", "!=", False),
                    ("date_from", "<=", max(shared.date_from, today)),
                ]
            )
        )
        return own.company_id

    @api.model
    def _in_force(self, policies):
        """The versions in force today or later: nobody reads what is replaced."""
        today = fields.Date.context_today(self)
        current = policies.browse()
        for versions in policies.grouped("company_id").values():
            past = versions.filtered(lambda p: p.date_from <= today)
            current += past.sorted("date_from")[-1:] + (versions - past)
        return current

    # What it means for the pay

    @api.model
    def _deduct_from(self, employees, month):
        """Since when the rules of a month may cost somebody money.

        :param month: its first date
        :return: {employee id: date, or None for whom nobody has told}; without those
            whose rules count read or not
        """
        found = {}
        for company, people in employees._by_company().items():
            policy = self._policy_of(company, month)
            if policy.acknowledgement_required:
                found |= dict.fromkeys(people.ids)
                found |= {
                    row.employee_id.id: row._chance_from()
                    for row in self._rows(policy, people)
                }
        return found

    @api.model
    def _policy_of(self, company, month):
        """The version that judges a month: the first that is in force in it."""
        policies = self.env["attendance.policy"]
        last = month + relativedelta(day=31)
        return policies._get_policy(company, month) or policies._get_policy(
            company, last
        )

    @api.model
    def _rows(self, policy, employees):
        return self.sudo().search(
            [("policy_id", "=", policy.id), ("employee_id", "in", employees.ids)]
        )

    def _chance_from(self):
        """The day of the confirmation, or the day after the deadline."""
        late = self.deadline + relativedelta(days=1)
        return min(self.confirmed_at.date(), late) if self.confirmed_at else late
