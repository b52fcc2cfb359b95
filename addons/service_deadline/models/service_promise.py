import re

from odoo import api, fields, models
from odoo.fields import Domain


class ServicePromise(models.Model):
    """What is promised, whatever the figure: a first contact, a solution, a call-back.

    Of the rules for the same promise only the first that matches a record applies, so a
    record has each promise once, and reports compare the same promise over all rules.
    """

    _name = "service.promise"
    _description = "Service Promise"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        compute="_compute_code",
        store=True,
        readonly=False,
        precompute=True,
        help="By which data files and automations know it, in every language.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    icon = fields.Char(default="fa-clock-o", help="Font Awesome class, like fa-phone.")
    color = fields.Integer()

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another promise has this code already: choose a different one."
    )

    @api.depends("name")
    def _compute_code(self):
        """One of its own for a promise that has none: nobody has to make it up."""
        nameless = self.filtered(lambda promise: not promise.code)
        if not nameless:
            return
        every = self.with_context(active_test=False).search(Domain.TRUE)
        taken = set(every.mapped("code"))
        for promise in nameless:
            words = re.findall(r"\w+", (promise.name or "").lower())
            code, number = "_".join(words), 1
            while code in taken:
                number += 1
                code = "_".join([*words, str(number)])
            taken.add(code)
            promise.code = code

    def write(self, vals):
        res = super().write(vals)
        self.env.registry.clear_cache()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self.env["service.deadline"]._check_unused("promise_id", self)
