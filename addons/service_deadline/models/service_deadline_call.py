from odoo import api, fields, models


class ServiceDeadlineCall(models.Model):
    """An automation has said that the clock of a promise starts: when, and for which
    record.

    Only the engine writes it, and only rules that wait for an automation read it.
    """

    _name = "service.deadline.call"
    _inherit = ["guarded.mixin"]
    _description = "Start of a Promise by an Automation"
    _log_access = False  # its own fields say who and when

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(required=True, readonly=True)
    promise_id = fields.Many2one(
        comodel_name="service.promise",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    cycle = fields.Integer(required=True, readonly=True)
    at = fields.Datetime(string="When", required=True, readonly=True)
    automation = fields.Char(required=True, readonly=True)

    _call_unique = models.UniqueIndex("(res_id, res_model, promise_id, cycle)")

    @api.model
    def _note(self, records, promise, action):
        """Note that a promise starts now on records where it has not yet."""
        records.flush_recordset()
        known = self._of(records)
        now = fields.Datetime.now()
        self.create(
            [
                {
                    "res_model": record._name,
                    "res_id": record.id,
                    "promise_id": promise.id,
                    "cycle": record.deadline_cycle,
                    "at": now,
                    "automation": action.name,
                }
                for record in records
                if (record.id, promise.id, record.deadline_cycle) not in known
            ]
        )

    @api.model
    def _of(self, records):
        """{(record id, promise id, cycle): (moment, name of the automation)}."""
        calls = self.search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        )
        return {
            (call.res_id, call.promise_id.id, call.cycle): (call.at, call.automation)
            for call in calls
        }

    @api.model
    def _forget(self, records):
        """The records are deleted, and what was noted about them."""
        self.search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        ).unlink()
