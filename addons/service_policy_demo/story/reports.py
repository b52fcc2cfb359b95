"""What was found in the complaints of each month, said about it, and agreed on."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from odoo.addons.base_engine_tools.core.instants import next_month

from .chapter import ADDON, BEFORE, Chapter

#: Month after month: (who, what was said), …
COMMENTS = (
    (("depthead", "The first month on record: we compare from now on."),),
    (
        ("prophead", "The lift is old; the door sensors are replaced one by one."),
        ("leader", "每一位投诉的顾客都已回访。"),
    ),
    (("depthead", "退款较慢主要因为银行处理时间，已与财务部约定每周对账。"),),
    (
        ("prophead", "Wet floors: the cleaning round now carries signs."),
        ("depthead", "Two complaints came from one shop; we have talked to it."),
    ),
    (("leader", "暑期客流大，停车收费的投诉较多。"),),
    (
        ("depthead", "The week of the autumn sale: shelf labels were not changed."),
        ("leader", "价格投诉集中在促销周，建议促销前一天由双人核对价签。"),
    ),
)
#: Month: (what is to be done, who, days until it is due, whether it is done)
MEASURES = {
    1: (("Replace the door sensors of all lifts", "prophead", 40, True),),
    2: (("与财务部每周核对退款", "depthead", 20, True),),
    3: (("Signs on every cleaning trolley", "prophead", 14, True),),
    4: (("在停车场入口张贴收费说明", "prophead", 30, False),),
    5: (("Two people check the labels before each sale", "depthead", 25, False),),
}
ANALYST, MANAGEMENT = "depthead", ("pm", "leader", "prophead")
#: What the figures should reach (SA-4.4): (figure, scope, target, least cases)
TARGETS = (("satisfaction", "user", 3.5, 3), ("promises_kept", "company", 0.8, 5))


class Reports(Chapter):
    """Reports of the months that are over, sealed but the last, which waits."""

    def tell(self):
        # A report keeps the names that departments had then, in each language.
        addon = self.env["ir.module.module"].search([("name", "=", ADDON)])
        addon._update_translations()
        self.company.write(
            {
                "service_month_user_id": self.ref("user", ANALYST).id,
                "service_month_recipient_ids": [
                    fields.Command.set([self.ref("user", n).id for n in MANAGEMENT])
                ],
            }
        )
        now = fields.Datetime.now()
        months = [days[0].replace(day=1) for days in self.months()[:BEFORE]]
        targets = self.env["service.indicator.target"]
        with freeze_time(now) as clock:
            self._clock, self._now = clock, now
            targets.create([self._target(*each, months[0]) for each in TARGETS])
            for number, month in enumerate(months):
                self._report(number, month)
            self._go(now)

    def _target(self, code, scope, limit, least, month):
        return {
            "code": code,
            "company_id": self.company.id,
            "scope": scope,
            "limit": limit,
            "least_count": least,
            "date_from": month,
            "owner_id": self.ref("user", "pm").id,
        }

    def _go(self, moment):
        """To a moment, and no farther than now."""
        self.env.flush_all()
        self._clock.move_to(min(moment, self._now))

    def _workday(self, month, number):
        """Nine o'clock on a working day of the month after."""
        first = next_month(month)
        days = [first + timedelta(days=ahead) for ahead in range(20)]
        days = [day for day in days if day.weekday() < 5]
        return self.moment(days[number], 9 * 60)

    def _report(self, number, month):
        if self._workday(month, 0) > self._now:
            return
        self._go(self._workday(month, 0))
        self.env["service.indicator.target"].sudo()._judge(self.company, month)
        report = self.env["service.report.month"]._draw_up(self.company, month)
        self._go(self._workday(month, 1))
        for who, body in COMMENTS[number]:
            comments = self.env["service.report.comment"]
            author = comments.with_user(self.ref("user", who)).sudo()
            author.create({"report_id": report.id, "body": body})
        for measure in MEASURES.get(number, ()):
            self._measure(report, *measure)
        if number < BEFORE - 1:
            self._go(self._workday(month, 3))
            report.with_user(self.ref("user", ANALYST)).sudo().action_seal()
            # There is no mail server that would take it.
            report.sent_at = fields.Datetime.now()

    def _measure(self, report, name, who, days, is_done):
        analyst = self.ref("user", ANALYST)
        action = (
            self.env["service.action"]
            .with_user(analyst)
            .sudo()
            .create(
                {
                    "name": name,
                    "user_id": self.ref("user", who).id,
                    "date_due": fields.Date.context_today(report)
                    + timedelta(days=days),
                    "kind_id": self.env.ref(
                        "service_follow_up.service_action_kind_improvement"
                    ).id,
                    "res_model": report._name,
                    "res_id": report.id,
                    "company_id": self.company.id,
                }
            )
        )
        if is_done:
            owner = action.with_user(action.user_id).sudo()
            owner.action_start()
            owner._finish("Done.")
