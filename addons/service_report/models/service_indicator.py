from datetime import datetime, time
from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.base_engine_tools.core.instants import ONE_DAY, next_month
from odoo.addons.service_deadline.models.service_indicator import midnight_of
from odoo.addons.service_indicator.core.indicator import Indicator

#: One row for each handling that counts. Lengths are seconds around the clock: hours of
#: work are a matter of the promises.
HANDLINGS = """
    SELECT %(date)s AS date, handling.company_id, handling.ticket_id AS res_id,
           %(value)s AS value, 1 AS n, %(dimensions)s
      FROM service_handling handling
     WHERE handling.is_counted AND %(condition)s
"""
HANDOVERS = """
    SELECT handover.handed_on AS date, handover.company_id,
           handover.ticket_id AS res_id, %(value)s AS value, 1 AS n, %(dimensions)s
      FROM service_handover handover
      JOIN service_handling handling ON handling.id = handover.handling_id
      JOIN res_company company ON company.id = handover.company_id
     WHERE handling.is_counted AND %(condition)s
"""


OF_TICKETS = {
    "model": "helpdesk.ticket",
    "group": "helpdesk_mgmt.group_helpdesk_user_own",
    "context": {"active_test": False},
}
SINCE_START = "EXTRACT(EPOCH FROM handling.%s - handling.started_at)"
#: Nobody else had to be asked, one answer was enough, and it was the last word.
AT_FIRST_CONTACT = """
    (handling.answer_count <= 1 AND handling.handover_count = 0 AND NOT EXISTS (
        SELECT FROM service_handling later
         WHERE later.ticket_id = handling.ticket_id AND later.cycle > handling.cycle
    ))::int
"""
FOLLOWED_BY_ANOTHER = """
    EXISTS (SELECT FROM service_handling later
             WHERE later.ticket_id = handling.ticket_id
               AND later.cycle = handling.cycle + 1)::int
"""
SENT_BACK = """
    (COALESCE(handover.returned_at <= handover.handed_at
        + company.service_return_minutes * interval '1 minute', FALSE))::int
"""


_CLOSED = "handling.closed_at IS NOT NULL"
#: Code, unit, which is better; the date on which a handling counts, what it adds, and
#: which handlings.
OF_HANDLINGS = (
    ("requests_received", "count", "less", "started_on", "1", "handling.cycle = 1"),
    (
        *("first_response", "seconds", "less", "started_on"),
        *(SINCE_START % "first_answer_at", "handling.first_answer_at IS NOT NULL"),
    ),
    (
        *("resolution_time", "seconds", "less", "closed_on"),
        *(SINCE_START % "closed_at", _CLOSED),
    ),
    ("resolution_rate", "share", "more", "started_on", f"({_CLOSED})::int", "TRUE"),
    (
        *("first_contact", "share", "more", "closed_on"),
        *(AT_FIRST_CONTACT, f"{_CLOSED} AND handling.cycle = 1"),
    ),
    ("reopened", "share", "less", "closed_on", FOLLOWED_BY_ANOTHER, _CLOSED),
    ("handovers", "mean", "less", "closed_on", "handling.handover_count", _CLOSED),
)
_WAIT = "handover.taken_up_at - handover.handed_at"
#: The same; a hand-over counts on the day on which it was made.
OF_HANDOVERS = (
    (
        *("handover_wait", "seconds", "less"),
        *(f"EXTRACT(EPOCH FROM {_WAIT})", f"{_WAIT} IS NOT NULL"),
    ),
    ("sent_back", "share", "less", SENT_BACK, "TRUE"),
)
_AGE = "EXTRACT(EPOCH FROM month.until - handling.started_at)"
OF_BACKLOG = (
    ("backlog", "count", "less", "1"),
    ("backlog_age", "seconds", "less", _AGE),
)


