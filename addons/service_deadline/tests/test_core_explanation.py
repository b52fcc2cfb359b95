from datetime import date

from odoo.tests import tagged

from ..core.deadline_clock import Terms
from ..core.explanation import MOST_LINES, Line, explain
from .core_common import HOUR, MINUTE, at, office
from .core_promise import ClockCase, Promise

MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)
SATURDAY, SUNDAY = date(2026, 3, 7), date(2026, 3, 8)


@tagged("post_install", "-at_install")
class TestExplanation(ClockCase):
    """Every line of the reckoning from the start to the due time."""

    def _explain(self, promise, pauses=(), labels=None):
        return explain(promise.terms, promise.time, promise.clock, pauses, labels or {})

    def test_opened_before_the_weekend_with_a_holiday_after_it(self):
        time = office(closed={MONDAY})
        promise = self._promise("2026-03-06 16:50", time=time, limit=1)
        self.assertEqual(
            self._explain(promise, labels={MONDAY: "Spring festival"}),
            [
                Line("start", at("2026-03-06 16:50")),
                Line(
                    "worked",
                    at("2026-03-06 16:50"),
                    at("2026-03-06 17:00"),
                    10 * MINUTE,
                ),
                Line("closed", SATURDAY, SUNDAY),
                Line("closed", MONDAY, MONDAY, label="Spring festival"),
                Line(
                    "worked",
                    at("2026-03-10 08:00"),
                    at("2026-03-10 08:50"),
                    50 * MINUTE,
                ),
                Line("due", at("2026-03-10 08:50")),
            ],
        )

    def test_lunch_parts_the_lines(self):
        lines = self._explain(self._promise("2026-03-02 11:00", limit=2))
        worked = [(line.start, line.end) for line in lines if line.kind == "worked"]
        self.assertEqual(
            worked,
            [
                (at("2026-03-02 11:00"), at("2026-03-02 12:00")),
                (at("2026-03-02 13:00"), at("2026-03-02 14:00")),
            ],
        )

    def test_lines_add_up_to_the_figure(self):
        for start in ("2026-03-02 09:00", "2026-03-06 16:59", "2026-03-07 12:00"):
            for limit in (1, 8, 30):
                lines = self._explain(self._promise(start, limit=limit))
                worked = sum(line.seconds for line in lines if line.kind == "worked")
                self.assertEqual(worked, limit * HOUR)

    def test_make_up_days_carry_their_names(self):
        time = office(extra={SATURDAY})
        labels = {SATURDAY: "Instead of Monday"}
        lines = self._explain(
            self._promise("2026-03-06 16:00", time=time, limit=2), labels=labels
        )
        self.assertEqual([line.label for line in lines[1:3]], ["", "Instead of Monday"])
        promise = self._promise("2026-03-06 16:00", time=time, unit="day", limit=1)
        lines = self._explain(promise, labels=labels)
        self.assertEqual(
            lines[1], Line("day", SATURDAY, seconds=1, label="Instead of Monday")
        )

    def test_holidays_of_one_name_are_one_line(self):
        days = {MONDAY, TUESDAY}
        labels = dict.fromkeys(days, "Spring festival")
        promise = self._promise("2026-03-06 16:00", time=office(closed=days), limit=2)
        lines = self._explain(promise, labels=labels)
        self.assertEqual(
            [line for line in lines if line.kind == "closed"],
            [
                Line("closed", SATURDAY, SUNDAY),
                Line("closed", MONDAY, TUESDAY, label="Spring festival"),
            ],
        )

    def test_days_off_that_do_not_adjoin_are_lines_of_their_own(self):
        lines = self._explain(self._promise("2026-03-06 16:00", unit="day", limit=6))
        closed = [(line.start, line.end) for line in lines if line.kind == "closed"]
        self.assertEqual(
            closed,
            [(SATURDAY, SUNDAY), (date(2026, 3, 14), date(2026, 3, 15))],
        )

    def test_working_days_are_counted(self):
        lines = self._explain(self._promise("2026-03-05 10:00", unit="day", limit=3))
        self.assertEqual(
            [(line.kind, line.start, line.seconds) for line in lines[1:-1]],
            [
                ("day", date(2026, 3, 6), 1),
                ("closed", SATURDAY, 0),
                ("day", MONDAY, 2),
                ("day", TUESDAY, 3),
            ],
        )

    def test_days_round_the_clock_are_not_one_too_many(self):
        """The end of a day is the beginning of the next one, which does not count."""
        promise = self._promise(clock="elapsed", unit="day", limit=2, end_of_day=True)
        self.assertAt(promise.clock.due, "2026-03-05 00:00")
        lines = self._explain(promise)
        self.assertEqual([line.seconds for line in lines if line.kind == "day"], [1, 2])

    def test_elapsed_time_is_one_line(self):
        lines = self._explain(self._promise(clock="elapsed", limit=24))
        self.assertEqual([line.kind for line in lines], ["start", "worked", "due"])
        self.assertEqual(lines[1].seconds, 24 * HOUR)

    def test_end_of_day_is_said(self):
        lines = self._explain(self._promise(limit=2, end_of_day=True))
        self.assertEqual(lines[-2], Line("end_of_day", at("2026-03-02 17:00")))
        self.assertEqual(lines[-1], Line("due", at("2026-03-02 17:00")))

    def test_pauses_are_lines_between_the_reckoning_and_the_due_time(self):
        promise = self._promise()
        start, end = at("2026-03-02 10:00"), at("2026-03-02 11:00")
        promise.say(start, paused=True)
        promise.say(end, paused=False)
        lines = self._explain(promise, [(start, end, HOUR, "Waits for parts")])
        self.assertEqual(
            [line for line in lines if line.kind not in ("start", "worked")],
            [
                Line("pause", start, end, HOUR, "Waits for parts"),
                Line("due", at("2026-03-03 10:00")),
            ],
        )

    def test_pauses_taken_over_from_another_rule_are_a_line(self):
        first = self._promise()
        first.say(at("2026-03-02 10:00"), paused=True)
        first.say(at("2026-03-02 11:00"), applies=False)
        promise = Promise(
            self.office,
            Terms(limit=4),
            first.clock.started,
            at("2026-03-02 11:00"),
            first.clock.pauses,
        )
        start, end = at("2026-03-02 13:00"), at("2026-03-02 14:00")
        promise.say(start, paused=True)
        promise.say(end, paused=False)
        lines = self._explain(promise, [(start, end, HOUR, "")])
        self.assertEqual(
            lines[-3:],
            [
                Line("carried", at("2026-03-02 09:00"), seconds=HOUR),
                Line("pause", start, end, HOUR),
                Line("due", at("2026-03-02 16:00")),
            ],
        )

    def test_while_paused_there_is_no_due_time(self):
        promise = self._promise()
        promise.say(at("2026-03-02 10:00"), paused=True)
        self.assertNotIn("due", [line.kind for line in self._explain(promise)])

    def test_an_agreed_time_needs_no_reckoning(self):
        agreed = at("2026-03-07 10:00")
        lines = self._explain(self._promise(facts={"agreed": agreed}))
        self.assertEqual(
            lines, [Line("start", at("2026-03-02 09:00")), Line("agreed", agreed)]
        )

    def test_long_lists_are_summed_up(self):
        lines = self._explain(self._promise(limit=400))
        self.assertEqual(len(lines), MOST_LINES + 2)  # with the start and the due time
        more = lines[-2]
        self.assertEqual(more.kind, "more")
        self.assertGreater(more.start, lines[-3].start)
        shown = [line for line in lines if line.kind == "worked"]
        self.assertEqual(more.seconds + sum(li.seconds for li in shown), 400 * HOUR)
        # 51 days, of the last only the morning, and the weekends between them
        self.assertEqual(more.label + MOST_LINES - 1, 2 * 50 + 1 + 10)

    def test_a_long_list_of_days_sums_no_numbers(self):
        more = self._explain(self._promise(unit="day", limit=80))[-2]
        self.assertEqual((more.kind, more.seconds), ("more", 0))

    def test_the_longest_list_that_is_shown_in_full(self):
        days = MOST_LINES * 5 // 6  # each five days with a weekend
        lines = self._explain(self._promise("2026-03-06 10:00", unit="day", limit=days))
        self.assertNotIn("more", [line.kind for line in lines])
