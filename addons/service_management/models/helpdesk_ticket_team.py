from odoo import fields, models


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    service_type_id = fields.Many2one(
        comodel_name="helpdesk.ticket.type",
        string="Type of Incoming E-mails",
        groups="base.group_user",
        help="Tickets made from e-mails to this team's address get this type. "
        "For example Complaint for complaints@your-company.com.",
    )
    resource_calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Hours",
        groups="base.group_user",
        check_company=True,
        help="Promises of this team count these hours. Empty: those of the team above, "
        "else of the company.",
    )

    def write(self, vals):
        """Override to let running promises follow the hours of another calendar."""
        res = super().write(vals)
        if {"resource_calendar_id", "parent_id"} & vals.keys():
            self.env["service.deadline"].sudo()._recheck(
                [("team_id", "child_of", self.ids)]
            )
        return res

    def unlink(self):
        """Override to let promises go over to the hours of the company."""
        self.env["service.deadline"].sudo()._recheck(
            [("team_id", "child_of", self.ids)]
        )
        return super().unlink()
