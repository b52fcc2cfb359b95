from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..core.award import AwardLimits, exclusion

#: What HR may write; the rest is written by the close.
WRITTEN_BY_HR = {"restored_reason", "message_main_attachment_id"}


class AttendanceAwardExclusion(models.Model):
    """CS-1.6: who gets no year-end award for a year, and why.

    Follows from the closed months of the year and their adjustments. A second chance
    (a talk whose plan was met) makes the person eligible again; so does a decision of
    HR with a reason.
    """

    _name = "attendance.award.exclusion"
    _description = "Exclusion from the Year-End Award"
    _inherit = ["guarded.mixin", "mail.thread"]
    _order = "year desc, employee_id"
    _rec_name = "employee_id"
    _check_company_auto = True

    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        readonly=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    department_id = fields.Many2one(related="employee_id.department_id")
    year = fields.Integer(required=True, readonly=True, aggregator=False)
    incident_count = fields.Integer(
        string="Incidents",
        readonly=True,
        help="Late arrivals, early departures and missing punches of the year that no"
        " grace and no excuse covers.",
    )
    absence_days = fields.Float(string="Days absent", readonly=True)
    lines = fields.Json(readonly=True)
    reason = fields.Text(compute="_compute_reason")
    state = fields.Selection(
        selection=[("excluded", "Excluded"), ("restored", "Eligible again")],
        compute="_compute_state",
        store=True,
    )
    restored_by_talk = fields.Boolean(string="Second chance used", readonly=True)
    restored_reason = fields.Text(
        string="Why eligible again",
        tracking=True,
        help="HR's reason to make the person eligible again.",
    )

    _employee_year = models.UniqueIndex("(employee_id, year)")

    @api.depends("restored_by_talk", "restored_reason")
    def _compute_state(self):
        for record in self:
            again = record.restored_by_talk or record.restored_reason
            record.state = "restored" if again else "excluded"

    @api.depends("lines")
    @api.depends_context("lang")
    def _compute_reason(self):
        for record in self:
            record.reason = " ".join(
                self._say(record.year, *line) for line in record.lines or []
            )

    @api.model
    def _say(self, year, code, arguments):
        if code == "award_incidents":
            return self.env._(
                "%(count)s incidents in %(year)s: at most %(limit)s are allowed.",
                year=year,
                **arguments,
            )
        return self.env._(
            "%(count)s days of absence in %(year)s: at most %(limit)s are allowed.",
            year=year,
            **arguments,
        )

    def write(self, vals):
        """HR says why somebody is eligible again, and nobody does so for oneself; all
        else follows from the months."""
        if not self.env.su:
            self._check_may_write(vals)
        return super().write(vals)

    def _check_may_write(self, vals):
        if vals.keys() - WRITTEN_BY_HR:
            raise AccessError(
                self.env._(
                    "Only the reason is HR's: the figures follow from the months."
                )
            )
        if self.employee_id & self.env.user.employee_ids:
            raise AccessError(
                self.env._(
                    "Nobody decides about their own award: ask another administrator."
                )
            )

    @api.model
    def _refresh(self, company, year):
        """Find again who is excluded for a year; write only what differs."""
        known = {
            record.employee_id.id: record
            for record in self.search(
                [("company_id", "=", company.id), ("year", "=", year)]
            )
        }
        talks = self._load_second_chances(company, year)
        found = self._find(company, year)
        self.create(
            [
                {**vals, "restored_by_talk": employee_id in talks}
                for employee_id, vals in found.items()
                if employee_id not in known
            ]
        )
        for employee_id, record in known.items():
            if employee_id in found:
                vals = found[employee_id]
                record._update_changed(
                    {**vals, "restored_by_talk": employee_id in talks}
                )
        stale = [r.id for e, r in known.items() if e not in found]
        self.browse(stale).filtered(lambda r: not r.restored_reason).unlink()

    def _update_changed(self, vals):
        names = ("incident_count", "absence_days", "lines", "restored_by_talk")
        changed = {name: vals[name] for name in names if self[name] != vals[name]}
        if changed:
            self.write(changed)

    @api.model
    def _find(self, company, year):
        """{employee id: values} of whom the year's record excludes."""
        totals = self._load_totals(company, year)
        limits = self._limits(company, year)
        found = {}
        for employee_id, (incidents, absences) in totals.items():
            lines = exclusion(incidents, absences, limits)
            if lines:
                found[employee_id] = {
                    "employee_id": employee_id,
                    "company_id": company.id,
                    "year": year,
                    "incident_count": incidents,
                    "absence_days": absences,
                    "lines": [list(line) for line in lines],
                }
        return found

    @api.model
    def _limits(self, company, year):
        policy = self.env["attendance.policy"]._get_policy(
            company, fields.Date.to_date(f"{year}-12-31")
        )
        return AwardLimits(policy.award_max_incidents, policy.award_max_absences)

    @api.model
    def _load_totals(self, company, year):
        """{employee id: (incidents, days of absence)} of the closed months."""
        months = self.env["attendance.month"].search(
            [
                ("company_id", "=", company.id),
                ("month", ">=", f"{year}-01-01"),
                ("month", "<=", f"{year}-12-31"),
                ("state", "=", "closed"),
            ]
        )
        totals = {}
        for month in months:
            later = [entry.figures for entry in month.adjustment_out_ids]
            incidents, absences = totals.get(month.employee_id.id, (0, 0.0))
            totals[month.employee_id.id] = (
                incidents
                + month.incident_count
                - month.graced_count
                + sum(f.get("incident_count", 0) for f in later)
                - sum(f.get("graced_count", 0) for f in later),
                absences
                + month.absence_days
                + sum(f.get("absence_days", 0) for f in later),
            )
        return totals

    @api.model
    def _load_second_chances(self, company, year):
        """Employees who have kept the plan of a performance talk held in the year."""
        talks = self.env["attendance.talk"].search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "held"),
                ("second_chance", "=", True),
                ("held_on", ">=", f"{year}-01-01"),
                ("held_on", "<=", f"{year}-12-31"),
            ]
        )
        kept = talks.filtered(lambda talk: talk.chance_state == "kept")
        return set(kept.employee_id.ids)

    def _renew_chances(self):
        """A plan ends by time alone: look again who has kept it."""
        for (company, year), records in self.grouped(
            lambda r: (r.company_id, r.year)
        ).items():
            kept = self._load_second_chances(company, year)
            for record in records:
                has_chance = record.employee_id.id in kept
                if record.restored_by_talk != has_chance:
                    record.restored_by_talk = has_chance

    @api.model
    def _cron_renew(self):
        """Look every day whose second chance has been used or lost."""
        year = fields.Date.context_today(self).year
        self.search([("year", ">=", year - 1)])._renew_chances()

    @api.model
    def _refuse_award(self, user, badge):
        """Raise if the user is excluded from an award, with the reason.

        The figures are told to HR and to managers only; others learn that the rules
        exclude the person.
        """
        year = badge.attendance_year or fields.Date.context_today(self).year
        found = self.sudo().search(
            [("employee_id.user_id", "=", user.id), ("year", "=", year)]
        )
        found._renew_chances()
        excluded = found.filtered(lambda record: record.state == "excluded")[:1]
        if excluded:
            raise UserError(
                self.env._(
                    "%(name)s cannot receive “%(badge)s”: it needs good attendance in"
                    " %(year)s. %(reason)s",
                    name=excluded.employee_id.name,
                    badge=badge.name,
                    year=year,
                    reason=excluded._reason_for_reader(),
                )
            )

    def _reason_for_reader(self):
        group = "attendance_rules.attendance_rules_group_hr_officer"
        mine = self.with_user(self.env.uid).sudo(False)
        if mine.env.user.has_group(group) or mine._filtered_access("read"):
            return self.with_env(self.env).reason
        return self.env._("HR knows the details.")
