from odoo import api, fields, models


class AdvisorCareMixin(models.AbstractModel):
    """A record of a customer whom the reader serves: as advisor, backup or leader.

    Record rules ask for it, so that advisors see the records of their customers whoever
    the salesperson is. In the company of the record: who serves a customer in one
    company sees nothing of the customer in another.
    """

    _name = "advisor.care.mixin"
    _description = "Record of a Customer in Somebody's Care"

    #: Fields that name the customer and the company.
    _care_partner = "partner_id"
    _care_company = "company_id"

    in_my_care = fields.Boolean(
        string="Of My Customers",
        compute="_compute_in_my_care",
        search="_search_in_my_care",
        groups="base.group_user",
        help="You are the customer's advisor or backup, or lead the advisor.",
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_in_my_care(self):
        mine = self.sudo().search([("id", "in", self.ids), ("in_my_care", "=", True)])
        ids = set(mine.ids)
        for record in self:
            record.in_my_care = record._origin.id in ids

    @api.model
    def _search_in_my_care(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self.env["advisor.assignment"]._care_domain(
            self._care_partner, self._care_company
        )
        return domain if True in value else ~domain
