import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.tests import tagged

from ..core.binding import Punch
from ..core.day_facts import Absence, Excuse, Window
from ..core.day_verdict import judge_day, judge_days
from ..core.month_verdict import judge_month
from ..core.plan import make_plan
from ..core.terms import Terms
from ..words.verdicts import VERDICTS
from .core_common import (
    HOUR,
    MINUTE,
    MONDAY,
    OFFICE,
    TERMS,
    AttendanceCoreCase,
    Story,
    at,
)

NIGHT = ("22:00-24:00", "24:00-30:00")
SPLIT = ("08:00-12:00", "16:00-20:00")
DAYS = 5
LAST = MONDAY + timedelta(days=DAYS - 1)
#: A moment of the week, by the minute: late, early, at noon, at night.
MOMENTS = st.integers(-2 * 60, DAYS * 24 * 60)
LENGTHS = st.sampled_from([0, 1, 2, 3, 60, 4 * 60, 9 * 60, 10 * 60, 15 * 60, 20 * 60])
ZONES = st.sampled_from(["Asia/Shanghai", "America/New_York", "Europe/Berlin"])


KINDS = st.sampled_from(["restday", "holiday"])
SHIFTS = st.sampled_from([OFFICE, NIGHT, ("09:00-18:00",), ("06:00-08:00",)])
#: With and without what is tolerated, with and without a band for half of the shift.
ANY_TERMS = st.builds(
    lambda bands, both, merge: replace(
        TERMS, bands=bands, both_count_once=both, merge=merge
    ),
    st.sampled_from([TERMS.bands, TERMS.bands[1:], TERMS.bands[:1], ()]),
    st.booleans(),
    st.sampled_from([0, 120, 2 * HOUR]),
)


def punctuality():
    """Seconds of somebody who is too late, at any bound of a band, or in time."""
    bounds = st.sampled_from([0, 5 * MINUTE, 30 * MINUTE, 4 * HOUR])
    near = st.builds(lambda bound, off: bound + off, bounds, st.integers(-2, 2))
    return st.one_of(near, st.integers(-3 * HOUR, 12 * HOUR))


@st.composite
def stretches(draw, last=None):
    """(start, end or None) that do not overlap, as Odoo makes sure."""
    result, latest = [], -(10**6)
    for start in sorted(draw(st.lists(MOMENTS, max_size=12, unique=True))):
        if start > latest:
            length = draw(LENGTHS)
            latest = start + length
            result.append((start, latest))
    half = draw(st.sampled_from(["both", "in", "out"]))
    if result and half == "in":
        result[-1] = (result[-1][0], None)
    if result and half == "out":
        result[0] = (None, result[0][1])
    return result


@st.composite
def spans(draw):
    """(start, end) of requests, which may overlap."""
    pairs = st.tuples(MOMENTS, st.sampled_from([60, 240, 540, 2000]))
    return [(start, start + length) for start, length in draw(st.lists(pairs))[:4]]


@st.composite
def stories(draw):
    """A week of anybody."""
    hours = draw(st.sampled_from([OFFICE, NIGHT, SPLIT, ("00:00-24:00",)]))
    terms = replace(
        TERMS,
        both_count_once=draw(st.booleans()),
        longest=draw(st.sampled_from([0, 16 * HOUR])),
        monthly_grace=draw(st.integers(0, 3)),
        grace_breaks_full=draw(st.booleans()),
        cap_share=draw(st.sampled_from([None, 0.0, 0.2, 1.0])),
        cap_floor=draw(st.sampled_from([0, 300_000])),
    )
    story = Story(hours, tz=draw(ZONES), weekdays=range(4), terms=terms)
    base = at(MONDAY, "00:00", story.tz)

    def instant(minutes):
        return None if minutes is None else base + minutes * MINUTE

    kinds = st.sampled_from(["leave", "trip", "pending"])
    return story.set(
        punches=tuple(
            Punch(number, instant(start), instant(end))
            for number, (start, end) in enumerate(draw(stretches()))
        ),
        absences=tuple(
            Absence(instant(start), instant(end), draw(kinds), 1, draw(st.booleans()))
            for start, end in draw(spans())
        ),
        overtime=tuple(Window(instant(a), instant(b)) for a, b in draw(spans())),
        excuses=tuple(Excuse(instant(a), instant(b), 4) for a, b in draw(spans())),
        allowances=draw(st.sampled_from([{}, {MONDAY: HOUR}])),
        now=draw(st.sampled_from([None, base + 60 * HOUR])),
    )


