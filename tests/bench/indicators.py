"""The figures of a month, beside the same SQL written by hand."""

from dataclasses import dataclass
from datetime import date, timedelta

from odoo import fields
from odoo.tools import SQL

from .report import Asked, Row, ratio
from .scenario import AGENT, MEMBER
from .stopwatch import Sample, compare, timed
from .system import System, run_as_requests

HANDLINGS = "FROM service_handling h WHERE h.is_counted AND h.company_id = %(company)s"
OF_STARTED = f"{HANDLINGS} AND h.started_on BETWEEN %(first)s AND %(last)s"
OF_CLOSED = f"{HANDLINGS} AND h.closed_on BETWEEN %(first)s AND %(last)s"
OPEN = f"""
    {HANDLINGS} AND h.started_on <= %(last)s
    AND (h.closed_on IS NULL OR h.closed_on > %(last)s)
"""
HANDOVERS = """
    FROM service_handover h JOIN service_handling g ON g.id = h.handling_id
    WHERE g.is_counted AND h.company_id = %(company)s
    AND h.handed_on BETWEEN %(first)s AND %(last)s
"""
LATER = """
    EXISTS (SELECT FROM service_handling later WHERE later.ticket_id = h.ticket_id
            AND later.cycle > h.cycle)
"""
#: What somebody would write who knows the tables, in the zone of the working hours.
BY_HAND = {
    "requests_received": f"""
        SELECT count(*), count(*), %(by)s {OF_STARTED} AND cycle = 1""",
    "first_response": f"""
        SELECT sum(EXTRACT(EPOCH FROM first_answer_at - started_at)), count(*), %(by)s
        {OF_STARTED} AND first_answer_at IS NOT NULL""",
    "resolution_time": f"""
        SELECT sum(EXTRACT(EPOCH FROM closed_at - started_at)), count(*), %(by)s
        {OF_CLOSED}""",
    "resolution_rate": f"SELECT count(closed_at), count(*), %(by)s {OF_STARTED}",
    "first_contact": f"""
        SELECT count(*) FILTER (WHERE answer_count <= 1 AND handover_count = 0
                                AND NOT {LATER}), count(*), %(by)s
        {OF_CLOSED} AND cycle = 1""",
    "reopened": f"""
        SELECT count(*) FILTER (WHERE {LATER}), count(*), %(by)s {OF_CLOSED}""",
    "handovers": f"SELECT sum(handover_count), count(*), %(by)s {OF_CLOSED}",
    "handover_wait": f"""
        SELECT sum(EXTRACT(EPOCH FROM h.taken_up_at - h.handed_at)), count(*), %(by)s
        {HANDOVERS} AND h.taken_up_at IS NOT NULL""",
    "sent_back": f"""
        SELECT count(*) FILTER (WHERE h.returned_at <= h.handed_at + interval '1 hour'),
               count(*), %(by)s {HANDOVERS}""",
    "backlog": f"SELECT count(*), count(*), %(by)s {OPEN}",
    "backlog_age": f"""
        SELECT sum(EXTRACT(EPOCH FROM %(until)s - started_at)), count(*), %(by)s
        {OPEN}""",
    "results_accepted": """
        SELECT count(*) FILTER (WHERE c.verdict <> 'not_accepted'), count(*), h.user_id
          FROM service_callback c JOIN helpdesk_ticket h ON h.id = c.ticket_id
         WHERE c.verdict IS NOT NULL AND c.company_id = %(company)s
           AND c.done_at >= %(since)s AND c.done_at < %(before)s""",
    "promises_kept": """
        SELECT count(*) FILTER (WHERE h.state = 'met'), count(*), h.user_id
          FROM service_deadline h
         WHERE h.has_verdict AND h.company_id = %(company)s
           AND COALESCE(h.due_at, h.stopped_at) >= %(since)s
           AND COALESCE(h.due_at, h.stopped_at) < %(before)s""",
}
#: Where a figure says which ticket it is about, if not in ``h.ticket_id``.
TICKET = {"results_accepted": "c.ticket_id", "promises_kept": "h.res_id"}
#: What the record rules say about who may not read all, as one would write it.
READABLE = """
    AND EXISTS (
        SELECT FROM helpdesk_ticket t
         WHERE t.id = %(ticket)s
           AND (%(of_team)s AND t.team_id = ANY(%(teams)s)
                OR t.user_id = %(user)s
                OR t.user_id IS NULL AND t.team_id = ANY(%(teams)s)
                OR t.partner_id = %(partner)s
                OR EXISTS (SELECT FROM mail_followers f
                            WHERE f.res_model = 'helpdesk.ticket' AND f.res_id = t.id
                              AND f.partner_id = %(partner)s)))
"""
#: Who asks, and what of it is said in the table.
READERS = {
    None: "",
    AGENT: ", for an agent who reads his own",
    MEMBER: ", for somebody who reads those of the team",
}
ONE_DAY = timedelta(days=1)
MOST = 2  # seconds that all figures of a month may take


