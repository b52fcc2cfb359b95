from datetime import date

from odoo.tests import tagged

from .common import MARCH, MonthCase

LAST = date(2026, 3, 31)
LATE, GONE, OPEN = date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 12)


@tagged("post_install", "-at_install")
class TestServiceIndicator(MonthCase):
    """How well the rules are kept, on the page of the policy and in the trend alike."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.work(cls.employee, MARCH, {LATE: ("08:40", "17:05"), OPEN: ("07:55", None)})
        cls.work(cls.colleague, MARCH, {GONE: None})
        cls.judge(cls.people, MARCH, LAST)

    def _figures(self, code, groupby=(), user=None):
        """{keys: (value, n)} of March."""
        model = self.env["service.indicator"].with_company(self.company)
        found = model.with_user(user or self.env.user)._read(
            [code], MARCH, LAST, groupby
        )
        return {tuple(it.keys.values()): (it.value, it.n) for it in found[code]}

    def test_cs_1_3_days_worked_as_planned(self):
        by_person = self._figures("attendance_as_planned", ["employee_id"])
        self.assertEqual(by_person[self.employee.id,], (20 / 22, 22))
        self.assertEqual(by_person[self.colleague.id,], (21 / 22, 22))

    def test_cs_1_4_days_with_a_complete_record(self):
        by_person = self._figures("attendance_recorded", ["employee_id"])
        self.assertEqual(by_person[self.employee.id,], (21 / 22, 22))
        self.assertEqual(by_person[self.colleague.id,], (1, 22))

    def test_cs_1_6_months_of_full_attendance(self):
        self.assertEqual(self._figures("attendance_full")[()], (0, 2))
        full = self.env["attendance.month"].search(
            [("employee_id", "=", self.colleague.id), ("month", "=", MARCH)]
        )
        full.sudo().full_attendance = True
        self.assertEqual(self._figures("attendance_full")[()], (0.5, 2))

    def test_cs_1_2_a_day_of_leave_counts_neither_way(self):
        self.leave(self.colleague, GONE)
        self.judge(self.people, MARCH, LAST)
        by_person = self._figures("attendance_as_planned", ["employee_id"])
        self.assertEqual(by_person[self.colleague.id,], (1, 21))

    def test_cs_1_3_what_is_excused_counts_for_nothing(self):
        incidents = self.env["attendance.incident"].search(
            [("employee_id", "in", self.people.ids)]
        )
        self.assertEqual(self._figures("attendance_incidents")[()], (3, 3))
        incidents.sudo().excused = True
        self.assertEqual(self._figures("attendance_incidents").get((), (0, 0)), (0, 0))
        by_person = self._figures("attendance_as_planned", ["employee_id"])
        self.assertEqual(by_person[self.employee.id,], (1, 22))

    def test_the_trend_shows_the_same(self):
        """The page of the trend counts what its figure counts, day by day."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "attendance_rules.attendance_incident_action_trend"
        )
        self.assertIn("search_default_counted", action["context"])
        search = self.env.ref("attendance_rules.attendance_incident_view_search")
        self.assertIn('''name="counted"''', search.arch)
        groups = self.env[action["res_model"]]._read_group(
            [("excused", "=", False), ("employee_id", "in", self.people.ids)],
            ["work_date:day", "department_id"],
            ["__count"],
        )
        shown = {
            (day, department.id): (count, count) for day, department, count in groups
        }
        self.assertEqual(len(shown), 3)
        by_day = self._figures("attendance_incidents", ["date:day", "department_id"])
        self.assertEqual(by_day, shown)

    def test_everybody_sees_the_own_days_and_who_leads_those_of_the_team(self):
        own = self._figures("attendance_as_planned", user=self.employee.user_id)
        self.assertEqual(own[()], (20 / 22, 22))
        led = self._figures("attendance_as_planned", user=self.manager.user_id)
        self.assertEqual(led[()][1], 44)

    def test_a_figure_opens_the_days_behind_it(self):
        action = self.env["service.indicator"]._action_records(
            "attendance_incidents", LATE, LATE, {"employee_id": self.employee.id}
        )
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found.mapped("kind"), ["late"])
        self.assertEqual(found.employee_id, self.employee)
