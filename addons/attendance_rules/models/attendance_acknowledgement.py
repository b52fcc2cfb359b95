from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date


class AttendanceAcknowledgement(models.Model):
    """CS-1.7: an employee reads a version of the rules and confirms it.

    Made when a version is published, and for whoever joins later. Before a person has
    confirmed, or has had time until the deadline, nothing is deducted from the pay.
    """

    _name = "attendance.acknowledgement"
    _description = "Policy Read and Confirmed"
    _order = "notified_on desc, employee_id"
    _rec_name = "policy_id"
    _check_company_auto = True

    policy_id = fields.Many2one(
        comodel_name="attendance.policy",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True)
    department_id = fields.Many2one(related="employee_id.department_id")
    policy_name = fields.Char(related="policy_id.name", string="Version")
    policy_text = fields.Html(related="policy_id.description", string="Rules")
    policy_summary = fields.Html(related="policy_id.summary_html")
    notified_on = fields.Date(required=True, readonly=True, string="Told on")
    deadline = fields.Date(
        required=True,
        readonly=True,
        string="To read until",
        help="From the next day on the rules apply, read or not.",
    )
    confirmed_at = fields.Datetime(readonly=True, string="Confirmed on")
    confirmed_by_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        help="The employee, or HR for a confirmation on paper.",
    )
    state = fields.Selection(
        selection=[("waiting", "To read"), ("confirmed", "Read and confirmed")],
        compute="_compute_state",
        store=True,
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _once = models.UniqueIndex(
        "(employee_id, policy_id)", "The employee has been told of this version."
    )

    @api.depends("confirmed_at")
    def _compute_state(self):
        for record in self:
            record.state = "confirmed" if record.confirmed_at else "waiting"

    @api.depends("employee_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for record in self:
            record.is_mine = record.sudo().employee_id.user_id == self.env.user

    def action_confirm(self):
        """The employee has read the rules; HR does it for a signature on paper."""
        hr = self.env.user.has_group(
            "attendance_rules.attendance_rules_group_hr_officer"
        )
        for record in self:
            if not (record.is_mine or hr):
                raise AccessError(
                    self.env._("Only the employee or HR confirms that rules are read.")
                )
        self.filtered(lambda r: r.state == "waiting").sudo().write(
            {
                "confirmed_at": fields.Datetime.now(),
                "confirmed_by_id": self.env.uid,
            }
        )

    @api.model
    def _ask(self, policies):
        """Tell every employee of published versions whom nobody has told yet.

        :return: the new rows
        """
        today = fields.Date.context_today(self)
        vals_list = []
        for policy in policies.filtered(
            lambda p: p.state == "published" and p.acknowledgement_required
        ):
            for employee in self._employees_to_tell(policy):
                vals_list.append(
                    {
                        "policy_id": policy.id,
                        "employee_id": employee.id,
                        "notified_on": today,
                        "deadline": today
                        + relativedelta(days=policy.acknowledgement_days),
                    }
                )
        return self.sudo().create(vals_list)

    @api.model
    def _employees_to_tell(self, policy):
        told = self.sudo().search([("policy_id", "=", policy.id)]).employee_id
        domain = Domain("id", "not in", told.ids)
        if policy.company_id:
            domain &= Domain("company_id", "=", policy.company_id.id)
        else:
            domain &= Domain("company_id", "not in", self._with_own(policy).ids)
        return self.env["hr.employee"].sudo().search(domain)

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
    def _cron_ask(self):
        """Tell whoever has joined since, and send the messages."""
        policies = self.env["attendance.policy"].search([("state", "=", "published")])
        self._ask(self._in_force(policies))._notify()

    @api.model
    def _in_force(self, policies):
        """The versions in force today or later: nobody reads what is replaced."""
        today = fields.Date.context_today(self)
        current = policies.browse()
        for versions in policies.grouped("company_id").values():
            past = versions.filtered(lambda p: p.date_from <= today)
            current += past.sorted("date_from")[-1:] + (versions - past)
        return current

    def _notify(self):
        """One message per version and language, to all who are told now."""
        groups = self.grouped(
            lambda row: (row.policy_id, row.employee_id._reader_lang())
        )
        for (policy, lang), rows in groups.items():
            rows.with_context(lang=lang)._send_request(policy.with_context(lang=lang))

    def _send_request(self, policy):
        policy.message_notify(
            subject=self.env._("New attendance rules: please read and confirm"),
            body=Markup("<p>%s</p><p><a href='/odoo/my-rules'>%s</a></p>")
            % (
                self.env._(
                    "Please read “%(policy)s”, and confirm it until %(date)s.",
                    policy=policy.name,
                    date=format_date(self.env, self[:1].deadline),
                ),
                self.env._("Rules to read"),
            ),
            partner_ids=self.employee_id._message_partners().ids,
        )

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
