from datetime import UTC, date, datetime, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ..core import leave_notice as notice

SHANGHAI = "Asia/Shanghai"


class TestCoreLeaveNotice(TestCase):
    """CS-1.2: notice in calendar days where the employee is."""

    def test_cs_1_2_notice_counts_calendar_days_of_the_employee(self):
        evening = datetime(2026, 11, 2, 15, 59, tzinfo=UTC)
        midnight = datetime(2026, 11, 2, 16, 0, tzinfo=UTC)
        day = date(2026, 11, 3)
        self.assertEqual(notice.notice_given(evening, SHANGHAI, day), 1)
        self.assertEqual(notice.notice_given(midnight, SHANGHAI, day), 0)
        self.assertEqual(notice.notice_given(midnight, "UTC", day), 1)

    def test_cs_1_2_a_request_afterwards_has_negative_notice(self):
        asked = datetime(2026, 11, 5, tzinfo=UTC)
        self.assertEqual(notice.notice_given(asked, SHANGHAI, date(2026, 11, 3)), -2)

    def test_cs_1_2_certificate_follows_the_leave(self):
        due = notice.certificate_due(date(2026, 11, 4), date(2026, 11, 2), 3)
        self.assertEqual(due, date(2026, 11, 7))

    def test_cs_1_2_certificate_of_a_leave_registered_late(self):
        due = notice.certificate_due(date(2026, 11, 4), date(2026, 11, 9), 3)
        self.assertEqual(due, date(2026, 11, 12))

    @given(
        st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)),
        st.integers(0, 60),
        st.sampled_from([SHANGHAI, "America/New_York", "Pacific/Kiritimati"]),
    )
    def test_cs_1_2_the_named_days_are_the_boundary(self, asked, days, tz):
        asked = asked.replace(tzinfo=UTC)
        today = asked.date() - timedelta(
            days=notice.notice_given(asked, tz, asked.date())
        )
        first = notice.earliest_leave_day(today, days)
        self.assertEqual(notice.notice_given(asked, tz, first), days)
