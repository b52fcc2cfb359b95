"""Reads what is stored of some employees' month, and writes only what changed.

Rows are written by SQL, one statement per table: the ORM would take minutes for what
takes seconds. Nothing computed and stored depends on these tables.
"""

from collections import defaultdict

from odoo.tools import SQL

from .bulk import upsert
from .rows import day_values, incident_values, month_values

INCIDENT_KEY = ("day_id", "shift_index", "kind")


class Store:
    """The stored rows of employees in one month.

    :param first: first date of the month
    """

    def __init__(self, engine, employee_ids, first):
        self.engine, self.env = engine, engine.env
        self.employee_ids, self.first = list(employee_ids), first
        self.months = self._load_months()
        self.days = self._load_days()
        self.incidents = self._load_incidents()

    # Reading

    def _load_months(self):
        query = SQL(
            """
            SELECT employee_id, id, state, input_hash, provisional, run_carried,
                   policy_id
              FROM attendance_month
             WHERE employee_id = ANY(%s) AND month = %s
            """,
            self.employee_ids,
            self.first,
        )
        rows = self.env.execute_query_dict(query)
        return {row["employee_id"]: row for row in rows}

    def _load_days(self):
        query = SQL(
            """
            SELECT employee_id, work_date, id, input_hash
              FROM attendance_day
             WHERE employee_id = ANY(%s)
               AND work_date >= %s AND work_date < %s + interval '1 month'
            """,
            self.employee_ids,
            self.first,
            self.first,
        )
        return {(row[0], row[1]): row[2:] for row in self.env.execute_query(query)}

    def _load_incidents(self):
        """Stored incidents by employee: {key: row}."""
        query = SQL(
            """
            SELECT row_to_json(incident)
              FROM attendance_incident incident
             WHERE employee_id = ANY(%s)
               AND work_date >= %s AND work_date < %s + interval '1 month'
            """,
            self.employee_ids,
            self.first,
            self.first,
        )
        found = defaultdict(dict)
        for (row,) in self.env.execute_query(query):
            key = tuple(row[name] for name in INCIDENT_KEY)
            found[row["employee_id"]][key] = row
        return found

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

    def sealed_changes(self, judgements):
        """Stored days of closed months that come from other facts now."""
        for judgement in judgements:
            for day_id, day, _key in self.changed_days(judgement):
                if day_id:
                    yield judgement, day, day_id

    def changed_days(self, judgement):
        """Dates whose rows show something else: [(id or None, date, new key), …]."""
        found = []
        for day in judgement.days:
            day_id, stored = self.days.get((judgement.employee_id, day), (None, None))
            key = judgement.day_key(day)
            if stored != key:
                found.append((day_id, day, key))
        return found

    # Writing

    def save(self, judgements):
        """Write what differs.

        :return: ids of months that changed
        """
        months = [
            values
            for values in map(month_values, judgements)
            if values["input_hash"]
            != self.months.get(values["employee_id"], {}).get("input_hash")
        ]
        ids = {
            employee_id: row["id"] for employee_id, row in self.months.items()
        } | dict(
            upsert(
                *(self.env["attendance.month"], months, ("employee_id", "month")),
                returning=("employee_id", "id"),
            )
        )
        self._write_days(judgements, ids)
        self._write_incidents(judgements)
        return [ids[values["employee_id"]] for values in months]

    def _write_days(self, judgements, month_ids):
        rows = [
            day_values(judgement, day, key, month_ids[judgement.employee_id])
            for judgement in judgements
            for _id, day, key in self.changed_days(judgement)
        ]
        key = ("employee_id", "work_date")
        written = upsert(self.env["attendance.day"], rows, key, (*key, "id"))
        for employee_id, day, day_id in written:
            self.days[employee_id, day] = (day_id, None)

    def _write_incidents(self, judgements):
        rows, gone = [], []
        for judgement in judgements:
            stored = dict(self.incidents[judgement.employee_id])
            for judged in judgement.month.incidents:
                day_id = self.days[judgement.employee_id, judged.work_date][0]
                values = incident_values(judgement, judged, day_id)
                values |= self.engine._incident_values(judged.incident)
                before = stored.pop(tuple(values[name] for name in INCIDENT_KEY), {})
                if any(before.get(name, "") != values[name] for name in values):
                    rows.append(values)
            gone += [row["id"] for row in stored.values()]
        if gone:
            self.env["attendance.incident"].browse(gone).unlink()
        upsert(self.env["attendance.incident"], rows, INCIDENT_KEY)
