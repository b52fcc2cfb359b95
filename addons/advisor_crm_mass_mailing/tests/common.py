from unittest.mock import patch

from odoo.addons.advisor_crm_campaign.tests.common import CampaignCase


class MailingCase(CampaignCase):
    """The campaign is carried out by a mailing; all twenty customers have an e-mail
    address, and Boss may write mailings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss.group_ids |= cls.env.ref("mass_mailing.group_mass_mailing_user")
        for number, customer in enumerate(cls.customers):
            customer.email = f"c{number}@customer.example"
        cls.campaign.write({"contact_by": "mail", "message": "<p>Coffee for all</p>"})

    def _mailing(self, campaign=None):
        """The draft that the press makes."""
        action = (campaign or self.campaign).action_make_mailing()
        return (
            self.env[action["res_model"]].with_user(self.boss).browse(action["res_id"])
        )

    def _begin(self):
        """The campaign begins, and there is a draft."""
        self.campaign.action_start()
        return self._mailing()

    def _send(self, mailing):
        """Somebody presses "Send", the job makes the e-mails, and they leave."""
        mailing.action_launch()
        mailing.sudo()._action_send_mail()
        return self._leave(mailing)

    def _leave(self, mailing):
        """What waits in the queue of e-mails leaves; return to which addresses."""
        left = []
        servers = self.registry["ir.mail_server"]
        mails = self.env["mail.mail"].sudo()
        mails = mails.search(
            [("mailing_id", "=", mailing.id), ("state", "=", "outgoing")]
        )
        with (
            patch.object(servers, "_disable_send", lambda *_args: False),
            patch.object(servers, "_connect__", lambda *_args, **_options: None),
            patch.object(
                servers,
                "send_email",
                lambda _server, message, *_args, **_options: (
                    left.append(message["To"]) or message["Message-Id"]
                ),
            ),
        ):
            mails.send()
        self.env.flush_all()
        self.env.invalidate_all()
        return left

    def _traces(self, mailing, status=None):
        traces = mailing.sudo().mailing_trace_ids
        return traces.filtered(lambda one: not status or one.trace_status == status)

    def _trace(self, mailing, member):
        return self._traces(mailing).filtered(
            lambda one: one.res_id == member.partner_id.id
        )

    def _mailed_customers(self, mailing):
        """Who has got it."""
        traces = self._traces(mailing).filtered("sent_datetime")
        return self.env["res.partner"].browse(sorted(set(traces.mapped("res_id"))))
