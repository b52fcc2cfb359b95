from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..core.reminders import Asking, is_due

START = date(2026, 3, 2)
ASKING = Asking(
    last=START,
    end=date(2026, 3, 30),
    every=7,
    most=2,
    sent=0,
    rate=0.2,
    target=0.7,
)


def reminders(asking):
    """The days of a round on which people are reminded, if nobody answers."""
    days = []
    day = asking.last
    while day <= asking.end + timedelta(days=10):
        if is_due(asking, day):
            days.append(day)
            asking = replace(asking, last=day, sent=asking.sent + 1)
        day += timedelta(days=1)
    return days


@tagged("post_install", "-at_install")
class TestCoreReminders(BaseCase):
    def test_reminders_come_at_their_distance_and_stop(self):
        self.assertEqual(reminders(ASKING), [date(2026, 3, 9), date(2026, 3, 16)])

    def test_none_without_a_distance(self):
        self.assertEqual(reminders(replace(ASKING, every=0)), [])

    def test_none_once_the_target_is_reached(self):
        day = date(2026, 3, 9)
        self.assertTrue(is_due(replace(ASKING, rate=0.69), day))
        self.assertFalse(is_due(replace(ASKING, rate=0.7), day))
        self.assertTrue(is_due(replace(ASKING, rate=1, target=0), day))

    def test_a_job_that_did_not_run_makes_up_for_one_only(self):
        late = date(2026, 3, 25)
        self.assertTrue(is_due(ASKING, late))
        self.assertFalse(is_due(replace(ASKING, last=late, sent=1), late))

    # The time of an example depends on the machine: it proves nothing about the code.
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.integers(-1, 9), st.integers(0, 5), st.integers(0, 40))
    def test_never_too_often_and_never_after_the_end(self, every, most, length):
        end = START + timedelta(days=length)
        days = reminders(replace(ASKING, every=every, most=most, end=end))
        self.assertLessEqual(len(days), most)
        self.assertTrue(all(day <= end for day in days))
        for first, second in zip([START, *days], days, strict=False):
            self.assertGreaterEqual((second - first).days, every)
