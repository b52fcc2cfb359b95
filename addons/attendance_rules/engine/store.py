"""Reads what is stored of some employees' month, and writes only what changed.

Rows are written by SQL, one statement per table: the ORM would take minutes for what
takes seconds. Nothing computed and stored depends on these tables.
"""

from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.bulk import (
    copy_insert,
    copy_lines,
    copy_upsert,
)
from odoo.addons.base_engine_tools.engine.fingerprint import differing_days, digest

from .rows import DAY_COLUMNS, day_lines, incident_values, month_values

MONTH_KEY = ("employee_id", "month")
DAY_KEY = ("employee_id", "work_date")
INCIDENT_KEY = ("day_id", "shift_index", "kind")


class Store:
    """The stored rows of employees in one month.

    :param first: first date of the month
    """

    def __init__(self, engine, employee_ids, first):
        self.engine, self.env = engine, engine.env
        self.employee_ids, self.first = list(employee_ids), first
        self.months = self._load_months()

    # Reading

    def _load_months(self):
        query = SQL(
            """
            SELECT employee_id, id, state, input_hash, facts_hash, days_hash,
                   incidents_hash, provisional, run_carried, schedules
              FROM attendance_month
             WHERE employee_id = ANY(%s) AND month = %s
            """,
            self.employee_ids,
            self.first,
        )
        rows = self.env.execute_query_dict(query)
        return {row["employee_id"]: row for row in rows}

    def _load_incidents(self, employee_ids):
        """Ids of stored incidents: {key: id}."""
        query = SQL(
            """
            SELECT day_id, shift_index, kind, id
              FROM attendance_incident
             WHERE employee_id = ANY(%s)
               AND work_date >= %s AND work_date < %s + interval '1 month'
            """,
            employee_ids,
            self.first,
            self.first,
        )
        return {tuple(key): row_id for *key, row_id in self.env.execute_query(query)}

    def _load_day_ids(self, days):
        """Ids of the rows of some days.

        :param days: [(employee id, date), …]
        """
        if not days:
            return {}
        query = SQL(
            """
            SELECT employee_id, work_date, id
              FROM attendance_day
              JOIN unnest(%s::int[], %s::date[]) AS wanted (employee_id, work_date)
             USING (employee_id, work_date)
            """,
            *map(list, zip(*days, strict=True)),
        )
        return {tuple(key): row_id for *key, row_id in self.env.execute_query(query)}

    def is_closed(self, employee_id):
        """Whether the month is sealed."""
        return self.months.get(employee_id, {}).get("state") == "closed"

    def is_settled(self, judgement):
        """Whether the same facts have led to the stored rows, for good.

        A closed month is asked again each time: its facts may have gone back to what
        they were at the close, after a difference was booked.
        """
        row = self.months.get(judgement.employee_id)
        if not row or row["provisional"] or row["state"] == "closed":
            return False
        return row["input_hash"] == judgement.key

    def run_of(self, employee_id):
        """Stored days in a row at the end of the month."""
        return self.months.get(employee_id, {}).get("run_carried") or 0

    # Writing

    def save(self, judgements):
        """Write what differs.

        :return: ids of months that changed
        """
        months = {}
        for judgement in judgements:
            values = month_values(judgement)
            values |= self._fingerprints(judgement, values)
            if values["input_hash"] != self._stored(judgement, "input_hash"):
                months[judgement.employee_id] = values
        written = dict(self._upsert("attendance.month", months.values(), MONTH_KEY))
        changed = [one for one in judgements if one.employee_id in months]
        self._write_days(changed, months, written)
        self._write_incidents(
            [
                one
                for one in changed
                if months[one.employee_id]["incidents_hash"]
                != self._stored(one, "incidents_hash")
            ]
        )
        return list(written.values())

    def _fingerprints(self, judgement, values):
        """Columns that tell what a month rests on, and what its rows show.

        Before it is settled, time may change it: then all that it shows counts.
        """
        shown = {
            "days_hash": self._days_hash(judgement),
            "incidents_hash": judgement.incidents_key(),
        }
        key = judgement.key
        if judgement.provisional:
            key = digest(key, *shown.values(), *values.values())
        return {**shown, "facts_hash": judgement.facts_key, "input_hash": key}

    def _days_hash(self, judgement):
        """Fingerprints of what the days show: as before if they rest on the same facts,
        and time cannot have changed them."""
        row = self.months.get(judgement.employee_id)
        may_change = not row or row["provisional"] or judgement.provisional
        if may_change or row["facts_hash"] != judgement.facts_key:
            return judgement.days_key()
        return row["days_hash"]

    def _stored(self, judgement, name):
        return self.months.get(judgement.employee_id, {}).get(name)

    def _upsert(self, model, values, key):
        """Write rows given as dictionaries.

        :return: [(employee id, id), …] of those that were written
        """
        columns = next(iter(values), {}).keys()
        lines = copy_lines(each.values() for each in values)
        returning = ("employee_id", "id")
        return copy_upsert(self.env[model], tuple(columns), lines, key, returning)

    def _write_days(self, judgements, months, month_ids):
        """Days of new months are inserted; of others, those that differ are updated."""
        fresh, changed = [], []
        for judgement in judgements:
            employee_id = judgement.employee_id
            after = months[employee_id]["days_hash"]
            days = differing_days(self._stored(judgement, "days_hash"), after)
            lines = fresh if employee_id not in self.months else changed
            if days:
                lines += day_lines(judgement, month_ids[employee_id], days)
        days = self.env["attendance.day"]
        copy_insert(days, DAY_COLUMNS, fresh)
        copy_upsert(days, DAY_COLUMNS, changed, DAY_KEY)

    def _write_incidents(self, judgements):
        if not judgements:
            return
        gone = self._load_incidents([one.employee_id for one in judgements])
        found = [
            (judgement, judged)
            for judgement in judgements
            for judged in judgement.month.incidents
        ]
        days = self._load_day_ids([(j.employee_id, i.work_date) for j, i in found])
        rows = []
        for judgement, judged in found:
            day_id = days[judgement.employee_id, judged.work_date]
            values = incident_values(judgement, judged, day_id)
            rows.append(values | self.engine._incident_values(judged.incident))
            gone.pop(tuple([values[name] for name in INCIDENT_KEY]), None)
        self.env["attendance.incident"].browse(gone.values()).unlink()
        self._upsert("attendance.incident", rows, INCIDENT_KEY)
