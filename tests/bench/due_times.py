"""A due time: the engine's table of working seconds beside ``plan_hours``."""

import random
from datetime import datetime, timedelta

from .report import Asked, Row, ratio
from .stopwatch import Sample, compare, timed
from .system import System

LONGEST = 40  # hours


def measure(system: System, rounds: int, count: int) -> list[Row]:
    """Return the row on so many due times.

    :raise AssertionError: when an answer differs from that of ``plan_hours``
    """
    questions = _questions(count)
    answers = {}
    with system.opened() as env:
        calendar = env["resource.calendar"].search([("name", "=", "Bench")])
        ways = {"ours": engine(env, calendar), "plan_hours": plan_hours(calendar)}

        def ask(name: str) -> Sample:
            with timed() as sample:
                answers[name] = [ways[name](start, hours) for start, hours in questions]
            return sample

        took = compare(rounds, {name: lambda n=name: ask(n) for name in ways})
    assert answers["ours"] == answers["plan_hours"], "due times differ"
    ours, other = (
        Sample(took[name].seconds / count) for name in ("ours", "plan_hours")
    )
    return [
        ratio("A due time", "`plan_hours`", other, ours, Asked("≥", 500), "{:,.0f} ×")
    ]


def _questions(count: int) -> list[tuple[datetime, int]]:
    """Return starts (to the second, naive UTC) within a year, and hours."""
    chance = random.Random(1)
    new_year = datetime.now().replace(month=1, day=1, hour=0, minute=0, second=0)
    new_year = new_year.replace(microsecond=0)
    return [
        (
            new_year + timedelta(seconds=chance.randrange(360 * 86_400)),
            chance.randint(1, LONGEST),
        )
        for _number in range(count)
    ]


def engine(env, calendar):
    """Return how the engine answers: as for each promise of a batch."""
    from odoo.addons.base_engine_tools.core.instants import to_datetime, to_seconds
    from odoo.addons.service_deadline.core.deadline_clock import Terms, due_times
    from odoo.addons.service_deadline.engine.times import Times

    times = Times(env, to_seconds(datetime.now()))
    terms = {hours: Terms(limit=hours) for hours in range(1, LONGEST + 1)}
    calendar_id, company = calendar.id, calendar.company_id.id

    def answer(start: datetime, hours: int) -> datetime:
        seconds = to_seconds(start)
        time = times.of_calendar(calendar_id, company, "working", seconds)
        return to_datetime(due_times(terms[hours], time, seconds)["due"])

    return answer


def plan_hours(calendar):
    """Return how Odoo answers, as helpdesk_mgmt_sla asks it."""

    def answer(start: datetime, hours: int) -> datetime:
        return calendar.plan_hours(hours, start, compute_leaves=True)

    return answer
