from odoo import fields, models


class ServiceContactMeans(models.Model):
    """A way of keeping in contact: call, visit, meeting, e-mail, letter."""

    _name = "service.contact.means"
    _description = "Means of Contact"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short technical name, for imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    icon = fields.Char(
        default="fa-comment-o", help="Font Awesome class, like fa-phone."
    )
    in_person = fields.Boolean(help="Both are in the same place, as on a visit.")

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another means has this code already: choose a different one."
    )
