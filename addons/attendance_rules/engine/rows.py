"""Columns of the rows that show a judgement."""

from functools import lru_cache

from odoo.addons.base_engine_tools.core.instants import DAY, to_datetime
from odoo.addons.base_engine_tools.engine.bulk import copy_value

from ..core.month_verdict import SUMS

#: Lines that tell amounts: for HR and the person only.
PAY_LINES = {"cap_share", "cap_floor", "wage_unknown", "not_read"}
DAY_COLUMNS = (
    "employee_id",
    "company_id",
    "department_id",
    "tz",
    "month_id",
    "work_date",
    "policy_id",
    "verdict",
    "planned_seconds",
    "worked_seconds",
    "leave_seconds",
    "late_seconds",
    "early_seconds",
    "away_seconds",
    "overtime_seconds",
    "overtime_approved_seconds",
    "first_in",
    "last_out",
    "plan_from",
    "plan_to",
    "corrected",
    "provisional",
    "lines",
)
NULL = copy_value(None)


@lru_cache(maxsize=10_000)
def _date(number):
    return f"{to_datetime(number * DAY):%Y-%m-%d }"


@lru_cache(maxsize=DAY)
def _clock(seconds):
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _moment(seconds):
    """An instant as PostgreSQL reads it."""
    if seconds is None:
        return NULL
    number, rest = divmod(seconds, DAY)
    return _date(number) + _clock(rest)


def day_lines(judgement, month_id, days):
    """Rows of ``attendance.day``, one per date, for COPY: see ``DAY_COLUMNS``.

    There are hundreds of thousands a month: the columns are not looked at one by one.

    :param days: which ones, as days of the month
    """
    owner = (
        judgement.employee_id,
        judgement.company.id,
        judgement.department_id,
        judgement.tz,
        month_id,
    )
    head = "\t".join(map(copy_value, owner))
    for part in judgement.parts:
        policy_id = part.rules.policy_id
        for work_date, day in part.days.items():
            if work_date.day not in days:
                continue
            yield (
                f"{head}\t{work_date}\t{policy_id}\t{day.verdict}\t{day.planned}"
                f"\t{day.worked}\t{day.leave}\t{day.late}\t{day.early}\t{day.away}"
                f"\t{day.overtime}\t{day.overtime_approved}"
                f"\t{_moment(day.first_in)}\t{_moment(day.last_out)}"
                f"\t{_moment(day.plan_from)}\t{_moment(day.plan_to)}"
                f"\t{day.corrected}\t{day.provisional}"
                f"\t{copy_value(day.lines) if day.lines else NULL}"
            )


def month_values(judgement):
    """Columns of a row of ``attendance.month``, its fingerprints aside."""
    month, unit = judgement.month, judgement.unit
    totals = month.totals
    return {
        "employee_id": judgement.employee_id,
        "company_id": judgement.company.id,
        "department_id": judgement.department_id,
        "policy_id": judgement.month_rules.policy_id,
        "month": judgement.first.isoformat(),
        "state": "open",
        "schedules": judgement.schedules or None,
        "planned_days": totals["days"],
        "present_days": totals["present"],
        "leave_days": totals["leave_days"],
        "absence_days": totals["absence_days"],
        "late_count": totals["late_count"],
        "early_count": totals["early_count"],
        "missing_count": totals["missing"],
        **{f"{name}_seconds": totals[name] for name in SUMS},
        "incident_count": totals["incidents"],
        "graced_count": totals["graced"],
        "excused_count": totals["excused"],
        "talk_count": len(month.talks),
        "run_carried": month.run,
        "provisional": judgement.provisional,
        "full_attendance": month.full_attendance,
        "lines": [line for line in month.lines if line[0] not in PAY_LINES] or None,
        "pay_lines": [line for line in month.lines if line[0] in PAY_LINES] or None,
        "reasons": month.reasons or None,
        "wage": month.wage / unit,
        "daily_wage": month.daily_wage / unit,
        "deduction_before_cap": month.deduction_before_cap / unit,
        "deduction": month.deduction / unit,
    }


def incident_values(judgement, judged, day_id):
    """Columns of a row of ``attendance.incident``.

    :param JudgedIncident judged:
    """
    incident = judged.incident
    return {
        "day_id": day_id,
        "employee_id": judgement.employee_id,
        "company_id": judgement.company.id,
        "department_id": judgement.department_id,
        "work_date": judged.work_date.isoformat(),
        "shift_index": incident.shift,
        "kind": incident.kind,
        "seconds": incident.seconds,
        "severity": incident.severity,
        "graced": judged.graced,
        "excused": bool(incident.excuse_id),
        "run_length": judged.run_length,
        "deduction_before_cap": judged.before_cap / judgement.unit,
        "deduction": judged.deduction / judgement.unit,
    }
