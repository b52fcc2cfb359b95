from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.base_engine_tools.core.instants import first_of_month, months

#: A day well within its month: near the ends of a month its neighbour is judged, too.
MIDDLE = timedelta(days=14)
#: First key of the locks on employees; the second is the employee.
LOCK = 7_001_019


class AttendanceDirty(models.Model):
    """Days of employees that something has changed and nobody has judged again yet.

    The queue is only ever added to and emptied: a punch adds one row and neither reads
    nor waits. The same day may stand in it twice; who takes an employee takes all rows
    of that employee, so it is judged once.

    A row stands for its whole month, because months are judged as a whole.
    """

    _name = "attendance.dirty"
    _description = "Day to Judge Again"
    _order = "id"
    _log_access = False

    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        ondelete="cascade",
        index=True,
    )
    work_date = fields.Date(required=True)

    # Adding

    @api.model
    def _add(self, pairs):
        """Add days with one query.

        :param pairs: {(employee id, date), …}
        """
        if pairs:
            ids, days = zip(*sorted(pairs), strict=True)
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO attendance_dirty (employee_id, work_date)
                    SELECT * FROM unnest(%s::int[], %s::date[])
                    RETURNING id
                    """,
                    list(ids),
                    list(days),
                )
            )

    @api.model
    def _add_spans(self, spans):
        """Add the months that stretches of dates touch, with one query.

        :param spans: {(employee id, first date, last date), …}
        """
        self._add(
            {
                (employee_id, max(first, min(month + MIDDLE, last)))
                for employee_id, first, last in spans
                for month in months(first, last)
            }
        )

    @api.model
    def _add_range(self, employee_ids, first, last, only_open=False):
        """Add the months of employees that have been judged already, with one query.

        Months that nobody has judged yet need no mark: they are judged when they begin.

        :param only_open: leave out closed months
        """
        condition = SQL("month.employee_id = ANY(%s)", list(employee_ids))
        if only_open:
            condition = SQL("%s AND month.state = 'open'", condition)
        self._add_months(condition, first, last)

    @api.model
    def _add_companies(self, company_ids, first):
        """Add the open months of all employees of companies, with one query.

        :param company_ids: none: of every company
        """
        condition = SQL("month.state = 'open'")
        if company_ids:
            condition = SQL(
                "%s AND month.company_id = ANY(%s)", condition, list(company_ids)
            )
        self._add_months(condition, first, date.max)

    @api.model
    def _add_leave_types(self, type_ids):
        """Add what leave of some types touches in open months, with one query.

        The marks are the same as when each leave is changed.
        """
        if not type_ids:
            return
        self.env["attendance.month"].flush_model(["state"])
        self.env["hr.leave"].flush_model(
            [
                "employee_id",
                "holiday_status_id",
                "request_date_from",
                "request_date_to",
                "state",
            ]
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO attendance_dirty (employee_id, work_date)
                SELECT DISTINCT off.employee_id,
                       GREATEST(off.request_date_from,
                                LEAST(month.month + %(middle)s, off.request_date_to))
                  FROM hr_leave off
                  JOIN attendance_month month
                    ON month.employee_id = off.employee_id
                   AND month.state = 'open'
                   AND month.month > off.request_date_from - interval '1 month'
                   AND month.month <= off.request_date_to
                 WHERE off.holiday_status_id = ANY(%(types)s)
                   AND off.state NOT IN ('refuse', 'cancel')
                RETURNING id
                """,
                middle=MIDDLE.days,
                types=list(type_ids),
            )
        )

    @api.model
    def _add_months(self, condition, first, last):
        self.env["attendance.month"].flush_model(["state"])
        self.env.execute_query(
            SQL(
                # What waits is looked up once: the queue is often empty, and then
                # PostgreSQL would read all that it has added by then for each row.
                """
                WITH waiting AS MATERIALIZED (
                     SELECT employee_id, work_date FROM attendance_dirty)
                INSERT INTO attendance_dirty (employee_id, work_date)
                SELECT month.employee_id, month.month + %(middle)s
                  FROM attendance_month month
                 WHERE %(condition)s
                   AND month.month >= %(first)s AND month.month <= %(last)s
                   AND NOT EXISTS (
                        SELECT FROM waiting
                         WHERE waiting.employee_id = month.employee_id
                           AND waiting.work_date = month.month + %(middle)s)
                RETURNING id
                """,
                condition=condition,
                middle=MIDDLE.days,
                first=first_of_month(first),
                last=last,
            )
        )

    @api.model
    def _add_over(self):
        """Add days that are over since they were judged, and employees whose current
        month nobody has judged yet."""
        now = fields.Datetime.now()
        self.env["attendance.month"].flush_model(["state"])
        self.env.execute_query(
            SQL(
                """
                INSERT INTO attendance_dirty (employee_id, work_date)
                SELECT day.employee_id, MIN(day.work_date)
                  FROM attendance_day day
                  JOIN attendance_month month
                    ON month.id = day.month_id AND month.state = 'open'
                 WHERE day.provisional
                   AND COALESCE(day.plan_to, day.work_date + interval '1 day') < %(now)s
                 GROUP BY day.month_id, day.employee_id
                UNION
                SELECT employee.id,
                       date_trunc('month', %(now)s::date)::date + %(middle)s
                  FROM hr_employee employee
                 WHERE employee.active AND NOT EXISTS (
                        SELECT FROM attendance_month month
                         WHERE month.employee_id = employee.id
                           AND month.month = date_trunc('month', %(now)s::date))
                RETURNING id
                """,
                now=now,
                middle=MIDDLE.days,
            )
        )

    # Taking

    @api.model
    def _take(self, limit):
        """Take all rows of at most so many employees, those who wait longest first.

        The employees are locked until the transaction ends, without waiting for those
        whom another worker has.

        :return: [(employee id, date), …]
        """
        locked = self.env.execute_query(
            SQL(
                """
                SELECT employee_id FROM (
                    SELECT employee_id FROM attendance_dirty
                     GROUP BY employee_id ORDER BY MIN(id) OFFSET 0
                ) waiting
                 WHERE pg_try_advisory_xact_lock(%s, employee_id)
                 LIMIT %s
                """,
                LOCK,
                limit,
            )
        )
        ids = [employee_id for (employee_id,) in locked]
        return self.env.execute_query(
            SQL(
                """
                DELETE FROM attendance_dirty WHERE employee_id = ANY(%s)
                RETURNING employee_id, work_date
                """,
                ids,
            )
        )

    @api.model
    def _count_left(self):
        """Number of rows in the queue."""
        return self.env.execute_query(SQL("SELECT COUNT(*) FROM attendance_dirty"))[0][
            0
        ]