@st.composite
def kiosks(draw):
    """A week of somebody punctual at a clock with one button, who forgets a press."""
    hours, presses = draw(
        st.sampled_from(
            [
                (OFFICE, (7 * 60 + 55, 17 * 60 + 5)),
                (OFFICE, (7 * 60 + 55, 12 * 60, 13 * 60, 17 * 60 + 5)),
                (NIGHT, (21 * 60 + 55, 30 * 60 + 5)),
            ]
        )
    )
    base, slack = at(MONDAY, "00:00"), st.integers(-4, 4)
    instants = [
        base + (24 * 60 * day + minutes + draw(slack)) * MINUTE
        for day in range(DAYS)
        for minutes in presses
    ]
    del instants[draw(st.integers(0, len(instants) - 1))]
    if draw(st.booleans()):
        doubled = draw(st.sampled_from(instants))
        instants = sorted([*instants, doubled + draw(st.integers(1, 120))])
    pairs = [(*instants[n : n + 2], None)[:2] for n in range(0, len(instants), 2)]
    story = Story(hours, weekdays=range(DAYS))
    return story.set(punches=tuple(Punch(n, *pair) for n, pair in enumerate(pairs)))


WAGES = st.sampled_from([(), ((MONDAY, 0),), ((MONDAY, 660_000),)])


def split(story, number, share):
    """The same presence, in two pairs instead of one."""
    punches = list(story.person.punches)
    closed = [p for p in punches if p.start is not None and p.end]
    punch = closed[number % len(closed)]
    middle = punch.start + int((punch.end - punch.start) * share)
    punches.remove(punch)
    punches += [punch._replace(end=middle), punch._replace(id=99, start=middle)]
    return replace(story.person, punches=tuple(punches))


