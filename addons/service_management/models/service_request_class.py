from odoo import fields, models


class ServiceRequestClass(models.Model):
    """What customers want of us: a complaint, a repair, an enquiry.

    The class of a request decides which form it has, which stages it goes through, and,
    by its code, which rules make promises on it. Companies name their types of ticket
    as they like; each type belongs to a class.
    """

    _name = "service.request.class"
    _description = "Class of Request"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        help="Short technical name, by which rules, reports and imports know it.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    type_ids = fields.One2many(
        comodel_name="helpdesk.ticket.type",
        inverse_name="class_id",
        string="Types of Ticket",
    )
    stage_ids = fields.Many2many(
        comodel_name="helpdesk.ticket.stage",
        string="Stages",
        help="Stages that requests of this class go through. Empty: those of the team.",
    )

    # What its form shows
    is_complaint = fields.Boolean(
        string="Handled as a Complaint",
        help="With severity, kind, subject, promised time, procedure and a link to "
        "what it repeats.",
    )
    has_scope = fields.Boolean(
        string="Accepted or Declined",
        help="We look first whether it is ours to handle; who declines gives a reason.",
    )
    has_place = fields.Boolean(
        string="Asks for the Place",
        help="The shop, product, order or place that it is about.",
    )
    show_in_portal = fields.Boolean(
        default=True,
        help="Customers can choose the types of this class in the portal form.",
    )

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another class has this code already: choose a different one."
    )

    def _stages_among(self, stages):
        """Those of some stages that requests of this class go through."""
        return (stages & self.stage_ids) or stages
