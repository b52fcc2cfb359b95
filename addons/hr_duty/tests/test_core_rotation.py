from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..core.duty_shifts import (
    PlannedShift,
    ShiftLine,
    Weights,
    duty_points,
    end_minute,
    night_minutes,
    plan_shifts,
)
from ..core.rotation import Person, Service, opening_scores, rotate, tally

# The time of an example depends on the machine: it proves nothing about the code.
UNTIMED = settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow]
)
SHANGHAI = "Asia/Shanghai"
HOUR = 3600
REST = 11 * HOUR
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
PLAIN = {MONDAY: "workday", TUESDAY: "workday"}
WEIGHTS = Weights(night=150, weekend=150, holiday=200, night_minimum=120)
EVENING = ShiftLine(1, None, 17 * 60, 21 * 60)
NIGHT = ShiftLine(2, None, 22 * 60, 6 * 60)


def local(text, tz=SHANGHAI):
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(tz)).timestamp())


def duty(start, hours=8, points=100, people=1, line_id=1, **values):
    """A duty that starts so many hours after the epoch."""
    return PlannedShift(
        line_id=line_id,
        work_date=date(1970, 1, 1),
        start=start * HOUR,
        end=(start + hours) * HOUR,
        people=people,
        is_night=values.get("is_night", False),
        day_kind=values.get("day_kind", "workday"),
        points=points,
    )


def takers(seats):
    return [seat.person_id for seat in seats]


class TestDutyShifts(BaseCase):
    def test_pattern_becomes_duties_of_the_local_day(self):
        lines = [replace(EVENING, weekday=0), NIGHT]
        shifts = plan_shifts(lines, MONDAY, TUESDAY, SHANGHAI, PLAIN, WEIGHTS)
        self.assertEqual(
            [(shift.line_id, shift.start, shift.end) for shift in shifts],
            [
                (1, local("2026-03-02 17:00"), local("2026-03-02 21:00")),
                (2, local("2026-03-02 22:00"), local("2026-03-03 06:00")),
                (2, local("2026-03-03 22:00"), local("2026-03-04 06:00")),
            ],
        )

    def test_night_over_the_change_of_clocks_is_an_hour_shorter(self):
        (shift,) = plan_shifts(
            [NIGHT],
            date(2026, 3, 28),
            date(2026, 3, 28),
            "Europe/Berlin",
            {date(2026, 3, 28): "weekend"},
            WEIGHTS,
        )
        self.assertEqual(shift.end - shift.start, 7 * HOUR)

    def test_night_hours_are_counted_on_both_sides_of_midnight(self):
        for minute_from, minute_to, expected in (
            (22 * 60, 6 * 60, 480),
            (17 * 60, 21 * 60, 0),
            (17 * 60, 23 * 60, 60),
            (5 * 60, 13 * 60, 60),
            (0, 0, 480),
            (20 * 60, 20 * 60, 480),
        ):
            with self.subTest(minute_from=minute_from, minute_to=minute_to):
                end = end_minute(minute_from, minute_to)
                self.assertEqual(night_minutes(minute_from, end, WEIGHTS), expected)

    def test_night_and_holiday_multiply(self):
        self.assertEqual(duty_points(100, False, "workday", WEIGHTS), 100)
        self.assertEqual(duty_points(100, True, "workday", WEIGHTS), 150)
        self.assertEqual(duty_points(100, True, "weekend", WEIGHTS), 225)
        self.assertEqual(duty_points(50, True, "holiday", WEIGHTS), 150)

    def test_what_the_date_is_decides_what_the_duty_weighs(self):
        shifts = plan_shifts(
            [EVENING],
            MONDAY,
            TUESDAY,
            SHANGHAI,
            {MONDAY: "holiday", TUESDAY: "weekend"},
            WEIGHTS,
        )
        self.assertEqual(
            [(shift.day_kind, shift.points) for shift in shifts],
            [("holiday", 200), ("weekend", 150)],
        )


class TestRotation(BaseCase):
    def test_fewest_points_is_next(self):
        seats = rotate([duty(0)], [Person(1, True, 300), Person(2, True, 200)], REST)
        self.assertEqual(takers(seats), [2])

    def test_leader_is_qualified_and_the_others_follow(self):
        people = [Person(1), Person(2, leads=True, score=500), Person(3)]
        seats = rotate([duty(0, people=2)], people, REST)
        self.assertEqual(
            [(seat.person_id, seat.is_leader) for seat in seats],
            [(2, True), (1, False)],
        )

    def test_leave_and_rest_make_a_gap_that_is_shown(self):
        away = Person(1, True, away=((0, 4 * HOUR),))
        tired = Person(2, True, duties=((-9 * HOUR, -HOUR),))
        self.assertEqual(takers(rotate([duty(0)], [away, tired], REST)), [None])

    def test_rest_that_is_just_long_enough(self):
        tired = Person(1, True, duties=((-19 * HOUR, -11 * HOUR),))
        self.assertEqual(takers(rotate([duty(0)], [tired], REST)), [1])
        self.assertEqual(takers(rotate([duty(0)], [tired], REST + 1)), [None])

    def test_nights_weekends_and_holidays_are_shared(self):
        shifts = [duty(24 * number, points=100) for number in range(6)]
        shifts += [
            duty(24 * number, points=200, is_night=True) for number in range(6, 9)
        ]
        people = [Person(number, True) for number in (1, 2, 3)]
        rows = tally(rotate(shifts, people, REST), people)
        self.assertEqual([row.nights for row in rows], [1, 1, 1])
        self.assertEqual([row.after for row in rows], [400, 400, 400])

    def test_tally_names_what_was_taken(self):
        shifts = [
            duty(0, is_night=True, day_kind="weekend", points=225),
            duty(48, day_kind="holiday", points=200),
        ]
        people = [Person(1, True, score=30)]
        (row,) = tally(rotate(shifts, people, REST), people)
        self.assertEqual(
            (row.before, row.added, row.after, row.duties), (30, 425, 455, 2)
        )
        self.assertEqual((row.nights, row.weekends, row.holidays), (1, 1, 1))

    def test_newcomer_starts_with_the_average(self):
        scores = opening_scores(
            [Service(1, 1200, 180), Service(2, 600, 180), Service(3, 0, 0)], 180
        )
        self.assertEqual(scores, {1: 1200, 2: 600, 3: 900})

    def test_one_duty_in_the_first_week_is_not_taken_for_a_habit(self):
        scores = opening_scores([Service(1, 900, 180), Service(2, 100, 5)], 180)
        self.assertLess(abs(scores[2] - scores[1]), 200)

    def test_nobody_has_done_anything_yet(self):
        self.assertEqual(opening_scores([Service(1, 0, 0)], 180), {1: 0})
        self.assertEqual(opening_scores([], 180), {})


