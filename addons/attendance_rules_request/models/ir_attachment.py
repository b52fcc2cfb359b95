from odoo import api, models


class IrAttachment(models.Model):
    """A file attached to a leave may be the certificate that is awaited (CS-1.2)."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        attachments = super().create(vals_list)
        leave_ids = [
            attachment.res_id
            for attachment in attachments
            if attachment.res_model == "hr.leave" and attachment.res_id
        ]
        if leave_ids:
            self.env["hr.leave"].browse(leave_ids)._note_certificates()
        return attachments
