from odoo import api, fields, models


class ServicePromise(models.Model):
    """What is promised, whatever the figure: a first contact, a solution, a call-back.

    Of the rules for the same promise only the first that matches a record applies, so a
    record has each promise once, and reports compare the same promise over all rules.
    """

    _name = "service.promise"
    _description = "Service Promise"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    icon = fields.Char(default="fa-clock-o", help="Font Awesome class, like fa-phone.")
    color = fields.Integer()

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another promise has this code already: choose a different one."
    )

    def write(self, vals):
        res = super().write(vals)
        self.env.registry.clear_cache()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self.env["service.deadline"]._check_unused("promise_id", self)
