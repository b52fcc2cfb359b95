"""What the facts of an employee's month come to, before anything is written."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import md5

from ..core.day_facts import facts_of_days
from ..core.day_verdict import judge_day
from ..core.month_verdict import judge_month
from .instants import DAY, next_month


def digest(*values):
    """Short fingerprint of plain values."""
    return md5(repr(values).encode(), usedforsecurity=False).hexdigest()


@dataclass(slots=True)
class Judgement:
    """One employee's month.

    :param unit: minor units of the currency
    :param is_employed: on some date of the month
    :param rules: {date: Rules} by which each date is judged
    :param facts: {date: DayFacts}
    :param keys: {date: fingerprint of all that its verdict depends on}
    :param key: fingerprint of all that the month depends on
    :param days: {date: DayVerdict}; empty as long as nothing is judged
    :param month: MonthVerdict
    """

    employee_id: int
    company: object
    first: date
    tz: str
    department_id: int | None
    unit: int
    is_employed: bool = True
    rules: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)
    keys: dict = field(default_factory=dict)
    key: str = ""
    carried_run: int = 0
    wages: tuple = ()
    deduct_from: date = date.min
    days: dict = field(default_factory=dict)
    month: object = None

    @property
    def last(self):
        """Last date of the month."""
        return next_month(self.first) - DAY

    @property
    def month_rules(self):
        """The version that judges the month: the first that is in force in it, because
        nobody can keep rules in the past."""
        return next(iter(self.rules.values()))

    @property
    def provisional(self):
        """Whether some date may still change by itself."""
        return any(day.provisional for day in self.days.values())

    def fingerprint(self):
        """Set the keys from facts, rules and what is carried over."""
        for day, facts in self.facts.items():
            self.keys[day] = digest(
                facts_key(facts), self.rules[day].stamp, self.department_id, self.tz
            )
        self.key = digest(
            list(self.keys.values()), self.wages, self.carried_run, self.deduct_from
        )

    def judge(self):
        """Judge every date, then the month."""
        self.days = {
            day: judge_day(facts, self.rules[day].terms)
            for day, facts in self.facts.items()
        }
        self.month = judge_month(
            self.days,
            self.month_rules.terms,
            self.wages,
            self.carried_run,
            self.deduct_from,
        )


def facts_key(facts):
    """All that a verdict depends on but the time of the question."""
    return (
        [shift.pieces for shift in facts.shifts],
        facts.punches,
        facts.rest,
        facts.absences,
        facts.overtime,
        facts.excuses,
        facts.employed,
        facts.day_type,
        facts.flexible,
        facts.allowance,
        facts.exempt,
    )


def prepare(facts, book, employee, first):
    """Put together an employee's month; None when no policy was in force in it.

    :param Facts facts: of the month
    :param RuleBook book:
    :param first: first date of the month
    """
    job = facts.employments[employee.id]
    last = next_month(first) - DAY
    stretches = job.between(first, last)
    versions = book.between(employee.company_id, first, last)
    if not versions:
        return None
    unit = 10**employee.company_id.currency_id.decimal_places
    judgement = Judgement(
        employee.id,
        employee.company_id,
        first,
        "",
        job.department_on(last),
        unit,
        bool(stretches),
        wages=_wages(stretches, unit),
    )
    for begin, end, rules in versions:
        person = facts.person(employee.id, rules.terms, rules)
        judgement.tz = person.tz
        for day_facts in facts_of_days(person, begin, end, rules.terms):
            judgement.facts[day_facts.work_date] = day_facts
            judgement.rules[day_facts.work_date] = rules
    return judgement


def _wages(stretches, unit):
    """What is paid a month, and since when; empty when no wage is known."""
    if not any(stretch.version.wage for stretch in stretches):
        return ()
    return tuple(
        (stretch.first, round(stretch.version.wage * unit)) for stretch in stretches
    )
