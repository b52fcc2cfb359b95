from datetime import timedelta
from functools import partial

from odoo import api, fields, models

from odoo.addons.attendance_rules.core.binding import Punch
from odoo.addons.attendance_rules.engine.facts import Facts
from odoo.addons.attendance_rules.engine.plans import Plans
from odoo.addons.attendance_rules.engine.rules import RuleBook
from odoo.addons.base_engine_tools.core.instants import MINUTE, to_nearest_second

from ..core.nudge import Times, due_nudges

KINDS = [
    ("morning", "Not Checked In"),
    ("evening", "Not Checked Out"),
    ("before_talk", "Before a Talk"),
    ("certificate", "Certificate"),
]


class AttendanceNudge(models.Model):
    """A reminder that was sent: once per employee, day and kind (CS-1.3, CS-1.4).

    Reminders come on planned days only, and to nobody on leave. They help; they are no
    record of what somebody did.
    """

    _name = "attendance.nudge"
    _description = "Reminder of Attendance"
    _order = "id desc"
    _rec_name = "kind"

    employee_id = fields.Many2one(
        comodel_name="hr.employee", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="employee_id.company_id")
    date = fields.Date(required=True)
    kind = fields.Selection(selection=KINDS, required=True)

    _once = models.UniqueIndex("(employee_id, date, kind)")

    @api.model
    def _send(self, kind, messages):
        """Send each message once, in the language of its reader.

        :param messages: {(employee, date): function that gives the message, called with
            a language code}
        :return: the reminders that were sent now
        """
        sent = self._get_sent(kind, messages)
        new = {key: write for key, write in messages.items() if key not in sent}
        nudges = self.sudo().create(
            [
                {"employee_id": employee.id, "date": date, "kind": kind}
                for employee, date in new
            ]
        )
        for (employee, _date), write in new.items():
            lang = employee._reader_lang()
            told = self.with_context(lang=lang)
            titles = dict(self._fields["kind"]._description_selection(told.env))
            told._deliver(employee, titles[kind], write(lang))
        return nudges

    def _get_sent(self, kind, messages):
        """Return which (employee, date) have had this reminder already."""
        if not messages:
            return set()
        employees = self.env["hr.employee"].union(*(key[0] for key in messages))
        known = self.sudo().search(
            [
                ("kind", "=", kind),
                ("employee_id", "in", employees.ids),
                ("date", "in", list({key[1] for key in messages})),
            ]
        )
        return {(nudge.employee_id.with_env(self.env), nudge.date) for nudge in known}

    @api.model
    def _deliver(self, employee, title, message):
        """By message to inbox or mailbox, and at once where the web client is open."""
        partner = employee._message_partners()
        if not partner:
            return
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=partner.ids,
            subject=title,
            body=message,
            model="hr.employee",
            res_id=employee.id,
        )
        user = employee.sudo().user_id
        if user:
            user._bus_send(
                "simple_notification",
                {"type": "warning", "title": title, "message": message},
            )

    @api.model
    def _cron_nudge(self):
        """Remind whoever has not punched, company by company."""
        companies = self.env["res.company"].sudo().search([("active", "=", True)])
        today = fields.Date.today()
        for company in companies:
            policy = self.env["attendance.policy"]._get_policy(company, today)
            if policy.nudge_morning_minutes or policy.nudge_evening_minutes:
                self.with_company(company)._nudge_company(company, policy)

    def _nudge_company(self, company, policy):
        employees = (
            self.env["hr.employee"].sudo().search([("company_id", "=", company.id)])
        )
        due = self._get_due(employees, policy)
        for kind in ("morning", "evening"):
            self._send(
                kind,
                {
                    (employee, nudge.work_date): partial(self._message, kind)
                    for employee, nudge in due
                    if nudge.kind == kind
                },
            )

    def _get_due(self, employees, policy):
        """Return [(employee, Nudge), …] that are due now."""
        today = fields.Date.today()
        first, last = today - timedelta(days=1), today + timedelta(days=1)
        plans = Plans(self.env, first, last)
        facts = Facts(self.env["attendance.engine"], employees, first, last, plans)
        rules = RuleBook(self.env).rules(policy.sudo(), employees.company_id[:1])
        times = Times(
            policy.nudge_morning_minutes * MINUTE,
            policy.nudge_evening_minutes * MINUTE,
            rules.terms.reach,
        )
        now = to_nearest_second(fields.Datetime.now())
        found = []
        for employee in employees:
            person = facts.person(employee.id, rules.terms, rules)
            punches = [Punch(*punch) for punch in person.punches]
            due = due_nudges(person.plan.shifts, punches, person.absences, now, times)
            found += [
                (employee, nudge) for nudge in due if _employs(person, nudge.work_date)
            ]
        return found

    def _message(self, kind, lang):
        env = self.with_context(lang=lang).env
        if kind == "morning":
            return env._(
                "You have not checked in today. If you are at work, please do; if you "
                "forgot, ask for a punch correction."
            )
        return env._(
            "You have not checked out. If you have left, please ask for a punch "
            "correction."
        )

    @api.autovacuum
    def _gc_nudges(self):
        limit = fields.Date.today() - timedelta(days=92)
        self.search([("date", "<", limit)]).unlink()


def _employs(person, day):
    return any(first <= day <= (last or day) for first, last in person.employed)
