from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import MARCH, CloseCase

TUESDAY, SUNDAY = date(2026, 3, 10), date(2026, 3, 15)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-02 02:00:00")
class TestSealedBasis(CloseCase):
    """CS-1.5: a closed month rests on what was in force when it was sealed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.schedule = cls.employee.resource_calendar_id
        cls.other = cls._create_calendar(((7, 12), (13, 16)), name="Earlier")
        cls.work(cls.people, MARCH, {TUESDAY: ("08:40", "17:05")})
        cls.period = cls.close(MARCH)

    def _adjustments(self):
        self.engine._process()
        return self.env["attendance.adjustment"].search(
            [("closed_month_id", "in", self.period.month_ids.ids)]
        )

    def _ways(self):
        """Everything that was in force and may be another when a fact comes."""
        special_day = {"company_id": self.company.id, "name": "Swapped"}
        create = self.env["resource.special.day"].create
        return {
            "lines": lambda: self.schedule.attendance_ids.filtered(
                lambda line: line.hour_from == 8
            ).write({"hour_from": 7}),
            "zone": lambda: self.schedule.write({"tz": "Europe/Berlin"}),
            "employee's zone": lambda: self.people.write({"tz": "Europe/Berlin"}),
            "holiday": lambda: create(
                {**special_day, "date": TUESDAY, "kind": "holiday"}
            ),
            "make-up day": lambda: create(
                {**special_day, "date": SUNDAY, "kind": "working"}
            ),
            "schedule of the contract": lambda: self.people.version_id.write(
                {"resource_calendar_id": self.other.id}
            ),
            "a version of then": lambda: [
                person.create_version(
                    {"date_version": TUESDAY, "resource_calendar_id": self.other.id}
                )
                for person in self.people
            ],
            "wage": lambda: self.people.version_id.write({"wage": 9900}),
            "flexible": lambda: self.schedule.write({"schedule_type": "flexible"}),
            "hours noted": lambda: self.env["attendance.hours"].search([]).unlink(),
            "policy": self._bend_policy,
        }

    def _bend_policy(self):
        """No user may: the figures by which sealed months were judged stay."""
        self.env["attendance.policy.band"].flush_model()
        self.env.cr.execute(
            "UPDATE attendance_policy_band SET amount = amount * 10, over_minutes = 0"
            " WHERE policy_id = %s AND severity <> 'tolerated' AND NOT over_half",
            [self.policy.id],
        )
        self.env.invalidate_all()

    def test_only_the_new_fact_makes_a_difference(self):
        for name, change in self._ways().items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                change()
                self.punch(self.employee, SUNDAY, "10:00", "11:00")
                booked = self._adjustments()
                self.assertEqual(booked.employee_id, self.employee)
                self.assertEqual(
                    booked.figures, {"worked_seconds": 3600, "overtime_seconds": 3600}
                )
                self.assertEqual(booked.amount, 0)
                savepoint.rollback()
            self.env.invalidate_all()
            self.env.registry.clear_all_caches()

    def test_a_later_fact_costs_what_it_would_have_cost_then(self):
        self.people.version_id.write({"wage": 9900})
        punches = self.env["hr.attendance"].search(
            [("employee_id", "=", self.employee.id), ("date", "=", date(2026, 3, 11))]
        )
        punches.unlink()
        [booked] = self._adjustments()
        self.assertAlmostEqual(booked.amount, -303.44, places=2)

    def test_leave_that_becomes_known_is_read_by_the_hours_of_then(self):
        self.schedule.attendance_ids.filtered(
            lambda line: line.hour_from == 8
        ).hour_from = 7
        self.schedule.tz = "Europe/Berlin"
        half = self.leave_type(request_unit="half_day")
        self.leave(
            self.employee,
            TUESDAY,
            leave_type=half,
            request_date_from_period="am",
            request_date_to_period="am",
        )
        [booked] = self._adjustments()
        self.assertEqual(booked.figures["leave_seconds"], 4 * 3600)
        self.assertEqual(booked.figures["late_count"], -1)

    def test_people_who_work_alike_share_what_was_sealed(self):
        self.assertEqual(len(self.period.month_ids.basis_id), 1)
        own = self.period.month_ids[0].basis
        self.assertEqual(own["wages"][0][1], 660_000)

    def test_reopened_a_month_rests_on_what_is_in_force(self):
        self.people.version_id.write({"wage": 9900})
        self.period.with_user(self.hr_admin)._reopen("The wage was wrong")
        self.engine._process()
        months = self.period.month_ids
        self.assertFalse(months.basis_id)
        self.assertEqual(set(months.mapped("wage")), {9900})

    def test_what_was_sealed_is_not_changed(self):
        basis = self.period.month_ids.basis_id
        with self.assertRaises(AccessError):
            basis.with_user(self.hr_admin).write({"content": {}})
