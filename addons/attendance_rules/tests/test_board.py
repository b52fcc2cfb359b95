from datetime import date

from odoo.tests import freeze_time, tagged

from .common import AttendanceCase

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 01:00:00")  # Tuesday, 9:00 in Shanghai
class TestBoard(AttendanceCase):
    """CS-1.4: the board of today, seen by managers and HR."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = cls.chief + cls.manager + cls.employee + cls.colleague
        cls.engine._compute(cls.staff, TUESDAY, TUESDAY)

    def _board(self, user):
        self.env.flush_all()
        self.env.invalidate_all()
        board = self.env["attendance.board"].with_user(user)
        return board.with_context(tz="Asia/Shanghai").get_today()

    def _people(self, user, state):
        """Who has a state on the board of a user."""
        ids = [
            day
            for department in self._board(user)["departments"]
            for day in department["days"][state]
        ]
        return self.env["attendance.day"].browse(ids).employee_id

    def test_cs_1_4_hr_sees_where_everybody_is(self):
        self.punch(self.chief, TUESDAY, "07:50")
        self.punch(self.manager, TUESDAY, "08:40")
        self.leave(self.employee, TUESDAY)
        self.assertEqual(self._people(self.hr_officer, "present"), self.chief)
        self.assertEqual(self._people(self.hr_officer, "late"), self.manager)
        self.assertEqual(self._people(self.hr_officer, "leave"), self.employee)
        self.assertEqual(self._people(self.hr_officer, "missing"), self.colleague)

    def test_cs_1_4_after_a_morning_on_leave_nobody_is_late(self):
        half = self.leave_type(request_unit="half_day")
        self.leave(
            self.employee,
            TUESDAY,
            leave_type=half,
            request_date_from_period="am",
            request_date_to_period="am",
        )
        self.punch(self.employee, TUESDAY, "12:55")
        with freeze_time("2026-03-03 06:00:00"):  # Tuesday, 14:00 in Shanghai
            self.assertIn(self.employee, self._people(self.hr_officer, "present"))

    def test_cs_1_4_a_manager_sees_the_team_and_an_employee_only_oneself(self):
        manager, employee = self.manager.user_id, self.employee.user_id
        team = self.manager + self.employee + self.colleague
        self.assertEqual(self._people(manager, "missing"), team)
        self.assertEqual(self._people(employee, "missing"), self.employee)

    def test_cs_1_4_the_punch_of_yesterday_is_not_of_today(self):
        self.punch(self.employee, MONDAY, "07:50", "17:05")
        self.assertIn(self.employee, self._people(self.hr_officer, "missing"))

    def test_cs_1_4_before_work_nobody_is_missing(self):
        with freeze_time("2026-03-02 23:30:00"):  # Tuesday, 7:30 in Shanghai
            self.assertFalse(self._people(self.hr_officer, "missing"))
            self.assertEqual(self._people(self.hr_officer, "not_due"), self.staff)

    def test_cs_1_4_a_night_shift_of_yesterday_is_still_there(self):
        calendar = self._create_calendar(hours=((0, 6), (22, 24)), weekdays=range(7))
        guard = self._create_employee("Guard", resource_calendar_id=calendar.id)
        self.engine._compute(guard, MONDAY, TUESDAY)
        self.punch(guard, MONDAY, "21:55")
        with freeze_time("2026-03-02 18:00:00"):  # Tuesday, 2:00 in Shanghai
            self.assertEqual(self._people(self.hr_officer, "present"), guard)

    def test_cs_1_4_departments_are_counted_apart(self):
        department = self.env["hr.department"].create(
            {"name": "Desk", "company_id": self.company.id}
        )
        self.colleague.department_id = department
        self.env["attendance.day"].search(
            [("employee_id", "=", self.colleague.id)]
        ).department_id = department
        rows = self._board(self.hr_officer)["departments"]
        self.assertEqual([row["name"] for row in rows], ["Desk", False])
        self.assertEqual(len(rows[0]["days"]["missing"]), 1)

    def test_the_board_costs_the_same_however_many_people(self):
        self._board(self.hr_officer)
        with self.subTest("few"):
            before = self._count_queries()
        more = self.env["hr.employee"].union(
            *(self._create_employee(f"More {number}") for number in range(8))
        )
        self.engine._compute(more, TUESDAY, TUESDAY)
        for one in more:
            self.punch(one, TUESDAY, "07:50")
        self._board(self.hr_officer)
        self.assertLessEqual(self._count_queries(), before)

    def _count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._board(self.hr_officer)
        return self.env.cr.sql_log_count - before

    def test_cs_1_3_what_the_policy_tolerates_is_not_late(self):
        """The board says what the verdict says."""
        with freeze_time("2026-03-03 12:00:00"):
            for minutes, state in ((3, "present"), (5, "present"), (6, "late")):
                with self.subTest(minutes), self.env.cr.savepoint() as savepoint:
                    self.punch(self.employee, TUESDAY, f"08:{minutes:02}")
                    self.assertIn(self.employee, self._people(self.hr_officer, state))
                    savepoint.rollback()

    def test_cs_1_3_each_company_has_its_own_policy(self):
        calendar = self._create_calendar(company_id=self.other_company.id)
        abroad = self._create_employee(
            "Abroad",
            company_id=self.other_company.id,
            resource_calendar_id=calendar.id,
        )
        strict = self.policy.copy(
            {"company_id": self.other_company.id, "date_from": date(2026, 1, 1)}
        )
        strict.band_ids.filtered(lambda band: band.severity == "late").over_minutes = 1
        strict.state = "published"
        self.engine._compute(abroad, TUESDAY, TUESDAY)
        self.punch(abroad, TUESDAY, "08:03")
        self.punch(self.employee, TUESDAY, "08:03")
        self.hr_officer.company_ids += self.other_company
        board = self.hr_officer.with_context(
            allowed_company_ids=(self.company + self.other_company).ids
        )
        rows = (
            self.env["attendance.board"]
            .with_user(board)
            .with_context(allowed_company_ids=(self.company + self.other_company).ids)
            .with_context(tz="Asia/Shanghai")
            .get_today()["departments"]
        )
        late = [day for row in rows for day in row["days"]["late"]]
        self.assertEqual(self.env["attendance.day"].browse(late).employee_id, abroad)

    def test_leave_is_read_by_the_schedules_clock(self):
        """Whoever was hired in Berlin is on leave by the clock of Shanghai."""
        self.employee.tz = "Europe/Berlin"
        half = self.leave_type(request_unit="half_day")
        self.leave(
            self.employee,
            TUESDAY,
            leave_type=half,
            request_date_from_period="am",
            request_date_to_period="am",
        )
        self.assertIn(self.employee, self._people(self.hr_officer, "leave"))
