"""What incidents cost: whole minor units, under a cap and above a floor."""

from math import ceil, floor


def wages_of_month(summary, terms, wages):
    """What was earned, and what a day of it is worth.

    Each date of the month earns its share of the wage of that date; a date on which the
    person was not employed earns nothing. Without a fixed number of days, what was
    earned is shared by the planned days.

    :param MonthSummary summary: of every date of the month
    :return: (wage, daily wage) in minor units
    """
    count = summary.count
    if not wages or not count:
        return 0, 0
    away = [day.work_date for day in summary.noted if day.verdict == "not_employed"]
    if len(wages) == 1:
        whole = wages[0][1] * count
        earned = wages[0][1] * (count - len(away))
    else:
        whole = sum([wage_on(work_date, wages) for work_date in summary.dates()])
        earned = whole - sum([wage_on(work_date, wages) for work_date in away])
    if terms.wage_days:
        daily = whole / terms.wage_days
    else:
        daily = earned / max(1, summary.totals["days"])
    return earned // count, floor(daily / count)


def wage_on(work_date, wages):
    """Wage a month that is in force on a date; that of the first before it."""
    current = 0
    for since, wage in sorted(wages):
        if since <= work_date or not current:
            current = wage
    return current


def deduct(month, incidents, terms, wages, deduct_from):
    """Put on each incident what it costs, and the sums on the month.

    The cap is used up in order of time: what a later incident would cost above it is
    not deducted.

    :param MonthVerdict month: with its wage; is completed
    :param incidents: [JudgedIncident, …] in order of time
    :param deduct_from: earlier ones cost nothing
    """
    month.cap, lines = _cap(month.wage, terms)
    if not incidents:
        return
    costs = [_cost(judged, month.daily_wage) for judged in incidents]
    early = [judged.work_date < deduct_from for judged in incidents]
    if any(cost and spared for cost, spared in zip(costs, early, strict=True)):
        month.lines += (("not_read", {"date": deduct_from.isoformat()}),)
    room, judged_incidents = month.cap, []
    for judged, cost, spared in zip(incidents, costs, early, strict=True):
        before = 0 if spared else cost
        cost = before if room is None else min(before, room)
        room = None if room is None else room - cost
        judged_incidents.append(type(judged)(*judged[:-2], before, cost))
    month.incidents = tuple(judged_incidents)
    month.deduction_before_cap = sum([j.before_cap for j in judged_incidents])
    month.deduction = sum([j.deduction for j in judged_incidents])
    if month.deduction < month.deduction_before_cap:
        before = {"before": month.deduction_before_cap, "cap": month.cap}
        month.lines += tuple((code, before | figures) for code, figures in lines)
    if not wages and any(judged.before_cap for judged in judged_incidents):
        month.lines += (("wage_unknown", {}),)


def _cost(judged, daily_wage):
    """Minor units by the policy alone, never more than whole, never less than 0."""
    if judged.graced or judged.incident.excuse_id:
        return 0
    kind, amount = judged.incident.deduction
    if kind == "fixed":
        return round(amount)
    if kind == "per_minute":
        return round(amount * ceil(judged.incident.seconds / 60))
    if kind == "daily_share":
        return round(amount * daily_wage)
    return 0


def _cap(wage, terms):
    """What may be deducted at most, and the lines of the limit that says so."""
    limits = []
    if terms.cap_share is not None:
        share = {"share": terms.cap_share}
        limits.append((floor(wage * terms.cap_share), ("cap_share", share)))
    if terms.cap_floor:
        room = max(0, wage - terms.cap_floor)
        limits.append((room, ("cap_floor", {"floor": terms.cap_floor})))
    if not limits:
        return None, []
    cap = min(limit for limit, _line in limits)
    return cap, [line for limit, line in limits if limit == cap]
