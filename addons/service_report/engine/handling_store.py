"""Notes what becomes of requests: a row for each handling, and for each hand-over.

Called once at the end of a transaction, for all the requests that it has touched: what
was moved to and fro within one step of a person was not handed over.
"""

from datetime import datetime

from odoo import SUPERUSER_ID, fields
from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.bulk import (
    array_insert,
    array_update,
    transposed,
)

from ..core.handling import Handover, Holder, Step, look_at

#: Whose a request is.
HOLDER = ("user_id", "team_id", "department_id")
#: What a handling shows of its ticket, beside that by which figures are told apart.
SHOWN = (
    "started_at",
    "started_on",
    "closed_at",
    "closed_on",
    "is_counted",
)

#: Where requests stand now, and where they stood. What a customer took back, what
#: repeats another one, was declined, or lies in a stage in which promises are dropped,
#: counts in no figure. Dates are those of the company.
PRESENT = """
    WITH present AS (
        SELECT ticket.id AS ticket_id, COALESCE(ticket.reopen_count, 0) + 1 AS cycle,
               %(dimensions)s, ticket.closed_date AS closed_at,
               COALESCE(ticket.reopened_at, ticket.registered_at) AS started_at,
               ticket.deadline_reply_at AS answered_at,
               ticket.active AND ticket.duplicate_id IS NULL
                   AND ticket.is_withdrawn IS NOT TRUE
                   AND ticket.scope IS DISTINCT FROM 'declined'
                   AND stage.drops_promises IS NOT TRUE AS is_counted,
               COALESCE(calendar.tz, 'UTC') AS tz
          FROM helpdesk_ticket ticket
     LEFT JOIN helpdesk_ticket_stage stage ON stage.id = ticket.stage_id
          JOIN res_company company ON company.id = ticket.company_id
     LEFT JOIN resource_calendar calendar
            ON calendar.id = company.resource_calendar_id
         WHERE %(condition)s
    ), dated AS (
        SELECT present.*,
               (started_at AT TIME ZONE 'UTC' AT TIME ZONE tz)::date AS started_on,
               (closed_at AT TIME ZONE 'UTC' AT TIME ZONE tz)::date AS closed_on,
               (%(now)s AT TIME ZONE 'UTC' AT TIME ZONE tz)::date AS today
          FROM present
    )
"""
LOAD = (
    PRESENT
    + """
    SELECT dated.*, to_json(stored) AS stored, to_json(passed) AS passed,
           (%(stored)s) IS NOT DISTINCT FROM (%(dated)s) AS is_same
      FROM dated
 LEFT JOIN service_handling stored USING (ticket_id, cycle)
 LEFT JOIN service_handover passed
        ON passed.ticket_id = dated.ticket_id AND passed.is_last
  ORDER BY dated.ticket_id
"""
)
#: Handlings that there were before the add-on. Of those that were opened again only the
#: last one is known, and of answers that there was one.
FILL = (
    PRESENT
    + """
    INSERT INTO service_handling (
           ticket_id, cycle, %(shown)s, answer_count, first_answer_at, handover_count,
           create_uid, create_date, write_uid, write_date)
    SELECT ticket_id, cycle, %(shown)s,
           COALESCE(answered_at >= started_at, FALSE)::int,
           CASE WHEN answered_at >= started_at THEN answered_at END, 0,
           %(uid)s, %(now)s, %(uid)s, %(now)s
      FROM dated
ON CONFLICT (ticket_id, cycle) DO NOTHING
"""
)


def sync(env, ticket_ids, answers, actor_id):
    """Note what a transaction has changed.

    :param ticket_ids: requests that may have changed, or on which somebody acted
    :param dict answers: {ticket id: how many answers have reached its customer}
    :param actor_id: id of the user who acts
    :return: {id of each request that there is: id of its company}, ids of those of
        which something was noted
    """
    now = fields.Datetime.now()
    names = _dimensions(env)
    found = _load(env, SQL("ticket.id = ANY(%s)", list(ticket_ids)), now, names)
    outcomes = [(row, look_at(_step(row, actor_id))) for row in found]
    noted = _save_handovers(env, outcomes, now, names)
    noted |= _save_handlings(env, outcomes, answers, now, names)
    return {row["ticket_id"]: row["company_id"] for row in found}, noted


def fill(env):
    """Know the requests that were there before the add-on: what of them is known.

    In the database alone: there may be a million of them.
    """
    env.flush_all()
    names = _dimensions(env)
    env.cr.execute(
        SQL(
            FILL,
            condition=SQL("TRUE"),
            now=fields.Datetime.now(),
            dimensions=_columns("ticket", names),
            shown=SQL(", ").join(map(SQL.identifier, (*names, *SHOWN))),
            uid=SUPERUSER_ID,
        )
    )
    env["service.handling"].invalidate_model()


