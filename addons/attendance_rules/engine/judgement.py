"""What the facts of an employee's month come to, before anything is written."""

from dataclasses import dataclass, field
from datetime import date

from odoo.addons.base_engine_tools.core.instants import ONE_DAY, next_month
from odoo.addons.base_engine_tools.engine.fingerprint import digest

from ..core.day_verdict import judge_days
from ..core.month_summary import summarize
from ..core.month_verdict import judge_summary


@dataclass(slots=True)
class Part:
    """Dates of a month that one policy version judges.

    :param stamp: of the schedules of the person
    :param days: {date: DayVerdict}, as soon as it is judged
    """

    first: date
    last: date
    rules: object
    person: object
    stamp: object
    days: dict = field(default_factory=dict)

    def key(self):
        """All that its days depend on but the time of the question, plainly."""
        person = self.person
        return (
            (*_plain_dates(self.first, self.last), self.rules.days_stamp, self.stamp),
            person.tz,
            person.punches.stamp() if person.punches else None,
            [tuple(absence) for absence in person.absences],
            [tuple(window) for window in person.overtime],
            [tuple(excuse) for excuse in person.excuses],
            [_plain_dates(*span) for span in person.employed],
            [(*_plain_dates(day), s) for day, s in sorted(person.allowances.items())],
            _plain_dates(*sorted(person.exempt)),
        )

    def judge(self):
        """Judge every date."""
        self.days = judge_days(self.person, self.first, self.last, self.rules.terms)


def _plain_dates(*days):
    return tuple([day and day.toordinal() for day in days])


@dataclass(slots=True)
class Judgement:
    """One employee's month.

    :param parts: dates by policy version, in order
    :param unit: minor units of the currency
    :param is_employed: on some date of the month
    :param schedules: [[first date, last date, version id, calendar id], …], as texts
    :param key: fingerprint of all that the month depends on; ``facts_key``: that its
        days depend on
    :param days: {date: DayVerdict}, in order; empty as long as they are not judged one
        by one
    :param summary: MonthSummary of the days; ``summary_text``: as stored, if it is
    :param month: MonthVerdict
    """

    employee_id: int
    company: object
    first: date
    tz: str
    department_id: int | None
    unit: int
    is_employed: bool = True
    parts: list = field(default_factory=list)
    key: str = ""
    facts_key: str = ""
    carried_run: int = 0
    wages: tuple = ()
    deduct_from: date = date.min
    schedules: list = field(default_factory=list)
    days: dict = field(default_factory=dict)
    summary: object = None
    summary_text: str = ""
    month: object = None

    @property
    def last(self):
        """Last date of the month."""
        return next_month(self.first) - ONE_DAY

    @property
    def month_rules(self):
        """The version that judges the month: the first that is in force in it, because
        nobody can keep rules in the past."""
        return self.parts[0].rules

    @property
    def provisional(self):
        """Whether some date may still change by itself."""
        return self.month.totals["provisional"] > 0

    def part_of(self, day):
        """The part in which a date lies."""
        return next(part for part in self.parts if part.first <= day <= part.last)

    def fingerprint(self):
        """Set the keys of the month. It is cheap: nothing is sorted by date yet."""
        parts = [part.key() for part in self.parts]
        self.facts_key = digest(parts, self.department_id, self.tz)
        self.key = digest(
            self.facts_key,
            self.month_rules.stamp,
            [(*_plain_dates(since), wage) for since, wage in self.wages],
            self.carried_run,
            *_plain_dates(self.deduct_from),
        )

    def plain_incidents(self):
        """All that the rows of the incidents show, plainly."""
        return [
            (*_plain_dates(judged.work_date), tuple(judged.incident), *judged[2:])
            for judged in self.month.incidents
        ]

    def judge(self):
        """Judge every date, then the month."""
        for part in self.parts:
            part.judge()
            self.days = {**self.days, **part.days} if self.days else part.days
        self.judge_by(summarize(self.days))

    def judge_by(self, summary, text=""):
        """Judge the month alone, by what it reads of its days.

        :param MonthSummary summary:
        :param text: as it is stored, if it is
        """
        self.summary, self.summary_text = summary, text
        self.month = judge_summary(
            summary,
            self.month_rules.terms,
            self.wages,
            self.carried_run,
            self.deduct_from,
        )


def prepare(facts, book, employee_id, first):
    """Put together an employee's month; None when no policy was in force in it.

    :param Facts facts: of the month
    :param RuleBook book:
    :param first: first date of the month
    """
    job = facts.employments.get(employee_id)
    last = next_month(first) - ONE_DAY
    if not job:
        return None
    company, unit = book.company(job.company_id)
    versions = book.between(company, first, last)
    if not versions:
        return None
    stretches = job.between(first, last)
    judgement = Judgement(
        employee_id,
        company,
        first,
        "",
        job.department_on(last),
        unit,
        bool(stretches),
        wages=_wages(stretches, unit),
        schedules=[
            [str(one.first), str(one.last), one.version.id, one.version.calendar_id]
            for one in stretches
        ],
    )
    for begin, end, rules in versions:
        person, stamp = facts.stamped_person(employee_id, rules.terms, rules)
        judgement.tz = person.tz
        judgement.parts.append(Part(begin, end, rules, person, stamp))
    return judgement


def _wages(stretches, unit):
    """What is paid a month, and since when; empty when no wage is known."""
    if not any(stretch.version.wage for stretch in stretches):
        return ()
    return tuple(
        (stretch.first, round(stretch.version.wage * unit)) for stretch in stretches
    )
