"""The table: what was asked, what was measured, on which machine."""

import datetime
import json
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

INTRODUCTION = """\
# What promises cost

Written by `setup/bench`, which anybody can repeat: it makes databases of its own,
measures, and drops them.

Compared are **ours** (`service_management`), **plain** `helpdesk_mgmt` without any
add-on of ours, and the **peer** `helpdesk_mgmt_sla` 19.0 from PyPI, each in a database
of its own with the same tickets. Ours and the peer's have three rules that fit every
ticket (4, 8 and 24 working hours, waiting in one stage, kept in the closed ones), so
three promises run per ticket; each of ours has three escalation steps, too. The working
hours have 30 holidays. The rows on a month of attendance are those of
`attendance_rules`.

Parts that go on with each other's databases are measured in one process, one group
after the other; `setup/bench --only board` measures one part.

What counts are the **ratios**. The variants take turns in one process (A B C, B C A,
…), and the medians of {rounds} rounds (fewer of what takes long) are compared, so that
whatever else the machine does meets them alike. Queries and time include all that the
ORM writes to the database (flush). In brackets: the medians.

| Work | Beside | Asked | Measured | |
|---|---|---:|---:|---|
"""

NOTES = """
How it was measured:

- _Creating_ and _moving_ are one call for {batch} tickets, by a user of the helpdesk.
  "Without chatter" is the context `tracking_disable`, as an import may have it: then
  nothing hides what promises cost. "With chatter" is what a person at a form does.
  Ours looks up the first stage of a team once per call, `helpdesk_mgmt` does it for
  each ticket: part of what promises cost is saved there.
- A move is measured up to the flush, and taken back. The messages about it, which Odoo
  writes at the commit, are the same work for all three; two rows tell what it comes to
  with them.
- _A due time_ is what the engine computes per promise, from the compiled table of the
  calendar, beside `plan_hours` of `resource`: {due_times} random starts and figures of
  1 to 40 hours. Both gave the same answer each time, else the run would have failed.
- _One ticket_ is what one person does at the desk, with one ticket after the other:
  each time with a commit, and with nothing in the cache, as a request of the web client
  has it. Three promises run on the ticket, and the rules of the policies that ours
  comes with are in force, too. Compared is what processors do, those of PostgreSQL
  included; a second row has the time by the clock. Ours notes besides what becomes of a
  request (handlings and hand-overs) and tells the boards that are open.
- _The runner_ is the scheduled job itself, from the lock to the commit: {due} promises
  of as many tickets break; each is re-checked, gets its to-do and is part of an e-mail
  to the team leader. Once {few} promises run besides, once {many}.
- _A month of attendance_: {few_people} and {many_people} people, 22 working days, 44
  punches each; 5 % of the days on leave, of the others 5 % late, 1 % absent and 1 %
  without a check-out. One person of ten does not work as the others do: a fourth of
  these at night, a fourth in split shifts; some punches of a fourth were corrected; and
  a fourth has half a day of leave, and stays two hours longer on every fifth day.
  _Bare SQL_ is one aggregate over the same punches that gives first in, last out and
  minutes late per day, fetched. _Judged again_ is a full run: all facts are loaded and
  compared with what the stored verdicts were judged from. _Under an edited policy_
  (another talk threshold) every month is judged again; no day depends on that figure.
  _Under edited bands_ (late is what exceeds 5 or 6 minutes) every day is judged, too.
  What differs is written: of all months a fingerprint, of some the row, and under other
  bands every late day and some incidents.
  _For the first time_ each day (days off, too), incident and month is written as a row
  with its keys. _Tried under a draft_: all is judged twice from one reading of the
  facts, and compared, as a trial of a policy on the past does with each month; _judged
  in memory_ is one such judgement. Memory is the peak of the whole process.
- _A policy_ is a PDF of {pages} pages full of text, made for it: its text is read, cut
  into clauses, and all figures of all clauses are found.
- _The page of a policy_ has {clauses} clauses; each is carried out by a rule, and by a
  page with a figure and a target. It is shown to an administrator of the policies.
- _A rule tried on the past_: {past} tickets of three weeks ago, each with two tracked
  changes of its stage, a third of them with three running promises and their logs. The
  trial runs from asking to the figures, with a line written for each promise. The bare
  read fetches the same tickets, changes, promises and logs, and looks at nothing.
- _The service board_ is one call of the server, for the leader of a team that has all
  {tickets} tickets of a year: a thirtieth is open, each with three running promises of
  which some are broken; the others have handlings, and promises with a verdict. An
  agent sees his own (a fiftieth), what nobody in his team has taken, and what he
  follows; or those of the team, which are all, with the record rules. The tables were
  tidied (VACUUM), as PostgreSQL does by itself in the course of a year.
  _Nothing being cached_: the server has forgotten what it keeps from call to call, as
  after a restart.
- _All figures of a month_: each figure of handlings, hand-overs, call-backs and
  promises, by person, of the last month. The {tickets} tickets were handled over this
  year; a tenth was opened again, a quarter handed over. _By hand_ is what somebody
  would write who knows the tables: a query for each figure, with the same results, and
  for who may not read all tickets with the record rules in it. The agent reads his own
  ones (a fiftieth), what nobody in his team has taken, and what he follows; the member
  reads those of the team besides, which are all. Each customer follows his own.
- _All tiers_: {customers} customers with five invoices each over two and a half years,
  and a refund of every 25th one, half of them whole. A run aggregates them, nets the
  refunds, judges, and writes a standing and a period of the history for each. _By hand_
  is what somebody would write who knows the tables and these criteria, with the same
  tiers as a result. _Something new_: some customers, far apart, by the same run.
- _On the next day_: how many customers the run of the following day writes; what else
  it finds as it was stays as it is.
- _A list_ and _the form_ of contacts are the web client's calls, with all that the
  views show, for somebody who sees all sales documents, among {customers} contacts,
  each with a salesperson; beside them the same contacts in the apps of Odoo that ours
  build on. _With tiers_ are `customer_tier` and `service_contact`, and a tier for each;
  _with advisors_ are all add-ons for customers, and an advisor for each. Ten forms are
  opened one after the other. The figures in the buttons of a form come when it is there
  already: what that call takes is said apart, for each form.
  _An advisor's own customers_ are those of the filter, a thousand; the bare look-up
  gives the same contacts, by the index on who serves whom.
- _Confirming_ is measured by processors, those of PostgreSQL included.
- _The list_ is the web client's call for its first page (80 tickets with all columns of
  the view, and the count) for a user of the helpdesk with the record rules. Of the
  {tickets} tickets a third is open, each with three running promises.
"""


