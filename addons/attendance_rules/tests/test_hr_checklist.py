from datetime import date

from odoo.tests import freeze_time, tagged

from .common import AttendanceCase

TODAY = date(2026, 3, 12)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-12 02:00:00")
class TestHrChecklist(AttendanceCase):
    """What has to be there before a day is judged: each fact, missing and set."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.cn")

    def _checks(self, user=None):
        lists = self.env["hr.checklist"].with_user(user or self.hr_admin)
        return {
            check.key: check
            for check in lists.with_company(self.company)._attendance_checks()
        }

    def _is_done(self, key):
        self.env.flush_all()
        return self._checks()[key].is_done

    def test_employees_need_a_first_day(self):
        self.assertTrue(self._is_done("employees"))
        self.colleague.contract_date_start = False
        check = self._checks()["employees"]
        self.assertIn("1", check.missing)
        self.env["hr.employee"].search(
            [("company_id", "=", self.company.id)]
        ).active = False
        self.assertIn("no employees", self._checks()["employees"].missing)

    def test_everybody_who_leads_nobody_needs_a_manager_who_can_log_in(self):
        self.assertTrue(self._is_done("managers"))
        for employee in (self.manager, self.chief):
            employee.user_id = False
        self.assertIn("2", self._checks()["managers"].missing)

    def test_holidays_of_the_year(self):
        self.assertFalse(self._is_done("special_days"))
        self.env["resource.special.day"].create(
            {
                "name": "National Day",
                "date": date(2026, 10, 1),
                "kind": "holiday",
                "company_id": self.company.id,
            }
        )
        self.assertTrue(self._is_done("special_days"))

    def test_holidays_among_those_of_odoo_count_as_well(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "National Day",
                "date_from": "2026-09-30 16:00:00",
                "date_to": "2026-10-01 15:59:59",
                "company_id": self.company.id,
                "calendar_id": self.calendar.id,
            }
        )
        self.assertTrue(self._is_done("special_days"))

    def test_rules_are_published_now_or_for_a_coming_day(self):
        self.assertTrue(self._is_done("policy"))
        (self.policy + self.example).action_draft()
        self.assertFalse(self._is_done("policy"))
        self.policy.date_from = date(2026, 4, 1)
        self.policy.action_publish()
        self.assertTrue(self._is_done("policy"))

    def test_somebody_has_punched_lately(self):
        self.punch(self.employee, date(2026, 1, 5), "08:00", "17:00")
        self.assertFalse(self._is_done("punches"))
        self.punch(self.employee, TODAY, "07:55")
        self.assertTrue(self._is_done("punches"))

    def test_only_who_can_set_it_is_told(self):
        for user, shown in (
            (self.hr_admin, True),
            (self.hr_officer, False),
            (self.employee.user_id, False),
        ):
            with self.subTest(user=user.login):
                lists = self.env["hr.checklist"].with_user(user)
                found = lists.with_company(self.company).get_checklist("attendance")
                self.assertEqual(bool(found), shown)

    def test_every_click_leads_somewhere_that_hr_may_open(self):
        for key, check in self._checks().items():
            with self.subTest(key):
                if key == "punches":
                    # A setting: who may not change it is told what is missing.
                    self.assertFalse(check.action)
                    continue
                action = self.env.ref(check.action)
                if action.type == "ir.actions.server":
                    self.assertTrue(action.with_user(self.hr_admin).run())
                else:
                    model = self.env[action.res_model].with_user(self.hr_admin)
                    model.check_access("read")

    def test_it_disappears_when_all_is_set(self):
        self.test_holidays_of_the_year()
        self.punch(self.employee, TODAY, "07:55")
        missing = {key for key, check in self._checks().items() if check.missing}
        lists = self.env["hr.checklist"].with_user(self.hr_admin)
        found = lists.with_company(self.company).get_checklist("attendance")
        # Parts may add checks of their own.
        self.assertFalse(missing - {"balances"})
        self.assertEqual(bool(found), bool(missing))


@tagged("post_install", "-at_install")
class TestHrLanding(AttendanceCase):
    def test_each_role_lands_on_its_own_page(self):
        waits = "hr_employee_team.hr_inbox_action"
        mine = "attendance_rules.attendance_board_action_my"
        for user, action in (
            (self.employee.user_id, mine),
            (self.manager.user_id, waits),
            (self.hr_officer, waits),
            (self.hr_admin, waits),
        ):
            with self.subTest(user=user.login):
                landing = self.env["hr.landing"].with_user(user)
                found = landing.with_company(self.company)._action_id()
                self.assertEqual(found, self.env.ref(action).id)