@tagged("post_install", "-at_install")
class TestProperties(AttendanceCoreCase):
    """What holds of every week of everybody."""

    @given(stories(), WAGES)
    def test_judged_twice_is_judged_the_same(self, story, wages):
        first = story.month(MONDAY, LAST, wages=wages)
        self.assertEqual(story.month(MONDAY, LAST, wages=wages), first)

    @given(stories(), st.randoms(use_true_random=False))
    def test_the_order_of_the_input_does_not_matter(self, story, chance):
        days = story.days(MONDAY, LAST)
        for name in ("punches", "absences", "overtime", "excuses"):
            items = list(getattr(story.person, name))
            chance.shuffle(items)
            story.set(**{name: tuple(items)})
        self.assertEqual(story.days(MONDAY, LAST), days)

    @given(stories(), st.integers(0, 20), st.floats(0, 1))
    def test_splitting_a_pair_changes_nothing(self, story, number, share):
        assume(any(p.start is not None and p.end for p in story.person.punches))
        days = story.days(MONDAY, LAST)
        story.person = split(story, number, share)
        self.assertEqual(story.days(MONDAY, LAST), days)

    @given(stories())
    def test_a_day_depends_on_its_own_facts_only(self, story):
        week = story.days(MONDAY, LAST)
        alone = {day: story.day(day) for day in week}
        self.assertEqual(alone, week)

    @given(stories(), st.randoms(use_true_random=False))
    def test_a_month_depends_on_the_set_of_its_days(self, story, chance):
        days = list(story.days(MONDAY, LAST).items())
        month = judge_month(dict(days), story.terms)
        chance.shuffle(days)
        self.assertEqual(judge_month(dict(days), story.terms), month)

    @given(stories(), WAGES)
    def test_deductions_keep_to_cap_and_floor(self, story, wages):
        month, terms = story.month(MONDAY, LAST, wages=wages), story.terms
        costs = [judged.deduction for judged in month.incidents]
        self.assertEqual(month.deduction, sum(costs))
        self.assertGreaterEqual(min(costs, default=0), 0)
        if terms.cap_share is not None:
            self.assertLessEqual(month.deduction, month.wage * terms.cap_share)
        if terms.cap_floor and month.deduction:
            self.assertGreaterEqual(month.wage - month.deduction, terms.cap_floor)
        self.assertLessEqual(month.deduction, month.deduction_before_cap)

    @given(stories())
    def test_grace_is_never_exceeded_nor_given_for_absence(self, story):
        month = story.month(MONDAY, LAST)
        graced = [judged for judged in month.incidents if judged.graced]
        self.assertLessEqual(len(graced), story.terms.monthly_grace)
        for judged in graced:
            self.assertIn(judged.incident.kind, ("late", "early"))
            self.assertEqual(judged.deduction, 0)

    @given(stories())
    def test_sums_of_a_day_fit_its_plan(self, story):
        for day in story.days(MONDAY, LAST).values():
            self.assertIn(day.verdict, VERDICTS)
            self.assertLines(day.lines)
            missed = day.late + day.early + day.leave
            self.assertLessEqual(missed, day.planned, day)
            self.assertLessEqual(day.overtime_approved, day.overtime)
            self.assertLessEqual(day.worked, day.planned + day.overtime)
            self.assertEqual(
                list(day.incidents), sorted(day.incidents, key=lambda i: i.at)
            )

    @given(stories())
    def test_a_day_with_presses_in_its_window_is_never_absent(self, story):
        story.set(now=None)
        plan = story.planned(MONDAY, LAST).plan
        presses = [
            press
            for punch in story.person.punches
            for press in (punch.start, punch.end)
            if press is not None
        ]
        days = story.days(MONDAY, LAST)
        for place, shift in enumerate(plan.shifts):
            if shift.work_date in days:
                seen = any(plan.window_at(press)[0] == place for press in presses)
                if seen:
                    day = days[shift.work_date]
                    self.assertNotEqual(day.verdict, "absent", day)

    @given(st.integers(0, 9 * HOUR), st.integers(HOUR, 8 * HOUR))
    def test_what_is_more_than_the_tolerance_is_counted(self, seconds, planned):
        band = TERMS.band("late", seconds, planned)
        counted = bool(band) and band.severity != "tolerated"
        self.assertEqual(seconds > TERMS.tolerance("late", planned), counted)

    @given(kiosks())
    def test_one_forgotten_press_costs_nobody_anything(self, kiosk):
        """Whatever the clock makes of the presses of the other days."""
        month = kiosk.month(MONDAY, LAST, wages=((MONDAY, 660_000),))
        self.assertEqual(month.deduction_before_cap, 0, month.incidents)

    @given(stories())
    def test_figures_of_the_month_change_no_day(self, story):
        days = story.days(MONDAY, LAST)
        other = {name: 7 - (getattr(TERMS, name) or 0) for name in Terms.OF_MONTH}
        story.terms = replace(story.terms, **other)
        self.assertEqual(story.days(MONDAY, LAST), days)

    @given(stories())
    def test_full_attendance_has_no_reason_against_it(self, story):
        month = story.month(MONDAY, LAST)
        self.assertEqual(month.full_attendance, not month.reasons)
        self.assertLines((*month.lines, *month.reasons))

    @given(stories())
    def test_the_short_way_says_what_the_long_way_says(self, story):
        days = story.days(MONDAY, LAST)
        for facts in story.facts(MONDAY, LAST):
            self.assertEqual(days[facts.work_date], judge_day(facts, story.terms))

    @given(punctuality(), punctuality(), st.integers(-9, 40), SHIFTS, ANY_TERMS)
    def test_the_short_way_of_one_shift(self, late, early, now, hours, terms):
        """On time, late, early, both, to the second, with a break and without."""
        story = Story(hours, terms=terms)
        shift = story.planned(MONDAY, MONDAY).plan.shifts_of[MONDAY][0]
        punch = Punch(1, shift.start + late, shift.end - early, bool(late % 2))
        assume(punch.start < punch.end)
        story.set(punches=(punch,), now=shift.start + now * HOUR)
        [facts] = story.facts(MONDAY)
        self.assertEqual(story.day(MONDAY), judge_day(facts, terms))

    @given(stories(), st.dictionaries(st.integers(0, DAYS - 1), KINDS))
    def test_the_short_way_on_special_days(self, story, kinds):
        """Also where a holiday has left hours of work."""
        special = {MONDAY + timedelta(days=n): kind for n, kind in kinds.items()}
        story.set(day_types=special)
        days = story.days(MONDAY, LAST)
        for facts in story.facts(MONDAY, LAST):
            self.assertEqual(days[facts.work_date], judge_day(facts, story.terms))


@tagged("post_install", "-at_install")
class TestManyPunches(AttendanceCoreCase):
    """The same, at random over a whole month and in pieces."""

    def test_a_month_in_pieces_is_the_month_as_a_whole(self):
        chance = random.Random(1)
        story, first = Story(), date(2026, 3, 1)
        for number in range(31):
            start = at(first + timedelta(days=number), "08:00")
            start += chance.randrange(-HOUR, HOUR)
            punch = Punch(number, start, start + chance.randrange(HOUR, 12 * HOUR))
            story.person.punches += (punch,)
        whole = story.days(first, first + timedelta(days=30))
        plan = make_plan(story.pieces(first, LAST), story.tz, TERMS)
        person = replace(story.person, plan=plan)
        for work_date, day in judge_days(person, MONDAY, LAST, TERMS).items():
            self.assertEqual(day, whole[work_date])
