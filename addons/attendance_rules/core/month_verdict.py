"""The verdict on a month: grace, runs, deductions and their cap, full attendance."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class JudgedIncident(NamedTuple):
    """An incident, and what it costs.

    :param graced: costs nothing, because the month's grace covers it
    :param run_length: days in a row, late or early, up to this one (0: not counted)
    :param before_cap: minor units by the policy; ``deduction``: what is left of them
        under the cap
    """

    work_date: date
    incident: object
    graced: bool = False
    run_length: int = 0
    before_cap: int = 0
    deduction: int = 0


@dataclass(slots=True)
class MonthVerdict:
    """What became of a month; seconds, minor units, days.

    :param incidents: tuple of JudgedIncident in order of time
    :param talks: dates on which a run reached a multiple of the talk threshold
    :param run: days in a row, late or early, at the end; the next month carries it on
    :param wage: earned in the month before deductions; ``daily_wage``: a day's share
    :param cap: what deductions may come to at most, or None
    :param totals: {"planned", "worked", "leave", "late", "early", "away", "overtime",
        "overtime_approved": seconds; "days": planned days, "present", "absent",
        "missing", "incidents", "graced", "excused": counts}
    :param reasons: lines that say why attendance was not full
    :param lines: lines on grace, cap and floor
    """

    incidents: tuple = ()
    talks: tuple = ()
    run: int = 0
    wage: int = 0
    daily_wage: int = 0
    cap: int | None = None
    deduction_before_cap: int = 0
    deduction: int = 0
    full_attendance: bool = False
    totals: dict = None
    reasons: tuple = ()
    lines: tuple = ()


def judge_month(days, terms, wages=(), carried_run=0):
    """Judge a month.

    :param days: {date: DayVerdict}, every date of the month
    :param wages: ((from date, minor units a month), …): what is paid since when; empty
        when wages are not known
    :param carried_run: ``run`` of the month before
    :rtype: MonthVerdict
    """
    raise NotImplementedError
