"""Columns of the rows that show a judgement."""

from ..core.month_summary import SUMS

#: Lines that tell amounts: for HR and the person only.
PAY_LINES = {"cap_share", "cap_floor", "wage_unknown", "not_read"}
#: Columns of a month's row that its key says, or that never change.
OF_KEY = {"employee_id", "month", "state"}
#: Columns of a month's row that its days alone say, their fingerprints among them.
OF_DAYS = {
    *("planned_days", "present_days", "leave_days", "days_summary"),
    *("days_hash", "facts_hash"),
    *[f"{name}_seconds" for name in SUMS],
}


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
        "days_summary": judgement.summary_text or judgement.summary.to_text(),
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
