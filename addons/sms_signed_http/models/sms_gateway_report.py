from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: A report is kept so long, so that another one of the same message does not count.
KEPT = timedelta(days=30)
#: So long a report waits for its message.
WAITS = timedelta(days=1)
#: So many reports of a gateway wait at most; more are not of messages of ours.
MOST_WAITING = 10_000
#: Reports that are noted in one run.
BATCH = 1_000
#: The first report of a message counts, also of two that come in at once.
KEEP = """
    INSERT INTO sms_gateway_report
           (gateway_id, company_id, reference, is_delivered, reason, is_noted,
            create_uid, create_date, write_uid, write_date)
    SELECT %(gateway)s, %(company)s, told.*, FALSE,
           %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
      FROM unnest(%(references)s::varchar[], %(delivered)s::boolean[],
                  %(reasons)s::varchar[]) AS told
        ON CONFLICT (gateway_id, reference) DO NOTHING
 RETURNING id
"""


class SmsGatewayReport(models.Model):
    """What a provider reports of one message: delivered, or not and why.

    It is noted on the message and on what follows it, as Odoo does with the reports of
    its own service. A sender writes its messages when all of them are sent; a report
    that is faster waits until then, or the two would undo each other. What names no
    message of ours changes nothing, and goes after a day.
    """

    _name = "sms.gateway.report"
    _description = "Report of Delivery"
    _order = "id desc"
    _rec_name = "reference"

    gateway_id = fields.Many2one(
        comodel_name="sms.gateway", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(comodel_name="res.company", ondelete="cascade")
    reference = fields.Char(
        string="Message",
        required=True,
        help="The name by which the provider knows it.",
    )
    is_delivered = fields.Boolean(string="Delivered")
    reason = fields.Char()
    is_noted = fields.Boolean(string="Noted", help="The message says so.")

    _once = models.Constraint(
        "UNIQUE(gateway_id, reference)", "The first report of a message counts."
    )
    _waiting_idx = models.Index("(gateway_id, id) WHERE NOT is_noted")

    @api.model
    def _is_full(self, gateway):
        """Whether as many reports of a gateway wait as may."""
        waiting = [("gateway_id", "=", gateway.id), ("is_noted", "=", False)]
        return self.search_count(waiting, limit=MOST_WAITING) >= MOST_WAITING

    @api.model
    def _take(self, gateway, reports):
        """Keep reports, each message once, and note those whose message is there.

        :param reports: ``core.reports.Report``
        """
        if not reports:
            return
        rows = self.env.execute_query(
            SQL(
                KEEP,
                gateway=gateway.id,
                company=gateway.company_id.id or None,
                references=[report.reference for report in reports],
                delivered=[report.is_delivered for report in reports],
                reasons=[report.reason for report in reports],
                uid=self.env.uid,
            )
        )
        new = self.browse([row[0] for row in rows])
        if new - new._apply():
            soon = fields.Datetime.now() + timedelta(minutes=1)
            self.env.ref("sms.ir_cron_sms_scheduler_action")._trigger(soon)

    @api.model
    def _apply_waiting(self):
        """Note reports whose message was still with its sender when they came."""
        waiting = self.search([("is_noted", "=", False)], limit=BATCH, order="id desc")
        return waiting.try_lock_for_update()._apply()

    def _apply(self):
        """Note on messages what is reported of them.

        :return: the reports that are noted now
        """
        names = self.mapped("reference")
        in_names = Domain("gateway_reference", "in", names)
        messages = self.env["sms.sms"].search(Domain("uuid", "in", names) | in_names)
        trackers = self.env["sms.tracker"].search(
            Domain("sms_uuid", "in", names) | in_names
        )
        by_name = {}
        for place, records in enumerate((messages, trackers)):
            for record in records:
                own = record.uuid if place == 0 else record.sms_uuid
                for name in filter(None, (own, record.gateway_reference)):
                    pair = by_name.setdefault(name, [messages[:0], trackers[:0]])
                    pair[place] |= record
        ready = self.filtered(
            lambda report: (
                report.reference in by_name
                and not any(
                    message._is_with_sender()
                    for message in by_name[report.reference][0]
                )
            )
        )
        same = ready.grouped(lambda report: (report.is_delivered, report.reason))
        for (is_delivered, reason), reports in same.items():
            pairs = [by_name[report.reference] for report in reports]
            mine = messages[:0].union(*(pair[0] for pair in pairs))
            followers = trackers[:0].union(*(pair[1] for pair in pairs))
            self._note(mine, followers, is_delivered, reason)
        ready.is_noted = True
        return ready

    @api.model
    def _note(self, messages, trackers, is_delivered, reason):
        """Say of messages, and of what follows them, what became of them."""
        if is_delivered:
            trackers._action_update_from_sms_state("sent")
            messages.write({"state": "sent", "failure_type": False, "to_delete": True})
            return
        trackers.with_context(
            sms_known_failure_reason=reason
        )._action_update_from_provider_error("not_delivered")
        messages.write({"state": "error", "failure_type": "unknown", "to_delete": True})
        messages._handle_call_result_hook(
            [{"uuid": message.uuid, "state": "not_delivered"} for message in messages]
        )

    @api.autovacuum
    def _gc_reports(self):
        now = fields.Datetime.now()
        waited = Domain("is_noted", "=", False) & Domain(
            "create_date", "<", now - WAITS
        )
        self.search(waited | Domain("create_date", "<", now - KEPT)).unlink()
