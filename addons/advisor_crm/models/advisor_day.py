from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access

#: Rows of a part on the page; the others are in the lists.
ROWS = 12
#: Days for which a customer counts as new to the advisor.
NEW_DAYS = 14
#: Own customers of whose files the page looks for the least complete ones.
FILES_LOOKED_AT, FILES_SHOWN = 60, 5


class AdvisorDay(models.AbstractModel):
    """What an advisor's customers need today, in named parts (SA-2.1).

    Each add-on contributes its part: :meth:`_parts` names a method, which returns a
    dict of ``key``, ``title`` and ``rows``. A row is a dict of ``id``, ``model``,
    ``title``, ``subtitle``, ``due`` (an instant or a date, or nothing), ``tone``
    (``danger``, ``warning``, ``info`` or nothing) and ``actions``: dicts of ``label``
    and either ``method`` (a public one of the record) or ``action`` (a window action,
    or the XML id of one). The first action is the next step. A part may say ``icon``
    and ``component``, a key of the JS registry ``advisor_crm.day_parts``.
    """

    _name = "advisor.day"
    _description = "Day of an Advisor"

    @api.model
    def _parts(self):
        """Parts of the page: pairs of a sequence and the name of a method.

        Override to add one; the method is called with the rights of who looks.
        """
        return [
            (10, "_part_promises"),
            (20, "_part_contacts"),
            (30, "_part_silent"),
            (50, "_part_suggestions"),
            (60, "_part_actions"),
            (70, "_part_new"),
            (90, "_part_files"),
        ]

    @api.model
    @api.readonly
    @needs_access("read")
    def get_day(self):
        """Return the parts of the page that have rows, in their order.

        :return: dict of ``date``, ``customers`` (how many the user serves) and
            ``parts``, a list of what the parts' methods return
        """
        served = self.env["advisor.assignment"]
        if not served.has_access("read"):
            return {"customers": 0, "parts": []}
        parts = [getattr(self, name)() for _place, name in sorted(self._parts())]
        return {
            "customers": served.search_count(
                served._care_assignments()
                & Domain("company_id", "in", self.env.companies.ids)
            ),
            "parts": [part for part in parts if part and part["rows"]],
        }

    # --- parts ------------------------------------------------------------------------

    @api.model
    def _part_promises(self):
        """Promises that the user answers for, what is due first on top."""
        promises = self.env["service.deadline"].search(
            [
                ("user_id", "=", self.env.uid),
                ("is_open", "=", True),
                ("due_at", "!=", False),
            ],
            limit=ROWS,
            order="due_at, id",
        )
        names = self._names_of(promises)
        rows = [
            {
                "id": promise.id,
                "model": promise._name,
                "title": names[promise][0],
                "subtitle": self._joined(promise.promise_id.name, names[promise][1]),
                "due": promise.due_at,
                "tone": self._tone(promise.due_at, promise.warned),
                "actions": [
                    {"label": self.env._("Open"), "method": "action_open_record"}
                ],
            }
            for promise in promises
        ]
        return self._part("promises", self.env._("Promises"), rows, "fa-clock-o")

    @api.model
    def _names_of(self, promises):
        """What promises are about, and for whom, in the reader's language: what is
        stored with a promise is in the language of whoever caused it.

        :return: {promise: (name of the record, name of the customer where the first
            does not tell it)}
        """
        names = {}
        for model, mine in promises.grouped("res_model").items():
            records = self.env[model].browse(mine.mapped("res_id")).exists()
            known = {one.id: one for one in records._filtered_access("read")}
            for promise in mine:
                record = known.get(promise.res_id)
                name = record.display_name if record else promise.res_name
                customer = record and record.sudo()._deadline_customer()
                whom = (customer and customer.display_name) or ""
                names[promise] = (name, "" if whom in (name or "") else whom)
        return names

    @api.model
    def _part_contacts(self):
        """Customers whom the user is to contact, what is due first on top (SA-2.1)."""
        duties = self.env["service.contact.duty"].search(
            [
                ("user_id", "=", self.env.uid),
                ("state", "=", "open"),
                ("begins_at", "<=", fields.Datetime.now()),
                "|",
                ("next_try", "=", False),
                ("next_try", "<=", fields.Date.context_today(self)),
            ],
            limit=ROWS,
            order="due_at, value desc, id",
        )
        rows = [
            {
                "id": duty.id,
                "model": duty._name,
                "title": duty.partner_id.display_name,
                "subtitle": self._joined(duty.subject, duty.cadence_id.name),
                "due": duty.due_at,
                "tone": "danger" if duty.is_late else "",
                "actions": [
                    *self._reach(duty.partner_id),
                    {"label": self.env._("Reached"), "method": "action_reached"},
                    {
                        "label": self.env._("Not Reached"),
                        "method": "action_not_reached",
                    },
                ],
            }
            for duty in duties
        ]
        return self._part("contacts", self.env._("To Contact"), rows, "fa-phone")

    @api.model
    def _part_silent(self):
        """Own customers who are silent for longer than is usual for them: those with
        the most at stake on top."""
        silent = self.env["service.contact.silence"].search(
            [("user_id", "=", self.env.uid)], limit=ROWS
        )
        rows = [
            {
                "id": each.id,
                "model": each._name,
                "title": each.partner_id.display_name,
                "subtitle": self.env._(
                    "silent for %(days)s days, usually %(usual)s",
                    days=each.silent_days,
                    usual=each.usual_days,
                ),
                "due": False,
                "tone": "warning",
                "actions": [
                    *self._reach(each.partner_id),
                    {"label": self.env._("Note"), "method": "action_contact"},
                ],
            }
            for each in silent
        ]
        return self._part("silent", self.env._("Silent"), rows, "fa-bell-slash-o")

    @api.model
    def _part_suggestions(self):
        """Suggestions to pass on, and answers to tell."""
        suggestions = self.env["customer.suggestion"].search(
            [("user_id", "=", self.env.uid), ("state", "in", ("new", "answered"))],
            limit=ROWS,
            order="state, id",
        )
        rows = [
            {
                "id": each.id,
                "model": each._name,
                "title": each.name,
                "subtitle": each.partner_id.display_name,
                "due": False,
                "tone": "info" if each.state == "answered" else "",
                "actions": [self._step_of_suggestion(each)],
            }
            for each in suggestions
        ]
        return self._part(
            "suggestions", self.env._("Suggestions"), rows, "fa-lightbulb-o"
        )

    @api.model
    def _step_of_suggestion(self, suggestion):
        label = self.env._("Pass On")
        method = "action_pass_on"
        if suggestion.state == "answered":
            label = self.env._("Tell the Customer")
            method = "action_tell" if suggestion.partner_id.email else ""
        elif not suggestion.department_id:
            method = ""
        step = {"label": label}
        if method:
            return step | {"method": method}
        return step | {"action": self._form(suggestion)}

    @api.model
    def _part_actions(self):
        """What the user has agreed to do."""
        actions = self.env["service.action"].search(
            [("user_id", "=", self.env.uid), ("state", "in", ("open", "in_progress"))],
            limit=ROWS,
            order="date_due, id",
        )
        rows = [
            {
                "id": action.id,
                "model": action._name,
                "title": action.name,
                "subtitle": action.origin_name or "",
                "due": action.date_due,
                "tone": self._tone(action.due_at, False),
                "actions": [{"label": self.env._("Done"), "method": "action_step"}],
            }
            for action in actions
        ]
        return self._part("actions", self.env._("Agreed"), rows, "fa-check-square-o")

    @api.model
    def _part_new(self):
        """Customers who are new to the user: say hello."""
        served = self.env["advisor.assignment"]
        since = fields.Date.context_today(self) - timedelta(days=NEW_DAYS)
        assignments = served.search(
            served._care_assignments()
            & Domain("user_id", "=", self.env.uid)
            & Domain("date_from", ">", since),
            limit=ROWS,
        )
        rows = [
            {
                "id": each.id,
                "model": each._name,
                "title": each.partner_id.display_name,
                "subtitle": each.why_text,
                "due": False,
                "tone": "info",
                "actions": self._reach(each.partner_id)
                + [{"label": self.env._("Open"), "method": "action_open_partner"}],
            }
            for each in assignments
        ]
        return self._part("new", self.env._("New to You"), rows, "fa-handshake-o")

    @api.model
    def _part_files(self):
        """The least complete files of the own customers, with what to ask next."""
        served = self.env["advisor.assignment"]
        mine = served.search(
            served._care_assignments()
            & Domain("user_id", "=", self.env.uid)
            & Domain("company_id", "=", self.env.company.id),
            limit=FILES_LOOKED_AT,
        ).partner_id
        incomplete = mine.filtered(lambda partner: partner.file_percent < 100)
        rows = [
            {
                "id": partner.id,
                "model": partner._name,
                "title": partner.display_name,
                "subtitle": partner.file_next or "",
                "due": False,
                "tone": "",
                "percent": partner.file_percent,
                "actions": [
                    {"label": self.env._("Fill In"), "method": "action_open_file"}
                ],
            }
            for partner in incomplete.sorted(lambda p: (p.file_percent, p.id))
        ]
        title = self.env._("To Ask Next")
        return self._part("files", title, rows[:FILES_SHOWN], "fa-folder-open-o")

    # --- help for parts ---------------------------------------------------------------

    @api.model
    def _part(self, key, title, rows, icon=""):
        """A part as the page wants it."""
        return {"key": key, "title": title, "icon": icon, "rows": rows}

    @api.model
    def _reach(self, partner):
        """The button that calls a customer, on a phone with one press."""
        if not partner.phone:
            return []
        url = {"type": "ir.actions.act_url", "url": f"tel:{partner.phone}"}
        return [{"label": self.env._("Call"), "action": url | {"target": "self"}}]

    @api.model
    def _form(self, record):
        """The action that opens a record."""
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [[False, "form"]],
        }

    @api.model
    def _tone(self, due, warned):
        """How urgent something is: overdue, or soon."""
        if due and due < fields.Datetime.now():
            return "danger"
        return "warning" if warned else ""

    @api.model
    def _joined(self, *texts):
        return " · ".join(filter(None, texts))
