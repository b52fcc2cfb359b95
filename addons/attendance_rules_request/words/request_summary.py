"""What a version of the policy asks of requests, as sentences."""

from odoo.tools import formatLang


class RequestSummary:
    """Says in the reader's language what corrections, leave and overtime need."""

    def __init__(self, policy):
        self.policy, self.env = policy, policy.env

    def sentences(self):
        """One sentence per figure; those that are switched off have none."""
        return [*self._corrections(), *self._leave(), *self._overtime()]

    def _corrections(self):
        policy = self.policy
        if policy.correction_quota:
            yield self.env._(
                "A missing punch can be corrected %(count)s times a month, within"
                " %(days)s days.",
                count=policy.correction_quota,
                days=policy.correction_days,
            )

    def _leave(self):
        if not self.policy.enforce_requests:
            return
        for rule in self.policy.leave_rule_ids.sorted(lambda r: not r.leave_type_id):
            name = rule.leave_type_id.name or self.env._("Other leave")
            if rule.notice_days:
                yield self._notice(name, rule)
            if rule.certificate_required:
                yield self.env._(
                    "%(type)s: a certificate within %(days)s days after the leave.",
                    type=name,
                    days=rule.certificate_days,
                )

    def _notice(self, name, rule):
        if rule.emergency_allowed:
            return self.env._(
                "%(type)s: asked for %(days)s days ahead, in an emergency later with "
                "the reason.",
                type=name,
                days=rule.notice_days,
            )
        return self.env._(
            "%(type)s: asked for %(days)s days ahead.", type=name, days=rule.notice_days
        )

    def _overtime(self):
        policy = self.policy
        rates = (
            policy.overtime_rate_workday,
            policy.overtime_rate_restday,
            policy.overtime_rate_holiday,
        )
        if not any(rates):
            return
        workday, restday, holiday = (self._number(rate) for rate in rates)
        yield self.env._(
            "Overtime is approved in advance. It counts %(workday)s times on workdays, "
            "%(restday)s times on rest days and %(holiday)s times on holidays.",
            workday=workday,
            restday=restday,
            holiday=holiday,
        )

    def _number(self, value):
        return formatLang(self.env, value, digits=2).rstrip("0").rstrip(".,")