def _dimensions(env):
    """By what figures are told apart: columns of a ticket, a handling, a hand-over."""
    return ("company_id", *env["service.handling"]._dimensions())


def _load(env, condition, now, names):
    shown = (*names, *SHOWN)
    return env.execute_query_dict(
        SQL(
            LOAD,
            condition=condition,
            now=now,
            dimensions=_columns("ticket", names),
            stored=_columns("stored", shown),
            dated=_columns("dated", shown),
        )
    )


def _columns(table, names):
    return SQL(", ").join(SQL.identifier(table, name) for name in names)


def _moment(text):
    """A time that came as JSON."""
    return text and datetime.fromisoformat(text)


def _step(row, actor_id):
    stored, passed = row["stored"], row["passed"]
    return Step(
        stored and _holder(stored),
        _holder(row),
        bool(stored and stored["closed_at"]),
        bool(row["closed_at"]),
        actor_id,
        passed
        and Handover(
            passed["id"], _holder(passed, "from_"), passed["taken_up_at"] is not None
        ),
    )


def _holder(values, prefix=""):
    return Holder(
        values[f"{prefix}user_id"],
        values[f"{prefix}team_id"],
        values[f"{prefix}department_id"],
    )


def _save_handovers(env, outcomes, now, names):
    """Return the ids of the requests that were handed over or taken up."""
    model = env["service.handover"].sudo()
    ending = [(row, o) for row, o in outcomes if row["passed"]]
    ending = [(row, o) for row, o in ending if o.is_taken_up or o.is_handed_over]
    ended = [(row["passed"], o) for row, o in ending]
    if ended:
        array_update(
            model,
            [passed["id"] for passed, _outcome in ended],
            {
                "taken_up_at": [
                    now if o.is_taken_up else _moment(passed["taken_up_at"])
                    for passed, o in ended
                ],
                "returned_at": [now if o.is_returned else None for _p, o in ended],
                "is_last": [not o.is_handed_over for _p, o in ended],
            },
        )
    handed = [(row, o) for row, o in outcomes if o.is_handed_over]
    if handed:
        rows = [_handover(*pair, now, names) for pair in handed]
        array_insert(model, transposed(rows))
    if ended or handed:
        model.invalidate_model()
    return {row["ticket_id"] for row, _outcome in ending + handed}


def _handover(row, outcome, now, names):
    """Columns of a new hand-over: it counts for those who gave the request away."""
    stored = row["stored"]
    return {
        **{name: stored[name] for name in names},
        "handling_id": stored["id"],
        "ticket_id": row["ticket_id"],
        **{f"from_{name}": stored[name] for name in HOLDER},
        **{f"to_{name}": row[name] for name in HOLDER},
        "handed_at": now,
        "handed_on": row["today"],
        "taken_up_at": now if outcome.is_held else None,
        "is_last": True,
    }


def _save_handlings(env, outcomes, answers, now, names):
    """Return the ids of the requests whose handling has begun or changed."""
    shown = (*names, *SHOWN)
    model = env["service.handling"].sudo()
    new = [row for row, _outcome in outcomes if not row["stored"]]
    if new:
        rows = [_handling(row, answers, now, shown) for row in new]
        array_insert(model, transposed(rows))
    changed = [
        (row, outcome)
        for row, outcome in outcomes
        if row["stored"]
        and (
            not row["is_same"] or outcome.is_handed_over or row["ticket_id"] in answers
        )
    ]
    if changed:
        rows = []
        for row, outcome in changed:
            values = _handling(row, answers, now, shown)
            stored = row["stored"]
            values["answer_count"] += stored["answer_count"]
            if stored["first_answer_at"]:
                values["first_answer_at"] = _moment(stored["first_answer_at"])
            values["handover_count"] = stored["handover_count"] + outcome.is_handed_over
            rows.append(values)
        ids = [row["stored"]["id"] for row, _outcome in changed]
        array_update(model, ids, transposed(rows))
    if new or changed:
        model.invalidate_model()
    return {row["ticket_id"] for row in new + [row for row, _outcome in changed]}


def _handling(row, answers, now, shown):
    count = answers.get(row["ticket_id"], 0)
    return {
        "ticket_id": row["ticket_id"],
        "cycle": row["cycle"],
        **{name: row[name] for name in shown},
        "answer_count": count,
        "first_answer_at": now if count else None,
        "handover_count": 0,
    }
