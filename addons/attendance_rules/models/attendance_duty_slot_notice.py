from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain


class AttendanceDutySlot(models.Model):
    """What people on duty are told, and when (CS-2).

    Messages go to the person's own contact, so that somebody without a user gets them
    by e-mail.
    """

    _inherit = "attendance.duty.slot"

    reminded = fields.Boolean(copy=False, readonly=True)

    def _notify_duties(self, occasion):
        """Send one message per person with all these duties, in the own language.

        :param str occasion: ``published`` or ``reminder``
        """
        held = self.filtered("employee_id")
        for employee, slots in held.grouped("employee_id").items():
            own = slots.with_context(lang=employee._reader_lang())
            own.shift_id[:1].message_notify(
                partner_ids=employee._message_partners().ids,
                subject=own._notice_subject(occasion),
                body=own._as_list(),
            )

    def _notice_subject(self, occasion):
        return {
            "published": self.env._("Your duties have been published"),
            "reminder": self.env._("Reminder: you are on duty"),
        }[occasion]

    def _as_list(self):
        lines = Markup().join(
            Markup("<li>%s%s</li>") % (slot.shift_id.display_name, slot._role_text())
            for slot in self.sorted("date_start")
        )
        return Markup("<ul>%s</ul>") % lines

    def _role_text(self):
        return self.env._(" (duty leader)") if self.is_leader else ""

    @api.model
    def _cron_remind(self):
        """Remind everybody of tomorrow's duties, once.

        Tomorrow is the local date of the post. A duty planned too late for that is
        reminded of when the job runs next, as long as it has not begun.
        """
        now = fields.Datetime.now()
        # A local date is at most 14 hours ahead of UTC.
        soon = self.search(
            Domain("reminded", "=", False)
            & Domain("state", "=", "planned")
            & Domain("shift_id.state", "=", "published")
            & Domain("date_start", ">", now)
            & Domain("date_start", "<", now + timedelta(days=3))
        )
        due = soon.filtered(
            lambda slot: slot.work_date <= slot.post_id._today() + timedelta(days=1)
        )
        due._notify_duties("reminder")
        due.reminded = True

    def write(self, vals):
        if "employee_id" in vals or "date_start" in vals:
            vals = {"reminded": False, **vals}
        return super().write(vals)
