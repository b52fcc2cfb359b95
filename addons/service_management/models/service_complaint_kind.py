from odoo import api, fields, models


class ServiceComplaintKind(models.Model):
    """What a complaint is about, and who handles such complaints (CM-2.3).

    Goods and service go to operations, property matters to the property department.
    Companies share the kinds; each company names its own department and team.
    """

    _name = "service.complaint.kind"
    _inherit = ["service.customer.view"]
    _description = "Kind of Complaint"
    _order = "sequence, id"

    name = fields.Char(
        required=True,
        translate=True,
    )
    code = fields.Char(
        help="Short technical name, for rules and imports.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    department_id = fields.Many2one(
        comodel_name="hr.department",
        string="Department in Charge",
        company_dependent=True,
        check_company=True,
        help="New complaints of this kind are routed to this department.",
    )
    team_id = fields.Many2one(
        comodel_name="helpdesk.ticket.team",
        company_dependent=True,
        check_company=True,
        help="New complaints of this kind are handed to this team. "
        "Empty: the team stays as it is.",
    )
    show_in_portal = fields.Boolean(
        default=True,
        help="Customers can choose this kind in the portal form.",
    )

    @api.model
    def _customer_fields(self):
        """Override: a choice of the portal's form."""
        found = {"active", "name", "sequence", "show_in_portal"}
        return super()._customer_fields() | found
