from odoo import api, fields, models


class ServiceRating(models.Model):
    """Ratings are told apart as requests are, as these were at the time."""

    _inherit = "service.rating"

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
        """Override of `service_rating`."""
        return super()._dimensions() | {
            "team_id": "helpdesk.ticket.team",
            "department_id": "hr.department",
            "channel_id": "helpdesk.ticket.channel",
            "class_id": "service.request.class",
            "complaint_kind_id": "service.complaint.kind",
            "customer_class_id": "res.partner.category",
        }
