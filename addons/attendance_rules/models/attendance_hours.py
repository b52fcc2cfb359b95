import json
from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.plans import Hours


class AttendanceHours(models.Model):
    """The hours by which a date was judged: what a schedule asked for when it was over.

    A schedule has no history of its own: who changes its hours today means today. So
    every date is noted when it is judged first, and keeps its hours until somebody says
    that others count from an earlier date on (``attendance.hours.change``).
    """

    _name = "attendance.hours"
    _description = "Hours of a Judged Date"
    _order = "date desc, calendar_id"
    _rec_name = "date"
    _log_access = False

    calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Schedule",
        required=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, ondelete="cascade"
    )
    date = fields.Date(required=True)
    tz = fields.Char(string="Time Zone", required=True)
    pieces = fields.Json(help="Beginning and end of work, seconds since the epoch.")
    holiday = fields.Boolean()
    planned = fields.Integer(help="Seconds of a date without fixed hours.")
    is_flexible = fields.Boolean()
    cut = fields.Boolean(help="A holiday cuts the night over its first midnight.")

    _date_uniq = models.UniqueIndex(
        "(calendar_id, company_id, date)", "A date has been noted already."
    )

    @api.model
    def _load(self, first, last):
        """Return what was noted: {(calendar id, company id): {date: Hours}}."""
        query = SQL(
            """
            SELECT calendar_id, company_id, date, tz, pieces, holiday,
                   CASE WHEN is_flexible THEN planned END, cut
              FROM attendance_hours
             WHERE date >= %s AND date <= %s
            """,
            first,
            last,
        )
        found = defaultdict(dict)
        for calendar_id, company_id, date, tz, pieces, *rest in self.env.execute_query(
            query
        ):
            pieces = tuple(tuple(piece) for piece in pieces or ())
            found[calendar_id, company_id][date] = Hours(tz, pieces, *rest)
        return found

    @api.model
    def _note(self, fresh):
        """Note hours, with one query; what was noted before stays.

        Two who judge the same month at once do not wait for each other: the first
        notes the hours of both. But a date may have ended for the second only, so the
        second is told what it could not note.

        :param fresh: {(calendar id, company id): {date: Hours}}
        :return: [(calendar id, company id, first date of the month), …] that somebody
            else is noting at this moment
        """
        rows = [
            (
                *key,
                date,
                one.tz,
                json.dumps(one.pieces),
                one.holiday,
                one.planned or 0,
                one.planned is not None,
                one.cut,
            )
            for key, hours in fresh.items()
            for date, one in hours.items()
        ]
        if not rows:
            return []
        return self.env.execute_query(
            SQL(
                """
                WITH noted AS (
                    SELECT *, date_trunc('month', date)::date AS month
                      FROM unnest(%s::int[], %s::int[], %s::date[], %s::text[],
                                  %s::text[], %s::bool[], %s::int[], %s::bool[],
                                  %s::bool[])
                        AS one (calendar_id, company_id, date, tz, pieces, holiday,
                                planned, is_flexible, cut)
                ), months AS MATERIALIZED (
                    SELECT calendar_id, company_id, month,
                           pg_try_advisory_xact_lock(hashtextextended(
                               'attendance.hours ' || calendar_id || ' '
                               || company_id || ' ' || month, 0)) AS mine
                      FROM (SELECT DISTINCT calendar_id, company_id, month
                              FROM noted) AS month
                ), kept AS (
                    INSERT INTO attendance_hours (
                        calendar_id, company_id, date, tz, pieces, holiday, planned,
                        is_flexible, cut)
                    SELECT calendar_id, company_id, date, tz, pieces::jsonb, holiday,
                           planned, is_flexible, cut
                      FROM noted JOIN months USING (calendar_id, company_id, month)
                     WHERE mine
                    ON CONFLICT DO NOTHING
                )
                SELECT calendar_id, company_id, month FROM months WHERE NOT mine
                """,
                *map(list, zip(*rows, strict=True)),
            )
        )

    @api.model
    def _forget(self, calendar, company, first):
        """Let the hours of a schedule count from a date on as they are now."""
        self.search(
            [
                ("calendar_id", "=", calendar.id),
                ("company_id", "=", company.id),
                ("date", ">=", first),
            ]
        ).unlink()
