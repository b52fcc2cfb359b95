"""What kind of day a date is for an employee: working day, rest day or holiday."""

from . import employment
from .plans import Plans


def day_types(env, dates_by_employee, terms):
    """Return the kind of each date.

    :param dates_by_employee: {employee id: {date, …}}
    :param terms: of the policy in force
    :return: {(employee id, date): "workday" | "restday" | "holiday"}
    """
    every = {day for days in dates_by_employee.values() for day in days}
    if not every:
        return {}
    plans = Plans(env, min(every), max(every))
    jobs = employment.load(env, list(dates_by_employee))
    return {
        (employee_id, day): _type_of(plans, jobs.get(employee_id), day, terms)
        for employee_id, days in dates_by_employee.items()
        for day in days
    }


def _type_of(plans, job, day, terms):
    stretches = job.between(day, day) if job else []
    if not stretches:
        return "restday"
    calendar_id = stretches[0].version.calendar_id
    schedule = plans.of(calendar_id, job.company_id, job.tz, terms)
    if day in schedule.day_types:
        return schedule.day_types[day]
    planned = schedule.plan.is_workday(day) or (schedule.flexible or {}).get(day)
    return "workday" if planned else "restday"