@dataclass(frozen=True)
class Asked:
    """The limit of a figure: at most (or at least) so much."""

    sign: str
    value: float
    form: str = "{:g} ×"

    def __str__(self) -> str:
        return f"{self.sign} {self.form.format(self.value)}"

    def met_by(self, figure: float) -> bool:
        """Tell whether a figure keeps to the limit."""
        return figure <= self.value if self.sign == "≤" else figure >= self.value


@dataclass(frozen=True)
class Row:
    """One figure of the table; without ``asked`` it is there for comparison only."""

    work: str
    beside: str
    figure: float
    detail: str
    asked: Asked | None = None
    form: str = "{:.2f} ×"

    @property
    def missed(self) -> bool:
        """Tell whether the figure was asked for and is not reached."""
        return bool(self.asked) and not self.asked.met_by(self.figure)

    def __str__(self) -> str:
        asked = str(self.asked or "")
        verdict = "" if not self.asked else "missed" if self.missed else "kept"
        figure = f"**{self.form.format(self.figure)}** ({self.detail})"
        return f"| {self.work} | {self.beside} | {asked} | {figure} | {verdict} |"


def ratio(work, beside, ours, base, asked=None, form="{:.2f} ×") -> Row:
    """Return the row of a ratio of two samples' times."""
    detail = f"{_duration(ours.seconds)} : {_duration(base.seconds)}"
    figure = ours.seconds / base.seconds
    return Row(work, beside, figure, detail, asked, form)


def _duration(seconds: float) -> str:
    for unit, size in (("s", 1), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def page(rows: list[Row], machine: str, **sizes) -> str:
    """Return the page in Markdown.

    :param sizes: what the texts above name in braces.
    """
    sizes = {name: f"{size:,}" for name, size in sizes.items()}
    table = "".join(f"{row}\n" for row in rows)
    return INTRODUCTION.format(**sizes) + table + NOTES.format(**sizes) + machine


def machine(postgresql: str) -> str:
    """Return on what it ran."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {len(os.sched_getaffinity(0))} cores,"
        f" {memory:.0f} GB of memory; {platform.system()} {platform.release()},"
        f" Python {platform.python_version()}, PostgreSQL {postgresql}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def load() -> str:
    """Return how many processes wanted a core during the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def read_row(values: dict) -> Row:
    """Return a row that was kept as JSON."""
    asked = values["asked"] and Asked(**values["asked"])
    return Row(**{**values, "asked": asked})


def main(target: str, *files: str) -> None:
    """Write the page, from what the groups of parts have measured, in this order."""
    groups = [json.loads(Path(file).read_text(encoding="utf-8")) for file in files]
    rows = [read_row(row) for group in groups for row in group["rows"]]
    first, last = groups[0], groups[-1]
    ran_on = (
        f"\nMachine: {first['machine']}. Load average {first['load'][0]} to"
        f" {last['load'][1]}. {datetime.date.today():%d %B %Y}.\n"
    )
    Path(target).write_text(page(rows, ran_on, **first["sizes"]), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
