from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..core.inbox import is_late

#: Rows of a source on the page; the others are one click away.
ROWS = 10


class HrInbox(models.AbstractModel):
    """The one list of what waits for somebody: decisions, questions, tasks.

    Add-ons register what of theirs may wait, and nobody makes a second list:

    .. code-block:: python

        class HrInbox(models.AbstractModel):
            _inherit = "hr.inbox"

            def _sources(self):
                asked = Source(
                    key="question",
                    title=self.env._("Questions for your department"),
                    model="attendance.period.question",
                    domain=[("state", "=", "asked"), …],
                    due="date_deadline",
                    action="…",
                )
                return [*super()._sources(), asked]
    """

    _name = "hr.inbox"
    _description = "Waits for Me"

    @api.model
    def _sources(self):
        """What may wait for the user, as ``core.inbox.Source``. Other add-ons add
        theirs; the page begins with what is due first, or waits longest."""
        return []

    @api.model
    def _readable_sources(self):
        """The sources whose model the user may read: rules do the rest."""
        if not self.env.user._is_internal():
            return []
        return [
            source
            for source in self._sources()
            if self.env[source.model].has_access("read")
        ]

    @api.model
    @api.readonly
    def get_count(self):
        """How much waits for the user, for the icon: one query per source.

        :return: ``{"count": int, "is_used": bool}``; not used: nothing can ever wait
        """
        sources = self._readable_sources()
        count = sum(
            self.env[source.model].search_count(source.domain) for source in sources
        )
        return {"count": count, "is_used": bool(sources)}

    @api.model
    @api.readonly
    def get_inbox(self):
        """What waits for the user, with the first rows of every source.

        Sources without anything are left out.

        :return: as :meth:`get_count`, with ``sources``:
            ``[{key, title, icon, can_approve, model, count, rows}]``
        """
        readable = self._readable_sources()
        sources = sorted(
            filter(None, map(self._read_source, readable)),
            key=lambda source: str(
                source["rows"][0]["due"] or source["rows"][0]["since"]
            ),
        )
        return {
            "count": sum(each["count"] for each in sources),
            "is_used": bool(readable),
            "sources": sources,
        }

    def _read_source(self, source):
        names = [name for name in (source.since, source.due) if name]
        model = self.env[source.model]
        records = model.search_fetch(
            source.domain, ["display_name", *names], limit=ROWS, order=source.sorting
        )
        if not records:
            return None
        count = len(records)
        if count == ROWS:
            count = model.search_count(source.domain)
        return {
            "key": source.key,
            "title": source.title,
            "icon": source.icon,
            "can_approve": bool(source.approve),
            "model": source.model,
            "count": count,
            "rows": [self._row(source, record) for record in records],
        }

    def _row(self, source, record):
        due = source.due and record[source.due]
        now = fields.Datetime.now()
        return {
            "id": record.id,
            "name": record.display_name,
            "since": source.since and record[source.since],
            "due": due,
            "is_late": is_late(due, now, fields.Date.context_today(self)),
        }

    def _source(self, key):
        """The user's source with a key, or nothing."""
        return next(
            (each for each in self._readable_sources() if each.key == key), None
        )

    @api.model
    def approve(self, key, ids):
        """Approve several at once, each as with the button on its own page.

        Only what still waits for the user is approved, whatever ids are sent; what
        cannot be approved stays, and the others are approved all the same.

        :param key: of a source with a method that approves
        :return: ``{"approved": count, "refused": [{"name", "reason"}]}``
        """
        source = self._source(key)
        if not source or not source.approve:
            raise UserError(self.env._("These are decided one by one: open them."))
        domain = Domain(source.domain) & Domain("id", "in", ids)
        records = self.env[source.model].search(domain)
        refused = []
        for record in records:
            if reason := self._approve_one(record, source.approve):
                refused.append({"name": record.display_name, "reason": reason})
        return {"approved": len(records) - len(refused), "refused": refused}

    def _approve_one(self, record, method):
        """Approve one record; return why it cannot be, or nothing."""
        try:
            with self.env.cr.savepoint():
                getattr(record, method)()
        except UserError as error:
            return str(error)
        return ""

    @api.model
    @api.readonly
    def action_open(self, key):
        """Open everything of a source as a list."""
        source = self._source(key)
        if not source:
            return False
        action = {
            "type": "ir.actions.act_window",
            "res_model": source.model,
            "views": [(False, "list"), (False, "form")],
        }
        if source.action:
            action = self.env["ir.actions.act_window"]._for_xml_id(source.action)
        return action | {
            "name": source.title,
            "domain": source.domain,
            "context": source.context,
        }
