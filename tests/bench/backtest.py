"""A rule tried on the past, beside the bare read of the facts that it rests on."""

from odoo import fields

from .fill import fill
from .report import Asked, Row, ratio
from .scenario import LIMITS, furnish, stage
from .stopwatch import Sample, compare, timed
from .system import System

CHUNK = 1_000
DAYS = 30
#: Changes of the stage of each ticket, as the chatter keeps them.
MESSAGES = """
INSERT INTO mail_message
       (model, res_id, date, message_type, author_id, create_date)
SELECT 'helpdesk.ticket', t.id, t.create_date + n * interval '40 minutes',
       'notification', %(author)s, t.create_date
  FROM helpdesk_ticket t, generate_series(1, 2) n;
INSERT INTO mail_tracking_value
       (mail_message_id, field_id, old_value_integer, new_value_integer)
SELECT m.id, %(field)s,
       CASE WHEN first THEN %(new)s ELSE %(work)s END,
       CASE WHEN first THEN %(work)s ELSE t.stage_id END
  FROM (SELECT id, res_id, row_number() OVER (PARTITION BY res_id ORDER BY date) = 1
               AS first
          FROM mail_message WHERE model = 'helpdesk.ticket'
               AND message_type = 'notification') m
  JOIN helpdesk_ticket t ON t.id = m.res_id;
UPDATE helpdesk_ticket SET create_date = create_date - interval '20 days',
       registered_at = create_date - interval '20 days';
UPDATE mail_message SET date = date - interval '20 days'
 WHERE model = 'helpdesk.ticket';
ANALYZE
"""
#: What is tracked of a record, its promises and their logs, read and not looked at.
BARE = (
    """
    SELECT m.res_id, t.field_id, m.date, t.old_value_integer, t.new_value_integer
      FROM mail_message m JOIN mail_tracking_value t ON t.mail_message_id = m.id
     WHERE m.model = 'helpdesk.ticket' AND m.res_id = ANY(%(ids)s)
    """,
    "SELECT * FROM service_deadline"
    " WHERE res_model = 'helpdesk.ticket' AND res_id = ANY(%(ids)s)",
    """
    SELECT e.* FROM service_deadline d
      JOIN service_deadline_event e ON e.deadline_id = d.id
     WHERE d.res_model = 'helpdesk.ticket' AND d.res_id = ANY(%(ids)s)
    """,
)


def measure(system: System, rounds: int, count: int) -> list[Row]:
    """Return the row on trying a rule on so many tickets."""
    furnish(system)
    fill(system, count)
    _add_history(system)
    took = compare(
        rounds,
        {
            "trial": lambda: trial(system, count),
            "bare": lambda: bare(system, count),
        },
    )
    work = f"A rule tried on {count:,} tickets of the past"
    beside = "the bare read of the same facts"
    return [ratio(work, beside, took["trial"], took["bare"], Asked("≤", 10))]


def _add_history(system: System) -> None:
    with system.opened() as env:
        values = {
            "author": env.ref("base.partner_root").id,
            "field": env["ir.model.fields"]._get("helpdesk.ticket", "stage_id").id,
            "new": stage(env, "new").id,
            "work": stage(env, "in_progress").id,
        }
        env.cr.execute(MESSAGES, values)


def trial(system: System, count: int) -> Sample:
    """Try a rule with half its limit, from asking to the figures; throw it away."""
    with system.opened() as env:
        user = env.ref("base.user_admin")
        rule = env["service.deadline.rule"].search([("policy_id.code", "=", "BENCH")])
        trials = env["service.deadline.backtest"].with_user(user)
        with timed(env) as sample:
            changes = {"limit": LIMITS[0] // 2}
            action = trials.start(rule[0].id, changes, DAYS)
            mine = trials.browse(action["res_id"]).sudo()
            while mine.state in ("waiting", "running"):
                mine._run()
                env.flush_all()
                env.invalidate_all()
        assert mine.done >= count, mine.done
        assert len(mine.line_ids) >= count, len(mine.line_ids)
        mine.unlink()
    return sample


def bare(system: System, count: int) -> Sample:
    """Read the tickets, what was tracked of them, their promises and the logs."""
    with system.opened() as env:
        user = env.ref("base.user_admin")
        tickets = env["helpdesk.ticket"].with_user(user)
        since = fields.Datetime.subtract(fields.Datetime.now(), days=DAYS)
        names = [
            name
            for name, field in tickets._fields.items()
            if field.column_type and field.prefetch is True
        ]
        last, seen = 0, 0
        with timed(env) as sample:
            while True:
                domain = [("id", ">", last), ("write_date", ">=", since)]
                found = tickets.search(domain, order="id", limit=CHUNK)
                found.sudo().read(names, load=None)
                for query in BARE:
                    env.cr.execute(query, {"ids": found.ids or [0]})
                    env.cr.dictfetchall()
                seen += len(found)
                env.invalidate_all()
                if len(found) < CHUNK:
                    break
                last = found[-1].id
        assert seen >= count
    return sample
