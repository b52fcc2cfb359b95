from odoo import api, fields, models
from odoo.exceptions import AccessError


class CustomerCarePersonalMixin(models.AbstractModel):
    """Something personal that is noted of a customer, by who serves the customer.

    Name it **first** in ``_inherit``, but for ``guarded.mixin``.
    """

    _name = "customer.care.personal.mixin"
    _inherit = ["advisor.care.mixin"]
    _description = "Personal Data of a Customer"
    _check_company_auto = True

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        check_company=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Override to ask who serves the customer before a constraint tells what is
        known of somebody else's."""
        if not self.env.su:
            partners = self.env["res.partner"].browse(
                {vals["partner_id"] for vals in vals_list if vals.get("partner_id")}
            )
            if not all(partner.in_my_care for partner in partners):
                raise AccessError(
                    self.env._("Only who serves a customer notes personal data.")
                )
        return super().create(vals_list)
