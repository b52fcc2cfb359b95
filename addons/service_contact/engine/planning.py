"""Makes the duties of a cadence, for all its partners at once, and ends what is none
any more.

A few statements for each cadence, however many partners it has: the segment is a part
of them. Rows are marked as pending; who answers for them and what is promised follows
in batches (``service.contact.duty._settle_pending``), so that a worker that is killed
between the two leaves nothing undone.
"""

from odoo import fields
from odoo.tools import SQL

from odoo.addons.base_engine_tools.core.instants import midnight, to_datetime
from odoo.addons.service_follow_up.core.agreed_date import end_of_day

from ..core.periods import period_of

#: What was done is looked up before the first row is written: of a table that was empty
#: PostgreSQL would read all that it has written by then, for each partner.
MAKE = """
    WITH done AS MATERIALIZED (
         SELECT partner_id FROM service_contact_duty
          WHERE cadence_id = %(cadence)s
            AND (state = 'done' AND ended_on >= %(first)s
                 OR state = 'skipped' AND period_end >= %(first)s))
    INSERT INTO service_contact_duty
           (partner_id, cadence_id, company_id, period_start, period_end, begins_at,
            due_at, state, tries, value, is_pending, is_merged,
            create_uid, create_date, write_uid, write_date)
    SELECT partner.id, %(cadence)s, %(company)s, %(first)s, %(last)s, %(begins)s,
           %(due)s, 'open', 0, COALESCE(worth.value, 0), TRUE, FALSE,
           %(uid)s, %(now)s, %(uid)s, %(now)s
      FROM res_partner partner
 LEFT JOIN (%(values)s) worth ON worth.partner_id = partner.id
     WHERE %(segment)s
       AND NOT EXISTS (SELECT FROM done WHERE done.partner_id = partner.id)
        ON CONFLICT (cadence_id, partner_id, period_start)
           WHERE state <> 'dropped' AND NOT is_merged
           DO NOTHING
"""
#: What a partner has to be, whatever the segment says: a customer on its own, of this
#: company or of all, neither one of the staff nor one of our companies.
SEGMENT = """
    partner.active
    AND partner.commercial_partner_id = partner.id
    AND partner.partner_share IS NOT FALSE
    AND (partner.company_id IS NULL OR partner.company_id = %(company)s)
    AND NOT EXISTS (SELECT FROM res_company own WHERE own.partner_id = partner.id)
    AND %(conditions)s
"""
DROP = """
    UPDATE service_contact_duty duty
       SET state = 'dropped', is_pending = TRUE, ended_on = %(today)s,
           drop_reason = CASE WHEN NOT %(active)s THEN 'cadence'
                              WHEN NOT partner.active THEN 'archived'
                              WHEN duty.period_end >= %(today)s
                                   AND (duty.period_start, duty.period_end)
                                       <> (%(first)s, %(last)s) THEN 'changed'
                              ELSE 'left' END
      FROM res_partner partner
     WHERE partner.id = duty.partner_id
       AND duty.cadence_id = %(cadence)s
       AND duty.state = 'open'
       AND NOT (%(active)s AND %(segment)s
                AND (duty.period_end < %(today)s
                     OR (duty.period_start, duty.period_end) = (%(first)s, %(last)s)))
"""
#: What was not done in its period and not in the one after it, either.
MISS = """
    UPDATE service_contact_duty duty
       SET state = 'missed', is_pending = TRUE, ended_on = %(today)s
     WHERE duty.cadence_id = %(cadence)s
       AND duty.state = 'open'
       AND EXISTS (
           SELECT FROM service_contact_duty later
            WHERE later.cadence_id = duty.cadence_id
              AND later.partner_id = duty.partner_id
              AND later.period_start > duty.period_start
              AND later.period_end < %(today)s
              AND later.state <> 'dropped' AND NOT later.is_merged)
"""
NO_VALUE = "SELECT NULL::integer AS partner_id, NULL::numeric AS value WHERE FALSE"


class Planning:
    """The duties of one cadence on one day.

    :param cadence: in superuser mode
    """

    def __init__(self, cadence):
        self.env, self.cadence = cadence.env, cadence
        company = cadence.company_id
        tz = company.resource_calendar_id.tz or "UTC"
        moment = fields.Datetime.now()
        today = fields.Datetime.context_timestamp(
            cadence.with_context(tz=tz), moment
        ).date()
        period = period_of(today, cadence.every, cadence.unit, cadence.date_from)
        self.has_begun = cadence.date_from <= today
        self.params = {
            "cadence": cadence.id,
            "company": company.id,
            "today": today,
            "first": period.first,
            "last": period.last,
            "begins": to_datetime(midnight(period.first, tz)),
            "due": end_of_day(period.last, tz),
            "uid": self.env.uid,
            "now": moment,
            "active": cadence._is_in_force(),
            "segment": self._segment(company),
            "values": self._values(company),
        }

    def plan(self):
        """Bring the duties up to date.

        :return: how many rows were made or ended; nothing is, if nothing has changed
        """
        self.env.flush_all()
        changed = self._execute(DROP)
        if self.params["active"] and self.has_begun:
            changed += self._execute(MAKE)
            changed += self._execute(MISS)
        if changed:
            self.env["service.contact.duty"].invalidate_model()
        return changed

    def _execute(self, query):
        self.env.cr.execute(SQL(query, **self.params))
        return self.env.cr.rowcount

    def _segment(self, company):
        found = [
            SQL("partner.id IN %s", query.subselect())
            for query in self.cadence._segment_queries()
        ]
        return SQL(SEGMENT, company=company.id, conditions=SQL(" AND ").join(found))

    def _values(self, company):
        sources = self.env["service.contact.silence"]._value_sources()
        if not sources:
            return SQL(NO_VALUE)
        return SQL(
            "SELECT partner_id, SUM(value) AS value FROM (%s) source"
            " WHERE company_id = %s GROUP BY partner_id",
            SQL(" UNION ALL ").join(sources),
            company.id,
        )
