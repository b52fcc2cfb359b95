from datetime import timedelta

from odoo import api, fields, models

#: With whoever sends them; nobody else may write them before that has ended.
WITH_SENDER = ("outgoing", "process")
#: After so long without an answer a worker has been killed in the middle.
LOST = timedelta(hours=1)


class SmsSms(models.Model):
    """A text message is sent by the gateway of its company, at most once.

    Odoo notes that messages were sent after it has sent them: a worker that is killed
    between the two sends them again. What goes to a gateway of ours is marked before,
    and the mark is committed. Of what was marked and never noted nobody knows whether
    it was sent, so it counts as failed, and whoever reads failures decides.
    """

    _inherit = "sms.sms"

    gateway_company_id = fields.Many2one(
        comodel_name="res.company", string="Sent For", ondelete="set null"
    )
    handed_over_at = fields.Datetime(
        string="Given to the Gateway On", copy=False, index="btree_not_null"
    )
    gateway_reference = fields.Char(
        string="Name with the Provider", copy=False, index="btree_not_null"
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: a message is of the company in whose name it is made."""
        company = self.env.company.id
        own = {
            "gateway_company_id": company,
            "handed_over_at": False,
            "gateway_reference": False,
        }
        return super().create([vals | own for vals in vals_list])

    def _get_sms_company(self):
        """Override to know the company of a message that stands on no record."""
        company = self.mail_message_id.record_company_id or self.gateway_company_id
        return company or super()._get_sms_company()

    def _by_gateway(self):
        """Messages that go to a gateway of ours."""
        gateways = {
            company: company.sudo().sms_gateway_id
            for company in self.gateway_company_id
            | self.mail_message_id.record_company_id
        }
        return self.filtered(lambda sms: gateways.get(sms._get_sms_company()))

    def _split_by_api(self):
        """Override: each company has its own gateway."""
        ours = self._by_gateway()
        for company, mine in ours.grouped(lambda sms: sms._get_sms_company()).items():
            yield self._api_of(company), mine
        if others := self - ours:
            yield from super(SmsSms, others)._split_by_api()

    def _send(self, unlink_failed=False, unlink_sent=True, raise_exception=False):
        """Override: Odoo takes all messages of a run for those of one company."""
        options = {
            "unlink_failed": unlink_failed,
            "unlink_sent": unlink_sent,
            "raise_exception": raise_exception,
        }
        if self.env.context.get("sms_api"):
            return super()._send(**options)
        for company, mine in self.grouped(lambda sms: sms._get_sms_company()).items():
            mine = mine.with_context(sms_api=self._api_of(company))
            super(SmsSms, mine)._send(**options)
        return None

    @api.model
    def _api_of(self, company):
        api_of_company = company._get_sms_api_class()(self.env)
        api_of_company._set_company(company)
        return api_of_company

    @api.model
    def _process_queue(self):
        """Override: what goes to a gateway of ours is marked before it is sent."""
        job = self.env["ir.cron"]
        self.env["sms.gateway.report"]._apply_waiting()
        self.env["sms.gateway.call"]._gc_calls()
        self._give_up_lost()
        job._commit_progress(0)
        while mine := self._next_for_gateways():
            mine.write({"state": "process", "handed_over_at": fields.Datetime.now()})
            job._commit_progress(0)  # from here on it is not sent a second time
            mine._send(unlink_failed=False, unlink_sent=True, raise_exception=False)
            if not job._commit_progress(len(mine)):
                self.env.ref("sms.ir_cron_sms_scheduler_action")._trigger()
                return None
        return super()._process_queue()

    @api.model
    def _next_for_gateways(self):
        """Some messages that wait for a gateway of ours, locked."""
        companies = self.env["res.company"].sudo()
        companies = companies.search([("sms_gateway_id", "!=", False)])
        if not companies:
            return self.browse()
        waiting = self.search(
            [
                ("state", "=", "outgoing"),
                ("to_delete", "!=", True),
                "|",
                ("gateway_company_id", "in", companies.ids),
                ("mail_message_id.record_company_id", "in", companies.ids),
            ],
            limit=self._get_send_batch_size(),
            order="id",
        )
        locked = waiting.try_lock_for_update()
        return locked.filtered(lambda sms: sms.state == "outgoing")._by_gateway()

    def _is_with_sender(self):
        """Whether somebody sends it at this moment, as far as one can know."""
        lost_before = fields.Datetime.now() - LOST
        return self.state in WITH_SENDER and not (
            self.handed_over_at and self.handed_over_at < lost_before
        )

    def _handle_call_result_hook(self, results):
        """Override to keep by which names a provider will report on messages."""
        named = {
            result["uuid"]: result["gateway_reference"]
            for result in results
            if result.get("gateway_reference")
        }
        for message in self.filtered(lambda sms: sms.uuid in named):
            message.gateway_reference = named[message.uuid]
            message.sms_tracker_id.sudo().gateway_reference = named[message.uuid]
        return super()._handle_call_result_hook(results)

    @api.model
    def _give_up_lost(self):
        """Of messages that were marked and never noted, say so."""
        lost = self.search(
            [
                ("state", "=", "process"),
                ("handed_over_at", "<", fields.Datetime.now() - LOST),
            ]
        ).try_lock_for_update()
        if lost:
            lost._update_sms_state_and_trackers("error", failure_type="sms_server")
            results = [{"uuid": one.uuid, "state": "server_error"} for one in lost]
            lost._handle_call_result_hook(results)
