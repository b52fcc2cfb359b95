"""Reads what is stored of some employees' month, and writes only what changed.

Rows are written by SQL, one statement per table: the ORM would take minutes for what
takes seconds. Nothing computed and stored depends on these tables.
"""

from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.bulk import (
    array_update,
    copy_insert,
    copy_lines,
    copy_update,
    copy_upsert,
)
from odoo.addons.base_engine_tools.engine.fingerprint import differing_days, digest

from ..core.month_summary import from_text
from .day_table import DAY_COLUMNS
from .rows import OF_DAYS, OF_KEY, incident_values, month_values

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
            SELECT employee_id, id, state, input_hash, facts_hash, provisional,
                   run_carried, schedules
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

    def load_summaries(self, judgements):
        """What months read of their days, of those whose days are what they were: they
        rest on the same facts, and time cannot have changed them.

        A closed month shows its days beside what they would be now: they are judged.
        What fingerprints tell of the rows of all these months is loaded, too.

        :return: {employee id: (MonthSummary, its text)}
        """
        ids = [one.employee_id for one in judgements if one.employee_id in self.months]
        if not ids:
            return {}
        query = SQL(
            """
            SELECT employee_id, days_hash, incidents_hash, shown_hash, days_summary
              FROM attendance_month
             WHERE employee_id = ANY(%s) AND month = %s
            """,
            ids,
            self.first,
        )
        names, texts = ("days_hash", "incidents_hash", "shown_hash"), {}
        for employee_id, *hashes, text in self.env.execute_query(query):
            self.months[employee_id].update(zip(names, hashes, strict=True))
            texts[employee_id] = text
            if not text:  # written again, whatever the row shows
                self.months[employee_id]["shown_hash"] = None
        found = {}
        for judgement in judgements:
            if self._has_days_of(judgement):
                text = texts[judgement.employee_id]
                if summary := from_text(text):
                    found[judgement.employee_id] = summary, text
        return found

    def _has_days_of(self, judgement):
        row = self.months.get(judgement.employee_id)
        if not row or row["provisional"] or row["state"] == "closed":
            return False
        return row["facts_hash"] == judgement.facts_key

    def run_of(self, employee_id):
        """Stored days in a row at the end of the month."""
        return self.months.get(employee_id, {}).get("run_carried") or 0

    # Writing

    def save(self, judgements, table):
        """Write what differs.

        :param DayTable table: days of those whose days were judged, if there are any
        :return: ids of months that changed
        """
        months, same = {}, {}
        for judgement in judgements:
            values = month_values(judgement)
            incidents = judgement.plain_incidents()
            shown = digest(*values.values(), incidents)
            hashes = self._fingerprints(judgement, shown, table)
            if hashes["input_hash"] == self._stored(judgement, "input_hash"):
                continue
            if shown == self._stored(judgement, "shown_hash"):
                same[judgement.employee_id] = hashes
            else:
                hashes["incidents_hash"] = digest(judgement.department_id, incidents)
                months[judgement.employee_id] = values | hashes
        self._settle(same)
        written = self._write_months(judgements, months)
        written |= self._write_days(judgements, same | months, written, table)
        self._write_incidents(
            [
                one
                for one in judgements
                if one.employee_id in months
                and months[one.employee_id]["incidents_hash"]
                != self._stored(one, "incidents_hash")
            ]
        )
        return list(written.values())

    def _settle(self, hashes):
        """Note what months rest on now whose own rows show what they showed.

        :param hashes: {employee id: columns}
        """
        names = [
            name
            for name in ("input_hash", "facts_hash", "days_hash")
            if any(self.months[one][name] != hashes[one][name] for one in hashes)
        ]
        if names:
            ids = [self.months[employee_id]["id"] for employee_id in hashes]
            columns = {name: [one[name] for one in hashes.values()] for name in names}
            array_update(self.env["attendance.month"], ids, columns)

    def _fingerprints(self, judgement, shown, table):
        """Columns that tell what a month rests on, and what its rows show.

        Before it is settled, time may change it: then all that it shows counts.

        :param shown: fingerprint of the month's row and of its incidents
        """
        values = {
            "days_hash": self._days_hash(judgement, table),
            "shown_hash": shown,
            "facts_hash": judgement.facts_key,
            "input_hash": judgement.key,
        }
        if judgement.provisional:
            values["input_hash"] = digest(judgement.key, shown, values["days_hash"])
        return values

    def _days_hash(self, judgement, table):
        """Fingerprints of what the days show: as before if they rest on the same facts,
        and time cannot have changed them."""
        row = self.months.get(judgement.employee_id)
        may_change = not row or row["provisional"] or judgement.provisional
        if may_change or row["facts_hash"] != judgement.facts_key:
            return table.key(judgement.employee_id)
        return row["days_hash"]

    def _stored(self, judgement, name):
        return self.months.get(judgement.employee_id, {}).get(name)

    def _write_months(self, judgements, months):
        """Insert the rows of new months, update the others.

        Of a month whose days are what they were nothing is sent that these say.

        :param months: {employee id: columns}
        :return: {employee id: id of its row}
        """
        fresh, changed, kept = [], [], []
        for judgement in judgements:
            values = months.get(judgement.employee_id)
            if values and judgement.employee_id not in self.months:
                fresh.append(values)
            elif values:
                (kept if judgement.summary_text else changed).append(values)
        written = dict(self._upsert("attendance.month", fresh, MONTH_KEY))
        self._update_months(changed, OF_KEY)
        self._update_months(kept, OF_KEY | OF_DAYS)
        ids = {one["employee_id"]: self._id_of(one) for one in (*changed, *kept)}
        return written | ids

    def _id_of(self, values):
        return self.months[values["employee_id"]]["id"]

    def _update_months(self, rows, left_out):
        names = [name for name in next(iter(rows), ()) if name not in left_out]
        lines = copy_lines(
            [self._id_of(values), *[values[name] for name in names]] for values in rows
        )
        copy_update(self.env["attendance.month"], ("id", *names), lines)

    def _upsert(self, model, values, key):
        """Write rows given as dictionaries.

        :return: [(employee id, id), …] of those that were written
        """
        columns = next(iter(values), {}).keys()
        lines = copy_lines(each.values() for each in values)
        returning = ("employee_id", "id")
        return copy_upsert(self.env[model], tuple(columns), lines, key, returning)

    def _write_days(self, judgements, months, month_ids, table):
        """Days of new months are inserted; of others, those that differ are updated.

        :param months: {employee id: columns, with the fingerprints of the days}
        :param month_ids: {employee id: id} of rows of new months, at least
        :return: the same of the months whose days were written
        """
        fresh, changed = {}, {}
        for judgement in judgements:
            employee_id = judgement.employee_id
            if employee_id not in months:
                continue
            if employee_id not in self.months:
                fresh[employee_id] = month_ids[employee_id], None
                continue
            before = self.months[employee_id]["days_hash"]
            days = differing_days(before, months[employee_id]["days_hash"])
            if days:
                changed[employee_id] = self.months[employee_id]["id"], days
        days = self.env["attendance.day"]
        if fresh:
            copy_insert(days, DAY_COLUMNS, table.rows(fresh))
        if changed:
            copy_upsert(days, DAY_COLUMNS, table.rows(changed), DAY_KEY)
        return {one: month_id for one, (month_id, _days) in (fresh | changed).items()}

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
