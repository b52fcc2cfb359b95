"""The figures of a policy's version as sentences."""

from babel.numbers import format_percent

from odoo.tools import format_amount, get_lang
from odoo.tools.misc import babel_locale_parse


def percent(env, share):
    """A share as people of the reader's language write it: 20%."""
    return format_percent(share, locale=babel_locale_parse(get_lang(env).code))


class PolicySummary:
    """Says what a version asks and costs, in the reader's language."""

    def __init__(self, policy):
        self.policy, self.env = policy, policy.env

    def sentences(self):
        """One sentence per figure; those that are switched off have none."""
        return [*map(self._band, self.policy.band_ids), *self._grace(), *self._limits()]

    def _money(self, amount):
        return format_amount(self.env, amount, self.policy.currency_id)

    def _band(self, band):
        labels = dict(band._fields["severity"]._description_selection(self.env))
        severity = labels[band.severity]
        share, amount = percent(self.env, band.amount), self._money(band.amount)
        if band.severity == "tolerated" and (end := self._end_of(band)):
            return self.env._(
                "Up to %(minutes)s minutes late or early do not count.", minutes=end
            )
        if band.over_half:
            return {
                "fixed": self.env._(
                    "Late or early by more than half of the shift: “%(severity)s”, "
                    "%(amount)s deducted.",
                    severity=severity,
                    amount=amount,
                ),
                "per_minute": self.env._(
                    "Late or early by more than half of the shift: “%(severity)s”, "
                    "%(amount)s deducted per minute.",
                    severity=severity,
                    amount=amount,
                ),
                "daily_share": self.env._(
                    "Late or early by more than half of the shift: “%(severity)s”, "
                    "%(share)s of a day's wage deducted.",
                    severity=severity,
                    share=share,
                ),
                "none": self.env._(
                    "Late or early by more than half of the shift: “%(severity)s”, "
                    "nothing deducted.",
                    severity=severity,
                ),
            }[band.deduction]
        return {
            "fixed": self.env._(
                "Late or early by more than %(minutes)s minutes: “%(severity)s”, "
                "%(amount)s deducted.",
                minutes=band.over_minutes,
                severity=severity,
                amount=amount,
            ),
            "per_minute": self.env._(
                "Late or early by more than %(minutes)s minutes: “%(severity)s”, "
                "%(amount)s deducted per minute.",
                minutes=band.over_minutes,
                severity=severity,
                amount=amount,
            ),
            "daily_share": self.env._(
                "Late or early by more than %(minutes)s minutes: “%(severity)s”, "
                "%(share)s of a day's wage deducted.",
                minutes=band.over_minutes,
                severity=severity,
                share=share,
            ),
            "none": self.env._(
                "Late or early by more than %(minutes)s minutes: “%(severity)s”, "
                "nothing deducted.",
                minutes=band.over_minutes,
                severity=severity,
            ),
        }[band.deduction]

    def _end_of(self, band):
        """The minutes at which the next band of the kind begins; none if it is over
        half a shift, or there is none."""
        following = [
            other.over_minutes
            for other in self.policy.band_ids
            if not other.over_half
            and {band.kind, other.kind} != {"late", "early"}
            and other.over_minutes > band.over_minutes
        ]
        return min(following, default=0)

    def _grace(self):
        policy = self.policy
        if policy.monthly_grace == 1:
            yield self.env._("The first incident of a month costs nothing.")
        elif policy.monthly_grace:
            yield self.env._(
                "The first %(count)s incidents of a month cost nothing.",
                count=policy.monthly_grace,
            )
        if policy.talk_threshold:
            yield self.env._(
                "%(count)s days in a row lead to a performance talk.",
                count=policy.talk_threshold,
            )
        if policy.absence_deduction:
            yield self.env._(
                "A day of absence without leave costs %(share)s of the day's wage.",
                share=percent(self.env, policy.absence_deduction),
            )

    def _limits(self):
        policy = self.policy
        if policy.cap_share:
            yield self.env._(
                "A month never costs more than %(share)s of its wage.",
                share=percent(self.env, policy.cap_share),
            )
        if policy.cap_floor:
            yield self.env._(
                "At least %(amount)s of the wage always remain.",
                amount=self._money(policy.cap_floor),
            )
