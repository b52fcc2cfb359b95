from odoo import fields, models


class IrActionsServer(models.Model):
    """An action runs in a step of a policy only if a system administrator lets it.

    A step acts as the system, whoever has written the policy. So whoever may write
    policies chooses among actions that were meant for that, and no others.
    """

    _inherit = "ir.actions.server"

    is_step_action = fields.Boolean(
        string="For Steps of Policies",
        help="Whoever writes policies may let a step run this action. It runs as the "
        "system does, without the access rights of a person.",
    )
