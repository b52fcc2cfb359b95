from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.base_engine_tools.core.instants import midnight, to_datetime
from odoo.addons.service_indicator.core.indicator import Indicator


def midnight_of(company, day):
    """The instant at which a date begins by the working hours of a company."""
    return to_datetime(midnight(day, company.resource_calendar_id.tz or "UTC"))


class ServiceIndicator(models.AbstractModel):
    """How many promises were kept, and how late the others were."""

    _inherit = "service.indicator"

    @api.model
    def _indicators(self):
        """Override to add the share of promises kept, and the overrun of the others."""
        of_promises = {
            "model": "service.deadline",
            "midnight": midnight_of,
            "dimensions": self._promise_dimensions(),
            "by_access": False,  # they ask themselves for what the reader may read
        }
        return [
            *super()._indicators(),
            Indicator(
                code="promises_kept",
                name=self.env._("Promises kept"),
                unit="share",
                direction="more",
                relation=self._promises_kept,
                **of_promises,
            ),
            Indicator(
                code="promise_overrun",
                name=self.env._("Overrun of promises that were not kept"),
                unit="seconds",
                direction="less",
                relation=self._promise_overrun,
                **of_promises,
            ),
        ]

    @api.model
    def _promise_dimensions(self):
        """{column of a promise: model} by which figures of promises are told apart."""
        return {
            "policy_id": "service.policy",
            "promise_id": "service.promise",
            "rule_id": "service.deadline.rule",
            "user_id": "res.users",
        }

    @api.model
    def _promises_kept(self):
        """Promises with a verdict: 1 for each that was kept."""
        return self._promises(SQL("(service_deadline.state = 'met')::int"))

    @api.model
    def _promise_overrun(self):
        """Promises that were done late or are broken: how late, in the seconds of their
        clock."""
        return self._promises(
            SQL("service_deadline.overrun_s"), SQL("service_deadline.state <> 'met'")
        )

    def _promises(self, value, condition=None):
        """Promises with a verdict, on the local day on which they were due; what was
        kept before it had a due time, on the day on which it ended."""
        query = self.env["service.deadline"]._search(Domain.TRUE)
        # As the index says it: a condition of the ORM reads "IS TRUE".
        query.add_where(SQL("service_deadline.has_verdict"))
        if condition:
            query.add_where(condition)
        company = query.join(query.table, "company_id", "res_company", "id", "company")
        calendar = query.left_join(
            company, "resource_calendar_id", "resource_calendar", "id", "calendar"
        )
        moment = SQL("COALESCE(service_deadline.due_at, service_deadline.stopped_at)")
        zone = SQL.identifier(calendar, "tz")
        return query.select(
            SQL(
                "(%s AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(%s, 'UTC'))::date date",
                moment,
                zone,
            ),
            SQL("%s AS moment", moment),
            SQL("service_deadline.company_id"),
            SQL("service_deadline.id AS res_id"),
            SQL("%s AS value", value),
            SQL("1 AS n"),
            *(SQL.identifier(query.table, name) for name in self._promise_dimensions()),
        )
