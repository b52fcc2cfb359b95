from odoo import api, models
from odoo.exceptions import ValidationError

#: figure: (lowest, highest or None) that makes sense
RANGES = {
    "absence_deduction": (0, 3),
    "award_max_absences": (0, None),
    "award_max_incidents": (0, None),
    "away_minutes": (0, None),
    "bonus_amount": (0, None),
    "cap_floor": (0, None),
    "cap_share": (0, 1),
    "correction_days": (0, 366),
    "correction_quota": (0, None),
    "longest_hours": (0, 48),
    "merge_minutes": (0, 60),
    "monthly_grace": (0, 31),
    "nudge_evening_minutes": (0, 720),
    "nudge_morning_minutes": (0, 720),
    "overtime_day_warning": (0, 24),
    "overtime_month_warning": (0, 744),
    "overtime_rate_holiday": (0, 10),
    "overtime_rate_restday": (0, 10),
    "overtime_rate_workday": (0, 10),
    "punch_reach_hours": (0, 12),
    "split_gap_hours": (0.5, 12),
    "streak_months": (1, 24),
    "talk_threshold": (0, 31),
    "wage_days": (0, 31),
}


class AttendancePolicy(models.Model):
    """A policy that contradicts itself is refused with a sentence that says why."""

    _inherit = "attendance.policy"

    @api.constrains(*RANGES)
    def _check_ranges(self):
        for policy in self:
            for name, (low, high) in RANGES.items():
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

    @api.constrains("overtime_day_warning", "overtime_month_warning")
    def _check_overtime_warnings(self):
        for policy in self:
            month = policy.overtime_month_warning
            if month and policy.overtime_day_warning > month:
                raise ValidationError(
                    self.env._(
                        "The warning at %(day)s hours of overtime a day would come "
                        "after the one at %(month)s hours a month: lower the daily "
                        "one.",
                        day=policy.overtime_day_warning,
                        month=month,
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
