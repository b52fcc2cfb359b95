"""Columns of the rows that show a judgement."""

from functools import lru_cache

from ..core.month_verdict import SUMS
from .fingerprint import digest
from .instants import to_datetime

#: Lines that tell amounts: for HR and the person only.
PAY_LINES = {"cap_share", "cap_floor", "wage_unknown", "not_read"}


@lru_cache(maxsize=100_000)
def _moment(seconds):
    moment = to_datetime(seconds)
    return moment and moment.isoformat(" ")


def day_values(judgement, day, key, month_id):
    """Columns of a row of ``attendance.day``."""
    verdict = judgement.days[day]
    return {
        "employee_id": judgement.employee_id,
        "work_date": day.isoformat(),
        "company_id": judgement.company.id,
        "department_id": judgement.department_id,
        "tz": judgement.tz,
        "policy_id": judgement.rules[day].policy_id,
        "month_id": month_id,
        "verdict": verdict.verdict,
        "planned_seconds": verdict.planned,
        "worked_seconds": verdict.worked,
        "leave_seconds": verdict.leave,
        "late_seconds": verdict.late,
        "early_seconds": verdict.early,
        "away_seconds": verdict.away,
        "overtime_seconds": verdict.overtime,
        "overtime_approved_seconds": verdict.overtime_approved,
        "plan_from": _moment(verdict.plan_from),
        "plan_to": _moment(verdict.plan_to),
        "first_in": _moment(verdict.first_in),
        "last_out": _moment(verdict.last_out),
        "corrected": verdict.corrected,
        "provisional": verdict.provisional,
        "frozen": False,
        "lines": verdict.lines or None,
        "input_hash": key,
    }


def month_values(judgement):
    """Columns of a row of ``attendance.month``."""
    month, unit = judgement.month, judgement.unit
    totals = month.totals
    values = {
        "employee_id": judgement.employee_id,
        "company_id": judgement.company.id,
        "department_id": judgement.department_id,
        "policy_id": judgement.month_rules.policy_id,
        "month": judgement.first.isoformat(),
        "state": "open",
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
    key = digest(judgement.key, values) if judgement.provisional else judgement.key
    return {**values, "input_hash": key}


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
