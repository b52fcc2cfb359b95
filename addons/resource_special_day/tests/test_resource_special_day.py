from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import SpecialDayCommon


class TestResourceSpecialDay(SpecialDayCommon):
    def _changes(self, change):
        """Return the schedules that are told that their hours changed."""
        calendar_class = self.env.registry["resource.calendar"]
        with patch.object(calendar_class, "_on_working_time_changed") as hook:
            change()
        told = self.env["resource.calendar"]
        for call in hook.call_args_list:
            told |= call.args[-1]
        return told

    def test_unique_for_company(self):
        self._create_day("2025-10-08")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_day("2025-10-08", "working")

    def test_unique_for_schedule(self):
        self._create_day("2025-10-08", calendar_id=self.calendar.id)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_day("2025-10-08", calendar_id=self.calendar.id)

    def test_same_date_in_another_company(self):
        days = self._create_day("2025-10-08")
        days |= self._create_day("2025-10-08", company_id=self.other_company.id)
        days |= self._create_day("2025-10-08", calendar_id=self.calendar.id)
        self.assertEqual(len(days), 3)

    def test_company_is_the_one_of_the_schedule(self):
        day = self.env["resource.special.day"].create(
            {"name": "Day", "date": "2025-10-08", "calendar_id": self.calendar.id}
        )
        self.assertEqual(day.company_id, self.company)

    def test_schedule_of_another_company_is_refused(self):
        other = self._create_calendar(company_id=self.other_company.id)
        day = self._create_day("2025-10-08", calendar_id=self.calendar.id)
        with self.assertRaises(UserError):
            day.write({"calendar_id": other.id, "company_id": self.company.id})

    def test_year(self):
        self.assertEqual(self._create_day("2025-12-31").year, 2025)

    def test_holiday_has_no_hours(self):
        with Form(self._create_day("2025-10-11", "working", like_weekday="4")) as form:
            form.kind = "holiday"
            self.assertFalse(form.like_weekday)

    def test_display_name(self):
        self.assertEqual(
            self._create_day("2025-10-06").display_name,
            "10/06/2025 Mid-Autumn Festival",
        )

    def test_count_and_button(self):
        self._create_day("2099-10-08", calendar_id=self.calendar.id)
        self._create_day("2099-10-07")
        self._create_day("2001-10-07")
        self._create_day("2099-10-07", company_id=self.other_company.id)
        self.assertEqual(self.calendar.special_day_count, 2)
        action = self.calendar.action_special_days()
        days = self.env["resource.special.day"].search(action["domain"])
        self.assertEqual(len(days), 3)

    # Hook

    def test_hook_for_the_days_of_a_schedule(self):
        days = self.env["resource.special.day"]
        values = {
            "name": "Day",
            "date": "2025-10-08",
            "calendar_id": self.calendar.id,
        }
        self.assertEqual(self._changes(lambda: days.create(values)), self.calendar)
        day = days.search([("calendar_id", "=", self.calendar.id)])
        other = self._create_calendar()
        self.assertEqual(
            self._changes(lambda: day.write({"calendar_id": other.id})),
            self.calendar | other,
        )
        self.assertEqual(self._changes(day.unlink), other)

    def test_hook_for_the_days_of_a_company(self):
        archived = self._create_calendar(active=False)
        shared = self._create_calendar(company_id=False)
        foreign = self._create_calendar(company_id=self.other_company.id)
        told = self._changes(lambda: self._create_day("2025-10-08"))
        self.assertLessEqual(self.calendar | archived | shared, told)
        self.assertNotIn(foreign, told)

    def test_hook_for_lines(self):
        line = self.calendar.attendance_ids[0]
        self.assertEqual(
            self._changes(lambda: line.write({"hour_from": 8})), self.calendar
        )
        self.assertEqual(self._changes(line.unlink), self.calendar)
        values = [Command.create(self._line(5, 9, 12))]
        self.assertEqual(
            self._changes(lambda: self.calendar.write({"attendance_ids": values})),
            self.calendar,
        )

    def test_hook_for_the_schedule(self):
        self.assertEqual(
            self._changes(lambda: self.calendar.write({"tz": "UTC"})), self.calendar
        )
        self.assertFalse(self._changes(lambda: self.calendar.write({"name": "Other"})))

    def test_hook_for_global_leaves_only(self):
        leaves = self.env["resource.calendar.leaves"]
        values = {
            "name": "Closed",
            "calendar_id": self.calendar.id,
            "date_from": "2025-10-08 00:00:00",
            "date_to": "2025-10-09 00:00:00",
        }
        self.assertEqual(self._changes(lambda: leaves.create(values)), self.calendar)
        leave = leaves.search([("calendar_id", "=", self.calendar.id)])
        self.assertEqual(
            self._changes(lambda: leave.write({"date_to": "2025-10-10 00:00:00"})),
            self.calendar,
        )
        self.assertEqual(self._changes(leave.unlink), self.calendar)
        resource = self.env["resource.resource"].create(
            {"name": "Li", "calendar_id": self.calendar.id}
        )
        personal = {**values, "resource_id": resource.id}
        self.assertFalse(self._changes(lambda: leaves.create(personal)))

    def test_hours_are_fresh_when_the_hook_is_called(self):
        seen = []

        def hook(calendars, changed):
            seen.append(self._hours((2025, 10, 8), (2025, 10, 8)))

        self._hours((2025, 10, 8), (2025, 10, 8))
        calendar_class = self.env.registry["resource.calendar"]
        with patch.object(calendar_class, "_on_working_time_changed", hook):
            day = self._create_day("2025-10-08")
            day.unlink()
        self.assertEqual([bool(hours) for hours in seen], [False, True])

    def test_changed_lines_change_the_make_up_day(self):
        self._create_day("2025-10-11", "working", like_weekday="0")
        day = (2025, 10, 11)
        self.assertEqual(len(self._hours(day, day)[self._date(11)]), 2)
        monday = self.calendar.attendance_ids.filtered(lambda a: a.dayofweek == "0")
        monday.filtered(lambda a: a.hour_from >= 12).unlink()
        self.assertEqual(self._hours(day, day), {self._date(11): ["09:00-12:00"]})

    # Access

    def test_access_matrix(self):
        """Users of a company read its days, administrators change them."""
        day = self._create_day("2025-10-08")
        foreign = self._create_day("2025-10-08", company_id=self.other_company.id)
        groups = {
            "base.group_public": "",
            "base.group_portal": "",
            "base.group_user": "read",
            "base.group_system": "read write create unlink",
        }
        for group, allowed in groups.items():
            user = self._create_user(group)
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(group=group, operation=operation):
                    self.assertEqual(
                        day.with_user(user).has_access(operation),
                        operation in allowed,
                    )
                    self.assertFalse(foreign.with_user(user).has_access(operation))

    def test_rule_hides_days_of_other_companies(self):
        self._create_day("2025-10-08", company_id=self.other_company.id)
        user = self._create_user("base.group_user")
        days = self.env["resource.special.day"].with_user(user)
        self.assertFalse(days.search([("date", "=", "2025-10-08")]))
        self.assertEqual(
            days._read_group([("date", "=", "2025-10-08")], [], ["__count"]), [(0,)]
        )
        with self.assertRaises(AccessError):
            self.env["resource.special.day"].with_user(user).create(
                {"name": "Day", "date": "2025-10-09"}
            )

    def _create_user(self, group):
        return self.env["res.users"].create(
            {
                "name": group,
                "login": group,
                "company_id": self.company.id,
                "company_ids": [Command.set(self.company.ids)],
                "group_ids": [Command.set(self.env.ref(group).ids)],
            }
        )
