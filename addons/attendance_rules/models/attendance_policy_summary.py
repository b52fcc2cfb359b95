from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_amount


class AttendancePolicy(models.Model):
    """The figures of a version as sentences: what employees read and confirm."""

    _inherit = "attendance.policy"

    summary_html = fields.Html(string="In Short", compute="_compute_summary_html")

    @api.depends_context("lang")
    @api.depends("band_ids.over_minutes", "band_ids.amount", "band_ids.severity")
    def _compute_summary_html(self):
        for policy in self:
            items = [Markup("<li>%s</li>") % text for text in policy._sentences()]
            policy.summary_html = Markup("<ul>%s</ul>") % Markup("").join(items)

    def _sentences(self):
        """The figures, one sentence each; those that are switched off have none."""
        self.ensure_one()
        return [
            *(self._say_band(band) for band in self.band_ids),
            *self._say_grace(),
            *self._say_limits(),
            *self._say_rewards(),
            *self._say_corrections(),
        ]

    def _money(self, amount):
        return format_amount(self.env, amount, self.currency_id)

    def _say_band(self, band):
        severity = dict(band._fields["severity"]._description_selection(self.env))
        since = (
            self.env._("More than half of the shift")
            if band.over_half
            else self.env._("More than %(minutes)s minutes", minutes=band.over_minutes)
        )
        return self.env._(
            "%(since)s late or early: %(severity)s, %(cost)s.",
            since=since,
            severity=severity[band.severity].lower(),
            cost=self._say_cost(band),
        )

    def _say_cost(self, band):
        if band.deduction == "fixed":
            return self.env._("%(amount)s deducted", amount=self._money(band.amount))
        if band.deduction == "per_minute":
            return self.env._(
                "%(amount)s deducted per minute", amount=self._money(band.amount)
            )
        if band.deduction == "daily_share":
            return self.env._(
                "%(share)s %% of a day's wage deducted", share=f"{band.amount:.0%}"[:-1]
            )
        return self.env._("nothing deducted")

    def _say_grace(self):
        if self.monthly_grace == 1:
            yield self.env._("The first incident of a month costs nothing.")
        elif self.monthly_grace:
            yield self.env._(
                "The first %(count)s incidents of a month cost nothing.",
                count=self.monthly_grace,
            )
        if self.talk_threshold:
            yield self.env._(
                "%(count)s days in a row lead to a performance talk.",
                count=self.talk_threshold,
            )
        if self.absence_deduction:
            yield self.env._(
                "A day of absence without leave: %(share)s %% of the day's wage.",
                share=f"{self.absence_deduction:.0%}"[:-1],
            )

    def _say_limits(self):
        if self.cap_share:
            yield self.env._(
                "A month never costs more than %(share)s %% of its wage.",
                share=f"{self.cap_share:.0%}"[:-1],
            )
        if self.cap_floor:
            yield self.env._(
                "At least %(amount)s of the wage always remain.",
                amount=self._money(self.cap_floor),
            )

    def _say_rewards(self):
        if self.bonus_amount and self.streak_months:
            yield self.env._(
                "%(count)s months of full attendance in a row earn %(amount)s.",
                count=self.streak_months,
                amount=self._money(self.bonus_amount),
            )
        if self.award_max_incidents:
            yield self.env._(
                "More than %(count)s incidents in a year exclude from the year-end"
                " award.",
                count=self.award_max_incidents,
            )
        if self.award_max_absences:
            yield self.env._(
                "More than %(count)s days of absence in a year exclude from it, too.",
                count=self.award_max_absences,
            )

    def _say_corrections(self):
        if self.correction_quota:
            yield self.env._(
                "A missing punch can be corrected %(count)s times a month, within"
                " %(days)s days.",
                count=self.correction_quota,
                days=self.correction_days,
            )
