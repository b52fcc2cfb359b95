"""A small company for the tests of add-ons about people."""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest.mock import patch

from pytz import timezone, utc

from odoo.fields import Command
from odoo.sql_db import Cursor
from odoo.tools import SQL

from odoo.addons.base.tests.common import BaseCommon

SHANGHAI = "Asia/Shanghai"
#: As ``base_engine_tools.engine.turns.take_turn`` takes it.
TURN = 'UPDATE "{}" SET id = id WHERE id = ANY(%s) RETURNING id'


class TeamCase(BaseCommon):
    """Chief (user) -> Manager (user) -> Employee (user) and Colleague (no user).

    Lotus Mall in Shanghai works from Monday to Friday, 8-12 and 13-17; everybody is
    there from January 2026 on. Willow Mall is another company.
    """

    #: XML ids of the groups that ``hr_officer`` and ``hr_admin`` have.
    officer_group, admin_group = "hr.group_hr_user", "hr.group_hr_manager"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_company(name="Lotus Mall")
        cls.other_company = cls._create_company(name="Willow Mall")
        cls.env.user.tz = SHANGHAI
        cls.env = cls.env(
            context=dict(
                cls.env.context,
                allowed_company_ids=cls.company.ids,
                tracking_disable=True,
            )
        )
        cls.calendar = cls._create_calendar()
        cls.company.resource_calendar_id = cls.calendar
        cls.chief = cls._create_employee("Chief", user="chief")
        cls.manager = cls._create_employee(
            "Manager", user="manager", parent_id=cls.chief.id
        )
        cls.employee = cls._create_employee(
            "Employee", user="employee", parent_id=cls.manager.id
        )
        cls.colleague = cls._create_employee("Colleague", parent_id=cls.manager.id)
        cls.hr_officer = cls._create_user("hr_officer", cls.officer_group)
        cls.hr_admin = cls._create_user("hr_admin", cls.admin_group)

    @contextmanager
    def assertTurns(self, table, records):
        """What is done here takes a turn on these records before it counts: of two at
        once the second waits, and sees what the first has done."""
        turns, execute = set(), Cursor.execute

        def spy(cursor, query, *args, **values):
            if isinstance(query, SQL) and query.code == TURN.format(table):
                turns.update(*query.params)
            return execute(cursor, query, *args, **values)

        with patch.object(Cursor, "execute", spy):
            yield
        self.assertLessEqual(set(records.ids), turns)

    # Who

    @classmethod
    def _create_user(cls, login, *groups, company=None):
        company = company or cls.company
        names = ("base.group_user", *groups)
        return cls.env["res.users"].create(
            {
                "name": login,
                "login": login,
                "password": login,
                "email": f"{login}@example.org",
                "tz": SHANGHAI,
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set([cls.env.ref(name).id for name in names])],
            }
        )

    @classmethod
    def _create_employee(cls, name, user=None, **values):
        company = cls.env["res.company"].browse(
            values.get("company_id", cls.company.id)
        )
        account = user and cls._create_user(user, company=company)
        return cls.env["hr.employee"].create(
            {
                "name": name,
                "user_id": account and account.id,
                "company_id": company.id,
                "tz": SHANGHAI,
                "resource_calendar_id": cls.calendar.id,
                "date_version": date(2026, 1, 1),
                "contract_date_start": date(2026, 1, 1),
                **values,
            }
        )

    @classmethod
    def _create_calendar(cls, hours=((8, 12), (13, 17)), weekdays=range(5), **values):
        """A schedule with these hours on these weekdays."""
        lines = [
            {
                "name": f"{weekday} {hour_from}-{hour_to}",
                "dayofweek": str(weekday),
                "hour_from": hour_from,
                "hour_to": hour_to,
                "day_period": "morning" if hour_from < 12 else "afternoon",
            }
            for weekday in weekdays
            for hour_from, hour_to in hours
        ]
        return cls.env["resource.calendar"].create(
            {
                "name": "Five days",
                "tz": SHANGHAI,
                "company_id": cls.company.id,
                "attendance_ids": [Command.clear(), *map(Command.create, lines)],
                "global_leave_ids": [Command.clear()],
                **values,
            }
        )

    @staticmethod
    def _as(record, employee):
        """The record as the employee's user sees it."""
        return record.with_user(employee.user_id)

    @staticmethod
    def moment(day, clock, tz=SHANGHAI):
        """A local time as Odoo stores it; ``"26:00"`` is two o'clock the next day."""
        hours, minutes = map(int, clock.split(":"))
        extra, hours = divmod(hours, 24)
        local = datetime.combine(day + timedelta(days=extra), time(hours, minutes))
        return timezone(tz).localize(local).astimezone(utc).replace(tzinfo=None)

    # Who may do what

    def assertMay(self, record, operation, users, allowed):
        """Of these users the allowed ones may do it with a record, and no other; who
        may read it finds it."""
        for user in users:
            with self.subTest(record=record, operation=operation, user=user.login):
                mine = record.with_user(user)
                self.assertEqual(mine.has_access(operation), user in allowed)
                if operation == "read":
                    found = mine.search([("id", "=", record.id)])
                    self.assertEqual(bool(found), user in allowed)

    def assertNotReadAbroad(self, records, *groups):
        """HR of the other company reads none of these records, and finds none.

        :param records: {name: record}
        :param groups: XML ids of the groups of who is there, in place of HR officers
        """
        stranger = self._create_user(
            "far_hr", *(groups or (self.officer_group,)), company=self.other_company
        )
        for name, record in records.items():
            with self.subTest(record=name):
                mine = record.with_user(stranger)
                mine = mine.with_context(allowed_company_ids=self.other_company.ids)
                self.assertFalse(mine.has_access("read"))
                if mine.browse().has_access("read"):
                    self.assertFalse(mine.search([("id", "=", record.id)]))
