from datetime import date

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.base_engine_tools.core.instants import next_month
from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.words.dates import date_in_words

from ..const import FIGURES, RANGES
from ..words.policy_summary import PolicySummary


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
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
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
    force = fields.Selection(
        selection=[("current", "In Force"), ("future", "Later"), ("past", "Replaced")],
        string="Counts",
        compute="_compute_force",
        help="Of the published versions one counts on a date: for this company.",
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
        aggregator=None,
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
    is_used = fields.Boolean(
        compute="_compute_is_used",
        help="Closed months were judged by this version.",
    )
    # Reading (CS-1.7)
    acknowledgement_days = fields.Integer(
        string="Days to Read",
        default=7,
        help="After so many days the version applies to everybody who was told of it,"
        " read or not.",
    )
    acknowledgement_ids = fields.One2many(
        comodel_name="attendance.acknowledgement", inverse_name="policy_id"
    )
    acknowledgement_count = fields.Integer(compute="_compute_acknowledgement")
    acknowledged_share = fields.Integer(
        string="Read by (%)", compute="_compute_acknowledgement"
    )
    summary_html = fields.Html(
        string="In Short",
        compute="_compute_summary_html",
        help="The figures as sentences: what employees read and confirm.",
    )

    # Overtime (CS-1.1)
    overtime_rate_workday = fields.Float(string="Rate on Workdays", required=True)
    overtime_rate_restday = fields.Float(string="Rate on Rest Days", required=True)
    overtime_rate_holiday = fields.Float(string="Rate on Holidays", required=True)
    _version_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), date_from) WHERE state = 'published'",
        "Two published policies cannot start on the same date in one company: change "
        "the date of one of them.",
    )

    @api.depends("company_id", "date_from", "state")
    @api.depends_context("company")
    def _compute_force(self):
        """Which of several published versions counts today, and which will or did."""
        today = fields.Date.context_today(self)
        for company, policies in self.grouped("company_id").items():
            current = self._get_policy(company or self.env.company, today)
            for policy in policies:
                later = "future" if (policy.date_from or today) > today else "past"
                counts = "current" if policy._origin == current else later
                policy.force = policy.state == "published" and counts

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

    # Versions: what was in force when a month was closed never changes

    def _compute_is_used(self):
        groups = (
            self.env["attendance.month"]
            .sudo()
            ._read_group(
                [("policy_id", "in", self.ids), ("state", "=", "closed")], ["policy_id"]
            )
        )
        used = {policy.id for (policy,) in groups}
        for policy in self:
            policy.is_used = policy.id in used

    @api.model
    def default_get(self, fields_list):
        """A version made by hand starts with the figures of the one in force."""
        if not self.env.context.get("attendance_policy_from_current"):
            return super().default_get(fields_list)
        company = self.env.company
        source = self._get_policy(company, fields.Date.context_today(self))
        values = source.copy_data()[0] if source else {}
        values |= {
            "company_id": company.id,
            "date_from": next_month(fields.Date.context_today(self)),
        }
        values = {name: values[name] for name in fields_list if name in values}
        return values | super().default_get(
            [name for name in fields_list if name not in values]
        )

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        published = policies.filtered(lambda policy: policy.state == "published")
        published._check_start()
        published._mark_open_months()
        published._on_published()
        self.env["service.policy.carrier"]._figures_changed(self._name)
        return policies

    def write(self, vals):
        figures = {name for name in vals if self._is_figure(name)}
        if not figures:
            return super().write(vals)
        self._check_unused()
        before = self.filtered(lambda policy: policy.state == "published")
        before._mark_open_months()
        result = super().write(vals)
        published = self.filtered(lambda policy: policy.state == "published")
        if {"company_id", "date_from", "state"} & figures:
            published._check_start()
        published._mark_open_months()
        (published - before)._on_published()
        self.env["service.policy.carrier"]._figures_changed(self._name)
        return result

    def _on_published(self):
        """These versions have just been published: employees are told (CS-1.7).

        Override to let something else begin; call ``super()``.
        """
        self._tell_employees()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_unused()
        if any(policy.state == "published" for policy in self):
            raise UserError(
                self.env._(
                    "A published policy is not deleted: take it back to draft first."
                )
            )
        days = self.env["attendance.day"].sudo()
        if named := days.search([("policy_id", "in", self.ids)], limit=1).policy_id:
            raise UserError(
                self.env._(
                    "Days that were judged by “%(policy)s” wait to be judged again: "
                    "delete it in some minutes.",
                    policy=named.display_name,
                )
            )

    @needs_access("read")
    def action_publish(self):
        """Put the versions in force from their dates on."""
        self.state = "published"

    @needs_access("read")
    def action_draft(self):
        """Take back versions that no closed month has used."""
        self.state = "draft"

    @needs_access("read")
    def action_new_version(self):
        """Copy the version to a draft that starts next month, and open it."""
        return self._copy_version()._open_form()

    def _copy_version(self, **values):
        """Return a draft with the figures of this version, for next month or later."""
        start = max(next_month(fields.Date.context_today(self)), self.date_from)
        return self.copy({"date_from": start, **values})

    def _open_form(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _is_figure(self, name):
        field = self._fields[name]
        if name in ("band_ids", "leave_rule_ids", "company_id"):
            return True
        return bool(field.store and field.type in FIGURES)

    def _on_line_changed(self):
        """A band or a rule of the versions is about to change, or has just come."""
        self._check_unused()
        self.filtered(lambda one: one.state == "published")._mark_open_months()

    def _check_unused(self):
        for policy in self:
            if policy.is_used:
                raise UserError(
                    self.env._(
                        "Closed months were judged by “%(policy)s”: its figures stay "
                        "as they are. Make a new version instead.",
                        policy=policy.display_name,
                    )
                )

    def _check_start(self):
        """A version cannot start in months that are closed already."""
        for policy in self:
            domain = [("state", "=", "closed")]
            if policy.company_id:
                domain.append(("company_id", "=", policy.company_id.id))
            closed = self.env["attendance.month"].sudo()
            last = closed.search(domain, order="month desc", limit=1)
            if last and policy.date_from < next_month(last.month):
                raise UserError(
                    self.env._(
                        "Months up to %(month)s are closed: “%(policy)s” can start on "
                        "%(date)s at the earliest.",
                        month=date_in_words(self.env, last.month),
                        policy=policy.name,
                        date=format_date(self.env, next_month(last.month)),
                    )
                )

    def _mark_open_months(self):
        """Have the open months judged again in which the versions may count."""
        queue = self.env["attendance.dirty"].sudo()
        for policy in self:
            queue._add_companies(policy.company_id.ids, policy.date_from or date.min)

    # A policy that contradicts itself is refused

    @api.model
    def _figure_ranges(self):
        """Figures that only make sense in a range.

        Override to add those of a part.

        :return: {field: (lowest, highest or None)}
        """
        return RANGES

    @api.constrains(lambda self: list(self._figure_ranges()))
    def _check_ranges(self):
        for policy in self:
            for name, (low, high) in self._figure_ranges().items():
                value = policy[name]
                if value < low or (high is not None and value > high):
                    policy._refuse_figure(name, low, high)

    def _refuse_figure(self, name, low, high):
        label = self._fields[name].get_description(self.env, ["string"])["string"]
        if high is None:
            raise ValidationError(
                self.env._(
                    "“%(figure)s” cannot be less than %(low)s.", figure=label, low=low
                )
            )
        raise ValidationError(
            self.env._(
                "“%(figure)s” must be between %(low)s and %(high)s.",
                figure=label,
                low=low,
                high=high,
            )
        )

    @api.constrains("longest_hours", "punch_reach_hours")
    def _check_longest(self):
        for policy in self:
            if 0 < policy.longest_hours < 2 * policy.punch_reach_hours:
                raise ValidationError(
                    self.env._(
                        "Whoever may punch %(reach)s hours before and after a shift "
                        "can stay longer than %(longest)s hours: raise the longest "
                        "stay or lower the reach.",
                        reach=policy.punch_reach_hours,
                        longest=policy.longest_hours,
                    )
                )

    @api.constrains("band_ids")
    def _check_bands(self):
        """More lateness is never milder, and no two bands begin at the same minute."""
        for policy in self:
            for kind in ("late", "early"):
                bands = policy.band_ids.filtered(
                    lambda band, kind=kind: band.kind in (kind, "both")
                ).sorted(lambda band: (band.over_half, band.over_minutes))
                for band, graver in zip(bands, bands[1:], strict=False):
                    band._check_before(graver)

    # Reading

    @api.depends("acknowledgement_ids.state")
    def _compute_acknowledgement(self):
        shares = self.env["attendance.acknowledgement"]._share_by_policy(self._origin)
        for policy in self:
            told, share = shares.get(policy._origin, (0, 0))
            policy.acknowledgement_count = told
            policy.acknowledged_share = share

    @api.readonly
    @needs_access("read")
    def action_open_acknowledgements(self):
        """Open who has read this version."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "attendance_rules.attendance_acknowledgement_action"
        )
        return action | {"domain": [("policy_id", "=", self.id)]}

    def _tell_employees(self):
        """Rows and messages are made by the job, after the change is kept."""
        cron = self.env.ref(
            "attendance_rules.ir_cron_attendance_acknowledgement",
            raise_if_not_found=False,
        )
        if cron and self.filtered("acknowledgement_required"):
            cron.sudo()._trigger()

    # In short

    @api.depends_context("lang")
    @api.depends(lambda self: self._summary_depends())
    def _compute_summary_html(self):
        for policy in self:
            items = [Markup("<li>%s</li>") % text for text in policy._sentences()]
            policy.summary_html = Markup("<ul>%s</ul>") % Markup("").join(items)

    @api.model
    def _summary_depends(self):
        """What the sentences say: every figure, and the bands."""
        bands = self.env["attendance.policy.band"]._fields
        figures = [name for name in self._fields if self._is_figure(name)]
        return [
            *(name for name in figures if self._fields[name].type != "one2many"),
            *(f"band_ids.{name}" for name in bands if bands[name].type in FIGURES),
        ]

    def _sentences(self):
        """A sentence for each figure that counts; a part adds its own."""
        self.ensure_one()
        return PolicySummary(self).sentences()
