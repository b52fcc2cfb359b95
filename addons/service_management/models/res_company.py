from odoo import fields, models


class ResCompany(models.Model):
    """Figures and persons that the policies leave to the company."""

    _inherit = "res.company"

    service_repeat_days = fields.Integer(
        string="Repeat Window (Days)",
        default=30,
        help="A complaint of the same customer or about the same subject within so "
        "many days is linked as a repeat.",
        groups="base.group_user",
    )
    service_reopen_days = fields.Integer(
        string="Reopen Window (Days)",
        default=14,
        help="An answer of the customer opens a closed ticket again within so many "
        "days. 0: never.",
        groups="base.group_user",
    )
    service_reopen_stage_id = fields.Many2one(
        comodel_name="helpdesk.ticket.stage",
        string="Stage of Reopened Tickets",
        domain=[("closed", "=", False)],
        help="Empty: the first stage of the team.",
        groups="base.group_user",
    )
    service_declined_stage_id = fields.Many2one(
        comodel_name="helpdesk.ticket.stage",
        string="Stage of Declined Requests",
        domain=[("closed", "=", True)],
        default=lambda self: self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_stage_rejected", raise_if_not_found=False
        ),
        help="Empty: the last closing stage of the team.",
        groups="base.group_user",
    )
    service_acknowledge = fields.Boolean(
        string="Acknowledge Receipt",
        default=True,
        help="Tell customers who write by e-mail or in the portal that their request "
        "has arrived.",
        groups="base.group_user",
    )
    service_create_partner = fields.Boolean(
        string="Make Contacts of Senders",
        default=True,
        help="Make a contact of an unknown person who writes an e-mail.",
        groups="base.group_user",
    )
    service_request_limit = fields.Integer(
        string="Requests of One Person",
        default=10,
        help="So many new requests of one person are taken in within the minutes "
        "below; what is more must wait, or is held for a look. 0: no limit.",
        groups="base.group_user",
    )
    service_request_minutes = fields.Integer(
        string="Within (Minutes)",
        default=60,
        groups="base.group_user",
    )
    service_receipt_limit = fields.Integer(
        string="Receipts to One Address",
        default=3,
        help="So many receipts go to one address in the same minutes, so that two "
        "machines do not answer each other for ever. 0: no limit.",
        groups="base.group_user",
    )
    service_chase_minutes = fields.Integer(
        string="Minutes Between Two Chases",
        default=60,
        help="A customer can ask for a ticket to be hurried once in so many minutes.",
        groups="base.group_user",
    )
