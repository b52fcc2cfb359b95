import base64

from odoo import api, fields, models
from odoo.tools import html2plaintext

from odoo.addons.base_engine_tools.engine.access import needs_access

REASONS = [
    ("answer", "Answer of a machine"),
    ("news", "Message of a machine"),
    ("spam", "Looks like spam"),
    ("blacklist", "Sender is on the blacklist"),
    ("many", "Too many from one sender"),
    ("no_route", "Address unknown"),
    ("error", "Could not be taken in"),
]
# Characters of the text that are shown before somebody opens the original.
_PREVIEW = 2_000


class MailHeld(models.Model):
    """An incoming e-mail that begins nothing by itself, kept for a look.

    Machines, filters and guesses are sometimes wrong. What they keep away is not lost:
    somebody looks, and takes it in as the e-mail of a person, or deletes it.
    """

    _name = "mail.held"
    _inherit = ["guarded.mixin"]
    _description = "Held E-mail"
    _order = "received_at desc, id desc"
    _rec_name = "subject"

    subject = fields.Char(readonly=True)
    email_from = fields.Char(string="From", readonly=True)
    recipients = fields.Char(string="To", readonly=True)
    received_at = fields.Datetime(string="Received", readonly=True, index=True)
    reason = fields.Selection(selection=REASONS, required=True, readonly=True)
    text = fields.Text(readonly=True)
    detail = fields.Text(readonly=True, help="What went wrong.")
    fallback_model = fields.Char(readonly=True)
    company_id = fields.Many2one(comodel_name="res.company", readonly=True, index=True)
    original = fields.Binary(string="Whole E-mail", readonly=True, attachment=True)
    original_name = fields.Char(compute="_compute_original_name")

    def _compute_original_name(self):
        for held in self:
            held.original_name = "original_email.eml"

    @api.model
    def _hold(self, reason, raw, msg_dict, **values):
        """Keep an e-mail.

        :param bytes raw: as it came
        :param dict msg_dict: what was read of it
        :param values: of further fields
        """
        return self.sudo().create(
            {
                "reason": reason,
                "subject": msg_dict.get("subject"),
                "email_from": msg_dict.get("email_from"),
                "recipients": (msg_dict.get("to") or "")[:1000],
                "received_at": msg_dict.get("date") or fields.Datetime.now(),
                "text": html2plaintext(msg_dict.get("body") or "")[:_PREVIEW],
                "original": base64.b64encode(raw),
                **values,
            }
        )

    @needs_access("unlink")
    def action_take_in(self):
        """Let the gateway take these in as e-mails of people."""
        gateway = self.env["mail.thread"].sudo().with_context(mail_from_person=True)
        for held in self.sudo():
            gateway.message_process(held.fallback_model or None, held._raw())
        self.unlink()

    def _raw(self):
        """The e-mail as it came."""
        self.ensure_one()
        attachment = self.env["ir.attachment"].sudo()
        return attachment.search(
            [
                ("res_model", "=", self._name),
                ("res_field", "=", "original"),
                ("res_id", "=", self.id),
            ],
            limit=1,
        ).raw
