from contextlib import contextmanager
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import TransactionCase, tagged

from odoo.addons.base_engine_tools.core.instants import to_seconds

from ..engine.times import Times
from .common_calendar import ROUND_THE_CLOCK, CalendarMaker, questions, schedules
from .core_common import DAY, HOUR, MONDAY, OFFICE, at, show

HALF = 0.5
# Odoo ends a day a microsecond before midnight, so its sums are a little short.
LOST_AT_MIDNIGHTS = 0.001


@st.composite
def cases(draw, count=4, grain=1, **kwargs):
    """A random schedule, and questions about it.

    :param int grain: minutes of which all times are multiples
    """
    schedule = draw(schedules(grain=grain, **kwargs))
    ask = questions(schedule["monday"], grain=1 if grain == 1 else grain * 60)
    return schedule, [draw(ask) for _question in range(count)]


def utc(seconds):
    """Aware datetime of an instant."""
    return datetime.fromtimestamp(seconds, UTC)


@tagged("post_install", "-at_install")
class TestResourceCalendarProperties(TransactionCase):
    """The compiled hours of any calendar are those that Odoo itself computes.

    Odoo is asked as somebody of the company would ask, for the days off of his company.
    It differs from us on purpose in three answers, each shown by a test of its own: no
    time at all, the days off of other companies, and the last microsecond of a day.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        companies = cls.env["res.company"].create(
            [{"name": "Here X"}, {"name": "Elsewhere X"}]
        )
        cls.company, cls.elsewhere = companies
        cls.env["resource.calendar.leaves"].search([]).unlink()
        cls.env["resource.special.day"].search([]).unlink()

    @contextmanager
    def _entered(self, schedule):
        """(Odoo's calendar, our clock) of a schedule, until the end of the example.

        Our clock is compiled in another company, for the job of all companies.
        """
        with self.env.cr.savepoint() as savepoint:
            maker = CalendarMaker(self.company, self.elsewhere)
            calendar = maker.enter(schedule).with_company(self.company)
            now = to_seconds(schedule["monday"])
            times = Times(self.env["base"].with_company(self.elsewhere).sudo().env, now)
            yield (
                calendar,
                times.of_calendar(
                    calendar.id,
                    self.company.id,
                    "working",
                    now,
                ),
            )
            savepoint.rollback()

    def _leaves(self):
        """Which days off count, as the engine sees it."""
        return [
            ("time_type", "=", "leave"),
            ("company_id", "in", [self.company.id, False]),
        ]

    def _plan(self, calendar, start, seconds):
        """Instant that Odoo plans."""
        planned = calendar.plan_hours(
            seconds / 3600, utc(start), compute_leaves=True, domain=self._leaves()
        )
        return planned.timestamp()

    def _count(self, calendar, start, end):
        """Seconds that Odoo counts."""
        hours = calendar.get_work_hours_count(
            utc(start), utc(end), domain=self._leaves()
        )
        return hours * 3600

    # --- the same ---------------------------------------------------------------------

    @settings(max_examples=40)
    @given(cases())
    def test_advance_is_what_plan_hours_says(self, case):
        """Asked for half a second less: the end of a day is no case of its own then."""
        schedule, asked = case
        with self._entered(schedule) as (calendar, time):
            for start, seconds in asked:
                ours = time.advance(start, seconds)
                planned = self._plan(calendar, start, seconds - HALF)
                self.assertAlmostEqual(
                    ours - HALF, planned, delta=LOST_AT_MIDNIGHTS, msg=show(start)
                )

    @settings(max_examples=40)
    @given(cases())
    def test_backwards_too(self, case):
        schedule, asked = case
        with self._entered(schedule) as (calendar, time):
            for end, seconds in asked:
                ours = time.advance(end, -seconds)
                planned = self._plan(calendar, end, HALF - seconds)
                self.assertAlmostEqual(
                    ours + HALF, planned, delta=LOST_AT_MIDNIGHTS, msg=show(end)
                )

    @settings(max_examples=40)
    @given(cases())
    def test_measure_is_what_get_work_hours_count_says(self, case):
        schedule, asked = case
        with self._entered(schedule) as (calendar, time):
            for start, seconds in asked:
                end = start + 5 * seconds
                self.assertAlmostEqual(
                    time.measure(start, end),
                    self._count(calendar, start, end),
                    delta=LOST_AT_MIDNIGHTS,
                    msg=f"{show(start)} to {show(end)}",
                )

    @settings(max_examples=40)
    @given(cases(grain=15, midnight=False))
    def test_using_up_the_hours_exactly_is_due_at_closing(self, case):
        """Also to the second, where Odoo's fractions of hours are exact."""
        schedule, asked = case
        with self._entered(schedule) as (calendar, time):
            for start, seconds in asked:
                self.assertEqual(
                    show(time.advance(start, seconds)),
                    show(self._plan(calendar, start, seconds)),
                )

    # --- different on purpose ---------------------------------------------------------

    def _office(self, **values):
        """A shared schedule of office hours in UTC, as (Odoo's calendar, our clock)."""
        usual = {
            "monday": MONDAY,
            "tz": "UTC",
            "shared": True,
            "two_weeks": False,
            "days": [OFFICE] * 5,
            "breaks": False,
            "leaves": [],
            "special_days": [],
        }
        return self._entered(usual | values)

    def test_no_time_at_all_is_now(self):
        """A promise of 0 h is due at once; Odoo moves it to the next opening."""
        night = at("2026-03-02 20:00")
        with self._office() as (calendar, time):
            self.assertEqual(time.advance(night, 0), night)
            planned = self._plan(calendar, night, 0)
            self.assertEqual(show(planned), show(at("2026-03-03 08:00")))

    def test_days_off_of_other_companies_do_not_count(self):
        """Odoo lets those of all companies count where a schedule is shared."""
        tuesday = {
            "name": "Founders' day elsewhere",
            "date_from": datetime(2026, 3, 3),
            "date_to": datetime(2026, 3, 4),
            "owner": "elsewhere",
        }
        afternoon = at("2026-03-02 15:00")
        with self._office(leaves=[tuesday]) as (calendar, time):
            due = time.advance(afternoon, 3 * HOUR)
            self.assertEqual(show(due), show(at("2026-03-03 09:00")))
            planned = calendar.plan_hours(3, utc(afternoon), compute_leaves=True)
            self.assertEqual(show(planned.timestamp()), show(at("2026-03-04 09:00")))

    def test_days_have_no_last_microsecond(self):
        """Odoo ends a day at 23:59:59.999999, and is late by what it lost."""
        with self._office(days=[ROUND_THE_CLOCK] * 7) as (calendar, time):
            start, seconds = at("2026-03-02 12:00"), 5 * DAY
            self.assertEqual(time.advance(start, seconds), start + seconds)
            late = self._plan(calendar, start, seconds) - (start + seconds)
            self.assertAlmostEqual(late, 5e-6, delta=1e-6)
            self.assertLess(self._count(calendar, start, start + seconds), seconds)