class ServiceIndicator(models.AbstractModel):
    """How requests are handled (CS-4.5, CS-5.4, CS-7.5, SA-4.2)."""

    _inherit = "service.indicator"

    @api.model
    def _indicators(self):
        """Override to add the figures of handlings, hand-overs and call-backs."""
        names = self._names_of_figures()
        dimensions = self.env["service.handling"]._dimensions()
        figures = [
            Indicator(
                code,
                names[code],
                unit,
                better,
                relation=relation,
                dimensions=dimensions,
                **OF_TICKETS,
                **more,
            )
            for code, unit, better, relation, more in self._definitions()
        ]
        return [*super()._indicators(), *figures]

    @api.model
    def _promise_dimensions(self):
        """Override: promises are told apart as requests are, too."""
        requests = self.env["service.handling"]._dimensions()
        return {**requests, **super()._promise_dimensions()}

    @api.model
    def _names_of_figures(self):
        """The names in the reader's language, by code."""
        return {
            "backlog": self.env._("Open at the end of the month"),
            "backlog_age": self.env._("Age of the open requests"),
            "first_contact": self.env._("Solved at the first contact"),
            "first_response": self.env._("Time to the first answer"),
            "handover_wait": self.env._("Time lost in hand-overs"),
            "handovers": self.env._("Hand-overs per request"),
            "reopened": self.env._("Opened again"),
            "requests_received": self.env._("Requests received"),
            "resolution_rate": self.env._("Solved"),
            "resolution_time": self.env._("Time to the solution"),
            "results_accepted": self.env._("Results accepted"),
            "sent_back": self.env._("Sent back at once"),
        }

    @api.model
    def _definitions(self):
        """(code, unit, which is better, relation, more of the definition), …"""
        for code, unit, better, date, value, condition in OF_HANDLINGS:
            query = SQL(
                HANDLINGS,
                date=SQL.identifier("handling", date),
                value=SQL(value),
                dimensions=self._columns("handling"),
                condition=SQL(condition),
            )
            yield code, unit, better, lambda q=query: q, {}
        for code, unit, better, value, condition in OF_HANDOVERS:
            query = SQL(
                HANDOVERS,
                value=SQL(value),
                dimensions=self._columns("handover"),
                condition=SQL(condition),
            )
            yield code, unit, better, lambda q=query: q, {}
        for code, unit, better, value in OF_BACKLOG:
            relation = partial(self._backlog, value)
            yield code, unit, better, relation, {"grain": "month", "of_span": True}
        accepted = self._results_accepted
        yield "results_accepted", "share", "more", accepted, {"midnight": midnight_of}

    @api.model
    def _backlog(self, value, date_from, date_to):
        """Handlings open at the end of a month, on its last day; of this month, now."""
        now = fields.Datetime.now()
        months, after = [], next_month(date_from)
        while after - ONE_DAY <= date_to and after <= next_month(now.date()):
            until = min(datetime.combine(after, time.min), now)
            months.append(SQL("(%s::date, %s::timestamp)", after - ONE_DAY, until))
            after = next_month(after)
        if not months:  # none that has begun
            months = [SQL("(NULL::date, NULL::timestamp)")]
        return SQL(
            """
            SELECT month.last_day AS date, handling.company_id,
                   handling.ticket_id AS res_id, %(value)s AS value, 1 AS n,
                   %(dimensions)s
              FROM (VALUES %(months)s) AS month (last_day, until)
              JOIN service_handling handling
                ON handling.started_on <= month.last_day
               AND (handling.closed_on IS NULL OR handling.closed_on > month.last_day)
             WHERE handling.is_counted
            """,
            value=SQL(value),
            dimensions=self._columns("handling"),
            months=SQL(", ").join(months),
        )

    @api.model
    def _results_accepted(self):
        """Customers who were reached after the solution, and are satisfied or find it
        acceptable (SA-4.4)."""
        return SQL(
            """
            SELECT (callback.done_at AT TIME ZONE 'UTC'
                    AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS date,
                   callback.done_at AS moment,
                   callback.company_id, callback.ticket_id AS res_id,
                   (callback.verdict <> 'not_accepted')::int AS value, 1 AS n,
                   %(dimensions)s
              FROM service_callback callback
         LEFT JOIN helpdesk_ticket ticket ON ticket.id = callback.ticket_id
              JOIN res_company company ON company.id = callback.company_id
         LEFT JOIN resource_calendar calendar
                ON calendar.id = company.resource_calendar_id
             WHERE callback.verdict IS NOT NULL
            """,
            dimensions=self._columns("ticket"),
        )

    @api.model
    def _columns(self, table):
        """By what figures are told apart, beside the company."""
        names = self.env["service.handling"]._dimensions()
        return SQL(", ").join(SQL.identifier(table, name) for name in names)
