"""The figures of a month, beside the same SQL written by hand."""

from dataclasses import dataclass
from datetime import date, timedelta

from odoo import fields
from odoo.tools import SQL

from .report import Asked, Row, ratio
from .stopwatch import Sample, compare, timed
from .system import System

#: A year of handlings: a third is open, a tenth was opened again; a quarter was handed
#: over. What tickets say themselves is left alone.
ROWS = """
INSERT INTO service_handling
       (ticket_id, cycle, company_id, team_id, user_id, channel_id, class_id,
        started_at, started_on, closed_at, closed_on, is_counted, answer_count,
        first_answer_at, handover_count)
SELECT id, cycle, company_id, team_id, user_id, channel_id, class_id,
       started, started::date, closed, closed::date, TRUE, id %% 3,
       CASE id %% 3 WHEN 0 THEN NULL ELSE started + interval '20 minutes' END,
       (id %% 4 = 0)::int
  FROM (SELECT ticket.*, cycle,
               moment + (cycle - 1) * interval '3 days' AS started,
               CASE WHEN id %% 3 > 0 OR (cycle = 1 AND id %% 10 = 0)
                    THEN moment + (cycle * 3 - 2) * interval '1 day' END AS closed
          FROM (SELECT *, %(now)s - ((id::bigint * 7919) %% 31536000)
                              * interval '1 second' AS moment
                  FROM helpdesk_ticket) ticket,
               generate_series(1, CASE id %% 10 WHEN 0 THEN 2 ELSE 1 END) cycle) lives
 WHERE started <= %(now)s
    ON CONFLICT DO NOTHING;
INSERT INTO service_handover
       (ticket_id, handling_id, company_id, team_id, user_id, channel_id, class_id,
        handed_at, handed_on, taken_up_at, returned_at, is_last)
SELECT ticket_id, id, company_id, team_id, user_id, channel_id, class_id,
       started_at + interval '1 hour', started_on, started_at + interval '2 hours',
       CASE id %% 5 WHEN 0 THEN started_at + interval '90 minutes' END, FALSE
  FROM service_handling WHERE handover_count = 1;
INSERT INTO service_callback (ticket_id, company_id, done_at, reached, verdict)
SELECT ticket_id, company_id, closed_at, TRUE,
       CASE id %% 9 WHEN 0 THEN 'not_accepted' ELSE 'satisfied' END
  FROM service_handling WHERE closed_at <= %(now)s AND id %% 5 = 0;
UPDATE service_deadline
   SET is_open = FALSE, has_verdict = TRUE, next_event_at = NULL,
       state = CASE id %% 7 WHEN 0 THEN 'breached' ELSE 'met' END,
       due_at = %(now)s - ((id::bigint * 7919) %% 31536000) * interval '1 second';
"""
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


def furnish(system: System) -> None:
    """Make a year of handlings, hand-overs, call-backs and verdicts of the tickets."""
    with system.opened() as env:
        env.cr.execute(ROWS, {"now": fields.Datetime.now()})
    with system.opened() as env:
        env.cr.execute("ANALYZE")


def measure(system: System, rounds: int, count: int) -> list[Row]:
    """Return the rows on the figures of a month, of so many tickets in a year."""
    furnish(system)
    month = Month.before(fields.Date.today())
    for code in BY_HAND:
        assert _rows(system, code, month) == _by_hand(system, code, month), code
    took = compare(
        rounds,
        {
            "ours": lambda: _read(system, month),
            "hand": lambda: _hand(system, month),
        },
    )
    work = f"All figures of a month by person, {count:,} tickets a year"
    seconds = took["hand"].seconds
    return [
        ratio(
            work, "the same SQL by hand", took["ours"], took["hand"], Asked("≤", 1.2)
        ),
        Row(
            f"{work}: the SQL by hand",
            "",
            seconds,
            f"{len(BY_HAND)} figures",
            Asked("≤", MOST, "{:g} s"),
            "{:.2f} s",
        ),
    ]


def _read(system: System, month: Month) -> Sample:
    with system.opened() as env:
        figures = env["service.indicator"]
        with timed(env) as sample:
            figures._read(list(BY_HAND), month.first, month.last, ["user_id"])
    return sample


def _hand(system: System, month: Month) -> Sample:
    with system.opened() as env, timed(env) as sample:
        for code in BY_HAND:
            _fetch(env, code, month)
    return sample


def _rows(system: System, code: str, month: Month) -> dict:
    """Return {person: (total, number)} as the registry reads them."""
    with system.opened() as env:
        read = env["service.indicator"]._read(
            [code], month.first, month.last, ["user_id"]
        )
        return {
            figure.keys["user_id"]: (round(figure.total), figure.n)
            for figure in read[code]
        }


def _by_hand(system: System, code: str, month: Month) -> dict:
    with system.opened() as env:
        return {
            user: (round(total), number)
            for total, number, user in _fetch(env, code, month)
        }


def _fetch(env, code: str, month: Month) -> list[tuple]:
    return env.execute_query(
        SQL(
            f"{BY_HAND[code]} GROUP BY 3",
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
