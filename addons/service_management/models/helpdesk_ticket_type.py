from odoo import fields, models

SERVICE_CLASSES = [
    ("complaint", "Complaint"),
    ("repair", "Repair"),
    ("application", "Service application"),
    ("consultation", "Consultation"),
    ("enquiry", "Enquiry"),
    ("feedback", "Feedback"),
    ("other", "Other"),
]


class HelpdeskTicketType(models.Model):
    """A type names the requests of one class; the class decides which rules apply.

    Companies name their types as they like; rules, views and reports rely on the
    class only.
    """

    _inherit = "helpdesk.ticket.type"

    service_class = fields.Selection(
        selection=SERVICE_CLASSES,
        default="other",
        required=True,
        help="What kind of request this type stands for. The promises of the written "
        "policies are made per class.",
    )
