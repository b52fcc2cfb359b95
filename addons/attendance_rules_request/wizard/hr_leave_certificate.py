from odoo import fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class HrLeaveCertificate(models.TransientModel):
    """Takes a certificate by phone: a photograph will do (CS-1.2).

    Odoo lets nobody attach a file to an approved leave, and that is when it comes.
    """

    _name = "hr.leave.certificate"
    _inherit = ["checked.wizard.mixin"]
    _description = "Hand In a Certificate"

    leave_id = fields.Many2one(
        comodel_name="hr.leave", required=True, ondelete="cascade"
    )
    file = fields.Binary(required=True, attachment=False)
    filename = fields.Char()

    @needs_access("read")
    def action_hand_in(self):
        """Attach the file to the leave of the user, or of somebody below."""
        self.ensure_one()
        leave = self.leave_id
        leave.check_access("read")
        self.env["ir.attachment"].sudo().create(
            {
                "name": self.filename or self.env._("Certificate"),
                "datas": self.file,
                "res_model": leave._name,
                "res_id": leave.id,
            }
        )
        leave.sudo().message_post(
            body=self.env._("The certificate has been handed in."),
            author_id=self.env.user.partner_id.id,
        )
        return {"type": "ir.actions.act_window_close"}
