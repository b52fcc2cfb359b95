from odoo import fields, models


class ServicePromise(models.Model):
    """A promise on a request may have another name on the enquiry it becomes."""

    _inherit = "service.promise"

    enquiry_promise_id = fields.Many2one(
        comodel_name="service.promise",
        string="On an Enquiry It Goes on As",
        ondelete="set null",
        help="When a request becomes an enquiry, its clock goes on under this promise.",
    )
