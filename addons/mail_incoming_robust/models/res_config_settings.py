from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Which senders are no people."""

    _inherit = "res.config.settings"

    mail_form_senders = fields.Char(
        string="Forms and Machines",
        config_parameter="mail_incoming_robust.form_senders",
    )
    mail_machine_subjects = fields.Char(
        string="Subjects of Answering Machines",
        config_parameter="mail_incoming_robust.machine_subjects",
    )
