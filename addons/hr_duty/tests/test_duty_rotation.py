from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from .common import BEFORE, MONDAY, DutyCase

SUNDAY = date(2026, 3, 8)


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestDutyRotation(DutyCase):
    def _rotation(self, first=MONDAY, last=SUNDAY, **values):
        return self.env["hr.duty.rotation"].create(
            {
                "post_id": self.post.id,
                "date_from": first,
                "date_to": last,
                **values,
            }
        )

    def _preview(self, *period):
        rotation = self._rotation(*period)
        rotation.action_preview()
        return rotation

    def _seats(self, rotation):
        return [
            (seat.date_start, seat.employee_id.name, seat.is_leader)
            for seat in rotation.seat_ids
        ]

    def test_cs_2_preview_writes_no_duty(self):
        rotation = self._preview()
        self.assertEqual(rotation.seat_count, 28)
        self.assertFalse(self.post.shift_ids)

    def _proposed(self):
        with Form(
            self.env["hr.duty.rotation"].with_context(default_post_id=self.post.id)
        ) as form:
            return form.date_from, form.date_to

    def test_the_next_period_that_is_not_planned_is_proposed(self):
        """Today is the first of March."""
        april, may = date(2026, 4, 1), date(2026, 5, 1)
        self.assertEqual(self._proposed(), (april, date(2026, 4, 30)))
        self._preview(april, date(2026, 4, 12)).action_apply()
        self.assertEqual(self._proposed(), (date(2026, 4, 13), date(2026, 4, 30)))
        self._preview(*self._proposed()).action_apply()
        self.assertEqual(self._proposed(), (may, date(2026, 5, 31)))
        # It can be made at once: nothing of it is planned already.
        self.assertTrue(self._preview(*self._proposed()).seat_count)

    def test_cs_2_roster_is_fair(self):
        """A week of evenings and nights: 5 × 1, 2 × 1.5, 5 × 1.5, 2 × 2.25 points."""
        self.post.min_rest_hours = 8
        rotation = self._preview()
        added = rotation.tally_ids.mapped("added")
        self.assertEqual(sum(added), 2 * 20)
        self.assertFalse(rotation.gap_count)
        self.assertLessEqual(max(added) - min(added), 2.25)

    def test_cs_2_2_every_duty_has_a_qualified_leader(self):
        leaders = self._preview().seat_ids.filtered("is_leader")
        self.assertEqual(len(leaders), 14)
        self.assertLessEqual(leaders.employee_id, self.lead | self.second)

    def test_same_input_same_roster(self):
        self.assertEqual(self._seats(self._preview()), self._seats(self._preview()))

    def test_apply_writes_what_was_shown(self):
        rotation = self._preview()
        expected = self._seats(rotation)
        rotation.action_apply()
        slots = self.post.shift_ids.slot_ids.sorted(
            lambda slot: (slot.date_start, not slot.is_leader, slot.id)
        )
        self.assertEqual(
            [(s.date_start, s.employee_id.name, s.is_leader) for s in slots], expected
        )
        self.assertEqual(set(self.post.shift_ids.mapped("state")), {"draft"})

    def test_planned_duties_stay(self):
        self._preview().action_apply()
        with self.assertRaisesRegex(UserError, "planned already"):
            self._preview()
        rotation = self._preview(MONDAY, SUNDAY + timedelta(1))
        self.assertEqual(set(rotation.seat_ids.mapped("work_date")), {date(2026, 3, 9)})

    def test_history_counts(self):
        self.post.history_days = 59
        for day in range(4):
            self._night(date(2026, 2, 2) + timedelta(day * 3), self.lead)
        rotation = self._preview(MONDAY, MONDAY)
        leads = rotation.tally_ids.filtered(lambda row: row.employee_id == self.lead)
        # three nights of working days, and one of a Sunday
        self.assertEqual(leads.before, 3 * 1.5 + 2.25)
        nights = rotation.seat_ids.filtered("is_night")
        self.assertNotIn(self.lead, nights.employee_id)

    def test_nobody_is_planned_into_leave(self):
        self.leave(self.lead, MONDAY, date(2026, 3, 4))
        rotation = self._preview()
        free = rotation.seat_ids.filtered(
            lambda seat: seat.work_date <= date(2026, 3, 4)
        )
        self.assertNotIn(self.lead, free.employee_id)
        self.assertTrue(rotation.gap_count)

    def test_leave_that_was_only_asked_for_counts_too(self):
        self.leave(self.lead, MONDAY, approve=False)
        seats = self._preview(MONDAY, MONDAY).seat_ids
        self.assertNotIn(self.lead, seats.employee_id)

    def test_special_days_weigh(self):
        self.env["resource.special.day"].create(
            [
                {
                    "name": "Holiday",
                    "date": date(2026, 3, 5),
                    "kind": "holiday",
                    "company_id": self.company.id,
                },
                {
                    "name": "Make-up",
                    "date": date(2026, 3, 7),
                    "kind": "working",
                    "company_id": self.company.id,
                },
            ]
        )
        seats = self._preview().seat_ids
        kinds = {seat.work_date.day: seat.day_kind for seat in seats}
        self.assertEqual(kinds[5], "holiday")
        self.assertEqual(kinds[7], "workday")
        self.assertEqual(kinds[8], "weekend")

    def test_bad_input_is_answered_with_the_remedy(self):
        for values, message in (
            ({"date_to": date(2026, 3, 1)}, "end after it begins"),
            ({"date_to": date(2028, 3, 1)}, "one year at most"),
            ({"date_from": date(2026, 2, 1)}, "begin today or later"),
        ):
            with (
                self.subTest(values=values),
                self.assertRaisesRegex(UserError, message),
            ):
                self._rotation(**values).action_preview()
        self.post.member_ids.leads = False
        with self.assertRaisesRegex(UserError, "mark at least one member"):
            self._preview()
        self.post.template_ids.unlink()
        with self.assertRaisesRegex(UserError, "no weekly pattern"):
            self._preview()

    def test_only_the_manager_makes_the_roster(self):
        rotation = self._as(self.env["hr.duty.rotation"], self.lead).create(
            {"post_id": self.post.id, "date_from": MONDAY, "date_to": SUNDAY}
        )
        with self.assertRaisesRegex(AccessError, "manager of “Service desk”"):
            rotation.action_preview()
        rotation = self._as(self.env["hr.duty.rotation"], self.manager).create(
            {"post_id": self.post.id, "date_from": MONDAY, "date_to": SUNDAY}
        )
        rotation.action_preview()
        rotation.action_apply_publish()
        self.assertEqual(set(self.post.shift_ids.mapped("state")), {"published"})

    def test_queries_do_not_grow_with_the_period(self):
        counts = []
        self._preview()
        for last in (MONDAY + timedelta(6), MONDAY + timedelta(20)):
            rotation = self._rotation(MONDAY, last)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            rotation.action_preview()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
