"""What a record says about the promises that are made on it."""

from odoo.addons.base_engine_tools.core.instants import to_seconds

from ..core.lengths import is_usable


class RecordFacts:
    """Answers what the rules ask of a record; what is asked often is asked once.

    :param records: saved records of a model with deadlines, in superuser mode
    :param int now: seconds since the epoch
    """

    def __init__(self, records, now):
        self.env, self.records, self.now = records.env, records, now
        self.matches, self.about, self.belongings = {}, {}, {}
        self.finders = {}  # role id: what finds who has it
        self.found = {}  # domain, as text: ids of the records that match
        self._calls = None

    def matching(self, spec, name, records=None):
        """Ids of the records that match a domain of a rule."""
        if records is not None:
            return records.filtered_domain(getattr(spec, name)).ids
        key = spec.id, spec.terms_id, name
        if key not in self.matches:
            self.matches[key] = self._matching(getattr(spec, name))
        return self.matches[key]

    def _matching(self, domain):
        """The same for a domain, which many rules share."""
        text = repr(domain)
        if text not in self.found:
            self.found[text] = set(self.records.filtered_domain(domain).ids)
        return self.found[text]

    def first_start(self, record, spec, before):
        """Instant at which a new deadline's clock starts, or None when it does not."""
        taken_over = before and spec.carry_over and before.clock.started
        if spec.start_mode == "date":
            return self.instant(record, spec.start_field)
        if spec.start_mode == "domain":
            if record.id not in self.matching(spec, "start_domain"):
                return None
            return taken_over or self.now
        if spec.start_mode == "call":
            moment, _automation = self.call(record, spec)
            return to_seconds(moment)
        if before and not spec.carry_over:
            return self.now
        return record._deadline_start()  # None where it cannot be meant

    def call(self, record, spec):
        """(moment, name) of the automation that starts a promise on a record, or
        (None, "")."""
        if self._calls is None:
            self._calls = self.env["service.deadline.call"]._of(self.records)
        key = record.id, spec.promise_id, record.deadline_cycle
        return self._calls.get(key, (None, ""))

    def start(self, record, spec, row):
        """Start of a deadline that runs: only a date on the record can still move
        it."""
        if spec.start_mode == "date":
            return self.instant(record, spec.start_field)
        return row.clock.started

    def stopped_at(self, record, spec, start):
        """Instant at which the promise was kept, or None."""
        if spec.stop_mode == "domain":
            return self.now if record.id in self.matching(spec, "stop_domain") else None
        if spec.stop_mode == "reply":
            reply = to_seconds(record.deadline_reply_at)
            return reply if reply is not None and reply >= start else None
        return None

    def is_limited(self, record, spec):
        """Whether there is a due time: rules without a figure wait for an agreed
        one."""
        terms = spec.terms
        return terms.limit or terms.end_of_day or self.instant(record, spec.due_field)

    def instant(self, record, field_name):
        """Second of a date of the record; None where nobody can mean it."""
        moment = record[field_name] if field_name else None
        return to_seconds(moment) if moment and is_usable(moment) else None

    def identity(self, record, spec, cycle):
        return {
            "res_model": record._name,
            "res_id": record.id,
            "rule_id": spec.id,
            "promise_id": spec.promise_id,
            "policy_id": spec.policy_id,
            "policy_ref": spec.policy_ref,
            "terms_id": spec.terms_id,
            "cycle": cycle,
            "public": spec.public,
        }

    def belonging(self, record, spec):
        """Columns that follow the record: its name, its people, its working hours.

        Rules that look for them in the same way get the same answer.
        """
        key = record.id, spec.role_id, spec.calendar_source, spec.calendar_id
        if key not in self.belongings:
            user = self._holder(record, spec.role_id)
            values = self.ask(record, "_deadline_dimensions")
            values = values | {"user_id": user.id, "res_name": record.display_name}
            values["calendar_id"] = self._calendar(record, spec, user).id
            self.belongings[key] = {n: value or None for n, value in values.items()}
        return self.belongings[key]

    def _calendar(self, record, spec, user):
        company, calendar = self.ask(record, "_deadline_company"), None
        if spec.calendar_source == "team":
            calendar = self.ask(record, "_deadline_calendar")
        elif spec.calendar_source == "rule":
            calendar = self.env["resource.calendar"].browse(spec.calendar_id or [])
        elif spec.calendar_source == "responsible":
            calendar = self._user_calendar(user, company)
        return calendar or company.resource_calendar_id

    def _holder(self, record, role_id):
        """Who answers for it, present or not."""
        key = record.id, role_id
        if key not in self.about:
            if role_id not in self.finders:
                role = self.env["service.role"].browse(role_id)
                self.finders[role_id] = role._finder()
            self.about[key] = self.finders[role_id](record, 0)[:1]
        return self.about[key]

    def ask(self, record, hook):
        """What a hook of the record answers: asked once for all of its promises."""
        key = record._ids, hook
        try:
            return self.about[key]
        except KeyError:
            return self.about.setdefault(key, getattr(record, hook)())

    def _user_calendar(self, user, company):
        resources = user.resource_ids
        own = resources.filtered(lambda resource: resource.company_id == company)
        return (own or resources)[:1].calendar_id
