from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..core.checklist import Check
from .common import TeamCase


@tagged("post_install", "-at_install")
class TestHrChecklist(TeamCase):
    """Facts of a company are looked at, each time that the list is read."""

    def _read(self, user=None, application=None):
        lists = self.env["hr.checklist"].with_user(user or self.hr_admin)
        return lists.with_company(self.company).get_checklist(application)

    def _register(self, missing=""):
        model = self.env.registry["hr.checklist"]

        def checks(_self):
            return [
                Check("team", "desk", "Team", "Why.", missing, "base.action_rule"),
                Check("hours", "desk", "Hours", "Why.", "None.", "base.action_rule"),
            ]

        self.startPatcher(patch.object(model, "_checks", checks))
        self.startPatcher(
            patch.object(model, "_applications", lambda _self: {"desk": "Desk"})
        )

    def test_what_is_missing_is_said_and_why_it_matters(self):
        self._register()
        [desk] = self._read()
        self.assertEqual((desk["title"], desk["done"], desk["total"]), ("Desk", 1, 2))
        self.assertEqual(
            [(each["key"], each["is_done"]) for each in desk["checks"]],
            [("team", True), ("hours", False)],
        )
        self.assertEqual(desk["checks"][1]["missing"], "None.")
        self.assertEqual(desk["checks"][1]["why"], "Why.")

    def test_one_application_is_asked_for_on_its_own_page(self):
        self._register()
        self.assertTrue(self._read(application="desk"))
        self.assertEqual(self._read(application="shop"), [])

    def test_people_outside_see_none(self):
        self._register()
        portal = new_test_user(self.env, "outsider", groups="base.group_portal")
        self.assertEqual(self._read(portal), [])

    def test_hours_are_read_in_a_zone_of_the_country(self):
        lists = self.env["hr.checklist"].with_company(self.company)
        china, germany = self.env.ref("base.cn"), self.env.ref("base.de")
        for country, tz, said in (
            (china, "Asia/Shanghai", ""),
            (germany, "Asia/Shanghai", "not one of Germany"),
            (china, "UTC", "not one of China"),
            (self.env["res.country"], "Asia/Shanghai", "no country"),
        ):
            with self.subTest(country=country.code, tz=tz):
                self.company.country_id = country
                self.calendar.tz = tz
                check = lists._check_hours("desk", "Why.")
                self.assertEqual(check.is_done, not said)
                self.assertIn(said, check.missing)
        self.calendar.attendance_ids = [Command.clear()]
        self.assertIn("no working hours", lists._check_hours("desk", "").missing)

    def test_the_hours_of_the_company_are_one_click_away(self):
        calendars = self.env["resource.calendar"].with_company(self.company)
        self.company.country_id = False
        action = calendars.action_open_company_hours()
        self.assertEqual(action["res_model"], "res.company")
        self.company.country_id = self.env.ref("base.cn")
        action = calendars.action_open_company_hours()
        self.assertEqual(
            (action["res_model"], action["res_id"]),
            ("resource.calendar", self.calendar.id),
        )

    def test_departments_with_people_have_a_head_who_can_log_in(self):
        lists = self.env["hr.checklist"].with_company(self.company)
        departments = self.env["hr.department"]
        departments.search([("company_id", "in", [self.company.id, False])]).unlink()
        empty, desk = departments.create(
            [
                {"name": "Nobody There", "company_id": self.company.id},
                {"name": "Desk", "company_id": self.company.id},
            ]
        )
        self.assertTrue(lists._check_heads("desk", "Why.").is_done)
        self.employee.department_id = desk
        check = lists._check_heads("desk", "Why.")
        self.assertIn("Desk", check.missing)
        self.assertNotIn("Nobody There", check.missing)
        desk.manager_id = self.manager
        self.assertTrue(lists._check_heads("desk", "Why.").is_done)

    def test_people_and_heads_are_typed_in_line_by_line(self):
        for name, fields in (
            ("people", {"name", "department_id", "parent_id", "user_id"}),
            ("heads", {"name", "manager_id"}),
        ):
            model = "hr.employee" if name == "people" else "hr.department"
            view = self.env.ref(
                f"hr_employee_team.{model.replace('.', '_')}_view_list_{name}"
            )
            with self.subTest(name):
                arch = self.env[model].with_user(self.hr_admin).get_view(view.id)
                self.assertIn('editable="bottom"', arch["arch"])
                self.assertLessEqual(fields, set(arch["models"][model]))