@dataclass(frozen=True)
class Month:
    """The month before this one."""

    first: date
    last: date

    @classmethod
    def before(cls, today: date) -> "Month":
        """Return the last whole month."""
        last = today.replace(day=1) - ONE_DAY
        return cls(last.replace(day=1), last)


def measure(system: System, rounds: int, count: int) -> list[Row]:
    """Return the rows on the figures of a month, of so many tickets in a year."""
    month = Month.before(fields.Date.today())
    rows = []
    for login, who in READERS.items():
        for code in BY_HAND:
            ours, hand = (
                _rows(system, code, month, login),
                _by_hand(system, code, month, login),
            )
            assert ours == hand, (code, login)
        took = compare(
            rounds,
            {
                "ours": lambda login=login: _read(system, month, login),
                "hand": lambda login=login: _hand(system, month, login),
            },
        )
        work = f"All figures of a month by person, {count:,} tickets a year{who}"
        beside, asked = "the same SQL by hand", Asked("≤", MOST, "{:g} s")
        rows.append(ratio(work, beside, took["ours"], took["hand"], Asked("≤", 1.2)))
        if login:
            what, sample = work, took["ours"]
        else:
            what, sample = f"{work}: the SQL by hand", took["hand"]
        detail = f"{len(BY_HAND)} figures"
        rows.append(Row(what, "", sample.seconds, detail, asked, "{:.2f} s"))
    return rows


def _read(system: System, month: Month, login: str | None) -> Sample:
    with system.opened(login) as env:
        figures = env["service.indicator"]
        run_as_requests(env)
        with timed(env) as sample:
            figures._read(list(BY_HAND), month.first, month.last, ["user_id"])
    return sample


def _hand(system: System, month: Month, login: str | None) -> Sample:
    with system.opened(login) as env:
        run_as_requests(env)
        with timed(env) as sample:
            for code in BY_HAND:
                _fetch(env, code, month)
    return sample


def _rows(system: System, code: str, month: Month, login: str | None) -> dict:
    """Return {person: (total, number)} as the registry reads them."""
    with system.opened(login) as env:
        read = env["service.indicator"]._read(
            [code], month.first, month.last, ["user_id"]
        )
        return {
            figure.keys["user_id"]: (round(figure.total), figure.n)
            for figure in read[code]
        }


def _by_hand(system: System, code: str, month: Month, login: str | None) -> dict:
    with system.opened(login) as env:
        return {
            user: (round(total), number)
            for total, number, user in _fetch(env, code, month)
        }


def _may_read(env, code: str) -> SQL:
    """What is added to a figure for who may not read all."""
    if env.su:
        return SQL()
    user = env.user
    return SQL(
        READABLE,
        ticket=SQL(TICKET.get(code, "h.ticket_id")),
        of_team=user.has_group("helpdesk_mgmt.group_helpdesk_user_team"),
        teams=user.helpdesk_team_ids.ids,
        user=user.id,
        partner=user.partner_id.id,
    )


def _fetch(env, code: str, month: Month) -> list[tuple]:
    return env.execute_query(
        SQL(
            f"{BY_HAND[code]} %(may_read)s GROUP BY 3",
            may_read=_may_read(env, code),
            by=SQL("h.user_id"),
            company=env.company.id,
            first=month.first,
            last=month.last,
            until=month.last + ONE_DAY,
            since=_midnight(env, month.first),
            before=_midnight(env, month.last + ONE_DAY),
        )
    )


def _midnight(env, day: date) -> SQL:
    zone = env.company.resource_calendar_id.tz or "UTC"
    return SQL("%s::timestamp AT TIME ZONE %s AT TIME ZONE 'UTC'", day, zone)
