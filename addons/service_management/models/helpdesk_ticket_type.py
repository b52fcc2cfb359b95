from odoo import fields, models


class HelpdeskTicketType(models.Model):
    """A type names the requests of one class; the class decides which rules apply.

    Companies name their types as they like; rules, views and reports rely on the
    class only.
    """

    _inherit = "helpdesk.ticket.type"

    class_id = fields.Many2one(
        comodel_name="service.request.class",
        groups="base.group_user",
        string="Class of Request",
        default=lambda self: self.env.ref(
            "service_management.request_class_other", raise_if_not_found=False
        ),
        ondelete="restrict",
        index=True,
        help="What kind of request this type stands for. The promises of the written "
        "policies are made per class.",
    )

    def _is_for_customers(self):
        """Whether customers can choose the type; one without a class says so itself."""
        return not self.class_id or self.class_id.show_in_portal
