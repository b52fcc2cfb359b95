from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.base_engine_tools.engine.access import needs_access


class CustomerStandingLock(models.TransientModel):
    """Dialog: who says which tier customers have, why, and until when."""

    _name = "customer.standing.lock"
    _inherit = ["checked.wizard.mixin"]
    _description = "Lock the Tier of Customers"

    standing_ids = fields.Many2many(
        comodel_name="customer.standing", string="Customers", required=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company", compute="_compute_company_id"
    )
    tier_id = fields.Many2one(comodel_name="customer.tier", required=True)
    reason = fields.Char(required=True)
    until = fields.Date(help="The last day of the lock. Empty: until it is unlocked.")
    floor_only = fields.Boolean(
        help="A better tier that follows from the facts counts all the same."
    )

    @api.depends("standing_ids")
    def _compute_company_id(self):
        for wizard in self:
            companies = wizard.standing_ids.company_id
            wizard.company_id = companies if len(companies) == 1 else False

    @api.constrains("until")
    def _check_until(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            if wizard.until and wizard.until < today:
                raise ValidationError(
                    self.env._("This day is over. Choose today or a later day.")
                )

    @needs_access("write")
    def action_lock(self):
        """Lock the tiers; they count at once."""
        self.ensure_one()
        self.standing_ids._check_may_lock()
        if self.standing_ids.company_id != self.tier_id.company_id:
            raise UserError(
                self.env._("Choose customers of one company, and a tier of the same.")
            )
        self.standing_ids._set_lock(
            {
                "lock_tier_id": self.tier_id.id,
                "lock_user_id": self.env.uid,
                "lock_reason": self.reason.strip(),
                "lock_until": self.until,
                "lock_floor": self.floor_only,
                "locked_on": fields.Datetime.now(),
            }
        )
        return {"type": "ir.actions.act_window_close"}
