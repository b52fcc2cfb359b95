from odoo.fields import Command
from odoo.tests import tagged

from .common import HOUR, EngineCommon

TUESDAY = "2026-03-03"


@tagged("post_install", "-at_install")
class TestDeadlineHoursOfPauses(EngineCommon):
    """What an ended pause took follows the hours, whichever way they change.

    Two hours from Monday 16:00, waiting from Monday 17:00 to Wednesday 08:00: due at
    09:00 on Wednesday, whether or not anybody works on the Tuesday in between.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Time off is entered in the zone of whoever enters it.
        cls.env.user.tz = "UTC"
        cls.rule = cls._create_rule(limit=2)
        cls.reason = cls.env["service.pause.reason"].create({"name": "Waits"})
        cls.without_tuesday = cls._create_calendar()
        cls.without_tuesday.attendance_ids.filtered(
            lambda line: line.dayofweek == "1"
        ).unlink()

    def _waited(self, **values):
        """A promise that has waited over Tuesday; it is Wednesday, 08:10."""
        self._go("2026-03-02 16:00")
        request = self._create_request(**values)
        deadline = self._deadline(request)
        self._go("2026-03-02 17:00")
        deadline.action_pause(self.reason)
        self._go("2026-03-04 08:00")
        deadline.action_resume()
        self.assertDeadline(deadline, due_at="2026-03-04 09:00", paused_s=8 * HOUR)
        self._go("2026-03-04 08:10")
        return deadline

    def assertFollowed(self, deadline, paused_s=0):
        self._run_at("2026-03-04 08:10")
        self.assertDeadline(
            deadline, state="running", due_at="2026-03-04 09:00", paused_s=paused_s
        )
        self.env[deadline.res_model].browse(deadline.res_id).stage_id = self.stage_done
        self.assertDeadline(deadline, state="met", worked_s=HOUR + 600, overrun_s=0)

    def _special_day(self, date, kind, **values):
        return self.env["resource.special.day"].create(
            {
                "name": "Special",
                "date": date,
                "kind": kind,
                "company_id": self.company.id,
                **values,
            }
        )

    def _closed(self, **values):
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed",
                "date_from": f"{TUESDAY} 00:00:00",
                "date_to": f"{TUESDAY} 23:59:59",
                "calendar_id": self.calendar.id,
                **values,
            }
        )

    # --- days -------------------------------------------------------------------------

    def test_a_holiday(self):
        deadline = self._waited()
        self._special_day(TUESDAY, "holiday")
        self.assertFollowed(deadline)

    def test_a_holiday_of_this_schedule_that_is_moved(self):
        holiday = self._special_day(
            "2026-03-12", "holiday", calendar_id=self.calendar.id
        )
        deadline = self._waited()
        holiday.date = TUESDAY
        self.assertFollowed(deadline)

    def test_a_holiday_that_is_deleted(self):
        holiday = self._special_day("2026-03-03", "holiday")
        self._go("2026-03-02 16:00")
        deadline = self._deadline(self._create_request())
        self._go("2026-03-02 17:00")
        deadline.action_pause(self.reason)
        self._go("2026-03-04 08:00")
        deadline.action_resume()
        self.assertDeadline(deadline, due_at="2026-03-04 09:00", paused_s=0)
        self._go("2026-03-04 08:10")
        holiday.unlink()
        self.assertFollowed(deadline, paused_s=8 * HOUR)

    def test_a_make_up_saturday(self):
        self.rule.limit = 8
        self._go("2026-03-06 16:00")
        request = self._create_request()
        deadline = self._deadline(request)
        self._go("2026-03-06 17:00")
        deadline.action_pause(self.reason)
        self._go("2026-03-09 08:00")
        deadline.action_resume()
        self._go("2026-03-09 08:10")
        self._special_day("2026-03-07", "working")
        self._run_at("2026-03-09 08:10")
        self.assertDeadline(deadline, state="running", due_at="2026-03-09 16:00")
        request.stage_id = self.stage_done
        self.assertDeadline(deadline, state="met", worked_s=HOUR + 600)

    def test_the_holidays_of_a_country(self):
        """2026 in China: Saturday the 14th is worked for, then nobody till the 24th."""
        self.rule.limit = 8
        self.calendar.tz = "Asia/Shanghai"
        self._go("2026-02-13 08:00")
        deadline = self._deadline(self._create_request())
        self._go("2026-02-13 09:00")
        deadline.action_pause(self.reason)
        self._go("2026-02-15 16:10")
        deadline.action_resume()
        self._go("2026-02-15 16:20")
        wizard = self.env["resource.special.day.import"].create(
            {
                "country_id": self.env.ref("base.cn").id,
                "year": 2026,
                "company_id": self.company.id,
            }
        )
        wizard.action_preview()
        self.assertIn("promises that move: 1.", " ".join(wizard._preview_effects()))
        wizard.action_apply()
        self._run_at("2026-02-15 16:20")
        self.assertDeadline(deadline, state="running", due_at="2026-02-24 08:00")

    # --- time off for all -------------------------------------------------------------

    def test_time_off_for_all(self):
        deadline = self._waited()
        self._closed()
        self.assertFollowed(deadline)

    def test_time_off_for_all_of_a_part_of_the_day(self):
        deadline = self._waited()
        self._closed(date_to=f"{TUESDAY} 10:00:00")
        self.assertFollowed(deadline, paused_s=6 * HOUR)

    def test_time_off_for_every_schedule(self):
        deadline = self._waited()
        self._closed(calendar_id=False)
        self.assertFollowed(deadline)

    def test_time_off_for_every_schedule_of_every_company(self):
        deadline = self._waited()
        leave = self._closed(calendar_id=False)
        self._run_at("2026-03-04 08:10")
        later = {"date_from": "2026-03-10 00:00:00", "date_to": "2026-03-10 23:59:59"}
        leave.write(later | {"company_id": False})
        self._run_at("2026-03-04 08:10")
        leave.write(
            {"date_from": f"{TUESDAY} 00:00:00", "date_to": f"{TUESDAY} 23:59:59"}
        )
        self.assertFollowed(deadline)

    def test_time_off_that_moves_to_another_schedule_and_back(self):
        leave = self._closed(calendar_id=self.without_tuesday.id)
        deadline = self._waited()
        leave.calendar_id = self.calendar
        self.assertFollowed(deadline)

    def test_time_off_of_one_that_becomes_time_off_of_all(self):
        employee = self._create_employee(self.agent)
        leave = self._closed(resource_id=employee.resource_id.id)
        deadline = self._waited()
        leave.resource_id = False
        self.assertFollowed(deadline)

    def test_training_that_becomes_time_off(self):
        leave = self._closed(time_type="other")
        deadline = self._waited()
        leave.time_type = "leave"
        self.assertFollowed(deadline)

    # --- schedules --------------------------------------------------------------------

    def test_lines_that_are_deleted(self):
        deadline = self._waited()
        self.calendar.attendance_ids.filtered(
            lambda line: line.dayofweek == "1"
        ).unlink()
        self.assertFollowed(deadline)

    def test_lines_that_are_replaced(self):
        deadline = self._waited()
        copies = self.without_tuesday.attendance_ids.copy_data()
        self.calendar.attendance_ids = [
            Command.clear(),
            *(Command.create(line | {"calendar_id": False}) for line in copies),
        ]
        self.assertFollowed(deadline)

    def test_another_schedule_of_the_team(self):
        deadline = self._waited()
        self.team.resource_calendar_id = self.without_tuesday
        self.assertFollowed(deadline)

    def test_another_team(self):
        deadline = self._waited()
        team = self.team.copy({"resource_calendar_id": self.without_tuesday.id})
        self.env["test.deadline.request"].browse(deadline.res_id).team_id = team
        self.assertFollowed(deadline)

    def test_another_schedule_of_the_company(self):
        self.rule.calendar_source = "company"
        deadline = self._waited()
        self.company.resource_calendar_id = self.without_tuesday
        self.assertFollowed(deadline)

    def test_another_schedule_of_the_rule(self):
        self.rule.write(
            {"calendar_id": self.calendar.id, "calendar_source": "rule"},
        )
        deadline = self._waited()
        self.rule.calendar_id = self.without_tuesday
        self.assertFollowed(deadline)

    def test_hours_of_somebody_else_by_the_rule(self):
        self.rule.calendar_id = self.without_tuesday
        deadline = self._waited()
        self.rule.calendar_source = "rule"
        self.assertFollowed(deadline)

    def test_a_schedule_that_is_deleted(self):
        own = self._create_calendar()
        self.team.resource_calendar_id = own
        self.company.resource_calendar_id = self.without_tuesday
        deadline = self._waited()
        self.team.resource_calendar_id = False
        own.unlink()
        self.assertFollowed(deadline)

    # --- people -----------------------------------------------------------------------

    def _by_people(self):
        """The hours of whoever answers for it count."""
        self.rule.calendar_source = "responsible"
        self._create_employee(self.agent, resource_calendar_id=self.calendar.id)
        self._create_employee(self.leader, resource_calendar_id=self.without_tuesday.id)

    def test_another_person(self):
        self._by_people()
        deadline = self._waited()
        request = self.env["test.deadline.request"].browse(deadline.res_id)
        request.user_id = self.leader
        self.assertFollowed(deadline)

    def test_another_schedule_of_the_person(self):
        self._by_people()
        deadline = self._waited()
        self.agent.employee_id.resource_calendar_id = self.without_tuesday
        self.assertFollowed(deadline)

    def test_a_person_who_becomes_an_employee(self):
        self.rule.calendar_source = "responsible"
        self.company.resource_calendar_id = self.calendar
        deadline = self._waited()
        self._create_employee(self.agent, resource_calendar_id=self.without_tuesday.id)
        self.assertFollowed(deadline)

    def test_another_head_of_the_department(self):
        self._by_people()
        self.rule.role_id = self._role("department_head")
        department = self.env["hr.department"].create(
            {"name": "Shops", "manager_id": self.agent.employee_id.id}
        )
        deadline = self._waited(department_id=department.id)
        department.manager_id = self.leader.employee_id
        self.assertFollowed(deadline)

    def test_another_role_answers_for_it(self):
        self._by_people()
        deadline = self._waited()
        self.rule.role_id = self._role("team_leader")
        self.assertFollowed(deadline)

    # --- the promise that takes over --------------------------------------------------

    def test_another_rule_that_takes_over_measures_on_its_own_hours(self):
        deadline = self._waited()
        self._create_rule(
            name="Urgent",
            domain="[('priority', '=', '3')]",
            sequence=1,
            limit=2,
            calendar_source="rule",
            calendar_id=self.without_tuesday.id,
        )
        request = self.env["test.deadline.request"].browse(deadline.res_id)
        request.priority = "3"
        self.assertFollowed(self._deadline(request))

    def test_a_paused_one_measures_all_its_pauses_when_it_resumes(self):
        deadline = self._waited()
        deadline.action_pause(self.reason)
        self._special_day(TUESDAY, "holiday")
        self._run_at("2026-03-04 08:20")
        self.assertDeadline(deadline, state="paused")
        deadline.action_resume()
        self.assertDeadline(deadline, due_at="2026-03-04 09:10", paused_s=600)

    def test_the_explanation_tells_what_each_pause_takes_now(self):
        deadline = self._waited()
        self._special_day(TUESDAY, "holiday")
        self._run_at("2026-03-04 08:10")
        pause = [line for line in deadline.explain() if line["kind"] == "pause"]
        self.assertEqual([line["seconds"] for line in pause], [0])
