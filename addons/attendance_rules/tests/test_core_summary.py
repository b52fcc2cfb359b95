from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import tagged

from odoo.addons.base_engine_tools.engine.fingerprint import digest

from ..core import month_summary
from ..core.month_summary import from_text, summarize
from ..core.month_verdict import judge_month, judge_summary
from ..core.verdict import DayVerdict, Incident
from .core_common import TERMS, AttendanceCoreCase
from .month_reference import reasons_of, runs_of, totals_of, wages_of
from .test_core_properties import LAST, MONDAY, stories

#: Figures that only the verdict on the month reads.
OF_MONTH = st.fixed_dictionaries(
    {
        "monthly_grace": st.integers(0, 3),
        "grace_breaks_full": st.booleans(),
        "talk_threshold": st.integers(0, 3),
        "wage_days": st.sampled_from([0, 21.75]),
        "cap_share": st.sampled_from([None, 0.0, 0.2, 1.0]),
        "cap_floor": st.sampled_from([0, 300_000]),
    }
)
HELD = DayVerdict("present", 28800, 28800, first_in=1, last_out=2)
#: Dates of every kind, often enough in a row.
KINDS = {
    "held": HELD,
    "rest": DayVerdict("rest"),
    "away": DayVerdict("not_employed"),
    "leave": DayVerdict("leave", 28800, leave=28800, breaks_full=True),
    "short_leave": DayVerdict("present", 28800, 28800, 3600, breaks_full=True),
    "open": DayVerdict("awaiting", 28800, provisional=True),
    "there": DayVerdict("present", 28800, 1, first_in=1, provisional=True),
}


@st.composite
def incidents(draw):
    """One or two things on a date; amounts are whole, broken, very small, very big."""
    kind = draw(st.sampled_from(["late", "early", "half_absence", "missing_in"]))
    severity = {"half_absence": "half_absence", "missing_in": "missing"}.get(kind)
    graver = st.sampled_from(["late", "serious"])
    amount = draw(st.sampled_from([0, 1, 5000.0, 0.1 + 0.2, 1e-7, 1e17, 10**18]))
    how = draw(st.sampled_from(["none", "fixed", "per_minute", "daily_share"]))
    return Incident(
        *(kind, draw(st.integers(1, 9000)), severity or draw(graver), 0, 10, 20),
        draw(st.sampled_from([0, 0, 7])),
        (how, amount),
    )


@st.composite
def judged_dates(draw):
    """A date with incidents, or an absence."""
    if draw(st.booleans()):
        share = Incident("absence", 28800, "absence", 0, 1, 2, draw(st.integers(0, 1)))
        return DayVerdict("absent", 28800, incidents=(share,))
    found = tuple(draw(st.lists(incidents(), min_size=1, max_size=2)))
    verdict = draw(st.sampled_from(["late", "present", "missing_in"]))
    return DayVerdict(verdict, 28800, 20000, incidents=found, first_in=5)


MONTHS = st.lists(
    st.one_of(st.sampled_from(list(KINDS.values())), st.just(HELD), judged_dates()),
    max_size=31,
).map(lambda days: {MONDAY + timedelta(days=n): day for n, day in enumerate(days)})
WAGES = st.sampled_from(
    [
        (),
        ((MONDAY, 0),),
        ((MONDAY, 660_000),),
        ((MONDAY, 660_000), (MONDAY + timedelta(days=9), 777_777)),
        ((MONDAY + timedelta(days=3), 501), (MONDAY + timedelta(days=4), 100_003)),
    ]
)


@tagged("post_install", "-at_install")
class TestSummary(AttendanceCoreCase):
    """A month is judged from what is kept of its days as from the days themselves."""

    def _check(self, days, terms, wages, run):
        kept = from_text(summarize(days).to_text())
        self.assertEqual(kept, summarize(days))
        again = judge_summary(kept, terms, wages, run)
        month = judge_month(days, terms, wages, run)
        self.assertEqual(again, month)
        # 1 is not 1.0 here, and True is not 1
        self.assertEqual(_fingerprint(again), _fingerprint(month))
        return month

    @given(stories(), OF_MONTH, WAGES, st.integers(0, 4))
    def test_any_week_under_other_figures_of_the_month(self, story, other, wages, run):
        terms = replace(story.terms, **other)
        self._check(story.days(MONDAY, LAST), terms, wages, run)

    @given(MONTHS, OF_MONTH, WAGES, st.integers(0, 4))
    def test_any_month_is_what_its_dates_say(self, days, other, wages, run):
        """Beside a reference that walks from date to date."""
        terms = replace(TERMS, **other)
        month = self._check(days, terms, wages, run)
        lengths, talks, at_end = runs_of(days, terms.talk_threshold, run)
        self.assertEqual((month.talks, month.run), (talks, at_end))
        for one in month.incidents:
            if one.run_length:
                self.assertEqual(one.run_length, lengths[one.work_date])
        longest = max((one.run_length for one in month.incidents), default=0)
        self.assertEqual(longest, max(lengths.values(), default=0))
        self.assertEqual(month.totals, totals_of(days, terms.monthly_grace))
        self.assertEqual(
            (month.wage, month.daily_wage), wages_of(days, wages, terms.wage_days)
        )
        expected = reasons_of(days, month.incidents, terms.grace_breaks_full)
        found = [
            (code, "date" in figures and date.fromisoformat(figures["date"]) or None)
            for code, figures in month.reasons
        ]
        self.assertCountEqual(found, expected)

    def test_what_is_not_there_or_of_another_form_is_not_read(self):
        self.assertIsNone(from_text(None))
        self.assertIsNone(from_text(""))
        text = summarize({MONDAY: HELD}).to_text()
        self.assertIsNotNone(from_text(text))
        self.patch(month_summary, "FORMAT", month_summary.FORMAT + 1)
        self.assertIsNone(from_text(text))

    def test_what_is_summed_up_is_what_days_have(self):
        expected = ("planned", "worked", "leave", "late", "early", "away")
        expected += ("overtime", "overtime_approved")
        self.assertEqual(month_summary.SUMS, expected)


def _fingerprint(month):
    return digest(
        [(str(one[0]), tuple(one[1]), *one[2:]) for one in month.incidents],
        [str(day) for day in month.talks],
        *(month.run, month.wage, month.daily_wage, month.cap),
        *(month.deduction_before_cap, month.deduction, month.full_attendance),
        sorted(month.totals.items()),
        *(month.reasons, month.lines),
    )
