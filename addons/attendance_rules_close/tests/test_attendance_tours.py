from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import CloseCase

LONG_AGO = date(2020, 1, 1)


class TourCase(CloseCase, HttpCase):
    """Last month under audit, with one late morning, at the time of the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.last_month = fields.Date.today() + relativedelta(months=-1, day=1)
        day = cls.last_month
        while day.weekday() > 4:
            day += timedelta(days=1)
        cls.late_day = day
        cls.work(cls.people, cls.last_month, {day: ("08:25", "17:05")})
        cls.period = cls.audit(cls.last_month)

    @classmethod
    def _create_policy(cls, **values):
        return super()._create_policy(date_from=LONG_AGO, **values)

    @classmethod
    def _create_employee(cls, name, user=None, **values):
        dates = {"date_version": LONG_AGO, "contract_date_start": LONG_AGO}
        return super()._create_employee(name, user=user, **{**dates, **values})


@tagged("post_install", "-at_install")
class TestAttendanceTours(TourCase):
    def test_cs_1_5_hr_closes_the_month_in_the_browser(self):
        self.start_tour(
            f"/odoo/attendance-audit/{self.period.id}",
            "attendance_rules_close",
            login="hr_admin",
        )
        self.assertEqual(self.period.state, "closed")
        statements = self.people.mapped(
            lambda person: self.statement(person, self.last_month)
        )
        self.assertTrue(all(statements.mapped("seal")))


@tagged("post_install", "-at_install")
class TestAttendanceToursOnAPhone(TourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_cs_1_5_an_employee_objects_on_the_phone(self):
        self.start_tour(
            "/odoo/my-attendance", "attendance_rules_object", login="employee"
        )
        objection = self.statement(self.employee, self.last_month).objection_ids
        self.assertEqual(objection.reason, "The clock at the gate was broken")
        self.assertEqual(objection.day_id.work_date, self.late_day)
