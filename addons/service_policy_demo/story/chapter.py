"""What every chapter of the story needs: the company, its people and its calendar."""

from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from pytz import timezone, utc

from odoo import fields

from odoo.addons.base_engine_tools.core.instants import dates

from . import people

ADDON = "service_policy_demo"
SHANGHAI = "Asia/Shanghai"
#: So many months are over when the story ends today.
BEFORE = 6
OFFICE = ((0, 8, 12), (0, 13, 17))
#: Working schedules: name, weekdays, hours as (days later, from, to)
HOURS = {
    "day": ("Eight hours", range(5), OFFICE),
    "part_time": ("Three days", range(3), OFFICE),
    "flexible": ("Flexible", range(5), OFFICE),
    "night": ("Night watch", range(5), ((0, 22, 24), (1, 0, 6))),
}


class Chapter:
    """A part of the story; everything in it depends on today's date only.

    :param env: any environment; the chapter is written as superuser, in the company
    """

    def __init__(self, env):
        company = env.ref("base.main_company")
        context = {
            "allowed_company_ids": company.ids,
            "mail_activity_quick_update": True,
            "mail_create_nosubscribe": True,
            "mail_notrack": True,
            "no_document": True,
            "tracking_disable": True,
            "tz": SHANGHAI,
        }
        self.env = env(su=True, context={**env.context, **context})
        self.company = company.with_env(self.env)

    def named(self, model, name, values):
        """Create a record whose XML id is ``demo_<model>_<name>``."""
        short = model.rpartition(".")[2]
        return self.env[model]._load_records(
            [
                {
                    "xml_id": f"{ADDON}.demo_{short}_{name}",
                    "values": values,
                    "noupdate": True,
                }
            ]
        )

    def ref(self, model, name):
        """Return a record that was created with a name."""
        return self.env.ref(f"{ADDON}.demo_{model}_{name}")

    @property
    def today(self):
        """The date that it is at the company."""
        now = utc.localize(fields.Datetime.now())
        return now.astimezone(timezone(SHANGHAI)).date()

    @property
    def employees(self):
        """Everybody, in the order of their numbers."""
        return self.env["hr.employee"].union(
            *(self.ref("employee", f"{number:02}") for number in people.PEOPLE)
        )

    def months(self, hours="day"):
        """Return the working days of the last six months and of this one."""
        start = self.today + relativedelta(months=-BEFORE, day=1)
        weekdays = HOURS[hours][1]
        firsts = [start + relativedelta(months=number) for number in range(BEFORE + 1)]
        return [
            [
                day
                for day in dates(first, first + relativedelta(day=31))
                if day.weekday() in weekdays
            ]
            for first in firsts
        ]

    def moment(self, day, minutes):
        """Return so many minutes after local midnight of a day, as Odoo stores it."""
        local = datetime.combine(day, time()) + timedelta(minutes=minutes)
        return timezone(SHANGHAI).localize(local).astimezone(utc).replace(tzinfo=None)

    def end_of_step(self, ticket):
        """Each step is a transaction of its own: what has become of it is noted."""
        self.env.flush_all()
        ticket.with_user(ticket.user_id).sudo()._note_handlings()

    def leave(self, message):
        """The demo has no mail server that would take an e-mail: it has left."""
        letters = message.sudo().mail_ids
        message.sudo().notification_ids.write({"notification_status": "sent"})
        letters.unlink()
