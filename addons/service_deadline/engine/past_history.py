"""What is known of the past of records: tracked changes, answers, logs of promises."""

from collections import defaultdict
from dataclasses import dataclass

from odoo.tools import SQL

from odoo.addons.base_engine_tools.core.instants import to_seconds

#: Types of fields whose tracked values tell what the field was, each with the columns
#: of ``mail.tracking.value``. Of a list of records only names are kept.
TRACKED_AS = {
    "many2one": "integer",
    "boolean": "integer",
    "integer": "integer",
    "float": "float",
    "monetary": "float",
    "char": "char",
    "text": "text",
    "selection": "char",
    "date": "datetime",
    "datetime": "datetime",
}
#: What never changes, or says itself since when it is so.
FIXED = frozenset(("id", "create_date", "create_uid", "write_date", "write_uid"))
#: What a log tells that no rule can tell.
ASKED_OF_LOGS = ("pause", "resume", "stop", "cancel")


class PastHistory:
    """Loads the past of records of one model, in bulk, in superuser mode.

    :param model: model with promises
    """

    def __init__(self, model):
        self.env, self.model = model.env, model.sudo()
        self.noted = self._noted_fields()
        self.roots = set()  # fields with a history that are asked for
        self.missing = set()  # fields without one that are asked for
        self.selections = {}

    # --- which fields have one --------------------------------------------------------

    def root_of(self, path):
        """The field with a history at the beginning of a path, or None.

        A field that shows another one has that one's history.
        """
        name, _dot, rest = path.partition(".")
        field = self.model._fields.get(name)
        if field is None:
            return None
        if self.has_history(name):
            self.roots.add(name)
            return name
        if field.related and not rest:
            first = field.related.split(".")[0]
            if first != name and self.has_history(first):
                self.roots.add(first)
                return first
        return None

    def has_history(self, name):
        """Whether it is known what a field was at any time."""
        field = self.model._fields.get(name)
        tracked = getattr(field, "tracking", None) and field.type in TRACKED_AS
        return bool(tracked) or name in self.noted

    def note_missing(self, name):
        """Remember that the present value of a field stands for its past."""
        if name not in FIXED and name != self.model._deadline_start_field:
            self.missing.add(name)

    def _noted_fields(self):
        """Times that the product itself notes: empty before that time."""
        names = self.model._deadline_facts()
        fields = self.model._fields
        return {
            name for name in names if name in fields and fields[name].type == "datetime"
        }

    # --- loading ----------------------------------------------------------------------

    def load(self, records):
        """{record id: (values at its beginning, [(instant, {field: value}), …])}.

        :param records: in superuser mode
        """
        names = sorted(self.roots)
        present = {
            values["id"]: values for values in records.read(names or ["id"], load=None)
        }
        changes = defaultdict(lambda: defaultdict(dict))
        tracked = self._tracked(records, names)
        for record_id, values in present.items():
            mine = tracked.get(record_id, {})
            for name in names:
                if name in mine:
                    values[name] = mine[name][0][1]
                    for at, _old, new in mine[name]:
                        changes[record_id][at][name] = new
                elif name in self.noted and values[name]:
                    at = to_seconds(values[name])
                    changes[record_id][at][name] = values[name]
                    values[name] = False
        return {
            record_id: (values, sorted(changes[record_id].items()))
            for record_id, values in present.items()
        }

    def _tracked(self, records, names):
        """{record id: {field: [(instant, old, new), …]}}, the oldest first."""
        fields = [
            self.model._fields[name]
            for name in names
            if getattr(self.model._fields[name], "tracking", None)
        ]
        if not fields:
            return {}
        get = self.env["ir.model.fields"]._get
        by_id = {get(self.model._name, field.name).id: field for field in fields}
        kinds = sorted({TRACKED_AS[field.type] for field in fields})
        columns = [
            SQL.identifier("t", f"{side}_value_{kind}")
            for kind in kinds
            for side in ("old", "new")
        ]
        rows = self.env.execute_query(
            SQL(
                """
                SELECT m.res_id, t.field_id, m.date, %s
                  FROM mail_message m
                  JOIN mail_tracking_value t ON t.mail_message_id = m.id
                 WHERE m.model = %s AND m.res_id = ANY(%s) AND t.field_id = ANY(%s)
                 ORDER BY t.id
                """,
                SQL(", ").join(columns),
                self.model._name,
                records.ids,
                list(by_id),
            )
        )
        places = {kind: 3 + 2 * number for number, kind in enumerate(kinds)}
        found = {}
        for row in rows:
            field = by_id[row[1]]
            place = places[TRACKED_AS[field.type]]
            old, new = (self._value(field, row[place + side]) for side in (0, 1))
            mine = found.setdefault(row[0], {}).setdefault(field.name, [])
            mine.append((to_seconds(row[2]), old, new))
        return found

    def _value(self, field, value):
        """A tracked value as the field has it."""
        if field.type == "selection":
            return self._key_of(field, value)
        if field.type == "boolean":
            return bool(value)
        if field.type == "date":
            return value.date() if value else False
        return value or (0 if field.type in ("integer", "float", "monetary") else False)

    def _key_of(self, field, label):
        """Key of a choice, of which the log has the name in its author's language."""
        if field.name not in self.selections:
            keys = {}
            for code, _name in self.env["res.lang"].get_installed():
                env = self.model.with_context(lang=code).env
                for key, name in field._description_selection(env):
                    keys.setdefault(name, key)
                    keys.setdefault(key, key)
            self.selections[field.name] = keys
        return self.selections[field.name].get(label, False)

    # --- answers ----------------------------------------------------------------------

    def answers(self, records, logs):
        """{record id: [instant of each answer to the customer, …]}.

        The last one is noted, and those that have kept a promise are in its log; of the
        others there is the time of the message.
        """
        known = defaultdict(set)
        for record in records:
            if record.deadline_reply_at:
                known[record.id].add(to_seconds(record.deadline_reply_at))
        for record_id, events in logs.items():
            known[record_id] |= {e.at for e in events if e.by_reply}
        found = {}
        messages = self._messages(records)
        for record_id in known.keys() | messages.keys():
            times = sorted(messages.get(record_id, ()))
            for exact in sorted(known[record_id]):
                before = [at for at in times if at <= exact]
                if before:  # this is the message that was noted then
                    times.remove(before[-1])
            found[record_id] = sorted({*times, *known[record_id]})
        return found

    def _messages(self, records):
        """{record id: [when a message to the customer was written, …]}, unless it is
        known that it never left."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT m.res_id, m.date, EXISTS (
                        SELECT FROM mail_notification n
                          JOIN res_partner told ON told.id = n.res_partner_id
                         WHERE n.mail_message_id = m.id AND told.partner_share
                           AND n.notification_status = 'sent')
                  FROM mail_message m
                  JOIN res_partner p ON p.id = m.author_id AND NOT p.partner_share
                 WHERE m.model = %s AND m.res_id = ANY(%s)
                   AND m.message_type IN ('comment', 'email')
                   AND m.subtype_id = %s AND m.is_internal IS NOT TRUE
                   AND m.author_id != %s
                """,
                self.model._name,
                records.ids,
                self.env.ref("mail.mt_comment").id,
                self.env.ref("base.partner_root").id,
            )
        )
        found = defaultdict(list)
        for record_id, date, is_sent in rows:
            if is_sent or self._reads_in_portal(record_id):
                found[record_id].append(to_seconds(date))
        return found

    def _reads_in_portal(self, record_id):
        """Whether the customer of a record, if it has any, has a log-in."""
        customer = self.model.browse(record_id)._deadline_customer()
        if customer is None:
            return True
        return any(user.share for user in customer.sudo().user_ids)

    # --- promises that were made ------------------------------------------------------

    def promises(self, records, promise_id):
        """{record id: [row of each promise of a kind, …]}, the oldest first."""
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT id, res_id, cycle, rule_id, state, started_at, due_at,
                       stopped_at, calendar_id, user_id
                  FROM service_deadline
                 WHERE res_model = %s AND res_id = ANY(%s) AND promise_id = %s
                 ORDER BY id
                """,
                self.model._name,
                records.ids,
                promise_id,
            )
        )
        found = defaultdict(list)
        for row in rows:
            found[row["res_id"]].append(row)
        return found

    def logs(self, records, promise_id):
        """{record id: [:class:`Logged`, …]}: what people did, and what was answered."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT d.id, d.res_id, d.promise_id, d.terms_id, e.kind, e.at,
                       e.reason, e.data
                  FROM service_deadline d
                  JOIN service_deadline_event e ON e.deadline_id = d.id
                 WHERE d.res_model = %s AND d.res_id = ANY(%s) AND e.kind IN %s
                 ORDER BY e.at, e.id
                """,
                self.model._name,
                records.ids,
                ASKED_OF_LOGS,
            )
        )
        found, by_reply = defaultdict(list), self._terms_by_reply(rows)
        until = {}  # promise: when its pause ends by itself
        for made_id, record_id, promise, terms_id, kind, at, reason, data in rows:
            data, at, forced = data or {}, to_seconds(at), bool(reason)
            if kind == "pause":
                until[made_id] = data.get("until")
            elif kind == "resume":
                forced = forced or data.get("spent") and at != until.get(made_id)
            found[record_id].append(
                Logged(
                    kind=kind,
                    at=at,
                    reason=reason or "",
                    data=data,
                    by_reply=kind == "stop" and not reason and terms_id in by_reply,
                    forced=forced,
                    own=promise == promise_id,
                )
            )
        return found

    def _terms_by_reply(self, rows):
        """Ids of those terms under which an answer keeps the promise."""
        terms = self.env["service.deadline.terms"].sudo()
        ids = {row[3] for row in rows if row[4] == "stop" and row[3]}
        return {
            each.id
            for each in terms.browse(ids).exists()
            if dict(each._terms().conditions).get("stop_mode") == "reply"
        }


@dataclass(slots=True)
class Logged:
    """One entry of the log of a promise.

    :param at: in seconds
    :param by_reply: an answer to the customer has kept it
    :param forced: somebody did it by hand, whatever the rule says
    :param own: of the kind of promise that is looked at
    """

    kind: str
    at: int
    reason: str
    data: dict
    by_reply: bool
    forced: bool
    own: bool
