"""The verdict on a month: grace, runs, full attendance; ``deduction`` has the money."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from .deduction import deduct, wages_of_month
from .month_summary import summarize

#: Kinds that grace covers, and severities that make a run.
GRACED = ("late", "early")
IN_A_ROW = ("late", "serious", "half_absence")
MISSING = ("missing_in", "missing_out")


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
    :param totals: seconds of "planned", "worked", "leave", "late", "early", "away",
        "overtime", "overtime_approved"; counts of "days" (planned), "present",
        "leave_days", "absence_days" (shares of days), "late_count", "early_count",
        "missing", "incidents" (not excused), "graced", "excused", "provisional"
    :param reasons: lines that say why attendance was not full
    :param lines: lines on grace, talks, cap and floor
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
    totals: dict = field(default_factory=dict)
    reasons: tuple = ()
    lines: tuple = ()


def judge_month(days, terms, wages=(), carried_run=0, deduct_from=date.min):
    """Judge a month as a set: nothing is counted on from an earlier judgement.

    :param days: {date: DayVerdict}, every date of the month
    :param wages: see :func:`judge_summary`, also for the others
    :rtype: MonthVerdict
    """
    return judge_summary(summarize(days), terms, wages, carried_run, deduct_from)


def judge_summary(summary, terms, wages=(), carried_run=0, deduct_from=date.min):
    """Judge a month by what it reads of its days.

    :param MonthSummary summary:
    :param wages: ((from date, minor units a month), …): what is paid since when; empty
        when wages are not known
    :param carried_run: ``run`` of the month before
    :param deduct_from: earlier incidents count but cost nothing, because the person
        could not read the policy yet (``date.max``: all of them)
    :rtype: MonthVerdict
    """
    runs, talks, run = _runs(summary, terms, carried_run)
    incidents = _with_grace(summary.noted, terms, runs)
    wage, daily_wage = wages_of_month(summary, terms, wages)
    month = MonthVerdict(talks=talks, run=run, wage=wage, daily_wage=daily_wage)
    deduct(month, incidents, terms, wages, deduct_from)
    month.totals = _totals(summary, month.incidents)
    month.reasons = _reasons(summary.noted, month, terms)
    month.full_attendance = not month.reasons
    month.lines = (*_grace_lines(month, terms), *_talk_lines(runs, talks), *month.lines)
    return month


# --- in a row ----------------------------------------------------------------------


def _runs(summary, terms, run):
    """Length of the run on each date that extends one; talks due; run at the end.

    Only days that were planned and attended count. Absence ends a run (it has
    consequences of its own); rest, leave, excused days and days on which a punch is
    missing neither end nor extend it.
    """
    runs, talks = {}, []
    for day in summary.noted:
        if day.kept_before:
            run = 0
        step = _step(day)
        if step is None:
            continue
        run = run + 1 if step else 0
        if step:
            runs[day.work_date] = run
        if step and terms.talk_threshold and run % terms.talk_threshold == 0:
            talks.append(day.work_date)
    return runs, tuple(talks), 0 if summary.kept_after else run


def _step(day):
    """Whether a day extends a run (True), ends it (False) or neither (None)."""
    if not day.incidents:
        return False if day.verdict == "present" else None
    if day.verdict == "absent":
        return None if day.incidents[0].excuse_id else False
    if any(_is_in_a_row(incident) for incident in day.incidents):
        return True
    return None


def _is_in_a_row(incident):
    """Late or early, however much; not excused."""
    return incident.severity in IN_A_ROW and not incident.excuse_id


# --- grace -------------------------------------------------------------------------


def _with_grace(noted, terms, runs):
    """All incidents in order of time; the first ones are graced."""
    graces, result = terms.monthly_grace, []
    for day in noted:
        for incident in day.incidents:
            graced = graces > 0 and incident.kind in GRACED and not incident.excuse_id
            graces -= graced
            length = runs.get(day.work_date, 0) if _is_in_a_row(incident) else 0
            result.append(JudgedIncident(day.work_date, incident, graced, length))
    return result


def _grace_lines(month, terms):
    used = sum([judged.graced for judged in month.incidents])
    if used:
        yield "grace_used", {"used": used, "of": terms.monthly_grace}


def _talk_lines(runs, talks):
    for work_date in talks:
        yield "talk", {"date": work_date.isoformat(), "run": runs[work_date]}


# --- sums and full attendance ------------------------------------------------------


def _totals(summary, incidents):
    counted = [judged.incident for judged in incidents if not judged.incident.excuse_id]
    kinds = [incident.kind for incident in counted]
    return summary.totals | {
        "absence_days": round(_absence_days(incidents, summary.noted), 2),
        "late_count": kinds.count("late"),
        "early_count": kinds.count("early"),
        "missing": len([kind for kind in kinds if kind in MISSING]),
        "incidents": len(counted),
        "graced": len([judged for judged in incidents if judged.graced]),
        "excused": len(incidents) - len(counted),
        "provisional": len([1 for day in summary.noted if day.provisional]),
    }


def _absence_days(incidents, noted):
    """Absent shifts as shares of their days; who came too late was there."""
    absent = [
        judged
        for judged in incidents
        if judged.incident.severity == "absence" and not judged.incident.excuse_id
    ]
    if not absent:
        return 0
    planned = {day.work_date: day.planned for day in noted}
    return sum([one.incident.seconds / planned[one.work_date] for one in absent])


def _reasons(noted, month, terms):
    """Why attendance was not full, one line per thing; none: it was."""
    reasons = []
    if not month.totals["days"]:
        reasons.append(("no_plan", {}))
    for day in noted:
        if day.verdict == "not_employed":
            reasons.append(_reason("not_employed", day.work_date))
        if day.breaks_full:
            reasons.append(_reason("leave", day.work_date))
        if day.provisional:
            reasons.append(_reason("undecided", day.work_date))
    for judged in month.incidents:
        spared = judged.graced and not terms.grace_breaks_full
        if not spared and not judged.incident.excuse_id:
            reasons.append(_incident_reason(judged))
    return tuple(reasons)


def _reason(code, work_date):
    return code, {"date": work_date.isoformat()}


def _incident_reason(judged):
    figures = {
        "date": judged.work_date.isoformat(),
        "kind": judged.incident.kind,
        "seconds": judged.incident.seconds,
        "graced": int(judged.graced),
    }
    return "incident", figures
