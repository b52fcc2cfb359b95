"""What a month comes to, worked out date by date: slow and obvious.

Nothing is summed up beforehand, and nothing of the verdict on a month is used here.
"""

from math import floor

GRACED = ("late", "early")
IN_A_ROW = ("late", "serious", "half_absence")
SUMS = (
    *("planned", "worked", "leave", "late", "early", "away"),
    *("overtime", "overtime_approved"),
)


def runs_of(days, threshold, run):
    """Days in a row on each date that extends a run, dates of talks, run at the end.

    :param days: {date: DayVerdict}
    """
    lengths, talks = {}, []
    for work_date in sorted(days):
        day = days[work_date]
        if day.verdict == "present" and not day.incidents:
            run = 0
        elif day.verdict == "absent" and day.incidents:
            run = run if day.incidents[0].excuse_id else 0
        elif any(_counts(incident) for incident in day.incidents):
            run += 1
            lengths[work_date] = run
            if threshold and run % threshold == 0:
                talks.append(work_date)
    return lengths, tuple(talks), run


def _counts(incident):
    return incident.severity in IN_A_ROW and not incident.excuse_id


def totals_of(days, grace):
    """Sums and counts, as ``MonthVerdict.totals`` has them."""
    found = [
        (work_date, incident)
        for work_date in sorted(days)
        for incident in days[work_date].incidents
    ]
    counted = [(d, incident) for d, incident in found if not incident.excuse_id]
    kinds = [incident.kind for _date, incident in counted]
    planned = [day for day in days.values() if day.planned]
    totals = {name: sum(getattr(d, name) for d in days.values()) for name in SUMS}
    return totals | {
        "days": len(planned),
        "present": sum(
            bool(day.worked) or (day.first_in, day.last_out) != (None, None)
            for day in planned
        ),
        "leave_days": round(sum(d.leave / d.planned for d in planned if d.leave), 2),
        "absence_days": round(
            sum(
                incident.seconds / days[work_date].planned
                for work_date, incident in counted
                if incident.severity == "absence"
            ),
            2,
        ),
        "late_count": kinds.count("late"),
        "early_count": kinds.count("early"),
        "missing": kinds.count("missing_in") + kinds.count("missing_out"),
        "incidents": len(counted),
        "graced": min(grace, sum(kind in GRACED for kind in kinds)),
        "excused": len(found) - len(counted),
        "provisional": sum(day.provisional for day in days.values()),
    }


def reasons_of(days, judged, grace_breaks_full):
    """Why attendance was not full: (code, date), … in any order.

    :param judged: incidents of the month, with their grace
    """
    reasons = [] if any(day.planned for day in days.values()) else [("no_plan", None)]
    for work_date, day in days.items():
        reasons += [("not_employed", work_date)] * (day.verdict == "not_employed")
        reasons += [("leave", work_date)] * day.breaks_full
        reasons += [("undecided", work_date)] * day.provisional
    for one in judged:
        if not one.incident.excuse_id and (grace_breaks_full or not one.graced):
            reasons.append(("incident", one.work_date))
    return reasons


def wages_of(days, wages, wage_days):
    """What was earned, and what a day of it is worth; minor units.

    :param wages: ((since, minor units a month), …) in order
    """
    if not wages or not days:
        return 0, 0
    whole = earned = 0
    for work_date, day in days.items():
        current = wages[0][1]
        for since, wage in wages:
            if since <= work_date:
                current = wage
        whole += current
        earned += current if day.verdict != "not_employed" else 0
    planned = sum(bool(day.planned) for day in days.values())
    daily = whole / wage_days if wage_days else earned / max(1, planned)
    return earned // len(days), floor(daily / len(days))
