"""A year behind a great many tickets: what boards and figures count."""

from odoo import fields

from .fill import within_a_year
from .scenario import AGENT, USER, stage
from .system import System

#: Every tenth of the tickets that are open, which stays open.
OPEN = """
CREATE TEMPORARY TABLE bench_open ON COMMIT DROP AS
SELECT id FROM (SELECT ticket.id, row_number() OVER (ORDER BY ticket.id) AS number
                  FROM helpdesk_ticket ticket
                  JOIN helpdesk_ticket_stage stage ON stage.id = ticket.stage_id
                 WHERE stage.closed IS NOT TRUE) ticket
 WHERE number %% 10 = 0;
ANALYZE bench_open;
"""
#: A year of handlings: a tenth was opened again, a quarter handed over.
HANDLINGS = f"""
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
               CASE WHEN is_closed OR (cycle = 1 AND id %% 10 = 0)
                    THEN moment + (cycle * 3 - 2) * interval '1 day' END AS closed
          FROM (SELECT *, {within_a_year("id")} AS moment,
                       id NOT IN (SELECT id FROM bench_open) AS is_closed
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
"""
#: Most promises have come to a verdict, at some time of the year. The others run: some
#: are broken, the rest is due within ten days.
VERDICTS = """
UPDATE service_deadline
   SET is_open = FALSE, has_verdict = TRUE, next_event_at = NULL,
       state = CASE id %% 7 WHEN 0 THEN 'breached' ELSE 'met' END,
       due_at = %(now)s - ((id::bigint * 7919) %% 31536000) * interval '1 second'
 WHERE res_id NOT IN (SELECT id FROM bench_open);
UPDATE service_deadline
   SET due_at = %(now)s + ((id::bigint * 7919) %% 950400 - 86400) * interval '1 second'
 WHERE is_open;
UPDATE service_deadline SET state = 'breached' WHERE is_open AND due_at < %(now)s;
"""
#: Tickets whose promises have ended are closed; of the others some have no agent, and
#: some have just been answered by their customers.
TICKETS = f"""
UPDATE helpdesk_ticket ticket
   SET stage_id = %(done)s, closed_date = %(now)s, deadline_closed = TRUE,
       registered_at = {within_a_year("ticket.id")},
       next_deadline_id = NULL, next_deadline_at = NULL, next_deadline_state = 'none'
  FROM helpdesk_ticket_stage stage
 WHERE stage.id = ticket.stage_id AND stage.closed IS NOT TRUE
   AND ticket.id NOT IN (SELECT id FROM bench_open);
UPDATE helpdesk_ticket ticket
   SET next_deadline_id = first.id, next_deadline_at = first.due_at,
       next_deadline_state = first.state,
       user_id = CASE ticket.id %% 7 WHEN 0 THEN NULL ELSE ticket.user_id END,
       answered_at = CASE ticket.id %% 11 WHEN 0 THEN %(now)s::timestamp END,
       registered_at = %(now)s - (ticket.id %% 1000) * interval '1 hour'
  FROM (SELECT DISTINCT ON (res_id) res_id, id, due_at, state
          FROM service_deadline WHERE is_open ORDER BY res_id, due_at) first
 WHERE first.res_id = ticket.id;
"""
#: Customers follow their requests, and the agent some of others.
FOLLOWERS = """
INSERT INTO mail_followers (res_model, res_id, partner_id)
SELECT 'helpdesk.ticket', id, partner_id FROM helpdesk_ticket WHERE partner_id > 0
 UNION ALL
SELECT 'helpdesk.ticket', id, %(agent)s FROM helpdesk_ticket WHERE id %% 500 = 1
    ON CONFLICT DO NOTHING;
"""


def furnish(system: System) -> None:
    """Let the tickets of a filled system be those of a year.

    There are handlings, hand-overs, call-backs and verdicts then; a thirtieth of the
    tickets is open, each with three running promises.
    """
    with system.opened() as env:
        agent = env["res.users"].search([("login", "=", AGENT)])
        values = {
            "now": fields.Datetime.now(),
            "done": stage(env, "done").id,
            "agent": agent.partner_id.id,
        }
        for query in (OPEN, HANDLINGS, VERDICTS, TICKETS, FOLLOWERS):
            env.cr.execute(query, values)
    _tidy(system)


def _tidy(system: System) -> None:
    """Do what PostgreSQL does by itself in a year: a great many rows made in one go
    are as if nobody had seen to them yet."""
    with system.registry.cursor() as cr:
        cr.rollback()
        cr._cnx.autocommit = True
        try:
            cr.execute("VACUUM (ANALYZE)")
        finally:
            cr._cnx.autocommit = False


def is_furnished(system: System) -> bool:
    """Tell whether that was done before; what else made tickets does not count."""
    with system.opened() as env:
        if not env["res.users"].search_count([("login", "=", USER)]):
            return False
        return bool(env["service.callback"].search_count([], limit=1))
