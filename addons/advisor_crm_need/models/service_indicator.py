from functools import partial

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.service_deadline.models.service_indicator import midnight_of
from odoo.addons.service_indicator.core.indicator import Indicator

#: Kinds of promise that are an answer, and that are a solution.
ANSWERS = ("enquiry_answer", "enquiry_urgent_reply")
SOLUTIONS = ("enquiry_solution",)
#: What the promises on enquiries say, on the local day on which they ended or were due.
PROMISES = """
    SELECT (%(moment)s AT TIME ZONE 'UTC'
            AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS date,
           %(moment)s AS moment, deadline.company_id, deadline.id AS res_id,
           %(value)s AS value, 1 AS n, deadline.user_id
      FROM service_deadline deadline
      JOIN service_promise promise ON promise.id = deadline.promise_id
      JOIN res_company company ON company.id = deadline.company_id
 LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
     WHERE deadline.res_model = 'crm.lead' AND promise.code IN %(codes)s
       AND %(condition)s
"""


class ServiceIndicator(models.AbstractModel):
    """How fast enquiries are answered, and how many in time (SA-4.1)."""

    _inherit = "service.indicator"

    @api.model
    def _indicators(self):
        """Override to add the figures of enquiries."""
        common = {
            "model": "service.deadline",
            "midnight": midnight_of,
            "dimensions": {"user_id": "res.users"},
        }
        return [
            *super()._indicators(),
            Indicator(
                code="enquiry_first_answer",
                name=self.env._("Enquiries: time to the first answer"),
                unit="seconds",
                direction="less",
                relation=self._answer_times,
                **common,
            ),
            Indicator(
                code="enquiry_answered_in_time",
                name=self.env._("Enquiries answered in time"),
                unit="share",
                direction="more",
                relation=partial(self._enquiries_in_time, ANSWERS),
                **common,
            ),
            Indicator(
                code="enquiry_solution_in_time",
                name=self.env._("Urgent needs: solution in time"),
                unit="share",
                direction="more",
                relation=partial(self._enquiries_in_time, SOLUTIONS),
                **common,
            ),
        ]

    @api.model
    def _answer_times(self):
        """Seconds on the promise's own clock, mostly working time."""
        return self._enquiry_promises(
            ANSWERS,
            SQL("deadline.stopped_at"),
            SQL("deadline.worked_s"),
            SQL("deadline.state IN ('met', 'met_late')"),
        )

    @api.model
    def _enquiries_in_time(self, codes):
        return self._enquiry_promises(
            codes,
            SQL("COALESCE(deadline.due_at, deadline.stopped_at)"),
            SQL("CASE WHEN deadline.state = 'met' THEN 1 ELSE 0 END"),
            SQL("deadline.has_verdict"),
        )

    @api.model
    def _enquiry_promises(self, codes, moment, value, condition):
        return SQL(
            PROMISES, codes=codes, moment=moment, value=value, condition=condition
        )
