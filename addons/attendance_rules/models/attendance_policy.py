from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date


class AttendancePolicy(models.Model):
    """One dated version of a company's written attendance rules (CS-1).

    A version counts from its date until the next published one. Each day and month
    stores the version that judged it. Figures come from data or from the version
    before, never from the program.
    """

    _name = "attendance.policy"
    _description = "Attendance Policy"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    # Version
    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        help="Empty: every company that has no policy of its own.",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        compute="_compute_currency_id",
    )
    date_from = fields.Date(
        string="In Force From",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("published", "Published")],
        required=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    policy_ref = fields.Char(string="Clauses", help="Clauses of the written policy.")
    description = fields.Html(
        string="Text for Employees",
        translate=True,
        help="What employees read before they confirm this version.",
    )
    band_ids = fields.One2many(
        comodel_name="attendance.policy.band",
        inverse_name="policy_id",
        string="Bands",
        copy=True,
    )
    leave_rule_ids = fields.One2many(
        comodel_name="attendance.policy.leave",
        inverse_name="policy_id",
        string="Rules per Leave Type",
        copy=True,
    )

    # Punches
    punch_reach_hours = fields.Float(
        string="Punch Reach (Hours)",
        required=True,
        help="A punch so long before or after a shift still belongs to it.",
    )
    split_gap_hours = fields.Float(
        string="Split Gap (Hours)",
        required=True,
        help="A longer gap in the plan of a day makes two shifts.",
    )
    merge_minutes = fields.Integer(
        string="Merge Punches (Minutes)",
        required=True,
        help="Punches closer than this are one punch made twice.",
    )
    longest_hours = fields.Float(
        string="Longest Stay (Hours)",
        required=True,
        help="A longer stretch of presence is a forgotten check-out and the next "
        "check-in. 0: never.",
    )
    away_minutes = fields.Integer(
        string="Away From (Minutes)",
        required=True,
        help="A longer gap between two punches within a shift is shown as away.",
    )
    both_count_once = fields.Boolean(
        string="Late and Early Count Once",
        help="Coming late and leaving early in one shift is one incident.",
    )

    # Grace and deductions (CS-1.3)
    monthly_grace = fields.Integer(
        required=True,
        help="So many incidents of lateness or leaving early a month cost nothing.",
    )
    grace_breaks_full = fields.Boolean(
        string="Grace Breaks Full Attendance",
        help="A month in which grace was used is not a month of full attendance.",
    )
    absence_deduction = fields.Float(
        required=True,
        help="Share of the daily wage deducted for a day of absence.",
    )
    wage_days = fields.Float(
        string="Days of a Month's Wage",
        required=True,
        help="A day is paid with this part of the month's wage. 0: the planned days.",
    )
    cap_share = fields.Float(
        string="Cap",
        required=True,
        help="Deductions of a month never exceed this share of its wage.",
    )
    cap_floor = fields.Monetary(
        string="Floor",
        help="Deductions never bring the month's wage below this amount.",
    )
    talk_threshold = fields.Integer(
        string="Talk After",
        required=True,
        help="So many days in a row with lateness or leaving early lead to a "
        "performance talk.",
    )
    exempt_first_last_day = fields.Boolean(
        string="Exempt First and Last Day",
        help="The first and the last day of employment are never judged late, early "
        "or absent.",
    )
    acknowledgement_required = fields.Boolean(
        string="Deduct After Reading Only",
        help="Nothing is deducted from who had no chance to read this version.",
    )

    # Rewards (CS-1.6)
    streak_months = fields.Integer(
        required=True,
        help="So many months of full attendance in a row earn the bonus.",
    )
    streak_mode = fields.Selection(
        selection=[("consuming", "Start Again"), ("rolling", "Rolling")],
        required=True,
        help="After a bonus the count starts again, or each further full month "
        "completes a streak.",
    )
    bonus_amount = fields.Monetary(string="Bonus")
    award_max_incidents = fields.Integer(
        string="Award: Incidents at Most",
        required=True,
        help="Who has more incidents in a year gets no year-end award.",
    )
    award_max_absences = fields.Integer(
        string="Award: Absences at Most",
        required=True,
        help="Who has more days of absence in a year gets no year-end award.",
    )

    # Corrections (CS-1.4)
    correction_quota = fields.Integer(
        string="Corrections a Month",
        required=True,
    )
    correction_days = fields.Integer(
        string="Correction Within (Days)",
        required=True,
        help="A missing punch is requested within so many days.",
    )

    # Overtime (CS-1.1)
    overtime_day_warning = fields.Float(
        string="Warning per Day (Hours)",
        required=True,
        help="More overtime on one day is pointed out on the request and on the "
        "statement. 0: no warning.",
    )
    overtime_month_warning = fields.Float(
        string="Warning per Month (Hours)",
        required=True,
        help="More overtime in a month is pointed out on the request and on the "
        "statement. 0: no warning.",
    )
    overtime_rate_workday = fields.Float(string="Rate on Workdays", required=True)
    overtime_rate_restday = fields.Float(string="Rate on Rest Days", required=True)
    overtime_rate_holiday = fields.Float(string="Rate on Holidays", required=True)
    overtime_compensation = fields.Selection(
        selection=[("pay", "Pay"), ("time_off", "Time in Lieu")],
        required=True,
    )

    # Nudges
    nudge_morning_minutes = fields.Integer(
        string="Morning Nudge (Minutes)",
        required=True,
        help="Who has not punched so long after the start is reminded. 0: nobody.",
    )
    nudge_evening_minutes = fields.Integer(
        string="Evening Nudge (Minutes)",
        required=True,
        help="Who has not punched so long after the end is reminded. 0: nobody.",
    )

    _version_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), date_from) WHERE state = 'published'",
        "Two published policies cannot start on the same date in one company: change "
        "the date of one of them.",
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for policy in self:
            company = policy.company_id or self.env.company
            policy.currency_id = company.currency_id

    @api.depends("name", "date_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for policy in self:
            shown = policy.date_from and format_date(self.env, policy.date_from)
            policy.display_name = f"{policy.name or ''} ({shown})"

    @api.model
    def _get_policy(self, company, date):
        """Return the published version in force for a company on a date.

        The company's own policy goes before the one for every company. May be empty.
        """
        domain = Domain("state", "=", "published") & Domain("date_from", "<=", date)
        domain &= Domain("company_id", "in", [company.id, False])
        versions = self.sudo().search(domain, order="date_from desc, id desc")
        own = versions.filtered("company_id")
        return (own or versions)[:1].with_env(self.env)
