"""Who is silent for longer than usual, of all customers of all companies at once.

The same as ``core/rhythm.py``, in SQL.
"""

from odoo.tools import SQL

FIND = """
    WITH company AS (
        SELECT company.id, company.service_contact_silence_percent AS percent,
               company.service_contact_silence_minimum AS minimum,
               (%(now)s AT TIME ZONE 'UTC'
                AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS today
          FROM res_company company
     LEFT JOIN resource_calendar calendar
            ON calendar.id = company.resource_calendar_id
         WHERE company.service_contact_silence_percent > 0
    ), gap AS (
        SELECT company_id, partner_id, day,
               day - LAG(day) OVER (PARTITION BY company_id, partner_id ORDER BY day)
               AS days
          FROM (SELECT DISTINCT occasion.company_id, partner.commercial_partner_id
                       AS partner_id, occasion.day
                  FROM (%(occasions)s) occasion
                  JOIN res_partner partner ON partner.id = occasion.partner_id
                  JOIN company ON company.id = occasion.company_id
                 WHERE occasion.day <= company.today) each_day
    ), rhythm AS (
        SELECT gap.company_id, gap.partner_id, MAX(gap.day) AS last_on,
               COUNT(gap.days) AS n,
               ARRAY_AGG(gap.days ORDER BY gap.days) FILTER (WHERE gap.days IS NOT NULL)
               AS intervals
          FROM gap GROUP BY 1, 2
    )
    SELECT rhythm.partner_id, rhythm.company_id, rhythm.last_on, rhythm.n,
           usual.days AS usual, company.today - rhythm.last_on AS silent,
           worth.value, COALESCE(carer.user_id, partner.user_id) AS user_id
      FROM rhythm
      JOIN company ON company.id = rhythm.company_id
      JOIN res_partner partner ON partner.id = rhythm.partner_id
CROSS JOIN LATERAL (
           SELECT rhythm.intervals[
               GREATEST(1, CEIL(company.percent * rhythm.n / 100.0)::int)] AS days
           ) usual
 LEFT JOIN (SELECT partner_id, company_id, SUM(value) AS value
              FROM (%(values)s) source GROUP BY 1, 2) worth
        ON worth.partner_id = rhythm.partner_id
       AND worth.company_id = rhythm.company_id
 LEFT JOIN (%(carers)s) carer
        ON carer.partner_id = rhythm.partner_id
       AND carer.company_id = rhythm.company_id
     WHERE partner.active
       AND rhythm.n >= GREATEST(company.minimum, 1)
       AND company.today - rhythm.last_on > usual.days
"""
STORE = """
    INSERT INTO service_contact_silence AS stored
           (partner_id, company_id, last_on, interval_count, usual_days, silent_days,
            beyond_days, value, user_id, create_uid, create_date, write_uid, write_date)
    SELECT partner_id, company_id, last_on, n, usual, silent, silent - usual,
           COALESCE(value, 0),
           user_id, %(uid)s, %(now)s, %(uid)s, %(now)s
      FROM found
        ON CONFLICT (partner_id, company_id) DO UPDATE
       SET last_on = EXCLUDED.last_on, interval_count = EXCLUDED.interval_count,
           usual_days = EXCLUDED.usual_days, silent_days = EXCLUDED.silent_days,
           beyond_days = EXCLUDED.beyond_days, value = EXCLUDED.value,
           user_id = EXCLUDED.user_id,
           write_date = EXCLUDED.write_date
     WHERE (stored.last_on, stored.interval_count, stored.usual_days,
            stored.silent_days, stored.value, stored.user_id)
           IS DISTINCT FROM
           (EXCLUDED.last_on, EXCLUDED.interval_count, EXCLUDED.usual_days,
            EXCLUDED.silent_days, EXCLUDED.value, EXCLUDED.user_id)
"""
RUN = """
    WITH found AS MATERIALIZED (%(find)s),
         gone AS (
             DELETE FROM service_contact_silence old
              WHERE NOT EXISTS (
                  SELECT FROM found WHERE found.partner_id = old.partner_id
                     AND found.company_id = old.company_id))
    %(store)s
"""
NO_VALUE = """
    SELECT NULL::integer AS partner_id, NULL::integer AS company_id,
           NULL::numeric AS value WHERE FALSE
"""
NO_CARER = """
    SELECT NULL::integer AS partner_id, NULL::integer AS company_id,
           NULL::integer AS user_id WHERE FALSE
"""


def run(env, occasions, values, carers, now):
    """Bring the list of silent customers up to date.

    :param occasions: list of SQL with ``partner_id``, ``company_id`` and ``day``
    :param values: list of SQL with ``partner_id``, ``company_id`` and ``value``
    :param carers: SQL with ``partner_id``, ``company_id`` and ``user_id``, or None
    :param now: naive UTC time; each company has its own day
    """
    find = SQL(
        FIND,
        now=now,
        occasions=SQL(" UNION ALL ").join(occasions),
        values=SQL(" UNION ALL ").join(values or [SQL(NO_VALUE)]),
        carers=carers or SQL(NO_CARER),
    )
    store = SQL(STORE, uid=env.uid, now=now)
    env.cr.execute(SQL(RUN, find=find, store=store))
