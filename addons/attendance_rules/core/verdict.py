"""What is said of a date: its verdict and incidents."""

from typing import NamedTuple


class Incident(NamedTuple):
    """One thing that the policy counts.

    :param kind: "late", "early", "absence" (a whole day), "half_absence" (a part of a
        day, or so late that the band says so), "missing_in" or "missing_out"
    :param seconds: of the plan that were missed; 0 for a missing punch
    :param severity: "late", "serious" or "half_absence" as the band says; "absence" of
        who did not come to a shift at all; "missing"
    :param shift: its place among the shifts of the date, from 0
    :param at: instant at which it begins, for the order in the month
    :param until: instant at which it ends (``at`` for a missing punch)
    :param excuse_id: of the approved cause that excuses it, or 0
    :param deduction: ("none" | "fixed" | "per_minute" | "daily_share", amount), as the
        band says; for an absence the share of the daily wage
    """

    kind: str
    seconds: int
    severity: str
    shift: int
    at: int
    until: int
    excuse_id: int = 0
    deduction: tuple = ("none", 0)


class DayVerdict(NamedTuple):
    """What became of one date; amounts in seconds.

    :param verdict: a code of ``words.verdicts.VERDICTS``
    :param planned: before leave
    :param worked: all presence that counts as work, overtime and trips included
    :param leave: planned time that was on approved leave
    :param late: of the plan missed at the beginning of shifts; ``early``: at the end
    :param away: out of the house within the shift (shown only)
    :param overtime: worked outside the plan; ``overtime_approved``: of it, within
        approved requests
    :param first_in: instant or None; ``last_out`` likewise
    :param plan_from: instant at which the first shift begins, or None
    :param corrected: rests on a punch that was changed by hand
    :param provisional: may change by itself: the day is not over, or leave is pending
    :param breaks_full: has leave that ends full attendance
    :param incidents: tuple of Incident, in order of time
    :param lines: ((code, {argument: figure}), …), see ``explanation``
    """

    verdict: str
    planned: int = 0
    worked: int = 0
    leave: int = 0
    late: int = 0
    early: int = 0
    away: int = 0
    overtime: int = 0
    overtime_approved: int = 0
    first_in: int | None = None
    last_out: int | None = None
    plan_from: int | None = None
    plan_to: int | None = None
    corrected: bool = False
    provisional: bool = False
    breaks_full: bool = False
    incidents: tuple = ()
    lines: tuple = ()
