from odoo import api, fields, models


class ServiceDeadline(models.Model):
    """Promises on tickets are analysed as tickets are, too: by team, department,
    channel, class, kind and the class of the customer."""

    _inherit = "service.deadline"

    team_id = fields.Many2one(comodel_name="helpdesk.ticket.team", readonly=True)
    department_id = fields.Many2one(
        comodel_name="hr.department", string="Department in Charge", readonly=True
    )
    channel_id = fields.Many2one(comodel_name="helpdesk.ticket.channel", readonly=True)
    class_id = fields.Many2one(
        comodel_name="service.request.class", string="Class of Request", readonly=True
    )
    complaint_kind_id = fields.Many2one(
        comodel_name="service.complaint.kind", string="Kind of Complaint", readonly=True
    )
    customer_class_id = fields.Many2one(
        comodel_name="res.partner.category", readonly=True
    )

    @api.model
    def _dimensions(self):
        """Override of `service_deadline`."""
        return (
            *super()._dimensions(),
            "team_id",
            "department_id",
            "channel_id",
            "class_id",
            "complaint_kind_id",
            "customer_class_id",
        )