INSTANTS = st.integers(0, 20 * 24)


@st.composite
def spans(draw, limit=3):
    starts = draw(st.lists(INSTANTS, max_size=limit))
    return tuple(
        (start * HOUR, (start + draw(st.integers(1, 48))) * HOUR) for start in starts
    )


@st.composite
def pools(draw):
    return [
        Person(
            number,
            leads=draw(st.booleans()),
            score=draw(st.integers(0, 500)),
            away=draw(spans()),
            duties=draw(spans(1)),
        )
        for number in range(1, draw(st.integers(1, 7)) + 1)
    ]


@st.composite
def periods(draw):
    return [
        duty(
            draw(INSTANTS),
            hours=draw(st.integers(1, 24)),
            points=draw(st.sampled_from([50, 100, 150, 225, 300])),
            people=draw(st.integers(1, 3)),
            line_id=number,
        )
        for number in range(draw(st.integers(0, 12)))
    ]


RESTS = st.integers(0, 24).map(lambda hours: hours * HOUR)


class TestRotationProperties(BaseCase):
    @UNTIMED
    @given(periods(), pools(), RESTS)
    def test_nobody_works_on_leave_or_without_rest(self, shifts, people, rest):
        seats = rotate(shifts, people, rest)
        for person in people:
            mine = [
                (seat.shift.start, seat.shift.end)
                for seat in seats
                if seat.person_id == person.id
            ]
            for start, end in mine:
                for away_start, away_end in person.away:
                    self.assertTrue(end <= away_start or away_end <= start)
                for other_start, other_end in person.duties:
                    self.assertTrue(
                        end + rest <= other_start or other_end + rest <= start
                    )
            for (_start, end), (start, _end) in zip(
                sorted(mine), sorted(mine)[1:], strict=False
            ):
                self.assertLessEqual(end + rest, start)

    @UNTIMED
    @given(periods(), pools(), RESTS)
    def test_every_duty_has_one_qualified_leader_and_its_seats(
        self, shifts, people, rest
    ):
        leads = {person.id for person in people if person.leads}
        seats = rotate(shifts, people, rest)
        for shift in shifts:
            own = [seat for seat in seats if seat.shift is shift]
            leaders = [seat for seat in own if seat.is_leader]
            self.assertEqual((len(own), len(leaders)), (shift.people, 1))
            self.assertIn(leaders[0].person_id, leads | {None})

    @UNTIMED
    @given(periods(), pools(), RESTS, st.randoms(use_true_random=False))
    def test_order_of_the_input_does_not_matter(self, shifts, people, rest, random):
        expected = rotate(shifts, people, rest)
        random.shuffle(shifts)
        random.shuffle(people)
        self.assertEqual(rotate(shifts, people, rest), expected)

    @UNTIMED
    @given(periods(), pools(), RESTS)
    def test_a_gap_is_where_nobody_could(self, shifts, people, rest):
        seats = rotate(shifts, people, rest)
        for gap in (seat for seat in seats if seat.person_id is None):
            for person in people:
                taken = person.duties + tuple(
                    (seat.shift.start, seat.shift.end)
                    for seat in seats
                    if seat.person_id == person.id
                )
                alone = replace(
                    person, leads=person.leads or not gap.is_leader, duties=taken
                )
                again = rotate([replace(gap.shift, people=1)], [alone], rest)
                self.assertIsNone(again[0].person_id)

    @UNTIMED
    @given(
        st.lists(st.sampled_from([50, 100, 150, 300]), min_size=1, max_size=40),
        st.lists(st.integers(0, 600), min_size=1, max_size=8),
    )
    def test_points_differ_by_one_duty_at_most(self, points, openings):
        """Unless history made them differ by more."""
        shifts = [
            duty(48 * number, points=value) for number, value in enumerate(points)
        ]
        people = [
            Person(number, True, score) for number, score in enumerate(openings, 1)
        ]
        after = [row.after for row in tally(rotate(shifts, people, REST), people)]
        self.assertLessEqual(max(after), max(max(openings), min(after) + max(points)))

    @UNTIMED
    @given(periods(), pools(), RESTS)
    def test_points_given_are_the_points_of_the_seats_taken(self, shifts, people, rest):
        seats = rotate(shifts, people, rest)
        given_points = sum(row.added for row in tally(seats, people))
        self.assertEqual(
            given_points, sum(seat.shift.points for seat in seats if seat.person_id)
        )
