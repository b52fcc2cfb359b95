from odoo import fields, models, tools
from odoo.exceptions import UserError

from ..core.deadline_clock import Terms


class ServiceDeadlineTerms(models.Model):
    """One wording of a rule: what was promised while it was in force.

    Deadlines keep the terms that they were made under. A rule that is edited gets new
    terms; the old ones are never changed.
    """

    _name = "service.deadline.terms"
    _inherit = ["guarded.mixin"]
    _description = "Terms of a Deadline Rule"
    _order = "rule_id, version desc"

    rule_id = fields.Many2one(
        comodel_name="service.deadline.rule",
        required=True,
        ondelete="cascade",
        index=True,
    )
    version = fields.Integer(required=True)
    values = fields.Json(required=True)

    _version_unique = models.UniqueIndex("(rule_id, version)")

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(
            self.env._(
                "Terms are a record of what was promised: edit the rule instead."
            )
        )

    @tools.ormcache("self.id")
    def _terms(self):
        """The terms as a plain value (:class:`Terms`); plain ones where there are none.

        A rule that the database deletes, with a field it uses, takes its terms along.
        """
        return Terms.from_json(self.sudo().values) if self else Terms()
